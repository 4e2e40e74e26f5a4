"""Makes the home that `streaming` measures: `python -m rapport.cli.bench.streaming_home PORT SECONDS_BEHIND`."""

from __future__ import annotations

import importlib
import sys
import time


def main(port: int, behind: float) -> None:
    database = importlib.import_module("rapport.cli.database")
    database.set_up_django()
    with database.running_database():
        _listen(port, behind)


def _listen(port: int, behind: float) -> None:
    # After Django: these are models.
    from datetime import UTC, datetime  # noqa: PLC0415

    from rapport.channels.actions import keep_account, save_cursor  # noqa: PLC0415
    from rapport.channels.contract import AccountInfo  # noqa: PLC0415
    from rapport.cli.bench.streaming import WORDS  # noqa: PLC0415
    from rapport.listen.actions import keep_query  # noqa: PLC0415
    from rapport.workspace.actions import add_brand  # noqa: PLC0415

    now = datetime.now(UTC)
    brand = add_brand("Bench")
    for word in WORDS:
        keep_query(f"{word} OR #{word}", name=word, brand=brand, by=None, now=now)
    account = keep_account(
        brand,
        network="jetstream",
        info=AccountInfo(remote_id="jetstream", handle="bluesky", name="Bluesky"),
        # Names cannot be asked for here: nobody answers at that address.
        settings={"hosts": f"ws://127.0.0.1:{port}", "appview": "http://127.0.0.1:9"},
        secrets={},
        by=None,
        now=now,
    )
    if behind:
        cursor = str(int((time.time() - behind - 60) * 1e6))
        save_cursor(account.pk, cursor=cursor, now=now, reached_at=None)


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]))
