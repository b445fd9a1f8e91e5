"""What an answer says beside its quotes: yes or no, of when it is, and what else may be known."""
