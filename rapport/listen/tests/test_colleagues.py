"""A colleague's mail is no customer's message, and is not lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from rapport.channels.actions import keep_account
from rapport.channels.contract import AccountInfo, Author, InboundPost, Page
from rapport.channels.models import Account
from rapport.listen.actions import receive
from rapport.listen.actions.auditing import DayCount, ask_audit, count_page
from rapport.listen.models import Message, Quarantined
from rapport.people.models import Handle
from rapport.workspace.models import Brand, Member
from rapport.workspace.testing import NOON

pytestmark = pytest.mark.django_db


def mailbox(brand: Brand, address: str) -> Account:
    info = AccountInfo(remote_id=address, handle=address)
    return keep_account(
        brand, network="mail", info=info, settings={}, secrets={}, by=None, now=NOON
    )


@pytest.fixture
def support(brand: Brand) -> Account:
    return mailbox(brand, "support@brand.example")


def mail(address: str, **changes: object) -> InboundPost:
    values: dict[str, object] = {
        "author": Author(address, address),
        "title": "Re: Order 4711",
        "text": "I looked it up: it left on Friday.",
        "created_at": NOON,
        "kind": "mail",
        "scope": "private",
        "to_us": True,
        "addressed_to": ("support+Q7@brand.example",),
    }
    return InboundPost(key="mail-1", **(values | changes))  # type: ignore[arg-type]


def test_mail_of_a_member_is_kept_aside_with_its_reason(support: Account, alice: Member) -> None:
    heard = receive(support, Page(posts=(mail(alice.email.upper()),)), now=NOON)
    assert (heard.new_ids, heard.quarantined, heard.doubled) == ((), 1, 0)
    aside = Quarantined.objects.get()
    assert aside.reason.startswith("Mail of a colleague")
    assert aside.where == "mail-1"
    assert "it left on Friday" in aside.raw
    assert "support+Q7@brand.example" in aside.raw
    assert not Message.objects.exists()
    assert not Handle.objects.filter(remote_id__iexact=alice.email).exists()


def test_the_same_mail_again_is_kept_aside_once(support: Account, alice: Member) -> None:
    for _again in range(2):
        receive(support, Page(posts=(mail(alice.email),)), now=NOON)
    assert Quarantined.objects.count() == 1


def test_mail_of_another_mailbox_of_ours_is_a_colleagues(support: Account, brand: Brand) -> None:
    mailbox(brand, "press@brand.example")
    assert receive(support, Page(posts=(mail("press@brand.example"),)), now=NOON).quarantined == 1


def test_customers_mail_and_our_own_sent_mail_are_stored(support: Account, alice: Member) -> None:
    own = mail("support@brand.example", own=True, to_us=False)
    page = Page(posts=(mail("mara@x.example"), replace(own, key="mail-2")))
    assert len(receive(support, page, now=NOON).new_ids) == 2
    assert not Quarantined.objects.exists()


def test_who_left_is_a_colleague_no_more(support: Account, alice: Member) -> None:
    Member.objects.filter(pk=alice.pk).update(is_active=False)
    assert len(receive(support, Page(posts=(mail(alice.email),)), now=NOON).new_ids) == 1


def test_only_mail_is_told_apart(support: Account, alice: Member) -> None:
    post = mail(alice.email, kind="post")
    assert len(receive(support, Page(posts=(post,)), now=NOON).new_ids) == 1


def test_a_colleagues_mail_is_not_missing_when_the_day_is_counted(
    support: Account, alice: Member
) -> None:
    audit = ask_audit(support, NOON.date(), now=NOON + timedelta(days=1))
    count = DayCount()
    page = Page(posts=(mail(alice.email), replace(mail("mara@x.example"), key="mail-2")))
    receive(support, page, now=NOON)
    count_page(audit, page, count, now=NOON + timedelta(days=1))
    assert (count.expected, count.missing) == ({"mail-2"}, set())


def test_who_gives_no_name_is_called_by_their_address(support: Account) -> None:
    receive(support, Page(posts=(mail("mara@x.example"),)), now=NOON)
    assert Handle.objects.get(remote_id="mara@x.example").name == "mara@x.example"
