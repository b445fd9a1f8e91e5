"""Questions to answers: understanding, quoting, terminal, JSON, Discord."""
