"""PDF pages to text in reading order, with headings, lists, tables and boxes."""
