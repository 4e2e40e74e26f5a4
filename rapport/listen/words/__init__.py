"""Word lists of this room, by subject."""
