"""People: who wrote to us, what passed between us, what we owe them, and forgetting them for good."""
