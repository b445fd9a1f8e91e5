"""Passages on a topic: found, put in order, read with the question, and cut to the sentences that answer."""
