"""Report files to passages: reading, metadata, text structure."""
