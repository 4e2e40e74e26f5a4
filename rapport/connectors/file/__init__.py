"""Messages from a file: JSON Lines or CSV, read as a stream and never held whole.

Owns the recognising of formats and the reading of lines. Does not write anywhere, and cannot send.
"""
