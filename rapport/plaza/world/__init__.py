"""The demo world: a small railway, its rivals, its people, and 120 days of what they said.

Pure and seeded: the same seed and end give the same world to the byte, on every supported
Python. It knows no database, no network and no Rapport; the plaza engine puts it on the square
(`generate`) and asks it what its people do next (`live`). Every text in it is our own.
"""
