"""What the brand holds true and has said: statements, promises, spoken words, the reply check.

Promises that a check names its evidence and its remedy, and writes nothing. Sends nothing itself.
"""
