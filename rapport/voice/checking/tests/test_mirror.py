"""The same question answered differently is laid side by side; agreement and other questions are not."""

from datetime import date

from rapport.voice.checking.similar import similar_pairs, vectors
from rapport.voice.contract import Exchange
from rapport.voice.registry import same_question_answered_differently

TODAY = date(2026, 7, 10)

PAST = [
    ("@brand how long does a refund take?", "Hi Ann, refunds take 14 days. Best, Jo"),
    ("when do I get my refund", "Your money is back within four weeks"),
    ("Can I bring my bike on the train?", "Yes, bicycles are allowed on all trains"),
    ("are bikes allowed on the train", "Sorry, bikes are not allowed"),
    ("How long does a refund take", "Refunds take two weeks"),
    ("Where do I find lost property?", "At the main station, it is kept for 30 days"),
    ("is the lift in Lund working", "It is, since this morning"),
    ("thanks!", "You're welcome"),
    ("wann kommt meine Erstattung", "Hallo Bo, in 14 Tagen"),
]


def exchanges(rows):
    return [Exchange(number, question, answer) for number, (question, answer) in enumerate(rows)]


def differing(rows, **options):
    return same_question_answered_differently(exchanges(rows), today=TODAY, **options)


def words(group):
    return [each.answer[each.start : each.end] for each in group.passages]


def test_answers_that_cannot_all_be_right_stand_side_by_side():
    groups = differing(PAST, alike=0.3)
    said = {tuple(words(group)) for group in groups}
    assert any({"14 days", "four weeks"} <= set(group) for group in said)
    assert any("are not allowed" in group for group in said)
    assert len(groups) == 2


def test_each_passage_says_which_question_it_answered():
    group = next(g for g in differing(PAST, alike=0.3) if "four weeks" in words(g))
    assert all(PAST[each.key][0] == each.question for each in group.passages)
    assert [each.key for each in group.passages] == sorted(each.key for each in group.passages)


def test_the_same_answer_in_other_words_is_no_difference():
    rows = [
        ("How long does a refund take?", "Refunds take 14 days"),
        ("how long for a refund", "You get it within two weeks"),
    ]
    assert differing(rows) == []


def test_other_questions_are_never_compared():
    rows = [
        ("How long does a refund take?", "It takes 14 days"),
        ("How long is the bus to Lund?", "It takes 30 minutes"),
    ]
    assert differing(rows) == []


def test_like_questions_are_found_in_other_words_and_languages():
    texts = ["my bike, can it come along?", "Fahrrad mitnehmen?", "the weather is nice today"]
    assert [(one, other) for one, other, _ in similar_pairs(texts, least=0.2)] == [(0, 1)]


def test_what_everybody_writes_makes_no_likeness():
    texts = [f"hello dear team, item{number:x}q please" for number in range(50)]
    assert list(similar_pairs(texts, least=0.2)) == []


def test_an_empty_past_and_silent_texts_have_nothing_to_show():
    assert differing([]) == []
    assert differing([("", ""), ("?", "!"), ("@a @b", "https://x.example")]) == []
    assert vectors(["", "the and of"]) == [{}, {}]
