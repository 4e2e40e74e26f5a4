"""Help: what the places are, every key there is, where more is written, and which Rapport this is."""
