"""What tools and screens know of Hacker News without running it."""

from __future__ import annotations

from rapport.channels.contract import Ability, Manifest, SettingField

PUBLIC_HOST = "https://hn.algolia.com"
_NOTHING_IS_SENT = "exempt: nothing is sent to a place"

MANIFEST = Manifest(
    slug="hackernews",
    name="Hacker News",
    is_place=True,
    abilities=frozenset({Ability.FETCH, Ability.PAST, Ability.THREAD}),
    settings=(
        SettingField(
            "terms",
            "More words",
            help="Searched for beside the words your queries need. One a line, or with commas between them.",
            required=False,
        ),
        SettingField(
            "host",
            "Search",
            help="The search that is asked. Leave it.",
            required=False,
            default=PUBLIC_HOST,
        ),
    ),
    terms_url="https://www.ycombinator.com/legal",
    docs_url="https://hn.algolia.com/api",
    poll_seconds=(60.0, 300.0),
    delay="one to five minutes between two searches, and the search's own delay; not yet measured from here",
    quality={
        "payloads": "todo: the payloads follow the published documentation (2026-11-26); none was captured "
        "from the live search yet",
        "sends_once": _NOTHING_IS_SENT,
        "finds_sent": _NOTHING_IS_SENT,
        "resumes": "done",
        "hostile_input": "done",
        "rate_limits": "done",
        "signs_in_again": "exempt: there is no sign-in",
        "edits_and_deletions": "todo: an edit is seen for half an hour after the post was written; "
        "deletions are not told by the search",
        "own_posts": "exempt: a place has no account of ours",
        "pictures": "exempt: Hacker News has no pictures",
        "guarded_hosts": "done",
        "real_network": "todo: tests run against a search written after the documentation",
    },
    proven="not yet proven against the live network",
)
