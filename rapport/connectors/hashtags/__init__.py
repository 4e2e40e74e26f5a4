"""Hashtags: public statuses with chosen hashtags, as one Mastodon server knows them. A place; nothing is sent.

Needs no account. Asks the server's hashtag timelines again and again, so a post arrives with the next round.
"""
