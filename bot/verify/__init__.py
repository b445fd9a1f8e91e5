"""Whether quotations in a draft stand in the reports."""
