"""Briefings: quotes that a person collects in an order, checks again against the source, and exports."""
