"""Answers from the register of findings: areas for improvement, causes of concern, weak and strong points."""
