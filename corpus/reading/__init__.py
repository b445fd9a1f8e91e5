"""Files to documents: the kind of file, HTML, Markdown and plain text."""
