"""Webhook: messages and facts from any program that can sign an HTTP call (Standard Webhooks).

For systems of one's own (a shop, a forum, an operations centre) that no other connector covers. Receives only.
"""
