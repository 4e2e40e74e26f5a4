"""Static files: whole, cached, from here only."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
PATH = "/static/shell/base.css"


def test_a_file_comes_whole_whatever_part_was_asked_for(client: Client) -> None:
    whole = client.get(PATH)
    assert whole.status_code == 200
    assert int(whole.headers["Content-Length"]) == len(whole.content) > 1000
    for part in ("bytes=100-200", "bytes=99999999-"):
        answer = client.get(PATH, headers={"Range": part})
        assert answer.status_code == 200
        assert answer.content == whole.content


def test_an_unchanged_file_is_not_sent_again(client: Client) -> None:
    since = client.get(PATH).headers["Last-Modified"]
    answer = client.get(PATH, headers={"If-Modified-Since": since})
    assert answer.status_code == 304
    assert answer.content == b""


def test_other_origins_are_not_invited(client: Client) -> None:
    assert "Access-Control-Allow-Origin" not in client.get(PATH).headers
