"""What can be wrong with an index."""

from corpus.errors import ReportbotError


class IndexMissing(ReportbotError):
    """There is no index where one is asked for."""


class IndexMismatch(ReportbotError):
    """The index was made by other versions or another model than those that read it."""


class ModelError(ReportbotError):
    """The model's weights are missing or are not the ones they should be."""
