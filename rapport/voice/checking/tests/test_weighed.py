"""A draft about a statement is weighed against it, whatever words it takes: by units, days, times, sums, yes and no."""

from datetime import date, timedelta

import pytest

from rapport.voice.checking import check_draft
from rapport.voice.checking.contradictions import contradictions_in
from rapport.voice.checking.plain import plain
from rapport.voice.checking.values import values_in
from rapport.voice.contract import Draft, StatementText

WEDNESDAY = date(2026, 7, 8)


def found(statement, draft, message="", *, today=WEDNESDAY, **when):
    held = StatementText(1, statement, "", when.get("since"), when.get("until"))
    return contradictions_in(Draft(draft, message), [held], today=today)


CONTRADICT = [
    # (statement, draft, message)
    ("Refunds are paid within 14 days.", "You have your money back in 30 days at the latest.", "When do I get my refund?"),
    ("Gift cards are valid for 36 months.", "Your gift card runs out after two years.", "How long is my gift card valid?"),
    ("A lost parcel is searched for at most 3 weeks.", "We look for the parcel for up to two months.", "How long do you search for my parcel?"),
    ("Group lessons last three quarters of an hour.", "A lesson in the group takes 90 minutes.", "How long is a group lesson?"),
    ("A case for the cabin may be 55 cm high.", "Your case may be 0.65 metres high in the cabin.", "How high may my cabin case be?"),
    ("The shop closes at 19:30.", "The shop is there for you until half past eight in the evening.", "Until when is the shop open?"),
    ("Entry to the hall is free.", "Entry to the hall costs 5 euros.", "What is the entry to the hall?"),
    ("Refunds take 10 working days.", "The refund takes six weeks.", "How long does the refund take?"),
    ("The rent of a bike is 12 euros a day.", "The rent of a bike is 15 euros a day.", "What is the rent of a bike?"),
]  # fmt: skip

AGREE = [
    ("Refunds are paid within 14 days.", "You have your money back in two weeks at the latest.", "When do I get my refund?"),
    ("Refunds take 10 working days.", "The refund takes 14 days.", "How long does the refund take?"),
    ("A repair takes 5 working days.", "The repair is done in a week.", "How long does the repair take?"),
    ("Group lessons last 90 minutes.", "A lesson in the group takes an hour and a half.", "How long is a group lesson?"),
    ("A case for the cabin may be 55 cm high.", "Your case may be 0.55 metres high in the cabin.", "How high may my cabin case be?"),
    ("The shop closes at 19:30.", "The shop is there for you until half past seven.", "Until when is the shop open?"),
    ("The pool is open from 22:00 to 6:00.", "The pool opens at ten p.m.", "When does the pool open?"),
    ("The sale runs until 31 March.", "The sale goes on until the end of March.", "How long is the sale?"),
    ("Linen costs 9 euros a head.", "Linen comes to 27 euros for the 3 of you.", "What is linen for the 3 of us?"),
    ("Students pay 20 % less for the pass.", "As a student you pay 240 in place of 300 for the pass.", "What does the pass cost a student?"),
    ("Up to 15 users can join the plan.", "You have 9 users, so 6 more can join the plan.", "How many more users can join? We are 9."),
    ("Backups are kept for 720 hours.", "We keep backups for 30 days.", "How long do you keep backups?"),
    ("Boarding ends 20 minutes before departure.", "Your departure is at 14:50, so boarding ends at half past two.", "When does boarding end?"),
    ("The gym in Harbour Street has 40 lockers.", "The gym at Mill Gate has 12 lockers.", "How many lockers are at Mill Gate?"),
    ("The bus on line 4 takes 20 minutes.", "The bus on line 6 takes 35 minutes.", "How long is line 6?"),
    ("Refunds take 14 days.", "You wrote that a refund takes 30 days.", "Does a refund take 30 days?"),
    ("Refunds take 14 days.", "If the refund has not come within 30 days, write to us again.", "And if it does not come?"),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "draft", "message"), CONTRADICT)
