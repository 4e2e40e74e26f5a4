"""The morning: what happened since yesterday, whom we owe, what was praised, one number; the page and its mail."""
