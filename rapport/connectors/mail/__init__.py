"""Mail: one mailbox, read over IMAP as mail arrives and answered over SMTP, with threads, bounces and loops told apart.

Speaks to servers through imap-tools and the standard library, over `kit.sockets`. Reads the inbox and the folder
for sent mail; answers only mail that stands in the mailbox. Does not sign in with OAuth.
"""
