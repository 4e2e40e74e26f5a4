"""The mirror: what an imported past says about how people were heard."""
