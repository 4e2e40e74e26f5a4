from __future__ import annotations

import csv
import io
from collections import Counter
from datetime import datetime, timedelta
from random import Random

import pytest

from rapport.plaza.world import live
from rapport.plaza.world.answers import verdict
from rapport.plaza.world.shapes import Person, Turn, World

COMPLAINT = Turn(
    "customer", "Third time this week, stood here for 90 minutes. I want my money back."
)
QUESTION = Turn("customer", "@haldenrail Can I take a bicycle before 9 on line 2?")
PRAISE = Turn("customer", "the conductor waited for my connection. that is how you do it")

CAUSE_AND_TIME = (
    "A signal fault at Lindal stopped line 4. Trains run again from 19:30.",
    "I'm sorry: the driver was taken ill and the next train leaves at 18.42.",
    "Sorry about this, points failure at Staverup. Should be back to normal in 20 minutes.",
    "The reason is a broken-down train at Kornby, it will be cleared by 7pm.",
    "That was our mistake: your call was left in a queue. Ida rings you today before 17:00.",
    "It's because the app was fed from the old timetable. Fixed tonight.",
    "There is a tree on the line near Lindal, we expect about two hours.",
    "Your claim got lost in our system. You'll have the money within 14 days.",
    "Due to a power cut we can't run until tomorrow morning. A bus leaves in ten minutes.",
    "The form failed because of the mail server; it works again since noon.",
    "Sorry Jo. Flooding at Staverup. We hope to run from 6 o'clock.",
    "Nobody called you as Ida was off sick and it was not passed on. She will call tomorrow at 9.",
    "You weren't called because I forgot to hand it over. I'll ring you at 10:15, myself.",
    "Det beror på ett signalfel i Lindal, tågen går igen från 19.30.",
    "Grund ist eine Weichenstörung, ab 19:30 fahren wir wieder.",
    "La cause est une panne de signaux, retour à la normale vers 19:30.",
    "La causa es una avería de señales, volvemos a las 19:30.",
)
BRUSH_OFFS = (
    "We apologise for any inconvenience.",
    "We are sorry for the inconvenience caused by this delay.",
    "Thank you for your feedback.",
    "Thank you for your message, it has been forwarded to the relevant department.",
    "Delays can occur for operational reasons. Thank you for your understanding.",
    "Please check our website for current information.",
    "Please contact customer service by phone.",
    "We are aware of the issue.",
    "As stated in our terms, punctuality is not guaranteed. Have a nice day.",
    "Your opinion is important to us!",
    "Unfortunately this is not our responsibility.",
    "Your comment has been registered.",
    "Vi beklagar eventuella olägenheter.",
    "Wir bitten die Unannehmlichkeiten zu entschuldigen.",
    "Nous vous prions de nous excuser pour la gêne occasionnée.",
    "Lamentamos las molestias.",
)
SENT_AWAY = (
    "Please DM us.",
    "please dm us your details",
    "Could you send us a direct message with your booking number?",
    "Hi, write to us in private so that we can help.",
    "Please send a private message.",
    "Can you message us with the details?",
    "We can't discuss this here, please PM us.",
    "Skicka gärna ett direktmeddelande.",
    "Bitte senden Sie uns eine Direktnachricht.",
    "Merci de nous envoyer un message privé.",
    "Envíenos un mensaje privado, por favor.",
)
HALF = (
    "I'm looking into it and will be back here.",
    "So sorry to hear that, I'm asking the depot now.",
    "That was a signal fault.",
    "You will get your money back.",
)


@pytest.mark.parametrize("answer", CAUSE_AND_TIME)
def test_a_cause_and_a_time_earn_thanks(world: World, answer: str) -> None:
    found = verdict([COMPLAINT], answer)
    assert (found.kind, found.reasons) == ("thanks", ("gives a cause", "gives a time"))
    reaction = _react(world, [COMPLAINT], answer)
    assert reaction.kind == "thanks"
    assert reaction.text


@pytest.mark.parametrize("answer", BRUSH_OFFS)
def test_a_brush_off_makes_them_angrier(world: World, answer: str) -> None:
    reaction = _react(world, [COMPLAINT], answer)
    assert (reaction.kind, reaction.reasons) == ("angrier", ("brushes off",))
    assert reaction.text


