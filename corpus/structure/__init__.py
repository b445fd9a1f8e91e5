"""The text of a report, its sections, and the passages that are indexed."""
