"""The Discord application: questions from channels, threads and direct messages, answers as cards."""
