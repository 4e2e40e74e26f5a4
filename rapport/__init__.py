"""Rapport: a self-hosted workplace for everyone who speaks for a brand in public."""
