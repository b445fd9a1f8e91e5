"""What the bot keeps in its own file: answers, votes, settings and briefings."""
