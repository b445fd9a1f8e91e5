"""Which reports a question is about, and what is said where there are none."""
