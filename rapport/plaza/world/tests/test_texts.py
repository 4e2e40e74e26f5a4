from __future__ import annotations

import re

import pytest

from rapport.plaza.world.cast import characters
from rapport.plaza.world.grammar import Choice, Line, Slot, compiled, sections
from rapport.plaza.world.topics import TOPICS

# Slots a thread's scene or the moment fills; every other slot must be a section.
GIVEN = (
    "language day today nextday yesterday tod part until until2 since late wait t next min plat"
    " coach weather sum sum2 fee crowd ref n2 line line2 st to out where cause first ag sorry"
    " minutes quote quoted one two"
)


def _slots(parts: tuple[Slot | Choice | str, ...]) -> set[str]:
    found: set[str] = set()
    for part in parts:
        if isinstance(part, Choice):
            for alternative in part:
                found |= _slots(alternative)
        elif isinstance(part, Slot):
            found.add(str(part))
    return found


def test_every_slot_can_be_filled() -> None:
    lines: list[tuple[str, Line]] = [
        (name, line) for name, all_ in sections().items() for line in all_
    ]
    for person in characters():
        assert person.character is not None
        for text in person.character.lines:
            lines.append((person.slug, compiled(text)))
    for name, line in lines:
        unknown = {
            slot
            for slot in _slots(line.parts)
            if slot not in GIVEN.split() and slot not in sections()
        }
        assert not unknown, (name, unknown)


def test_every_topic_has_roots_and_answers() -> None:
    for topic in TOPICS.values():
        assert len(sections()[f"{topic.name}.root"]) >= 2
        assert f"{topic.family}.join" in sections()
        assert topic.answers in sections()


def test_every_tag_that_is_answered_was_asked() -> None:
    for name, lines in sections().items():
        topic = name.removesuffix(".answer")
        if name.endswith(".answer") and topic in TOPICS:
            asked = {tag for line in sections()[f"{topic}.root"] for tag in line.tags}
            asked |= {
                compiled(text).tag
                for person in characters()
                if person.character is not None
                for text in person.character.says_about(topic)
            }
            answered = {tag for line in lines for tag in line.tags}
            assert answered <= asked, name


def test_a_topic_without_tags_has_answers_for_everybody() -> None:
    for topic in TOPICS.values():
        untagged = any(not line.tags for line in sections()[f"{topic.name}.root"])
        if untagged:
            assert any(not line.tags for line in sections()[topic.answers]), topic.name


def test_characters_care_for_topics_that_exist() -> None:
    for person in characters():
        assert person.character is not None
        assert len(person.character.lines) >= 5
        known = set(TOPICS) | {"again"}
        assert set(person.character.cares) <= known, person.slug
        assert {topic for topic, _ in person.character.says} <= known, person.slug
        assert person.character.sketch


def test_unbalanced_brackets_are_refused() -> None:
    for line in ("a [b|c", "a b] c"):
        with pytest.raises(ValueError, match=r"bracket|Unbalanced"):
            compiled(line)


def test_no_line_looks_like_a_forgotten_mark() -> None:
    for name, lines in sections().items():
        for line in lines:
            for tag in line.tags:
                assert re.fullmatch(r"[a-z]+", tag), (name, tag)


def test_what_characters_ask_the_brand_can_be_answered() -> None:
    for person in characters():
        assert person.character is not None
        for topic, lines in person.character.says:
            if topic == "again":
                continue
            answers = sections()[TOPICS[topic].answers]
            for text in lines:
                tag = compiled(text).tag
                fits = any(tag in line.tags if tag else not line.tags for line in answers)
                assert fits, (person.slug, topic, tag)
