"""Acting on a message under a published rule, and the list of all such acts."""