def test_what_cannot_be_true_beside_the_statement_is_found(statement, draft, message):
    [finding] = found(statement, draft, message)
    assert finding.evidence == statement
    assert 0.45 <= finding.confidence < 1
    assert finding.why.startswith("We say ")


@pytest.mark.parametrize(("statement", "draft", "message"), AGREE)
def test_the_same_in_other_words_and_what_follows_from_it_are_left_in_peace(
    statement, draft, message
):
    assert found(statement, draft, message) == []


def test_a_statement_that_is_over_or_has_not_begun_binds_nobody():
    statement, draft, message = CONTRADICT[0]
    day = timedelta(days=1)
    assert found(statement, draft, message, until=WEDNESDAY)
    assert not found(statement, draft, message, until=WEDNESDAY - day)
    assert not found(statement, draft, message, since=WEDNESDAY + day)


def test_a_weekday_that_comes_too_late_is_told_from_the_day_of_the_question():
    statement = "The technician calls back within 2 working days."
    question = "When does the technician call?"
    assert not found(statement, "The technician calls you by Friday.", question)
    late = found(statement, "The technician calls you on Thursday next week.", question)
    assert all(finding.remedy is None for finding in late)


def test_one_key_puts_our_value_in_its_place():
    draft = "Your case may be 0.65 metres high in the cabin."
    [finding] = found("A case for the cabin may be 55 cm high.", draft, "How high may my case be?")
    remedy = finding.remedy
    mended = draft[: remedy.start] + remedy.replacement + draft[remedy.end :]
    assert mended == "Your case may be 55 cm high in the cabin."


def test_the_nearest_of_many_statements_decides_and_another_that_agrees_excuses():
    held = [
        StatementText(1, "Refunds are paid within 14 days."),
        StatementText(2, "Lost property is kept for 30 days."),
        StatementText(3, "Parcels arrive in 3 days."),
    ]
    draft = Draft("We keep what was lost for 30 days.", "Where is my lost bag?")
    assert contradictions_in(draft, held, today=WEDNESDAY) == []
    [finding] = contradictions_in(
        Draft("Your money is back in 30 days.", "When do I get my refund?"), held, today=WEDNESDAY
    )
    assert finding.statement_id == 1


def test_a_draft_about_nothing_we_say_meets_no_statement():
    held = [
        StatementText(1, "Refunds are paid within 14 days."),
        StatementText(2, "Entry is free."),
    ]
    for text in ("See you in 3 weeks!", "My colleague calls you in 2 days", "That is 12 euros"):
        assert check_draft(Draft(text, "hello"), held, today=WEDNESDAY) == []


@pytest.mark.parametrize(
    ("text", "kind", "low"),
    [
        ("an hour and a half", "duration", 5400),
        ("three quarters of an hour", "duration", 2700),
        ("a decade", "duration", 315360000),
        ("once a quarter", "duration", 7776000),
        ("a quarter litre", "measure", 250),
        ("half a gigabyte", "measure", 500),
        ("20 km per hour", "measure", 20000),
        ("50 megabytes per second", "measure", 400),
        ("39 cents", "money", 0.39),
        ("nine out of 10 homes", "percent", 90),
        ("half past eight", "time", 510),
        ("halb acht", "time", 450),
        ("a quarter to seven", "time", 405),
        ("eleven at night", "time", 1380),
        ("binnen 5 werkdagen", "duration", 432000),
    ],
)
def test_quantities_are_read_in_words_and_units_people_use(text, kind, low):
    value = values_in(plain(text))[0]
    assert (value.kind, value.low) == (kind, low)


def test_a_quarter_of_the_price_is_no_time():
    assert all(value.kind != "duration" for value in values_in("a quarter of the price"))


def test_a_part_of_a_month_is_a_stretch_of_days():
    [value] = values_in(plain("by the end of March"))
    assert (date.fromordinal(int(value.low)).day, date.fromordinal(int(value.high)).day) == (29, 31)
