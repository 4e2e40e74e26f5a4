"""Failings: what goes wrong for several people, whose it is to mend, and whom to tell once it works."""
