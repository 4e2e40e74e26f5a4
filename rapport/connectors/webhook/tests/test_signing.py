"""Which calls are taken: signatures, ages, secrets, sizes."""

from __future__ import annotations

import base64
import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook as Sender

from rapport.channels.contract import AccountAccess, Page, RawRequest
from rapport.channels.errors import CallRefused, SignInAgain
from rapport.connectors.webhook import connector as module
from rapport.connectors.webhook.connector import LARGEST_BODY_BYTES, Webhook
from rapport.connectors.webhook.signing import (
    UnusableSecret,
    new_secret,
    secret_keys,
    signature,
    verified,
)
from rapport.connectors.webhook.tests.calls import NOW, OLD_SECRET, SECRET, access, call

DELETED = {"type": "message.deleted", "data": {"key": "1"}}


class AtNoon(Webhook):
    clock = staticmethod(lambda: NOW)


async def taken(request: RawRequest, account: AccountAccess | None = None) -> Page:
    return await AtNoon(account or access()).receive(request)


async def status_of(request: RawRequest) -> int:
    with pytest.raises(CallRefused) as caught:
        await taken(request)
    return caught.value.status


def test_the_specifications_own_example_is_verified() -> None:
    """Test vector of the standard-webhooks repository (libraries' tests, read 2026-11)."""
    key = secret_keys("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    headers = {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }
    at = datetime.fromtimestamp(1614265330, UTC)
    body = b'{"test": 2432232314}'
    assert verified(key, headers=headers, body=body, now=at) == "msg_p5jXN8AQM9LWM0D4loKWxJek"


@given(
    st.binary(min_size=24, max_size=64),
    st.text("msg_.-09", min_size=1, max_size=40),
    st.integers(0, 4_000_000_000),
    st.text('{"a.é🚃\x00\n', max_size=200),
)
def test_we_sign_as_the_library_signs(key: bytes, call_id: str, timestamp: int, body: str) -> None:
    at = datetime.fromtimestamp(timestamp, UTC)
    theirs = Sender(key).sign(call_id, at, body)
    assert signature(key, call_id=call_id, timestamp=timestamp, body=body.encode()) == theirs


async def test_a_call_of_the_library_is_taken_and_its_id_told() -> None:
    page = await taken(call(DELETED, call_id="msg_77"))
    assert page.call_id == "msg_77"
    assert [post.deleted for post in page.posts] == [True]


@pytest.mark.parametrize(
    ("seconds", "fits"), [(-301, False), (-300, True), (0, True), (300, True), (301, False)]
)
async def test_a_call_may_be_300_seconds_old_or_ahead_and_no_more(seconds: int, fits: bool) -> None:
    request = call(DELETED, at=NOW + timedelta(seconds=seconds))
    if fits:
        assert await taken(request)
    else:
        assert await status_of(request) == 401


@pytest.mark.parametrize(
    "headers",
    [
        {"webhook_id": ""},
        {"webhook_id": "a\nb"},
        {"webhook_id": "x" * 201},
        {"webhook_id": "msg_2"},
        {"webhook_timestamp": ""},
        {"webhook_timestamp": "nan"},
        {"webhook_timestamp": "-1"},
        {"webhook_timestamp": "1772440200.5"},
        {"webhook_timestamp": "٣"},
        {"webhook_timestamp": "9" * 5_000},
        {"webhook_signature": ""},
        {"webhook_signature": "v1"},
        {"webhook_signature": "v1,"},
        {"webhook_signature": "v1,é ,,, v1,%%%"},
        {"webhook_signature": "v1a,AAAA"},
        {"webhook_signature": "v1,AAAA " * 20_000},
    ],
)
async def test_a_call_without_a_fitting_signature_is_refused(headers: dict[str, str]) -> None:
    assert await status_of(call(DELETED, **headers)) == 401


async def test_one_byte_more_is_refused() -> None:
    request = call(DELETED)
    assert await status_of(replace(request, body=request.body + b" ")) == 401


async def test_a_wrong_signature_never_asks_anybody_to_sign_in_again() -> None:
    """Else a stranger could stop the account."""
    with pytest.raises(CallRefused) as caught:
        await taken(call(DELETED, secrets=(OLD_SECRET,)))
    assert not isinstance(caught.value, SignInAgain)


async def test_one_of_several_signatures_is_enough() -> None:
    assert await taken(call(DELETED, secrets=(OLD_SECRET, SECRET)))


async def test_the_old_secret_holds_while_both_are_entered() -> None:
    both = access(f"{SECRET} {OLD_SECRET}")
    assert await taken(call(DELETED, secrets=(OLD_SECRET,)), both)
    assert await taken(call(DELETED, secrets=(SECRET,)), both)


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (replace(call(DELETED), method="GET"), 405),
        (call(DELETED, content_type="text/plain"), 415),
        (call(DELETED, content_type=""), 415),
        (call(b" " * (LARGEST_BODY_BYTES + 1)), 413),
    ],
)
async def test_what_cannot_be_a_call_is_refused_before_anything_is_computed(
    request_: RawRequest, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*args: object, **kwargs: object) -> str:
        raise AssertionError("computed over a call that cannot be one")

    monkeypatch.setattr(module, "verified", never)
    assert await status_of(request_) == status


