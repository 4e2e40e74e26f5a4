"""A reply that was sent to somebody else before is noticed; one in its own words is left in peace."""

from random import Random
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.voice.checking.copies import robotic_in, signature
from rapport.voice.checking.tests.pairs_of_replies import COPIES, OWN_WORDS

OTHERS = (
    "Our cafe on platform 2 opens again on Saturday, with the cinnamon buns you asked about.",
    "A colleague brought your umbrella to the desk at the main hall; it waits there under your first name.",
)
LIFT = "Our engineer has looked at the lift at Norrby and needs a spare part, which arrives on Thursday."


def robotic(draft, earlier, **more):
    return robotic_in(draft, recent=(OTHERS[0], earlier, OTHERS[1]), **more)


@pytest.mark.parametrize(("earlier", "draft"), COPIES)
def test_a_near_copy_is_a_note_that_quotes_the_earlier_reply(earlier, draft):
    [finding] = robotic(draft, earlier)
    assert (finding.kind, finding.severity) == ("robotic", "note")
    assert finding.evidence in earlier
    assert draft[finding.start : finding.end].strip()
    assert 0.8 < finding.confidence < 1


@pytest.mark.parametrize(("earlier", "draft"), OWN_WORDS)
def test_a_reply_in_its_own_words_is_no_copy(earlier, draft):
    assert robotic(draft, earlier) == []


@pytest.mark.parametrize(("earlier", "draft"), COPIES)
def test_near_copies_share_a_band_of_their_signatures(earlier, draft):
    assert set(signature(earlier)) & set(signature(draft))


ASKED = "We are sorry to hear that. Could you send us a direct message with your booking number, so that we can look into this for you?"


@pytest.mark.parametrize(
    "draft",
    [
        "Sorry to hear that, Bo. Could you send us a direct message with your booking number, so that we can look into this for you? ^KL",
        "Hi Jo! Could you send us a direct message with your booking number, so that we can look into this for you?",
    ],
)
def test_where_to_write_in_private_is_said_the_same_way_to_everybody(draft):
    assert robotic(draft, ASKED) == []


def test_what_stands_beside_it_is_compared_all_the_same():
    [finding] = robotic(f"Hi Jo! {LIFT} Please send us a DM.", f"{LIFT} Please send us a DM.")
    assert finding.evidence == LIFT.rstrip(".")


def test_the_passage_is_where_the_words_stand():
    draft = f"Hi Jo, a broken step is no joke. {LIFT} Until then, ring the bell. I told the people at the gate to look out for you."
    [finding] = robotic(draft, f"Good morning! {LIFT}")
    assert draft[finding.start : finding.end] == LIFT.rstrip(".")
    assert finding.evidence == LIFT.rstrip(".")


def test_in_one_thread_onlookers_read_both_and_it_wants_a_second_look():
    [finding] = robotic_in(f"Hi Jo! {LIFT}", recent=[LIFT], in_thread=[f"Hi Bo! {LIFT}"])
    assert finding.severity == "second"
    assert finding.why == "The same words stand in this thread already"


def test_a_saved_reply_with_nothing_of_its_own_is_a_note():
    [finding] = robotic_in(f"Hi Jo, {LIFT} /Kim", recent=[], saved=LIFT)
    assert finding.why == "This is the saved reply as it stands"
    own = f"{LIFT} Your grandmother can ring me on the day, then I carry the cake up the stairs myself."
    assert robotic_in(own, recent=[], saved=LIFT) == []


def test_a_saved_reply_is_not_named_where_somebody_changed_it():
    assert (
        robotic_in(
            LIFT.replace("needs a spare part, which arrives", "mends it with us"),
            recent=[],
            saved=LIFT,
        )
        == []
    )


def test_quoting_the_person_is_no_copy():
    message = "My parcel was thrown over the fence into the pond and the driver laughed at me"
    quote = f"“{message}”"
    earlier = f"{quote}: that is not how we work, and I rang the depot."
    assert (
        robotic(f"{quote}? I have no words. Which evening was that?", earlier, message=message)
        == []
    )


@pytest.mark.parametrize(
    "text",
    ["", "🙂", "Thank you!", "https://halden.example/a/b", "@ann", "Hi Ann,", "/Kim", " \n "],
)
def test_what_says_nothing_is_no_copy(text):
    assert robotic_in(text, recent=[text, text], in_thread=[text], saved=text) == []
    assert signature(text) == []


def test_zero_width_characters_and_look_alike_quotes_change_nothing():
    hidden = LIFT.replace("engineer", "engi\u200bneer").replace("spare", "spa\u00adre")
    assert robotic(hidden, LIFT)


@pytest.mark.parametrize("text", ["a " * 50_000, "Hi " * 30_000, "the same word " * 3_000, "お" * 50_000, ". " * 50_000,
                                  "best " * 20_000, "@" * 50_000, "“a" * 20_000, "- x " * 20_000])  # fmt: skip
def test_a_hostile_text_is_compared_at_once(text):
    started = process_time()
    assert isinstance(robotic_in(text, recent=[text], message=text), list)
    assert process_time() - started < 2


def test_a_draft_is_compared_with_two_hundred_replies_in_a_blink():
    """5 ms while somebody types: what was said before is known already."""
    recent = [f"{earlier} {number}" for number in range(4) for earlier, _ in (*COPIES, *OWN_WORDS)][
        :200
    ]
    drafts = [draft for _, draft in COPIES[:12]]
    robotic_in(drafts[-1], recent=recent)
    took = []
    for draft in drafts:
        started = process_time()
        robotic_in(draft + " Really.", recent=recent)
        took.append(process_time() - started)
    assert sorted(took)[len(took) // 2] < 0.005


WORDS = [f"word{''.join(chr(97 + int(d)) for d in str(n))}" for n in range(100, 900)]
_DISTINCT = sorted({word[4:] + "x" for word in WORDS})


def a_pair(rng, *, of_each=16, kept=2 / 3):
    """Two sentences whose sets of words overlap by half: two thirds of each are the other's."""
    words = rng.sample(_DISTINCT, of_each * 2)
    same = words[: round(of_each * kept)]
    own = [words[len(same) : of_each], words[of_each : of_each + of_each - len(same)]]
    pair = []
    for rest in own:
        mixed = [*same, *rest]
        rng.shuffle(mixed)
        pair.append(" ".join(mixed))
    return pair


def test_sentences_that_share_half_of_their_words_share_a_band_98_times_in_100():
    rng = Random(7)
    pairs = [a_pair(rng) for _ in range(400)]
    met = sum(bool(set(signature(one)) & set(signature(other))) for one, other in pairs)
    assert met / len(pairs) > 0.98


def test_sentences_that_share_nothing_seldom_share_a_band():
    rng = Random(8)
    pairs = [a_pair(rng, kept=1 / 16) for _ in range(400)]
    met = sum(bool(set(signature(one)) & set(signature(other))) for one, other in pairs)
    assert met / len(pairs) < 0.15


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=300))
def test_a_signature_fits_a_bigint_and_is_the_same_every_time(text):
    bands = signature(text)
    assert all(0 <= band < 2**63 for band in bands)
    assert bands == sorted(set(bands)) == signature(text)


def test_a_signature_is_the_same_for_ever():
    """It is stored beside replies: changing it makes every stored one worthless."""
    assert signature(LIFT)[:2] == [377007817936424078, 568884652954976223]
