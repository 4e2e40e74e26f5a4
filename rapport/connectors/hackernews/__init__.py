"""Hacker News, found by words: stories and comments through the public search of hn.algolia.com.

A place: public, without an account or key, and nothing is sent. It is asked for the words live queries need,
one search a word, and tells what is new since it was asked last.
"""
