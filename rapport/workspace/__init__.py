"""The organisation: brands, purposes, members, teams, roles, sign-in links, retention.

Promises that `can(member, action, subject)` is the one place where permission is decided.
Does not know people outside the organisation (`people`) or what was said (`listen`).
"""
