"""Lists of findings and of graded judgments, for the reports that are asked about."""
