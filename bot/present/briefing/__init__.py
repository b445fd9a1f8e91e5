"""A briefing as a document: Word, HTML, Markdown or text."""
