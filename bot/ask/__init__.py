"""A question to an answer made of quotes."""
