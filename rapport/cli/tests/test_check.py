"""`rapport check` answers each draft with its findings and says which lines it could not take."""

import io
import json
from datetime import date

import pytest

from rapport.cli.check import check_stream

TODAY = date(2026, 7, 10)


def findings(*lines):
    sink = io.StringIO()
    status = check_stream(io.StringIO("\n".join(lines) + "\n"), sink, today=TODAY)
    return status, [json.loads(line) for line in sink.getvalue().splitlines()]


def draft(**fields):
    return json.dumps(fields)


def test_a_draft_against_a_statement_gives_a_finding_with_the_promised_fields():
    status, [[finding]] = findings(
        draft(text="Your refund takes 30 days", statements=["Refunds are paid within 14 days."])
    )
    assert status == 0
    assert finding["kind"] == "contradiction"
    assert (finding["start"], finding["end"]) == (18, 25)
    assert finding["why"] == "We say 14 days"
    assert finding["evidence"] == "Refunds are paid within 14 days."
    assert set(finding) >= {"kind", "severity", "start", "end", "why", "evidence", "confidence"}


def test_only_the_text_is_needed_and_a_good_draft_gives_an_empty_list():
    assert findings(draft(text="Thank you, Ann")) == (0, [[]])


def test_a_statement_may_carry_its_topic_and_days():
    old = {"text": "Refunds take 14 days", "topic": "refund", "until": "2026-01-31", "id": 7}
    now = {"text": "Refunds take 21 days", "topic": "refund", "since": "2026-02-01", "id": 8}
    _, [[finding]] = findings(
        draft(text="It takes 14 days", message="my refund?", statements=[old, now])
    )
    assert finding["statement_id"] == 8


def test_what_we_told_somebody_else_is_worth_a_note():
    _, [[finding]] = findings(
        draft(text="Your refund takes 30 days", recent=["Hi Bo, refunds take 14 days. Best, Jo"])
    )
    assert finding["severity"] == "note"
    assert finding["why"] == "We told somebody else 14 days"


def test_the_same_words_in_one_thread_want_a_second_look_and_a_saved_reply_is_named():
    said = "Our engineer has looked at the lift and needs a spare part, which arrives on Thursday."
    _, [[in_thread], [saved]] = findings(
        draft(text=f"Hi Jo! {said}", in_thread=[f"Hi Bo! {said}"]), draft(text=said, saved=said)
    )
    assert (in_thread["kind"], in_thread["severity"]) == ("robotic", "second")
    assert (saved["kind"], saved["severity"]) == ("robotic", "note")


def test_personal_data_is_found_in_public_only():
    card = "Your card 4111 1111 1111 1111"
    _, [in_public, in_private] = findings(draft(text=card), draft(text=card, public=False))
    assert [finding["kind"] for finding in in_public] == ["personal_data"]
    assert in_private == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "this is not JSON"),
        ("[]", "not a JSON object"),
        ("{}", 'no "text"'),
        ('{"text": 1}', '"text" must be a text'),
        ('{"text": "a", "public": "yes"}', '"public" must be true or false'),
        ('{"text": "a", "statements": "b"}', '"statements" must be a list'),
        ('{"text": "a", "statements": [1]}', "statement 1 must be a text or an object"),
        ('{"text": "a", "statements": [{"text": "b", "since": "March"}]}', '"since" must be a day'),
        ('{"text": "a", "recent": [1]}', '"recent" must be a list of texts'),
        ('{"text": "a", "in_thread": "b"}', '"in_thread" must be a list'),
    ],
)
def test_a_bad_line_is_named_and_left_out_and_the_others_are_checked(line, said, capsys):
    status, found = findings(draft(text="a"), line, draft(text="b"))
    assert (status, len(found)) == (1, 2)
    complaint = capsys.readouterr().err
    assert complaint.startswith("rapport: line 2: ")
    assert said in complaint
