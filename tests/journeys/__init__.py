"""Journeys: what a person does with the whole house, in a real browser."""
