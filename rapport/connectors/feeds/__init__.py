"""Feeds: RSS, Atom and JSON Feed of any public site, as a place that is listened to.

News, blogs, podcasts, video channels, status pages, saved searches. Nothing is sent, nobody signs in.
"""
