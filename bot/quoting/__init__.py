"""Quotes and citations: words cut from the store, the place they stand, and the forms of a reference."""
