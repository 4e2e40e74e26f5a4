"""Danger to life: who may be called, and the script until a lead writes the organisation's own.

The script is after "Responding to suicidal content online: best-practice guidelines" (National Suicide Prevention Alliance, UK) and the
five action steps of #BeThe1To (988 Suicide & Crisis Lifeline), both read 2026-11. It names no numbers: those are the
organisation's, by country.
"""

from __future__ import annotations

from typing import Literal

# A step of the phone tree: a member or a team, by id.
Whom = tuple[Literal["member", "team"], int]
STEPS_AT_MOST = 12

DEFAULT_SCRIPT = """\
1. Take it. Say so here, so that nobody waits for somebody else.
2. In immediate danger (a place, a time, a means, a person on the line): call the emergency services and those who can \
stop the danger (traffic control) first. Tell them what was written, where and when. Do not wait for an answer.
3. Answer at once, as a person, with their name. Take it seriously: "I have read what you wrote and I am here."
4. Ask directly: are you safe now? Are you thinking of ending your life? Where are you? Asking does not make it worse.
5. Listen. No judging, no arguing, no promises you cannot keep, nothing about policies or tickets.
6. Lead them to help they can reach now: the emergency number, a crisis line of their country, somebody near them. Stay \
until they have.
7. Move to a private channel if they will; never delete or hide what they wrote before help is on its way. Report it to \
the network's own help for people at risk as well.
8. Write down here what was said and done, and hand over by voice, not by a note.
9. Afterwards: follow up with them, and with yourself and your colleagues. Nobody goes home alone with it.
"""
SCRIPT_SOURCE = (
    "After the best-practice guidelines of the National Suicide Prevention Alliance (UK) and the five steps of #BeThe1To "
    "(988 Lifeline), read 2026-11. A lead replaces it by your own, with your numbers."
)
