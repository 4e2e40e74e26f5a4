"""Conversations: who waits, since when, who has it, what was answered.

Owns conversations, their clocks, notes, drafts and claims; threads messages into conversations and
answers through `channels`. Promises one conversation per person and account at a time, and that nobody
answers over a colleague without being told.
"""
