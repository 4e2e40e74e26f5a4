"""Where a notice leads: the page of what it is about. One line a kind of thing."""

from __future__ import annotations

from django.urls import reverse

from rapport.workspace.models import Notice

# What a notice may be about -> the name of its page, which takes its id.
PAGES = {
    "conversation": "inbox_open",
    "alarm": "alarm",
    "approval": "approval",
    "statement": "statement",
    "automatic_reply": "automatic_reply",
    "consultation": "asked_one",
    "failing": "failing",
    "task": "task",
}


def leads_to(notice: Notice) -> str:
    """The list of notices where nothing else is known of it."""
    if notice.about == "member":
        return f"{reverse('inbox')}?tab=mine"  # what a colleague left is theirs now
    page = PAGES.get(notice.about)
    return reverse(page, args=[notice.about_id]) if page else reverse("notices")
