"""The base of every error that a person can mend."""


class ReportbotError(Exception):
    """A situation that one plain sentence explains; the sentence is the whole message."""


class UnreadableReport(ReportbotError):
    """A file that cannot become a report; the message is the reason shown beside its name."""
