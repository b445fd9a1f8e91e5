"""The words of the field: kinds of report, grades, dates, and everyday words for them."""
