"""Statements: what the brand holds to be true and may say; who owns each, how long it holds, its versions."""
