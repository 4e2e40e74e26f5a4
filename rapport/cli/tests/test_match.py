"""`rapport match` prints the lines that a query matches, and says what is wrong with a query or a line."""

import io
import json
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from rapport.cli.commands.matching import match_stream, read_query
from rapport.cli.errors import CannotDo

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def matched(query, *lines):
    sink = io.StringIO()
    source = io.StringIO("".join(f"{line}\n" for line in lines))
    status = match_stream(source, sink, tree=read_query(query), now=NOW)
    return status, sink.getvalue().splitlines()


def line(text="", **fields):
    return json.dumps({"text": text, **fields}, ensure_ascii=False)


def test_the_lines_that_match_come_out_as_they_went_in():
    given = [
        '{"text":  "My REFUND, please", "extra": [1]}',
        line("Thank you"),
        "",
        line("refund café"),
    ]
    assert matched("refund", *given) == (0, [given[0], given[3]])
    assert matched("refund CAFE NOT please", *given) == (0, [given[3]])
    assert matched("nothing", *given) == (0, [])


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        ("title:late", {"title": "Late again"}),
        ("author:@Ann", {"author": "ann"}),
        ("author:ann authorname:smith", {"author": {"handle": "@ann", "name": "Ann Smith", "id": "1"}}),
        ("language:en source:bluesky", {"language": "en", "network": "bluesky"}),
        ("is:own,reply", {"parent": "17"}),
        ("is:own", {"own": True}),
        ("has:image", {"has": ["image"]}),
        ("site:example.org", {"links": "https://news.example.org/x"}),
        ("likes:>=3 engagement:10", {"likes": 3, "shares": 7}),
        ("since:2d before:2026-03-02", {"created_at": "2026-03-01T08:15:00+01:00"}),
        ("after:2026-03-01", {"created_at": "2026-03-01 00:00"}),
        ("verified:yes", {"verified": True}),
        ("sentiment:negative status:open", {"sentiment": "negative", "status": "open"}),
    ],
)  # fmt: skip
def test_fields_are_asked_of_what_the_object_holds(query, fields):
    assert matched(query, line("x", **fields), line("x")) == (0, [line("x", **fields)])


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ("{", "not JSON"),
        ('{"body": "a"}', 'no "text"'),
        (line("a", likes="many"), '"likes" must be a number'),
        (line("a", created_at="yesterday"), '"created_at" must be a time'),
        (line("a", links=[1]), '"links" must be a text or a list'),
        (line("a", author=5), '"author" must be a text'),
    ],
)
def test_a_bad_line_is_named_and_left_out_and_the_others_are_read(bad, said, capsys):
    assert matched("a", line("a"), bad, line("a")) == (1, [line("a"), line("a")])
    complaint = capsys.readouterr().err
    assert complaint.startswith("rapport: line 2: ")
    assert said in complaint


def test_a_query_that_cannot_be_read_is_refused_with_its_place_and_remedy():
    with pytest.raises(
        CannotDo,
        match=r"At character 8 of the query: There is no field “sites:”\. Did you mean “site:”",
    ):
        read_query("refund sites:x.com")


def test_what_may_not_be_meant_is_said_beside_the_matches(capsys):
    assert matched("refund and money", line("refund and money")) == (0, [line("refund and money")])
    assert "At character 8 of the query: “and” is looked for as a word." in capsys.readouterr().err


@pytest.mark.processes
def test_the_command_takes_its_query_and_reads_standard_input():
    told = subprocess.run(
        [sys.executable, "-m", "rapport", "match", "--", "-thanks"],
        input=f"{line('refünd')}\n{line('thanks')}\n".encode(),
        capture_output=True,
        check=False,
    )
    assert (told.returncode, told.stdout.decode(), told.stderr) == (0, f"{line('refünd')}\n", b"")
