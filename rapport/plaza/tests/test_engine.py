"""The engine's rules, with a script of one line each and a clock the test moves."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rapport.plaza import actions, queries
from rapport.plaza.engine import Engine
from rapport.plaza.models import Citizen, PlannedPost, SquarePost, SquareSetting, Strand
from rapport.plaza.seeding import seed_square
from rapport.plaza.tests.conftest import NOON
from rapport.plaza.tests.small_world import OneLiner, small_world


class Clock:
    """Moves an engine on; one demo minute is six seconds."""

    def __init__(self) -> None:
        self.now = NOON
        self.engine = Engine(small_world(), script=OneLiner())
        self.engine.resume(NOON)

    def pass_seconds(self, seconds: float, *, stride: float = 1.0) -> None:
        end = self.now + timedelta(seconds=seconds)
        while self.now < end:
            self.now = min(end, self.now + timedelta(seconds=stride))
            self.engine.step(self.now)

    def pass_minutes(self, demo_minutes: float) -> None:
        """In forty steps at most: what is due does not depend on how often one looks."""
        self.pass_seconds(demo_minutes * 6, stride=max(1.0, demo_minutes * 6 / 40))

    def says(self, slug: str, text: str, *, reply_to: str = "", origin=SquarePost.Origin.VISITOR):
        author = Citizen.objects.get(slug=slug)
        return actions.write_post(author, text, now=self.now, origin=origin, reply_to=reply_to).post

    def answers(self, text: str, *, to: str) -> SquarePost:
        return self.says("halden", text, reply_to=to, origin=SquarePost.Origin.API)


@pytest.fixture
def clock(db: None, monkeypatch: pytest.MonkeyPatch) -> Clock:
    seed_square(small_world(), now=NOON)
    # Nobody chatters unless a test asks for it.
    SquareSetting.objects.update(next_chatter=1e9)
    return Clock()


def texts(root: str = "h1") -> list[str]:
    return [post.text for post in queries.thread_of(SquarePost.objects.get(key=root))]


def test_ignored_for_ten_minutes_somebody_posts_again_and_two_bystanders_join(clock: Clock):
    post = clock.says("mia", "Where is my refund, @halden?")
    clock.pass_minutes(9.5)
    assert texts(post.key) == ["Where is my refund, @halden?"]
    clock.pass_minutes(3)
    assert texts(post.key)[1] == "still nothing after 10"
    assert sorted(texts(post.key)[2:]) == ["and here", "same here"]
    assert {one.parent_id for one in SquarePost.objects.filter(root=post).exclude(pk=post)} == {
        post.key
    }


def test_who_waited_at_the_start_follows_up_too_and_counts_from_the_first_word(clock: Clock):
    clock.pass_minutes(13)
    assert "still nothing after 121" in texts()


def test_answered_with_a_cause_they_give_thanks_and_stay_content(clock: Clock):
    answer = clock.answers("A signal fault; trains run from 19:30.", to="h1")
    clock.pass_minutes(2)
    assert texts()[-1] == "thank you"
    assert SquarePost.objects.get(text="thank you").parent_id == answer.key
    clock.pass_minutes(60)
    assert texts()[-1] == "thank you"


def test_a_reaction_takes_half_a_minute_at_least(clock: Clock):
    clock.answers("A signal fault.", to="h1")
    clock.pass_minutes(0.4)
    assert texts()[-1] == "A signal fault."


def test_told_twice_to_write_privately_they_post_the_screenshot(clock: Clock):
    first = clock.answers("Please DM us.", to="h1")
    clock.pass_minutes(2)
    assert texts()[-1] == "no"
    clock.answers("As I said, please DM us.", to=SquarePost.objects.get(text="no").key)
    clock.pass_minutes(2)
    shot = SquarePost.objects.get(text="look at this")
    assert shot.screenshot_of is not None
    assert shot.screenshot_of.text == "As I said, please DM us."
    assert first.key != shot.screenshot_of_id


def test_an_angry_reaction_waits_again(clock: Clock):
    clock.answers("Please DM us.", to="h1")
    clock.pass_minutes(14)
    assert "still nothing after 10" in texts()


def test_a_second_answer_before_the_reaction_gives_one_reaction(clock: Clock):
    first = clock.answers("We look into it.", to="h1")
    clock.pass_minutes(0.2)
    clock.answers("A signal fault.", to=first.parent_id or "")
    clock.pass_minutes(4)
    assert texts().count("thank you") == 1


def test_a_like_of_the_brand_gives_ten_more_minutes(clock: Clock):
    clock.pass_minutes(9)
    actions.like_post("h1", by=Citizen.objects.get(slug="halden"), now=clock.now)
    clock.pass_minutes(9)
    assert len(texts()) == 1
    clock.pass_minutes(4)
    assert len(texts()) == 4


def test_after_two_follow_ups_they_give_up(clock: Clock):
    clock.pass_minutes(200)
    assert len([text for text in texts() if text.startswith("still nothing")]) == 2


def test_what_does_not_address_the_brand_waits_for_nothing(clock: Clock):
    clock.says("mia", "Lovely evening.")
    clock.says("kim", "Poor you.", reply_to="h1")
    clock.pass_minutes(1)
    assert set(Strand.objects.values_list("post_id", flat=True)) == {"h1"}


def test_paused_nothing_moves_and_nobody_loses_patience(clock: Clock):
    actions.set_pace("paused")
    clock.pass_minutes(300)
    assert len(texts()) == 1
    actions.set_pace("normal")
    clock.pass_minutes(9)
    assert len(texts()) == 1


def test_a_busy_square_lives_three_times_as_fast(clock: Clock):
    actions.set_pace("busy")
    clock.pass_seconds(25)
    assert "still nothing after 120" in texts()


def test_the_time_in_which_no_engine_ran_did_not_pass(clock: Clock):
    clock.pass_minutes(5)
    clock.now += timedelta(days=2)
    clock.engine = Engine(small_world(), script=OneLiner())
    clock.engine.resume(clock.now)
    clock.pass_minutes(4)
    assert len(texts()) == 1
    clock.pass_minutes(4)
    assert len(texts()) == 4


def test_a_new_engine_goes_on_with_what_was_planned(clock: Clock):
    clock.answers("A signal fault.", to="h1")
    clock.pass_minutes(0.2)
    assert PlannedPost.objects.count() == 1
    clock.engine = Engine(small_world(), script=OneLiner())
    clock.engine.resume(clock.now)
    clock.pass_minutes(3)
    assert texts().count("thank you") == 1


def test_the_pile_on_begins_at_the_next_step_and_many_join_within_a_minute(clock: Clock):
    actions.ask_for_pile_on(now=clock.now)
    clock.pass_seconds(1)
    opening = SquarePost.objects.get(text="What is this, @halden")
    assert opening.replies == 0
    clock.pass_seconds(59)
    joined = SquarePost.objects.filter(parent=opening)
    assert joined.values("author").distinct().count() >= 15
    clock.pass_seconds(30)
    assert queries.running_pile_on() is None


def test_a_pile_on_runs_though_the_square_is_paused_and_only_once(clock: Clock):
    actions.set_pace("paused")
    first = actions.ask_for_pile_on(now=clock.now)
    clock.pass_seconds(10)
    assert actions.ask_for_pile_on(now=clock.now).pk == first.pk
    clock.pass_seconds(80)
    assert SquarePost.objects.filter(text="What is this, @halden").count() == 1
    assert actions.ask_for_pile_on(now=clock.now).pk != first.pk


def test_nobody_of_a_pile_on_waits_for_an_answer_of_their_own(clock: Clock):
    actions.ask_for_pile_on(now=clock.now)
    clock.pass_seconds(90)
    assert set(Strand.objects.values_list("post_id", flat=True)) == {"h1"}


def test_plans_under_a_post_that_was_removed_are_dropped(clock: Clock):
    answer = clock.answers("A signal fault.", to="h1")
    clock.pass_minutes(0.2)
    actions.remove_post(answer.key, by=answer.author, now=clock.now)
    clock.pass_minutes(3)
    assert "thank you" not in texts()
    assert not PlannedPost.objects.exists()


def test_people_chatter_at_the_pace(clock: Clock):
    SquareSetting.objects.update(next_chatter=0.0)
    clock.pass_minutes(60)
    by_kim = SquarePost.objects.filter(author__slug="kim", parent=None).count()
    assert 8 <= by_kim <= 60


def test_some_speak_of_the_brand_and_not_to_it_and_a_competitor_may_answer(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("rapport.plaza.paces.OVERHEARD_SHARE", 1.0)
    SquareSetting.objects.update(next_chatter=0.0)
    clock.pass_seconds(1)
    SquareSetting.objects.update(next_chatter=1e9)
    asked = SquarePost.objects.get(text="anybody know Halden?")
    clock.pass_minutes(3.5)
    assert texts(asked.key) == ["anybody know Halden?"]
    clock.pass_minutes(1)
    assert texts(asked.key) == ["anybody know Halden?", "come with us"]
    # It was not meant for the brand, so nobody loses patience with it.
    clock.pass_minutes(60)
    assert len(texts(asked.key)) == 2
    assert not Strand.objects.filter(post=asked).exists()


def test_who_was_overheard_and_is_answered_all_the_same_reacts(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("rapport.plaza.paces.OVERHEARD_SHARE", 1.0)
    SquareSetting.objects.update(next_chatter=0.0)
    clock.pass_seconds(1)
    SquareSetting.objects.update(next_chatter=1e9)
    asked = SquarePost.objects.get(text="anybody know Halden?")
    clock.answers("A signal fault; trains run from 19:30.", to=asked.key)
    clock.pass_minutes(3)
    assert texts(asked.key)[-1] == "thank you"


def test_with_too_many_waiting_new_people_leave_the_brand_alone(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("rapport.plaza.paces.MOST_WAITING", 1)
    SquareSetting.objects.update(next_chatter=0.0)
    clock.pass_minutes(40)
    assert SquarePost.objects.filter(text__startswith="chatter").exists()
    assert not SquarePost.objects.filter(text="chatter @halden").exists()


def test_the_same_steps_make_the_same_square(db: None):
    told = []
    for _ in range(2):
        seed_square(small_world(), now=NOON)
        SquareSetting.objects.update(next_chatter=0.0)
        Clock().pass_minutes(40)
        told.append(list(SquarePost.objects.order_by("at", "text").values_list("at", "text")))
        SquareSetting.objects.all().delete()
        Citizen.objects.all().delete()
    assert told[0] == told[1]
