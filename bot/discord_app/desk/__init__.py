"""The queue of questions, and what the bot does for a person, without Discord."""
