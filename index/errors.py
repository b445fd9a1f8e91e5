"""What can be wrong with an index."""

from __future__ import annotations

from corpus.errors import ReportbotError


class IndexMissing(ReportbotError):
    """There is no index where one is asked for."""


class IndexMismatch(ReportbotError):
    """The index was made by other versions or another model than those that read it."""


class IndexDamaged(IndexMismatch):
    """What lies on disk is not what was written; ``report_id`` is the report whose words it is, where it is one's."""

    def __init__(self, message: str, report_id: str = "") -> None:
        super().__init__(message)
        self.report_id = report_id


class ModelError(ReportbotError):
    """The model's weights are missing or are not the ones they should be."""


class EngineError(ReportbotError):
    """An engine did not do what it was asked for."""


class EngineDown(EngineError):
    """An engine cannot be reached, or did not answer in time: it may be asked again."""
