"""The facts board: what is going on, what may be said of it, and who was told what."""
