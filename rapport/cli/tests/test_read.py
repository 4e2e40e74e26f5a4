"""`rapport read` answers each line with one reading and says which lines it could not take."""

import io
import json

import pytest

from rapport.cli.read import read_stream


def readings(text, *, jsonl=False):
    sink = io.StringIO()
    status = read_stream(io.StringIO(text), sink, jsonl=jsonl)
    return status, [json.loads(line) for line in sink.getvalue().splitlines()]


def test_each_text_gets_one_reading_with_the_promised_fields():
    status, found = readings("Where is my parcel?\nI love the new seats\n\n")
    assert status == 0
    assert [reading["intent"] for reading in found] == ["question", "praise", "chatter"]
    first = found[0]
    assert set(first) >= {
        "language", "sentiment", "probabilities", "emotion", "intent", "urgency", "offensive", "reasons", "gear"
    }  # fmt: skip
    assert set(first["probabilities"]) == {"negative", "neutral", "positive"}
    assert sum(first["probabilities"].values()) == pytest.approx(1, abs=0.001)
    assert first["gear"] == "rough"


def test_objects_carry_their_text_and_blank_lines_between_them_count_for_nothing():
    status, found = readings('{"text": "thank you", "id": 4}\n\n{"text": "ok"}\n', jsonl=True)
    assert status == 0
    assert len(found) == 2


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "this is not JSON"),
        ('{"text": "a"', "this is not JSON"),
        ("[]", "not a JSON object"),
        ('{"body": "a"}', 'no "text"'),
        ('{"text": 5}', '"text" must be a text, not int'),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_a_bad_line_is_named_and_left_out_and_the_others_are_read(line, said, capsys):
    status, found = readings(f'{{"text": "a"}}\n{line}\n{{"text": "b"}}\n', jsonl=True)
    assert status == 1
    assert len(found) == 2
    complaint = capsys.readouterr().err
    assert complaint.startswith("rapport: line 2: ")
    assert said in complaint


def test_bytes_that_are_not_utf8_spoil_only_their_line(capsys):
    source = io.TextIOWrapper(
        io.BytesIO(b"caf\xe9\ngood\n"), encoding="utf-8", errors="surrogateescape"
    )
    sink = io.StringIO()
    assert read_stream(source, sink, jsonl=False) == 1
    assert len(sink.getvalue().splitlines()) == 1
    assert "line 1: this is not UTF-8" in capsys.readouterr().err


def test_half_a_surrogate_pair_is_read_and_written_as_utf8():
    status, found = readings('{"text": "fuck \\ud83d you idiots"}\n', jsonl=True)
    assert status == 0
    assert len(found) == 1


class Pipe(io.StringIO):
    """Gives a line only after the one before was answered, as a program that waits does."""

    def __init__(self, lines, sink):
        super().__init__("".join(lines))
        self.sink = sink
        self.answered = []

    def seekable(self):
        return False

    def __next__(self):
        self.answered.append(len(self.sink.getvalue().splitlines()))
        return super().__next__()


def test_a_line_from_a_pipe_is_answered_before_the_next_one_is_awaited():
    sink = io.StringIO()
    pipe = Pipe(["one\n", "two\n", "three\n"], sink)
    read_stream(pipe, sink, jsonl=False)
    assert pipe.answered == [0, 1, 2, 3]


@pytest.mark.usefixtures("reads_fully")
def test_the_words_of_a_mood_are_found_where_they_are_asked_for():
    text = "Your staff were incredibly rude to my mother today\n"
    plainly, explained = io.StringIO(), io.StringIO()
    assert read_stream(io.StringIO(text), plainly, jsonl=False) == 0
    assert read_stream(io.StringIO(text), explained, jsonl=False, reasons=True) == 0
    before, after = (json.loads(one.getvalue()) for one in (plainly, explained))
    assert before["sentiment"] == after["sentiment"] == "negative"
    assert not [one for one in before["reasons"] if one["kind"] == "negative"]
    assert any("rude" in one["text"] for one in after["reasons"] if one["kind"] == "negative")
