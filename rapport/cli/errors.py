"""What a command raises when it cannot do what it was asked.

CannotDo    the sentence is for the person at the terminal; the command ends with status 1
"""

from __future__ import annotations


class CannotDo(Exception):
    pass
