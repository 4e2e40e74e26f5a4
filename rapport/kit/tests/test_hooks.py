"""Signed calls to other programs."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.connectors.webhook.signing import secret_keys, verified
from rapport.kit.hooks import NotTaken, call, new_key, new_secret, signed_headers

AT = datetime(2026, 5, 12, 12, 0, tzinfo=UTC)


def test_it_signs_as_the_standards_own_libraries_do() -> None:
    """The example of the reference libraries of standardwebhooks.com, read 2026-11."""
    headers = signed_headers(
        b'{"test": 2432232314}',
        secret="whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        key="msg_p5jXN8AQM9LWM0D4loKWxJek",
        at=datetime.fromtimestamp(1614265330, UTC),
    )
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@given(st.binary(max_size=200))
def test_whatever_is_sent_a_receiver_can_verify(body: bytes) -> None:
    secret, key = new_secret(), new_key()
    headers = signed_headers(body, secret=secret, key=key, at=AT)
    assert verified(secret_keys(secret), headers=headers, body=body, now=AT) == key


@pytest.mark.parametrize(
    "url", ["http://10.0.0.1/", "http://127.0.0.1/", "http://[::1]/", "file:///etc/passwd", "x"]
)
def test_private_and_strange_addresses_are_refused_for_good(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAPPORT_ALLOW_HOSTS", "")
    with pytest.raises(NotTaken) as refused:
        call(url, {}, secret=new_secret(), key=new_key(), at=AT)
    assert refused.value.for_good