async def test_nothing_is_read_before_the_signature_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*args: object) -> Page:
        raise AssertionError("read before it was verified")

    monkeypatch.setattr(module, "page_of", never)
    assert await status_of(call(DELETED, webhook_signature="v1,AAAA")) == 401


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b'"x"', b"NaN", b'{"type": 1, "data": {}}', b'{"type": "message"}',
     b'{"type": "message", "data": NaN}', b'{"type":"message","data":' + b"[" * 200_000,
     b'{"type": "message", "data": ' + b"9" * 5_000 + b"}"],
)  # fmt: skip
async def test_a_signed_call_that_is_no_payload_is_told_so(body: bytes) -> None:
    assert await status_of(call(body)) == 400


async def test_a_body_that_is_not_utf_8_is_told_so_once_it_is_signed() -> None:
    body, at = b'{"type": "message", "data": {"text": "caf\xe9"}}', int(NOW.timestamp())
    key = secret_keys(SECRET)[0]
    signed = signature(key, call_id="msg_1", timestamp=at, body=body)
    assert await status_of(call(body, webhook_signature=signed)) == 400


async def test_more_than_500_items_are_refused_whole() -> None:
    assert await status_of(call({"type": "message", "data": [{}] * 501})) == 413


@pytest.mark.parametrize(
    "typed",
    ["", "   ", "secret", "whsec_", "whsec_!!!", "whsec_" + base64.b64encode(b"short").decode(),
     base64.b64encode(b"no prefix, 32 bytes long........").decode(), " ".join([SECRET] * 5)],
)  # fmt: skip
async def test_a_secret_that_is_none_is_told_when_it_is_entered(typed: str) -> None:
    with pytest.raises(UnusableSecret):
        secret_keys(typed)
    with pytest.raises(SignInAgain):
        await Webhook(access(typed)).check()


def test_new_secrets_can_be_used_and_never_repeat() -> None:
    made = {new_secret() for _ in range(100)}
    assert len(made) == 100
    assert all(len(secret_keys(secret)[0]) == 32 for secret in made)


def test_openssl_signs_as_the_readme_says() -> None:
    at, body, key = int(NOW.timestamp()), b'{"a":1}', secret_keys(SECRET)[0]
    made = subprocess.run(
        ["openssl", "dgst", "-sha256", "-mac", "HMAC", "-macopt", f"hexkey:{key.hex()}", "-binary"],
        input=f"msg_1.{at}.".encode() + body,
        capture_output=True,
        check=True,
    )
    ours = signature(key, call_id="msg_1", timestamp=at, body=body)
    assert ours == "v1," + base64.b64encode(made.stdout).decode()