@pytest.mark.parametrize("answer", SENT_AWAY)
def test_please_dm_us_twice_brings_the_screenshot_of_both(world: World, answer: str) -> None:
    once = _react(world, [COMPLAINT], answer)
    assert once.kind == "angrier"
    thread = [
        COMPLAINT,
        Turn("brand", "Please DM us your number. ^PN"),
        Turn("customer", once.text),
    ]
    twice = _react(world, thread, answer)
    assert twice.kind == "screenshot"
    assert "Please DM us your number." in twice.text
    assert answer.rstrip(".!?")[:20] in twice.text


def test_a_dm_that_also_explains_is_no_brush_off() -> None:
    answer = "A signal fault, trains run from 19:30. For the refund please DM us the dates."
    thread = [COMPLAINT, Turn("brand", "Please DM us.")]
    assert verdict(thread, answer).kind == "thanks"


def test_a_bystander_who_says_dm_does_not_count() -> None:
    thread = [COMPLAINT, Turn("bystander", "they will only say please DM us")]
    assert verdict(thread, "Please DM us.").kind == "angrier"


@pytest.mark.parametrize("answer", HALF)
def test_half_an_answer_calms_a_little(answer: str) -> None:
    assert verdict([COMPLAINT], answer).kind == "calmer"


@pytest.mark.parametrize(
    "answer",
    [
        "Yes, bicycles travel before 9 on line 2.",
        "No, sorry, only after 9.",
        "You can take it on every line but line 4.",
        "Hi Mats, yes: free of charge, coach 1.",
    ],
)
def test_a_question_that_is_answered_earns_thanks(answer: str) -> None:
    assert verdict([QUESTION], answer).kind == "thanks"


@pytest.mark.parametrize(
    "answer", ["Thank you, I'll tell the crew!", "So glad to hear it, passed on."]
)
def test_praise_wants_no_more_than_a_kind_word(world: World, answer: str) -> None:
    reaction = _react(world, [PRAISE], answer, slug="nightowl")
    assert (reaction.kind, reaction.reasons) == ("thanks", ("praise acknowledged",))


def test_praise_met_with_a_phrase_stays_silent(world: World) -> None:
    reaction = _react(world, [PRAISE], "Your feedback is important to us.", slug="nightowl")
    assert (reaction.kind, reaction.text) == ("silent", "")


def test_asking_which_train_gets_the_train() -> None:
    assert verdict([COMPLAINT], "Which train was it?").section == "react.detail"


def test_only_sorry_is_not_enough_for_the_hot_tempered() -> None:
    assert verdict([COMPLAINT], "Sorry about that, Jo.").kind == "silent"
    assert verdict([COMPLAINT], "Sorry about that, Jo.", hot=True).kind == "angrier"


def test_reasons_without_content_are_no_cause() -> None:
    for empty in (
        "We don't know the cause yet, more by 19:00.",
        "Due to operational reasons trains are late until 19:00.",
        "We are looking into the reason and will write before 19:00.",
    ):
        assert "gives a cause" not in verdict([COMPLAINT], empty).reasons


def test_people_react_in_the_language_they_wrote_in(world: World) -> None:
    swedish = world.person["gunnar"]
    thread = [Turn("customer", "Jaså tåget är sent igen och ingen säger varför.")]
    answer = "Orsaken är ett växelfel, trafiken går igen från 19:30."
    reaction = live.reaction_to_answer(Random(1), swedish, thread=thread, answer=answer)
    assert (reaction.kind, reaction.language) == ("thanks", "sv")


def test_the_same_dice_give_the_same_words(world: World) -> None:
    now = world.end + timedelta(minutes=3)
    assert live.next_chatter(Random("a"), world, now=now) == live.next_chatter(
        Random("a"), world, now=now
    )
    assert live.pile_on(Random("a"), world, now=now) == live.pile_on(Random("a"), world, now=now)


