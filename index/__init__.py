"""Passages to ranked evidence: vectors, words, storage."""
