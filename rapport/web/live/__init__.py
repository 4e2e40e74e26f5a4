"""The event stream: tells open pages which rows changed. Carries kinds and ids only, never text."""
