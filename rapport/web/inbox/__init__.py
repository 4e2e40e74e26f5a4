"""The Inbox: the shared list of what needs handling, and one conversation at a time."""
