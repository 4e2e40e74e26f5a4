"""What the writer wrote, apart from what the mail program put around it: quoted mail, signatures.

    cut(text).own    the writer's own words; answers written between quoted lines keep the quotes they answer
    cut(text).rest   what was cut, in its order

Nothing is cut that would leave no words: a mail that only quotes is shown whole. Every rule looks at single lines of
bounded length, so a text costs time in proportion to its length.
"""

from __future__ import annotations

from dataclasses import dataclass

from rapport.connectors.mail.phrases import (
    ATTRIBUTION_END,
    ATTRIBUTION_START,
    HEADER_LABELS,
    LONGEST_LINE,
    MOBILE_SIGNATURE,
    ORIGINAL_MESSAGE,
    RULE,
)

ATTRIBUTION_LINES = 4
MOST_LINES = 5000  # beyond them nobody quotes; the lines behind stay
HEADER_BLOCK_LINES = 8


@dataclass(frozen=True, slots=True)
class Cut:
    own: str
    rest: str = ""


def cut(text: str, *, forwarded: bool = False) -> Cut:
    """`forwarded` says that the mail below is what the writer wants us to read: it stays."""
    lines = [line.rstrip() for line in text.splitlines()]
    lines, unread = lines[:MOST_LINES], lines[MOST_LINES:]
    end = len(lines) if forwarded else _start_of_original(lines)
    kinds = _kinds(lines[:end])
    keep = _kept(lines[:end], kinds)
    own = _joined([*(lines[n] for n in range(end) if keep[n]), *unread])
    if not own:
        return Cut(_joined(lines))
    rest = [line for n, line in enumerate(lines) if n >= end or not keep[n]]
    return Cut(own, _joined(rest))


def _start_of_original(lines: list[str]) -> int:
    """The line where an unmarked copy of the mail before begins (Outlook's way); the number of lines where none does."""
    for n, line in enumerate(lines):
        if line.startswith(">") or len(line) > LONGEST_LINE:
            continue
        if ORIGINAL_MESSAGE.fullmatch(line.strip()) or _is_header_block(lines, n):
            return n - 1 if n and RULE.fullmatch(lines[n - 1].strip()) else n
        span = _attribution(lines, n)
        # Behind an attribution the quote may stand unmarked, as web mail writes it.
        if span and not _is_quoted(_next_written(lines, n + span)):
            return n
    return len(lines)


def _kinds(lines: list[str]) -> list[str]:
    """For each line: "quote", "attribution", "blank" or "own"."""
    kinds = ["blank" if not line.strip() else "own" for line in lines]
    n = 0
    while n < len(lines):
        span = _attribution(lines, n) if kinds[n] == "own" else 0
        if span:
            kinds[n : n + span] = ["attribution"] * span
        elif _is_quoted(lines[n]):
            kinds[n] = "quote"
        n += span or 1
    return kinds


def _kept(lines: list[str], kinds: list[str]) -> list[bool]:
    keep = [kind in ("own", "blank") for kind in kinds]
    signature = _start_of_signature(lines, kinds)
    for n in range(signature, len(lines)):
        if kinds[n] != "quote":
            keep[n] = False
    if _is_interleaved(kinds[:signature]):
        last = max(n for n in range(signature) if kinds[n] == "own")
        for n in range(last):
            keep[n] = keep[n] or kinds[n] == "quote"
    return keep


def _is_interleaved(kinds: list[str]) -> bool:
    """Whether own words stand behind two stretches of quotes, or around one: answers given line by line."""
    stretches = [kind for kind in kinds if kind in ("own", "quote")]
    runs = [kind for n, kind in enumerate(stretches) if n == 0 or stretches[n - 1] != kind]
    return (runs.count("quote") >= 2 and runs.count("own") >= 2) or runs[:3] == [
        "own",
        "quote",
        "own",
    ]


def _start_of_signature(lines: list[str], kinds: list[str]) -> int:
    """The line of "-- " (RFC 3676, section 4.3) or of what a telephone appends; else the number of lines."""
    for n, line in enumerate(lines):
        if line == "--" and kinds[n] == "own" and "own" in kinds[:n]:
            return n
    end = len(lines)
    for n in range(len(lines) - 1, -1, -1):
        if kinds[n] != "own":
            continue
        if len(lines[n]) > LONGEST_LINE or not MOBILE_SIGNATURE.fullmatch(lines[n].strip(" _*")):
            break
        end = n
    return end


def _attribution(lines: list[str], start: int) -> int:
    """How many lines from `start` on say "On ... wrote:"; 0 where they do not."""
    if not ATTRIBUTION_START.match(lines[start][:LONGEST_LINE]):
        return 0
    for span in range(1, ATTRIBUTION_LINES + 1):
        if start + span > len(lines) or _is_quoted(lines[start + span - 1]):
            return 0
        joined = " ".join(lines[start : start + span])
        if len(joined) > LONGEST_LINE or (span > 1 and not lines[start + span - 1].strip()):
            return 0
        if ATTRIBUTION_END.search(joined) and any(sign.isdigit() or sign == "@" for sign in joined):
            return span
    return 0


def _is_header_block(lines: list[str], start: int) -> bool:
    """Whether Outlook's From, Sent, To, Subject stand here, in whichever order its language has them."""
    found: set[str] = set()
    for n in range(start, min(start + HEADER_BLOCK_LINES, len(lines))):
        label = lines[n][:60].replace("*", "").strip().partition(":")[0].strip().lower()
        kinds = HEADER_LABELS.get(label, frozenset()) if ":" in lines[n][:60] else frozenset()
        if n == start and "from" not in kinds:
            return False
        if not lines[n].strip():
            break
        found |= kinds
    return {"from", "sent"} <= found and bool(found & {"to", "subject"})


def _next_written(lines: list[str], start: int) -> str:
    for n in range(start, min(start + 3, len(lines))):
        if lines[n].strip():
            return lines[n]
    # An attribution with nothing behind it: there is nothing unmarked to cut.
    return ">"


def _is_quoted(line: str) -> bool:
    return line.lstrip(" ").startswith(">")


def _joined(lines: list[str]) -> str:
    kept = [line for n, line in enumerate(lines) if line or (n and lines[n - 1])]
    return "\n".join(kept).strip("\n")
