"""Whose question is answered when, and everything that Discord asks the bot to do."""
