"""The hard cases can be trusted as files: this reads their form and runs no check against them."""

import json
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent

# For each file: how many cases, its yes-or-no field, its other fields, and which field quotes from which text.
FILES = {
    "contradictions": (300, "contradicts", "statement since until today draft message", None),
    "robotic": (300, "robotic", "draft message recent", None),
    "personal": (300, "personal", "draft message statements what data", ("data", "draft")),
    "unanswered": (240, "unanswered", "message draft question", ("question", "message")),
    "dismissive": (240, "dismissive", "message draft passage", ("passage", "draft")),
}


def cases_of(name: str) -> list[dict[str, Any]]:
    text = (HERE / f"{name}-test.jsonl").read_text(encoding="utf-8")
    # Not splitlines: a draft may hold a line separator of its own.
    return [json.loads(line) for line in text.split("\n") if line]


@pytest.mark.parametrize("name", FILES)
def test_every_case_has_its_fields_and_an_id_of_its_own(name: str) -> None:
    size, flag, fields, _ = FILES[name]
    cases = cases_of(name)
    assert len(cases) == size
    assert len({case["id"] for case in cases}) == size
    for case in cases:
        assert set(case) == {"id", "kind", "why", flag, *fields.split()}, case["id"]
        assert all(case[field].strip() for field in ("kind", "why", "draft", "message")), case["id"]


@pytest.mark.parametrize("name", FILES)
def test_half_of_the_cases_are_true(name: str) -> None:
    size, flag, *_ = FILES[name]
    answers = [case[flag] for case in cases_of(name)]
    assert {type(answer) for answer in answers} == {bool}
    assert sum(answers) == size // 2


@pytest.mark.parametrize("name", [name for name, form in FILES.items() if form[3]])
def test_what_is_quoted_stands_in_its_text_and_only_where_the_case_is_true(name: str) -> None:
    _, flag, _, quotes = FILES[name]
    assert quotes
    quoted, text = quotes
    for case in cases_of(name):
        assert bool(case[quoted]) == case[flag], case["id"]
        assert case[quoted] in case[text], case["id"]


def test_a_kind_of_datum_is_named_where_one_is_given_away() -> None:
    for case in cases_of("personal"):
        assert bool(case["what"]) == case["personal"], case["id"]
        assert len(case["statements"]) <= 2, case["id"]


def test_a_draft_has_two_to_twelve_recent_replies_beside_it() -> None:
    for case in cases_of("robotic"):
        assert 2 <= len(case["recent"]) <= 12, case["id"]
        assert all(reply.strip() for reply in case["recent"]), case["id"]


@pytest.mark.parametrize("name", FILES)
def test_the_table_of_the_readme_has_a_row_for_every_kind(name: str) -> None:
    readme = (HERE / "README.md").read_text(encoding="utf-8")
    for kind in {case["kind"] for case in cases_of(name)}:
        assert kind in readme, kind


def test_danger_is_told_as_often_as_not_and_in_six_languages() -> None:
    cases = cases_of("danger")
    assert len(cases) == 400
    assert sum(case["danger"] for case in cases) == 200
    assert {case["language"] for case in cases} == {"en", "de", "fr", "es", "sv", "it"}
    assert len({case["text"] for case in cases}) == 400


def test_none_of_the_danger_cases_was_learnt_from() -> None:
    learnt = Path(__file__).parents[2] / "training" / "cases"
    rows = [
        json.loads(line)
        for name in ("danger.jsonl", "messages.jsonl")
        for line in (learnt / name).read_text(encoding="utf-8").split("\n")
        if line
    ]
    seen = {_bare(row["text"]) for row in rows}
    assert not [case["text"] for case in cases_of("danger") if _bare(case["text"]) in seen]


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))


def test_two_people_labelled_who_needs_an_answer_and_no_text_is_kept() -> None:
    cases = cases_of("needs-answer")
    assert len(cases) == 400
    for case in cases:
        assert set(case) == {"id", "first", "second"}
        assert set(case["first"]) == set(case["second"]) == {"needs_answer", "intent", "danger"}
