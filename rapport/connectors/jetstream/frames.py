"""Frames as they come over the line: JSON, or JSON packed with zstd.

Jetstream packs with a dictionary of its own (`pkg/models/zstd_dictionary` in its repository), without which
nothing can be unpacked. Rapport does not carry it. An operator who has the file names it in
RAPPORT_JETSTREAM_DICTIONARY, and only then packed frames are asked for. Frames packed without a dictionary
are read in any case.
"""

from __future__ import annotations

import os
from pathlib import Path

import zstandard

from rapport.channels.errors import Refused, RetryLater

# A post has a few kilobytes at most; a megabyte is what a record may have on the network (atproto.com/specs/repository).
LARGEST_EVENT = 1_000_000
LARGEST_DICTIONARY = 10_000_000
_PACKED = b"\x28\xb5\x2f\xfd"  # RFC 8878, 3.1.1
_DICTIONARY = b"\x37\xa4\x30\xec"  # RFC 8878, section 5


class CannotUnpack(Exception):
    """One frame is broken; the next may be whole."""


class ForeignDictionary(RetryLater):
    """The server packs with another dictionary than ours."""


def operators_dictionary() -> bytes:
    """The dictionary the operator named; empty without one. Raises Refused when it cannot be used."""
    named = os.environ.get("RAPPORT_JETSTREAM_DICTIONARY", "")
    if not named:
        return b""
    try:
        with Path(named).open("rb") as file:
            content = file.read(LARGEST_DICTIONARY)
    except OSError as error:
        raise Refused(
            f"RAPPORT_JETSTREAM_DICTIONARY names {named}, which cannot be read: {error.strerror}."
        ) from error
    if not content.startswith(_DICTIONARY):
        raise Refused(f"RAPPORT_JETSTREAM_DICTIONARY names {named}, which is no zstd dictionary.")
    return content


class Unpacker:
    """Unpacks the frames of one connection."""

    def __init__(self, dictionary: bytes = b"") -> None:
        known = zstandard.ZstdCompressionDict(dictionary) if dictionary else None
        self._dictionary_id = known.dict_id() if known else 0
        self._plain = zstandard.ZstdDecompressor(max_window_size=2**23)
        self._ours = zstandard.ZstdDecompressor(dict_data=known, max_window_size=2**23)

    def json(self, frame: bytes) -> bytes:
        """The JSON a frame holds. Raises CannotUnpack; ForeignDictionary when we have one and another was used."""
        if not frame.startswith(_PACKED):
            return frame
        try:
            about = zstandard.get_frame_parameters(frame)
            said = about.content_size
            if said != zstandard.CONTENTSIZE_UNKNOWN and said > LARGEST_EVENT:
                raise CannotUnpack(f"it would unpack to {said:,} bytes")
            if self._dictionary_id and about.dict_id not in (0, self._dictionary_id):
                raise ForeignDictionary(f"Jetstream packs with dictionary {about.dict_id}.")
            unpacking = self._ours if about.dict_id else self._plain
            return unpacking.decompress(frame, max_output_size=LARGEST_EVENT)
        except zstandard.ZstdError as error:
            raise CannotUnpack(f"it cannot be unpacked: {error}") from error
