"""Files as people and machines leave them."""

from __future__ import annotations

import asyncio
import tracemalloc
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rapport.channels.errors import Refused
from rapport.connectors.file.tests.reading_kit import Outcome, connector, read

HEADER = b"id,author,date,text\n"


@pytest.fixture
def csv(tmp_path: Path) -> Path:
    return tmp_path / "file.csv"


def test_a_byte_that_is_no_utf8_is_named_and_the_next_line_is_read(csv: Path) -> None:
    outcome = _read(csv, HEADER + b"1,a,2026-01-01,caf\xe9\n2,a,2026-01-01,tea\n")
    assert outcome.texts == ["tea"]
    assert outcome.reasons == [
        ("line 2", "Not UTF-8: 0xE9 at byte 19 of line 2 (byte 39 of the file).")
    ]
    assert outcome.rejected[0].raw == "1,a,2026-01-01,caf\\xe9"


def test_half_a_line_at_the_end_is_told(csv: Path, tmp_path: Path) -> None:
    outcome = _read(csv, HEADER + b"1,a,2026-01-01,whole\n2,a,2026-")
    assert outcome.texts == ["whole"]
    assert outcome.reasons == [
        (
            "line 3",
            "3 columns where the first line has 4. The file ends in the middle of this line.",
        )
    ]
    outcome = _read(tmp_path / "f.jsonl", b'{"text": "a", "author": "b", "created')
    assert outcome.reasons == [("line 1", "The file ends in the middle of this line.")]


def test_a_last_line_without_a_line_end_is_still_a_line(csv: Path) -> None:
    assert (_read(csv, HEADER + b"1,a,2026-01-01,whole")).texts == ["whole"]


def test_a_missing_column_is_named(csv: Path) -> None:
    csv.write_bytes(b"id,writer_name,date,text\n1,a,2026-01-01,hello\n")
    with pytest.raises(Refused, match="The column author is missing"):
        asyncio.run(connector(csv).check())


def test_a_line_of_fifty_megabytes_takes_no_memory(csv: Path) -> None:
    with csv.open("wb") as file:
        file.write(HEADER + b"1,a,2026-01-01,")
        for _ in range(50):
            file.write(b"x" * 1024 * 1024)
        file.write(b"\n2,a,2026-01-01,after it\n")
    tracemalloc.start()
    outcome = _all(csv)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert outcome.texts == ["after it"]
    ((where, reason),) = outcome.reasons
    assert where == "line 2"
    assert reason.startswith("The line has 52,428,8")
    assert peak < 12 * 1024 * 1024


def test_a_million_columns_are_one_line_in_quarantine(csv: Path) -> None:
    row = b"1,a,2026-01-01,x" + b",y" * 999_996 + b"\n"
    outcome = _read(csv, HEADER + row + b"2,a,2026-01-01,after it\n")
    assert outcome.texts == ["after it"]
    assert outcome.reasons[0][1].startswith("1,000,000 columns where the first line has 4")
    csv.write_bytes(b"," * 1_000_000 + b"\n")
    with pytest.raises(Refused, match="1,000,001 columns"):
        asyncio.run(connector(csv).check())


def test_bom_crlf_and_texts_over_several_lines(csv: Path) -> None:
    outcome = _read(
        csv,
        b"\xef\xbb\xbfid,author,date,text\r\n"
        b'1,a,2026-01-01,"one\r\ntwo, with ""quotes"""\r\n'
        b"\r\n"
        b"2,a,2026-01-01,three\r\n"
        b"3,a\r\n",
    )
    assert outcome.texts == ['one\ntwo, with "quotes"', "three"]
    assert [where for where, _ in outcome.reasons] == ["line 6"]


def test_a_stray_quotation_mark_costs_one_line(csv: Path) -> None:
    outcome = _read(
        csv,
        HEADER + b'1,a,2026-01-01,"open\n2,a,2026-01-01,kept\n3,a,2026-01-01,"kept\ntoo"\n',
    )
    assert outcome.texts == ["kept", "kept\ntoo"]
    assert [where for where, _ in outcome.reasons] == ["line 2"]


def test_a_quotation_mark_open_at_the_end_costs_one_line(csv: Path) -> None:
    outcome = _read(csv, HEADER + b'1,a,2026-01-01,"open\n2,a,2026-01-01,kept\n')
    assert outcome.texts == ["kept"]
    assert "the file ends before it closes" in outcome.reasons[0][1]


