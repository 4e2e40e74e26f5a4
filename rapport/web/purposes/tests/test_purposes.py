"""What the team wants to achieve."""

from __future__ import annotations

from rapport.workspace import actions, queries


def test_an_empty_list_says_what_to_do(client, olivia, brand):
    client.force_login(olivia)
    assert b"No purpose yet" in client.get("/purposes/").content


def test_olivia_adds_a_purpose_which_is_not_measured_yet(client, olivia, brand):
    client.force_login(olivia)
    client.post("/purposes/", {"brand": brand.pk, "sentence": "Nobody waits an hour"})
    page = client.get("/purposes/").content.decode()
    assert "Nobody waits an hour" in page
    assert "not measured yet" in page


def test_a_purpose_without_words_is_refused(client, olivia, brand):
    client.force_login(olivia)
    assert client.post("/purposes/", {"brand": brand.pk, "sentence": " "}).status_code == 422
    assert not queries.purposes().exists()


def test_alice_sees_purposes_and_cannot_change_them(client, alice, brand):
    purpose = actions.add_purpose(brand, sentence="Nobody waits an hour")
    client.force_login(alice)
    assert b"Nobody waits an hour" in client.get("/purposes/").content
    mine = {"brand": brand.pk, "sentence": "Mine"}
    assert client.post("/purposes/", mine).status_code == 403
    assert client.post(f"/purposes/{purpose.pk}/withdraw/").status_code == 403
    assert [purpose.sentence for purpose in queries.purposes()] == ["Nobody waits an hour"]


def test_olivia_withdraws_one(client, olivia, brand):
    purpose = actions.add_purpose(brand, sentence="Nobody waits an hour")
    client.force_login(olivia)
    client.post(f"/purposes/{purpose.pk}/withdraw/")
    assert not queries.purposes().exists()
