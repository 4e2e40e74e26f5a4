"""A PostgreSQL server of our own: started, watched and stopped by the process that needs it.

    with EmbeddedPostgres(home / "postgres") as server:
        server.ensure_database("rapport")
        psycopg.connect(server.url("rapport"))

How it is kept to ourselves: the server never listens on TCP. Its unix socket lies in a folder (0700) that
belongs to the account the server runs under, and the kernel tells the server who connects (`peer`): only
the account that launched it, root, and an account named `rapport` are let in. So even where the server
runs as `nobody`, another process of `nobody` reaches the socket and is refused.
"""

from rapport.kit.postgres.errors import AlreadyRunning, CannotStart, PostgresError, WrongVersion
from rapport.kit.postgres.server import EmbeddedPostgres

__all__ = ["AlreadyRunning", "CannotStart", "EmbeddedPostgres", "PostgresError", "WrongVersion"]
