"""What starting the embedded server raises.

PostgresError
├── AlreadyRunning   another process looks after this data folder
├── WrongVersion     the data was written by another major version
└── CannotStart      everything else; the message ends with the server's own last words
"""

from __future__ import annotations


class PostgresError(Exception):
    pass


class AlreadyRunning(PostgresError):
    pass


class WrongVersion(PostgresError):
    pass


class CannotStart(PostgresError):
    pass
