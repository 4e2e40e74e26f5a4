"""Health: whether everything was heard, what could not be read, and who looks after each touchpoint."""
