"""Answers from what is registered of reports: grades, findings and plain facts."""
