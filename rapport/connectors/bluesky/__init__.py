"""Bluesky: mentions, replies and quotes as they happen, own posts, and answers with pictures and likes.

Speaks AT Protocol to the account's own server through the `atproto` library, and listens to the firehose
(`com.atproto.sync.subscribeRepos`) of that server or of a relay. Does not read direct messages.
"""
