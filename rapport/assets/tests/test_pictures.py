"""Pictures we keep: from outside and our own."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rapport.assets import actions, files
from rapport.assets.errors import NotAPicture
from rapport.assets.models import Asset, OutsidePicture
from rapport.assets.tests.test_encoding import picture
from rapport.workspace.testing import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def kept(url="https://pictures.example/a.png", *, fetched_at=NOON):
    actions.want_pictures([url], now=NOON)
    found = OutsidePicture.objects.get(url=url)
    found.file, found.state = f"pictures/aa/{found.url_digest}.webp", "ready"
    found.fetched_at = fetched_at
    found.save()
    files.write(found.file, b"bytes")
    return found


def test_an_upload_is_kept_as_we_encoded_it_with_its_alt_text(alice, folder):
    asset = actions.store_upload(picture("WEBP"), alt=" A teal card ", by_id=alice.pk, now=NOON)
    assert (asset.mime, asset.width, asset.height, asset.alt) == (
        "image/jpeg",
        40,
        30,
        "A teal card",
    )
    assert (folder / asset.file).read_bytes()[:2] == b"\xff\xd8"


def test_an_upload_that_is_no_picture_leaves_nothing_behind(alice, folder):
    with pytest.raises(NotAPicture):
        actions.store_upload(b"<html>", alt="", by_id=alice.pk, now=NOON)
    assert not Asset.objects.exists()
    assert not list(folder.rglob("*.*"))


def test_old_copies_go_and_are_wanted_again(folder, django_capture_on_commit_callbacks):
    old, new = kept(fetched_at=NOON - timedelta(days=40)), kept("https://pictures.example/b.png")
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.let_pictures_go(NOON - timedelta(days=30), 500) == 1
    assert not (folder / old.file).exists()
    assert (folder / new.file).exists()
    old.refresh_from_db()
    assert old.state == "wanted"


def test_a_forgotten_picture_loses_its_row_and_its_file(folder, django_capture_on_commit_callbacks):
    gone = kept()
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.forget_pictures([gone.url, "", "https://unknown.example/"]) == 1
    assert not OutsidePicture.objects.exists()
    assert not (folder / gone.file).exists()
