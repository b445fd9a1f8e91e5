"""Answers of plain facts that reports give: dates, people, visits to come, mentions, numbers that differ."""