def test_a_nul_byte_is_refused_and_shown_as_an_escape(csv: Path) -> None:
    outcome = _read(csv, HEADER + b"1,a,2026-01-01,n\0l\n2,a,2026-01-01,after it\n")
    assert outcome.texts == ["after it"]
    assert "A NUL byte at byte 17" in outcome.reasons[0][1]
    assert outcome.rejected[0].raw.endswith("n\\x00l")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "The file is empty"),
        (b"\xef\xbb\xbf \n\n", "The file is empty"),
        ("id,text\n".encode("utf-16"), "UTF-16"),
        (b"PK\x03\x04rest", "Excel or zip"),
        (b"\x1f\x8brest", "compressed"),
        (b'[{"text": 1}]', "one JSON list"),
        (b"id,author,date,text\r1,a,2026-01-01,x\r", "carriage return"),
        (b"caf\xe9,author\n", "not UTF-8"),
        (b"hello world\n", "The columns text, author, created_at are missing"),
    ],
)
def test_a_file_that_cannot_be_read_at_all_says_what_to_do(
    csv: Path, content: bytes, says: str
) -> None:
    csv.write_bytes(content)
    with pytest.raises(Refused, match=says):
        asyncio.run(connector(csv).check())


def test_wrong_settings_and_missing_files_are_refused(csv: Path) -> None:
    with pytest.raises(Refused, match="cannot be opened: No such file"):
        asyncio.run(connector(csv).check())
    csv.write_bytes(HEADER)
    with pytest.raises(Refused, match="time zone 'Mars/Phobos' is not known"):
        asyncio.run(connector(csv, timezone="Mars/Phobos").check())
    with pytest.raises(Refused, match="cursor"):
        asyncio.run(connector(csv).fetch("elsewhere"))
    with pytest.raises(Refused, match="shorter than"):
        asyncio.run(connector(csv).fetch("4000:9"))
    with pytest.raises(Refused, match="imported, not connected"):
        asyncio.run(connector(Path("."), path="").check())


def test_reading_goes_on_from_every_cursor_with_the_right_line_numbers(csv: Path) -> None:
    rows = b"".join(b"%d,a,2026-01-01,text %d\n" % (n, n) for n in range(1_200))
    csv.write_bytes(HEADER + rows + b"broken\n")
    whole = _all(csv)
    assert [len(page.posts) for page in whole.pages] == [500, 500, 200]
    assert whole.reasons == [("line 1202", whole.rejected[0].reason)]
    rest = _all(csv, cursor=whole.pages[0].cursor)
    assert rest.texts == whole.texts[500:]
    assert rest.reasons == whole.reasons


def test_a_replay_brings_messages_in_the_order_and_at_the_pace_of_their_times(
    csv: Path,
) -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    rows = [(3, 3_600), (1, 0), (2, 60)]
    csv.write_bytes(
        HEADER
        + b"".join(
            f"{key},a,{(start + timedelta(seconds=late)).isoformat()},text {key}\n".encode()
            for key, late in rows
        )
        + b"broken\n"
    )
    # An hour in a tenth of a second: the last one comes alone, later.
    outcome = _all(csv, speed="36000")
    assert outcome.texts == ["text 1", "text 2", "text 3"]
    assert len([page for page in outcome.pages if page.posts]) >= 2
    assert [where for where, _ in outcome.reasons] == ["line 5"]
    assert outcome.posts[2].created_at == start + timedelta(hours=1), "times stay what they are"
    middle = next(page for page in outcome.pages if page.cursor == "replay:2")
    assert (_all(csv, cursor=middle.cursor, speed="36000")).texts == ["text 3"]


@given(content=st.binary(max_size=400))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
def test_whatever_follows_the_header_every_line_is_taken_or_explained(
    csv: Path, content: bytes
) -> None:
    outcome = _read(csv, HEADER + content + b"\n7,a,2026-01-01,last line\n")
    assert all(item.reason for item in outcome.rejected)
    assert "last line" in outcome.texts[-1:] or any(
        "quotation mark" in reason for _, reason in outcome.reasons
    ), outcome


def _read(path: Path, content: bytes) -> Outcome:
    path.write_bytes(content)
    return _all(path)


def _all(path: Path, **settings: str) -> Outcome:
    return asyncio.run(read(path, **settings))
