"""Frames are unpacked within bounds, and the place moves only where the network really came."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.channels.errors import Refused
from rapport.connectors.jetstream.frames import (
    LARGEST_EVENT,
    CannotUnpack,
    ForeignDictionary,
    Unpacker,
    operators_dictionary,
)
from rapport.connectors.jetstream.hearing import GAP_US, REWIND_US, Hearing, place_in
from rapport.connectors.jetstream.names import Names
from rapport.connectors.jetstream.tests.far import bomb
from rapport.connectors.jetstream.tests.reading import NOW, payload
from rapport.connectors.jetstream.translate import author_of

START = payload("post")["time_us"]


def trained(dictionary_id: int) -> bytes:
    samples = [json.dumps(payload("card") | {"n": n}).encode() for n in range(400)]
    return zstandard.train_dictionary(8_000, samples, dict_id=dictionary_id).as_bytes()


def packed(text: bytes, dictionary: bytes = b"") -> bytes:
    known = zstandard.ZstdCompressionDict(dictionary) if dictionary else None
    return zstandard.ZstdCompressor(dict_data=known).compress(text)


def hearing(place: int | None = START) -> Hearing:
    return Hearing(place, names=Names(), unpacker=Unpacker())


def told(heard: Hearing, *times: int) -> Hearing:
    for time in times:
        heard.take(json.dumps(payload("like") | {"time_us": time}).encode(), now=NOW)
    return heard


# Frames.


def test_a_frame_packed_without_a_dictionary_is_read() -> None:
    assert Unpacker().json(packed(b'{"kind": "commit"}')) == b'{"kind": "commit"}'


def test_a_frame_packed_with_the_operators_dictionary_is_read() -> None:
    dictionary = trained(1612007021)
    assert Unpacker(dictionary).json(packed(b'{"kind": 1}', dictionary)) == b'{"kind": 1}'


def test_another_dictionary_than_ours_is_told_apart_from_a_broken_frame() -> None:
    frame = packed(b'{"kind": 1}', trained(7))
    with pytest.raises(ForeignDictionary, match="7"):
        Unpacker(trained(8)).json(frame)
    with pytest.raises(CannotUnpack):
        Unpacker().json(frame)


def test_a_small_frame_does_not_become_a_large_one() -> None:
    with pytest.raises(CannotUnpack, match="100,000,000"):
        Unpacker().json(bomb())
    stream = zstandard.ZstdCompressor(write_content_size=False).compressobj()
    silent = stream.compress(b" " * 100_000_000) + stream.flush()
    with pytest.raises(CannotUnpack):
        Unpacker().json(silent)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=60))
def test_a_broken_frame_is_no_more_than_that(rest: bytes) -> None:
    with contextlib.suppress(CannotUnpack):
        assert len(Unpacker().json(b"\x28\xb5\x2f\xfd" + rest)) <= LARGEST_EVENT


def test_an_operator_is_told_what_is_wrong_with_the_dictionary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "dictionary"
    monkeypatch.setenv("RAPPORT_JETSTREAM_DICTIONARY", str(path))
    with pytest.raises(Refused, match="cannot be read"):
        operators_dictionary()
    path.write_bytes(b"a page that says 404")
    with pytest.raises(Refused, match="no zstd dictionary"):
        operators_dictionary()
    path.write_bytes(trained(7))
    assert operators_dictionary() == trained(7)


# Places.


@pytest.mark.parametrize(
    ("cursor", "place"),
    [
        (str(START), START),
        ("", None),
        ("12345", None),  # a number newer servers would take for a count
        ("9" * 16, None),
        ("-1795684000000000", None),
        ("１７９５６８４００００００００0", None),
        ("rubbish", None),
        ("9" * 400, None),
    ],
)
def test_only_a_time_is_a_place(cursor: str, place: int | None) -> None:
    assert place_in(cursor) == place


def test_a_page_is_asked_for_again_from_a_little_before() -> None:
    assert hearing(START).asked_after == START - REWIND_US
    assert hearing(None).asked_after is None


def test_one_event_with_a_false_time_moves_nothing() -> None:
    heard = told(hearing(), START + 1, START + 10**13, START + 2, 10**15, START + 3)
    assert heard.place is not None
    assert heard.place <= START + 3
    assert told(heard, START + 4, START + 5).place == START + 4


def test_the_place_never_goes_back() -> None:
    assert told(hearing(), START - 9, START - 8, START - 7).place == START


def test_without_any_event_the_place_is_the_moment_listening_began() -> None:
    heard = hearing(None)
    heard.begins(NOW)
    assert heard.page().reached_at == NOW


def test_after_one_event_the_place_is_not_later_than_it() -> None:
    heard = told(hearing(None), START)
    heard.begins(NOW)
    assert heard.page().cursor == str(START)


def test_what_the_network_no_longer_holds_is_noted_once() -> None:
    first = START + GAP_US
    heard = told(hearing(), first + 1, first + 2, first + 3)
    (note,) = heard.page().noted
    assert "no longer holds" in note.what
    assert note.where
    assert told(heard, first + 4, first + 5).page().noted == ()


def test_a_full_past_is_no_gap() -> None:
    assert told(hearing(), START - REWIND_US, START).page().noted == ()


def test_an_event_too_large_to_be_read_is_passed_over_and_said() -> None:
    heard = told(hearing(), START + 1, START + 2)
    heard.pass_over("too large", now=NOW)
    page = heard.page()
    assert [item.reason for item in page.rejected] == ["too large"]
    again = hearing(place_in(page.cursor)).asked_after
    assert again is not None
    assert again > START + 1


# Names.


def test_a_name_heard_stays_with_the_did(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rapport.connectors.jetstream.names.REMEMBERED", 2)
    names = Names()
    names.renamed("did:plc:a", "anna.test")
    names.renamed("did:plc:b", "bram.test")
    names.renamed("did:plc:a", "anna-k.test")
    names.renamed("did:plc:c", "carl.test")
    assert names.author("did:plc:a").handle == "anna-k.test"
    assert names.author("did:plc:b") == author_of("did:plc:b")
