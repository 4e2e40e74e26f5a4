"""What makes the square live: who speaks next, who loses patience, who reacts to an answer.

`Engine.step(now)` does everything that is due and returns; it never sleeps, so a test moves time as it
likes. What must survive a restart stands in tables: the demo clock, the strands (people who wait for the
brand), the posts planned, the last event looked at. Each post is made in one transaction with what it
changes there: killed at any point, the engine goes on without losing or doubling a word. One engine at
a time (`plaza_live` holds a lock).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Literal, Protocol

from django.db import transaction
from django.db.models import Q

from rapport.plaza import paces, queries
from rapport.plaza.actions import mentions, names_or_is, write_post
from rapport.plaza.errors import SquareError
from rapport.plaza.models import (
    Citizen,
    Event,
    Like,
    PileOn,
    PlannedPost,
    SquarePost,
    SquareSetting,
    Strand,
)
from rapport.plaza.world import live
from rapport.plaza.world.shapes import (
    FollowUp,
    LivePost,
    Overheard,
    Person,
    PileOnScript,
    Reaction,
    Turn,
    World,
)

_BATCH = 200
# One of many voices: nobody expects an answer to each, and they do not follow up.
_BYSTANDER = "bystander"
# Kinds of posts that do not wait for an answer, though they are glad of one.
_CONTENT = frozenset({"praise", "chatter"})


class Script(Protocol):
    """Who says what (`world.live`)."""

    def next_chatter(self, rng: Random, world: World, *, now: datetime) -> LivePost: ...

    def overheard(self, rng: Random, world: World, *, now: datetime) -> Overheard: ...

    def follow_up_when_ignored(
        self, rng: Random, world: World, person: Person, *, original: str, minutes: int
    ) -> FollowUp: ...

    def reaction_to_answer(
        self, rng: Random, person: Person, *, thread: Sequence[Turn], answer: str
    ) -> Reaction: ...

    def pile_on(self, rng: Random, world: World, *, now: datetime) -> PileOnScript: ...


class Engine:
    """Lets the people of `world` live on the square that was seeded with it."""

    def __init__(self, world: World, *, script: Script = live) -> None:
        self._world = world
        self._script = script
        self._citizens = {one.slug: one for one in Citizen.objects.exclude(slug="")}
        self._brand = self._citizens[world.brief.account]

    def resume(self, now: datetime) -> None:
        """Go on from here: the time in which nobody ran the engine did not pass on the square."""
        SquareSetting.objects.filter(pk=1).update(clock_at=now)

    def step(self, now: datetime) -> int:
        """Do what is due at `now`; returns how many posts were made."""
        square = self._move_clock(now)
        self._look_around(square)
        made = self._carry_out_plans(square, now)
        made += self._open_pile_ons(now)
        made += self._follow_up(square, now)
        if square.pace != SquareSetting.Pace.PAUSED:
            made += self._chatter(square, now)
        return made

    def _move_clock(self, now: datetime) -> SquareSetting:
        square = SquareSetting.objects.get(pk=1)
        passed = (now - square.clock_at).total_seconds() if square.clock_at else 0.0
        square.clock += max(0.0, passed) * paces.SPEED[SquareSetting.Pace(square.pace)]
        square.clock_at = now
        square.save(update_fields=["clock", "clock_at"])
        return square

    # What others did since the last step.

    def _look_around(self, square: SquareSetting) -> None:
        while told := queries.events_after(square.seen_sequence, limit=_BATCH):
            with transaction.atomic():
                for one in told:
                    if one.kind == Event.Kind.POSTED and one.post.removed_at is None:
                        self._notice(one.post, square)
                    elif one.kind == Event.Kind.LIKED:
                        self._notice_like(one.post, square)
                square.seen_sequence = told[-1].sequence
                square.save(update_fields=["seen_sequence"])

    def _notice(self, post: SquarePost, square: SquareSetting) -> None:
        author = post.author
        if author.pk == self._brand.pk:
            self._notice_answer(post, square)
        elif author.slug in self._world.person and author.side == Citizen.Side.PUBLIC:
            self._notice_word_to_brand(post, square)

    def _notice_word_to_brand(self, post: SquarePost, square: SquareSetting) -> None:
        """Somebody wrote to the brand: from now on they wait."""
        if post.intent == _BYSTANDER or not self._is_to_brand(post):
            return
        strand = _strand_of(post.author, root_key=post.root_id)
        if strand is None:
            strand = Strand(post=post)
        elif post.origin == SquarePost.Origin.LIVE:
            return  # the engine's own follow-up or reaction
        waits = post.intent not in _CONTENT
        strand.state = Strand.State.WAITING if waits else Strand.State.DONE
        strand.waiting_since = square.clock
        strand.due = square.clock + paces.PATIENCE_MINUTES * 60 if waits else None
        strand.save()

    def _is_to_brand(self, post: SquarePost) -> bool:
        if post.parent is None:
            return names_or_is(post, self._brand)
        to_brand = post.parent.author_id == self._brand.pk
        return to_brand or self._brand.handle.lower() in mentions(post.text)

    def _notice_answer(self, post: SquarePost, square: SquareSetting) -> None:
        """The brand answered somebody: plan what they do about it."""
        asked = post.parent
        person = self._world.person.get(asked.author.slug) if asked else None
        if asked is None or person is None or person.side != "public":
            return
        strand = _strand_of(asked.author, root_key=post.root_id) or Strand(post=asked)
        # A second answer before they reacted to the first: they react to both at once.
        PlannedPost.objects.filter(author=asked.author, parent__root_id=post.root_id).delete()
        rng = self._rng(f"{person.slug}/{post.text}")
        reaction = self._script.reaction_to_answer(
            rng, person, thread=_turns_before(post, customer=asked.author), answer=post.text
        )
        if reaction.text:
            PlannedPost.objects.create(
                due=square.clock + 60 * rng.uniform(*paces.REACTION_MINUTES),
                author=asked.author,
                text=reaction.text,
                parent=post,
                screenshot_of=post if reaction.kind == "screenshot" else None,
                intent=reaction.kind,
                language=person.language,
            )
        still_waits = reaction.kind == "angrier"
        strand.state = Strand.State.WAITING if still_waits else Strand.State.DONE
        strand.waiting_since = square.clock
        strand.due = square.clock + paces.PATIENCE_MINUTES * 60 if still_waits else None
        strand.save()

    def _notice_like(self, post: SquarePost, square: SquareSetting) -> None:
        """A like of the brand is a sign that they were heard: patience begins anew."""
        if Like.objects.filter(post=post, citizen=self._brand).exists():
            Strand.objects.filter(
                post__author=post.author, post__root_id=post.root_id, due__isnull=False
            ).update(due=square.clock + paces.PATIENCE_MINUTES * 60)

    # What is due.

    def _carry_out_plans(self, square: SquareSetting, now: datetime) -> int:
        due = PlannedPost.objects.filter(Q(due__lte=square.clock) | Q(due_at__lte=now))
        made = 0
        for plan in due.select_related("author", "screenshot_of").order_by("due", "due_at", "pk"):
            with transaction.atomic():
                plan_is_ours, _ = PlannedPost.objects.filter(pk=plan.pk).delete()
                made += bool(plan_is_ours) and _said(
                    plan.author,
                    plan.text,
                    now=now,
                    reply_to=plan.parent_id,
                    intent=plan.intent,
                    topic=plan.topic,
                    language=plan.language,
                    screenshot_of=plan.screenshot_of,
                )
        return made

    def _follow_up(self, square: SquareSetting, now: datetime) -> int:
        impatient = Strand.objects.filter(state=Strand.State.WAITING, due__lte=square.clock)
        made = 0
        for strand in impatient.select_related("post__author").order_by("due"):
            with transaction.atomic():
                made += self._lose_patience(strand, square, now)
        return made

    def _lose_patience(self, strand: Strand, square: SquareSetting, now: datetime) -> bool:
        """They write again under their own post, and two others join in."""
        person = self._world.person[strand.post.author.slug]
        rng = self._rng(f"{person.slug}/{strand.post.text}/{strand.follow_ups}")
        minutes = _minutes_waited(strand, square, now)
        follow_up = self._script.follow_up_when_ignored(
            rng, self._world, person, original=strand.post.text, minutes=minutes
        )
        for joining in follow_up.bystanders:
            PlannedPost.objects.create(
                due=square.clock + 60 * rng.uniform(*paces.JOINING_MINUTES),
                author=self._citizens[joining.author],
                text=joining.text,
                parent=strand.post,
                intent=_BYSTANDER,
                topic=joining.topic,
                language=joining.language,
            )
        strand.follow_ups += 1
        gives_up = strand.follow_ups >= paces.MOST_FOLLOW_UPS
        strand.due = None if gives_up else square.clock + 2 * paces.PATIENCE_MINUTES * 60
        strand.save(update_fields=["follow_ups", "due"])
        again = follow_up.again
        return _said(
            strand.post.author,
            again.text,
            now=now,
            reply_to=strand.post_id,
            intent=again.kind,
            topic=again.topic,
            language=again.language,
        )

    def _chatter(self, square: SquareSetting, now: datetime) -> int:
        if square.clock < square.next_chatter:
            return 0
        occasion = f"{square.next_chatter:.3f}"
        rng = self._rng(f"chatter/{occasion}")
        pause = rng.expovariate(1.0)
        square.next_chatter = square.clock + 60 * paces.CHATTER_MINUTES * min(max(pause, 0.3), 3.0)
        if self._rng(f"overheard/{occasion}").random() < paces.OVERHEARD_SHARE:
            return self._speak_of_the_brand(rng, square, now)
        post = self._next_chatter(rng, now)
        with transaction.atomic():
            square.save(update_fields=["next_chatter"])
            return _said(
                self._citizens[post.author],
                post.text,
                now=now,
                intent=post.kind,
                topic=post.topic,
                language=post.language,
            )

    def _speak_of_the_brand(self, rng: Random, square: SquareSetting, now: datetime) -> int:
        """Somebody asks everybody but the brand; others may answer, a competitor among them."""
        heard = self._script.overheard(rng, self._world, now=now)
        with transaction.atomic():
            square.save(update_fields=["next_chatter"])
            post = write_post(
                self._citizens[heard.post.author],
                heard.post.text,
                now=now,
                origin=SquarePost.Origin.LIVE,
                intent=heard.post.kind,
                topic=heard.post.topic,
                language=heard.post.language,
            ).post
            PlannedPost.objects.bulk_create(
                PlannedPost(
                    due=square.clock + answer.after_seconds,
                    author=self._citizens[answer.post.author],
                    text=answer.post.text,
                    parent=post,
                    intent=answer.post.kind,
                    topic=answer.post.topic,
                    language=answer.post.language,
                )
                for answer in heard.answers
            )
        return 1

    def _next_chatter(self, rng: Random, now: datetime) -> LivePost:
        waiting = Strand.objects.filter(state=Strand.State.WAITING).count()
        for _ in range(12):
            post = self._script.next_chatter(rng, self._world, now=now)
            if not post.addressed or waiting < paces.MOST_WAITING:
                return post
        return post

    def _open_pile_ons(self, now: datetime) -> int:
        made = 0
        for asked in PileOn.objects.filter(opening=None):
            script = self._script.pile_on(self._rng(f"pile-on/{asked.pk}"), self._world, now=now)
            opening = script.opening
            haste = paces.PILE_ON_SECONDS / max(one.after_seconds for one in script.joinings)
            with transaction.atomic():
                asked.opening = write_post(
                    self._citizens[opening.author],
                    opening.text,
                    now=now,
                    origin=SquarePost.Origin.LIVE,
                    intent=_BYSTANDER,
                    topic=opening.topic,
                    language=opening.language,
                ).post
                asked.people = len(script.joinings)
                asked.save(update_fields=["opening", "people"])
                PlannedPost.objects.bulk_create(
                    PlannedPost(
                        due_at=now + timedelta(seconds=joining.after_seconds * haste),
                        author=self._citizens[joining.post.author],
                        text=joining.post.text,
                        parent=asked.opening,
                        intent=_BYSTANDER,
                        topic=joining.post.topic,
                        language=joining.post.language,
                        pile_on=asked,
                    )
                    for joining in script.joinings
                )
            made += 1
        return made

    def _rng(self, label: str) -> Random:
        """The same choices for the same seed and occasion, however often the engine was restarted."""
        return Random(f"{self._world.seed}/{label}")


def _said(
    author: Citizen,
    text: str,
    *,
    now: datetime,
    intent: str,
    topic: str,
    language: str,
    reply_to: str = "",
    screenshot_of: SquarePost | None = None,
) -> bool:
    """Post it. What was to be answered may have been removed: then nobody says anything."""
    try:
        write_post(
            author,
            text,
            now=now,
            origin=SquarePost.Origin.LIVE,
            reply_to=reply_to,
            intent=intent,
            topic=topic,
            language=language,
            screenshot_of=screenshot_of,
        )
    except SquareError:
        return False
    return True


def _minutes_waited(strand: Strand, square: SquareSetting, now: datetime) -> int:
    """In demo minutes; who wrote before the demo began counts from when the post says it was written."""
    if strand.post.origin == SquarePost.Origin.HISTORY and not strand.waiting_since:
        return round((now - strand.post.at).total_seconds() / 60)
    return round((square.clock - strand.waiting_since) / 60)


def _strand_of(author: Citizen, *, root_key: str) -> Strand | None:
    """What `author` waits for in that thread."""
    return Strand.objects.filter(post__author=author, post__root_id=root_key).first()


def _turns_before(answer: SquarePost, *, customer: Citizen) -> list[Turn]:
    earlier: Iterable[SquarePost] = queries.thread_of(answer)
    return [
        Turn(_role(post, customer), post.text)
        for post in earlier
        if post.key != answer.key and post.at <= answer.at and post.removed_at is None
    ]


def _role(post: SquarePost, customer: Citizen) -> Literal["customer", "brand", "bystander"]:
    if post.author_id == customer.pk:
        return "customer"
    return "brand" if post.author.side == Citizen.Side.BRAND else "bystander"
