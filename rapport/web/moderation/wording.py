"""What moderation is called, wherever it is shown."""

from __future__ import annotations

from django.utils.translation import gettext as _

from rapport.web.shell import wording

MODERATED = ("moderated", "moderation_undo", "moderation_settled")


def rule_kind(kind: str) -> str:
    return {"abuse": _("abuse"), "spam": _("spam"), "private": _("private data")}.get(kind, kind)


def act_name(kind: str) -> str:
    said = {"hide": _("Hide"), "mute": _("Mute"), "block": _("Block"), "report": _("Report")}
    return said.get(kind, kind)


def act_says(kind: str) -> str:
    """What the choice does, in a few words."""
    return {
        "hide": _("this message, for everybody"),
        "mute": _("whoever wrote it"),
        "block": _("whoever wrote it, both ways"),
        "report": _("this message, to the network"),
    }.get(kind, "")


def state_words(kind: str, state: str, *, reason: str = "") -> str:
    """ "hidden", "on its way", "failed: that post is gone"."""
    if state == "done":
        done = {"hide": _("hidden"), "mute": _("muted"), "block": _("blocked")}
        said = done.get(kind) or _("reported")
        return (
            _("%(said)s, could not be taken back: %(why)s") % {"said": said, "why": _bare(reason)}
            if reason
            else said
        )
    words = {
        "asked": _("on its way"),
        "undoing": _("being taken back"),
        "undone": _("taken back"),
        "failed": _("failed"),
        "held": _("held"),
        "unknown": _("nobody can tell yet whether the network did it"),
    }.get(state, state)
    return f"{words}: {_bare(reason)}" if reason and state in ("failed", "held") else words


def state_tone(state: str) -> str:
    return {"failed": "hot", "unknown": "warn", "held": "warn", "undone": "", "done": "acc"}.get(
        state, ""
    )


def undo_name(kind: str) -> str:
    return {"hide": _("Show again"), "mute": _("Unmute"), "block": _("Unblock")}.get(kind, "")


def event_words(code: str, *, who: str) -> str:
    """The line of the timeline; `code` as `converse.queries.moderation_events` writes it."""
    what, kind, *rest = code.split(":")
    if what == "moderated":
        said = {
            "hide": _("%(who)s asked to hide a message"),
            "mute": _("%(who)s asked to mute somebody"),
            "block": _("%(who)s asked to block somebody"),
            "report": _("%(who)s asked to report a message"),
        }[kind]
        rule = _("under the published rule on %(kind)s") % {"kind": rule_kind(rest[0])}
        return f"{said % {'who': who}} {rule}"
    if what == "moderation_undo":
        return _("%(who)s took back: %(act)s") % {"who": who, "act": act_name(kind).lower()}
    return _settled(kind, rest[0])


def _settled(kind: str, state: str) -> str:
    if state == "failed":
        return _("The network did not: %(act)s") % {"act": act_name(kind).lower()}
    if state == "not_undone":
        return _("The network did not take back: %(act)s") % {"act": act_name(kind).lower()}
    if state == "undone":
        return {
            "hide": _("The message shows again"),
            "mute": _("Muted no more"),
            "block": _("Blocked no more"),
        }.get(kind, "")
    return wording.sentence(state_words(kind, "done")).rstrip(".")


def _bare(reason: str) -> str:
    return reason.strip().rstrip(".")
