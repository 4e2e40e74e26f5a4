"""The shell every screen stands in: rail, alarm line, keys, palette, live notices, drafts, error pages."""
