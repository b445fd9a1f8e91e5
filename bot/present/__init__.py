"""How results are printed: text, JSON, CSV, Markdown, pictures and documents."""
