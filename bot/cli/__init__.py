"""The commands of the terminal: each module adds its own to the parser, and runs it."""
