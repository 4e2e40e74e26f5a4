"""What servers of the fediverse say, as plain values: statuses, accounts, ids, limits and their HTML as text.

Follows Mastodon's published API (docs.joinmastodon.org, read 2026-11-26), which Pleroma, GoToSocial and others
speak too. Pure: no network, no clock, no idea of who asks. Whoever speaks to such servers builds on it.
"""
