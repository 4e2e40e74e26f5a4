"""Listening: what is listened for, how it reads, what it found, and where."""
