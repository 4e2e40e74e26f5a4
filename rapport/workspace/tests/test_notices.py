from __future__ import annotations

import pytest
from django.utils import timezone

from rapport.workspace.actions import notify, see_notices
from rapport.workspace.models import Member, Notice
from rapport.workspace.registry import register_notice
from rapport.workspace.testing import make_member

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _words() -> None:
    register_notice("workspace.tried", say=lambda found: {one.pk: "Tried." for one in found})


def _tell(*members: Member, key: str = "tried:1", by: Member | None = None) -> list[int]:
    return notify(
        "workspace.tried",
        to=[m.pk for m in members],
        about=("conversation", 1),
        key=key,
        by_id=by.pk if by else None,
        now=timezone.now(),
    )


def test_the_same_thing_reaches_a_member_once() -> None:
    ann, ben = make_member("Ann"), make_member("Ben")
    assert _tell(ann) == [ann.pk]
    assert _tell(ann, ben) == [ben.pk]
    assert Notice.objects.count() == 2


def test_whoever_does_it_is_not_told_of_it() -> None:
    ann, ben = make_member("Ann"), make_member("Ben")
    assert _tell(ann, ben, by=ann) == [ben.pk]


def test_who_does_not_work_here_any_more_is_told_nothing() -> None:
    gone = make_member("Gus")
    Member.objects.filter(pk=gone.pk).update(is_active=False)
    assert _tell(gone) == []


def test_a_notice_without_words_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="registered words"):
        notify("workspace.unknown", to=[1], about=("x", 1), key="x", now=timezone.now())


def test_what_was_seen_is_seen_once() -> None:
    ann = make_member("Ann")
    _tell(ann)
    assert see_notices(ann, now=timezone.now()) == 1
    assert see_notices(ann, now=timezone.now()) == 0
