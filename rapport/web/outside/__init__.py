"""Pages for people who are no members: the form behind a private link."""
