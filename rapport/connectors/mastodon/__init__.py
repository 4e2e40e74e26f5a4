"""Mastodon: mentions, replies and private messages as they happen, own statuses, and answers with pictures.

Speaks Mastodon's client API to the account's own server and listens to its user stream. Does not follow
threads the account has no part in, nor hashtags (those are a place of their own).
"""
