"""Plain Python with no product words: clock, text, http, secrets, postgres, pages.

Owns no tables and knows no room. Everything here could be used by a program that is not Rapport.
"""
