"""Purposes: what the team wants to achieve, in its own words."""
