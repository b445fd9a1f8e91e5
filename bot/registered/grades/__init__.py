"""Answers from the register of graded judgments: grades, their reasons, ranks, changes and comparisons."""