def test_one_new_post_in_four_is_for_the_brand(world: World) -> None:
    posts = [
        live.next_chatter(Random(f"{number}"), world, now=world.end + timedelta(minutes=number))
        for number in range(240)
    ]
    addressed = [post for post in posts if post.addressed]
    assert 0.15 < len(addressed) / len(posts) < 0.35
    assert all(("@haldenrail" in post.text) == post.addressed for post in posts)
    assert not {post.author for post in posts} & {world.post[key].author for key in world.waiting}
    assert len({post.text for post in posts}) >= len(posts) - 4


def test_the_ignored_write_again_and_two_others_join(world: World) -> None:
    for key in world.waiting:
        original = world.post[key]
        person = world.person[original.author]
        done = live.follow_up_when_ignored(
            Random(key), world, person, original=original.text, minutes=10
        )
        assert done.again.author == person.slug
        assert done.again.addressed
        assert "@haldenrail" in done.again.text
        assert done.again.text != original.text
        others = {post.author for post in done.bystanders}
        assert len(others) == 2
        assert person.slug not in others
        assert done.bystanders[0].text != done.bystanders[1].text


def test_the_ignored_say_how_long_they_wait(world: World) -> None:
    person = _plain_person(world)
    said = [
        live.follow_up_when_ignored(
            Random(number), world, person, original="@haldenrail the train is late", minutes=23
        ).again.text
        for number in range(30)
    ]
    assert sum("23" in text for text in said) > 10


@pytest.mark.parametrize("seed", range(6))
def test_a_pile_on_gathers_forty_people_faster_and_faster(world: World, seed: int) -> None:
    script = live.pile_on(Random(seed), world, now=world.end)
    assert "@haldenrail" in script.opening.text
    authors = [joining.post.author for joining in script.joinings]
    assert len(set(authors)) == len(authors) == 40
    assert script.opening.author not in authors
    texts = [joining.post.text for joining in script.joinings]
    assert len(set(texts)) == 40
    times = [joining.after_seconds for joining in script.joinings]
    assert times == sorted(times)
    assert times[0] > 5
    assert times[14] < 90
    assert times[-1] < 240
    assert times[39] - times[29] < times[9] - times[0]


def test_the_sample_file_is_in_the_seven_columns() -> None:
    rows = _sample(1)
    assert 295 <= len(rows) <= 320
    by_id = {row["tweet_id"]: row for row in rows}
    assert len(by_id) == len(rows)
    for row in rows:
        at = datetime.strptime(row["created_at"], "%a %b %d %H:%M:%S %z %Y")
        assert at.utcoffset() == timedelta(0)
        parent = by_id.get(row["in_response_to_tweet_id"])
        assert (parent is None) == (row["in_response_to_tweet_id"] == "")
        if parent is not None:
            assert row["tweet_id"] in parent["response_tweet_id"].split(",")
        for child in filter(None, row["response_tweet_id"].split(",")):
            assert by_id[child]["in_response_to_tweet_id"] == row["tweet_id"]
        assert (row["inbound"] == "False") == (row["author_id"] == "haldenrail")


def test_the_sample_file_has_what_the_mirror_looks_for() -> None:
    rows = _sample(1)
    own = [row for row in rows if row["inbound"] == "False"]
    answered = {row["in_response_to_tweet_id"] for row in own}
    asked = [row for row in rows if row["inbound"] == "True" and not row["in_response_to_tweet_id"]]
    unanswered = [row for row in asked if row["tweet_id"] not in answered]
    assert 5 <= len(unanswered) <= len(asked) / 2
    assert any("14 days, since March" in row["text"] for row in own)
    assert any("refunds is 30 days" in row["text"] for row in own)
    hours = Counter(row["created_at"][11:13] for row in own)
    assert not hours["01"] + hours["02"]
    assert any(row["created_at"][11:13] in ("00", "01", "02") for row in asked)


def test_the_sample_file_is_the_same_for_the_same_dice() -> None:
    assert live.sample_customer_csv(Random(5)) == live.sample_customer_csv(Random(5))


def _sample(seed: int) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(live.sample_customer_csv(Random(seed)))))


def _react(
    world: World, thread: list[Turn], answer: str, slug: str = "kidsticket"
) -> live.Reaction:
    return live.reaction_to_answer(Random(3), world.person[slug], thread=thread, answer=answer)


def _plain_person(world: World) -> Person:
    return next(
        person for person in world.public if person.character is None and person.language == "en"
    )
