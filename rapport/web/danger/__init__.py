"""Danger to life: one alarm and who was called, taking it, the tree and the script in Settings, practice."""
