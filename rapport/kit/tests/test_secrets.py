from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.kit.secrets import (
    Damaged,
    WrongKey,
    has_key_for,
    needs_sealing_again,
    new_token,
    seal,
    token_digest,
    unseal,
)


@given(
    secret=st.dictionaries(st.text(), st.none() | st.booleans() | st.integers() | st.text()),
    about=st.text(),
)
def test_what_is_sealed_comes_back_whole(secret, about):
    assert unseal(seal(secret, about=about), about=about) == secret


@given(position=st.integers(0, 60), bit=st.integers(0, 7))
def test_one_changed_bit_anywhere_is_noticed(position, bit):
    sealed = bytearray(seal({"password": "a long enough secret to cover all positions"}))
    sealed[position] ^= 1 << bit
    with pytest.raises((Damaged, WrongKey)):
        unseal(bytes(sealed))


def test_a_secret_of_one_account_cannot_be_moved_to_another():
    sealed = seal({"password": "x"}, about="account:1")
    with pytest.raises(Damaged):
        unseal(sealed, about="account:2")


def test_the_same_secret_is_sealed_differently_each_time():
    assert seal({"password": "x"}) != seal({"password": "x"})


def test_a_sealed_secret_shows_nothing_of_itself():
    assert b"hunter2" not in seal({"password": "hunter2"})


def test_a_new_key_seals_and_the_old_one_still_opens(settings):
    settings.SECRET_KEY = "the old key"
    old = seal({"password": "x"})
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "the new key", ["the old key"]
    assert has_key_for(old)
    assert unseal(old) == {"password": "x"}
    assert needs_sealing_again(old)
    assert not needs_sealing_again(seal({}))


def test_a_lost_key_is_named_as_the_reason(settings):
    sealed = seal({"password": "x"})
    settings.SECRET_KEY = "another installation's key"
    assert not has_key_for(sealed)
    with pytest.raises(WrongKey, match="key file"):
        unseal(sealed)


@pytest.mark.parametrize("rubbish", [b"", b"\x01", b"\x02" + b"x" * 60])
def test_what_was_never_sealed_is_damaged(rubbish):
    with pytest.raises(Damaged):
        unseal(rubbish)


def test_tokens_differ_and_only_their_digest_is_kept():
    first, second = new_token(), new_token()
    assert first != second
    assert token_digest(first) == token_digest(first)
    assert token_digest(first) != token_digest(second)
    assert len(token_digest(first)) == 64
