"""The findings and graded judgments that a report states."""
