"""A mail as it was sent: in a frame that can do nothing, for those who may see the conversation."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Request, expect

from rapport.assets.models import OutsidePicture
from rapport.channels.contract import Author, InboundPost, Media
from rapport.connectors.mail.html import cleaned
from rapport.converse import actions
from rapport.converse.models import Conversation
from rapport.converse.testing import SmallWorld
from rapport.listen.models import Message
from rapport.web.inbox.tests.pictures import a_picture
from rapport.workspace.models import Member
from rapport.workspace.testing import make_member
from tests.browser import PHONE, OpenPage, axe_finds

pytestmark = pytest.mark.django_db
SENT = (
    "<h2>Hello</h2><p>My order <b>4711</b> has not arrived.</p>"
    "<table><tr><th>Item</th><th>Price</th></tr><tr><td>Kettle</td><td>40 €</td></tr></table>"
    '<img src="https://far.example/pixel.gif"><img src="cid:a@b" alt="The box &lt;b&gt;1&lt;/b&gt;">'
    "<script>top.document.title = 'taken'</script>"
    '<p><a href="https://far.example/order">The order</a></p>'
    "<blockquote>We will look into it.</blockquote>"
)


@pytest.fixture
def mail(world: SmallWorld) -> Conversation:
    post = InboundPost(
        key="mail-1",
        author=Author("echo:mara", "mara", name="Mara Holm"),
        title="Order 4711",
        text="Hello\n\nMy order 4711 has not arrived. Where is it?",
        html=cleaned(SENT),
        created_at=timezone.now(),
        kind="mail",
        scope="private",
        to_us=True,
    )
    world.receive(post)
    return world.conversation("mara")


def address(mail: Conversation) -> str:
    return f"/inbox/{mail.pk}/original/{Message.objects.get(remote_key='mail-1').pk}/"


def test_the_conversation_offers_it_in_a_frame_that_can_do_nothing(
    client: Client, mail: Conversation, alice: Member
) -> None:
    client.force_login(alice)
    page = client.get(f"/inbox/{mail.pk}/").content.decode()
    assert f'<iframe src="{address(mail)}"' in page
    (sandbox,) = [piece for piece in page.split('"') if piece.startswith("allow-")]
    assert set(sandbox.split()) == {"allow-popups", "allow-popups-to-escape-sandbox"}


def test_it_forbids_everything_and_says_what_was_left_out(
    client: Client, mail: Conversation, alice: Member
) -> None:
    client.force_login(alice)
    answer = client.get(address(mail))
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "script-src" not in policy
    assert "allow-scripts" not in policy
    assert "allow-same-origin" not in policy
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    page = answer.content.decode()
    assert "<b>4711</b>" in page
    assert "1 picture from elsewhere was left out" in page
    assert "1 picture is not shown here" in page
    assert "pixel.gif" not in page
    assert "cid:" not in page
    assert '<span class="picture">The box &lt;b&gt;1&lt;/b&gt;</span>' in page
    assert "<script" not in page


def with_picture(world: SmallWorld, key: str, *, cid: str, html: str) -> str:
    """A mail that carries one picture under `cid`; returns the address of how it was sent."""
    attached = Media("image", f"{key}#cid={cid}", content=a_picture(), name="box.png")
    mail = InboundPost(
        key=key,
        author=Author("echo:mara", "mara", name="Mara Holm"),
        title="The box",
        text="The box is broken. Where do I send it?",
        html=cleaned(html),
        media=(attached,),
        created_at=timezone.now(),
        kind="mail",
        scope="private",
        to_us=True,
    )
    world.receive(mail)
    pk = Message.objects.get(remote_key=key).pk
    return f"/inbox/{world.conversation('mara').pk}/original/{pk}/"


def test_a_picture_the_mail_carries_stands_in_its_place(
    client: Client, world: SmallWorld, alice: Member
) -> None:
    html = '<p>Here:</p><img src="cid:box@mara" alt="The &quot;box&quot;"><p>Broken.</p>'
    path = with_picture(world, "m-1", cid="box@mara", html=html)
    client.force_login(alice)
    answer = client.get(path)
    page = answer.content.decode()
    assert '<img alt="The &quot;box&quot;" src="data:image/webp;base64,' in page
    assert "not shown here" not in page
    assert "img-src data:" in answer.headers["Content-Security-Policy"]
    assert not OutsidePicture.objects.filter(is_kept=False).exists()


def test_a_name_written_as_an_address_finds_its_picture(
    client: Client, world: SmallWorld, alice: Member
) -> None:
    path = with_picture(
        world, "m-1", cid="box one@mara", html='<img src="CID:box%20one@mara" alt="The box">'
    )
    client.force_login(alice)
    assert "data:image/webp" in client.get(path).content.decode()


def test_a_picture_the_mail_does_not_carry_is_said_in_words(
    client: Client, world: SmallWorld, alice: Member
) -> None:
    path = with_picture(
        world, "m-1", cid="box@mara", html='<img src="cid:other@mara" alt="Another">'
    )
    client.force_login(alice)
    page = client.get(path).content.decode()
    assert "data:image" not in page
    assert '<span class="picture">Another</span>' in page
    assert "1 picture is not shown here" in page


def test_nobody_draws_a_picture_of_another_mail(
    client: Client, world: SmallWorld, alice: Member
) -> None:
    with_picture(world, "m-1", cid="secret@mara", html="<p>Mine</p>")
    names = ["cid:secret@mara", "cid:attachment:echo:m-1:0", "cid:m-1#cid=secret@mara"]
    html = "".join(f'<img src="{name}" alt="Stolen">' for name in names)
    path = with_picture(world, "m-2", cid="own@mara", html=html)
    client.force_login(alice)
    page = client.get(path).content.decode()
    assert "data:image" not in page
    assert "3 pictures are not shown here" in page


def test_pictures_beyond_what_a_page_bears_stand_beside_the_words(
    client: Client, world: SmallWorld, alice: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rapport.converse.queries.page.PICTURE_BYTES", 10)
    path = with_picture(world, "m-1", cid="box@mara", html='<img src="cid:box@mara" alt="Box">')
    client.force_login(alice)
    page = client.get(path).content.decode()
    assert "data:image" not in page
    assert "stands beside its words" in page


def test_a_message_without_html_offers_nothing(
    client: Client, kajsa: Conversation, alice: Member
) -> None:
    client.force_login(alice)
    assert "<iframe" not in client.get(f"/inbox/{kajsa.pk}/").content.decode()
    message = kajsa.last_customer_message_id
    assert client.get(f"/inbox/{kajsa.pk}/original/{message}/").status_code == 404


def test_it_is_shown_in_its_own_conversation_only(
    client: Client, mail: Conversation, kajsa: Conversation, alice: Member
) -> None:
    strange = address(mail).replace(f"/inbox/{mail.pk}/", f"/inbox/{kajsa.pk}/")
    assert client.get(address(mail)).status_code == 302
    client.force_login(alice)
    assert client.get(strange).status_code == 404
    assert client.get(address(mail)).status_code == 200


def test_a_mail_taken_back_is_shown_no_more(
    client: Client, world: SmallWorld, mail: Conversation, alice: Member
) -> None:
    client.force_login(alice)
    world.receive(InboundPost(key="mail-1", deleted=True))
    assert client.get(address(mail)).status_code == 404
    assert "<iframe" not in client.get(f"/inbox/{mail.pk}/").content.decode()


@pytest.mark.browser
def test_a_key_opens_it_and_nothing_in_it_runs_or_is_fetched(
    server: str, mail: Conversation, alice: Member, signed_in_page: OpenPage
) -> None:
    page = signed_in_page(alice)
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    page.on("request", note)
    page.goto(f"/inbox/{mail.pk}/")
    assert not any("/original/" in url for url in asked)
    page.keyboard.press("o")
    frame = page.frame_locator(".original iframe")
    expect(frame.get_by_role("heading", name="Hello")).to_be_visible()
    assert not [url for url in asked if "far.example" in url]
    assert "taken" not in page.title()
    assert axe_finds(page) == []
    page.keyboard.press("o")
    expect(page.locator(".original iframe")).to_be_hidden()


@pytest.mark.browser
def test_the_browser_draws_what_the_mail_carries(
    server: str, world: SmallWorld, alice: Member, signed_in_page: OpenPage
) -> None:
    html = '<p>Here:</p><img src="cid:box@mara" alt="The box">'
    path = with_picture(world, "m-1", cid="box@mara", html=html)
    page = signed_in_page(alice)
    page.goto(path.partition("original")[0])
    page.keyboard.press("o")
    drawn = page.frame_locator(".original iframe").get_by_role("img", name="The box")
    expect(drawn).to_have_js_property("complete", True)
    expect(drawn).to_have_js_property("naturalWidth", 64)
    assert axe_finds(page) == []


@pytest.mark.browser
def test_a_mail_somebody_reads_stays_open_while_a_colleague_labels_it(
    server: str, mail: Conversation, alice: Member, bob: Member, signed_in_page: OpenPage
) -> None:
    label = actions.add_label("Parcel", by=make_member("Lena Lund", role=Member.Role.LEAD))
    page = signed_in_page(alice)
    page.goto(f"/inbox/{mail.pk}/")
    page.keyboard.press("o")
    frame = page.locator(".original iframe")
    expect(frame).to_be_visible()
    frame.evaluate("frame => { frame.isStillTheSame = true; }")
    actions.label(mail.pk, label.pk, by=bob, now=timezone.now())
    expect(page.locator("#conv-head .labels")).to_contain_text("Parcel")
    expect(frame).to_have_js_property("isStillTheSame", True)


@pytest.mark.browser
def test_it_fits_a_phone(
    server: str, mail: Conversation, alice: Member, signed_in_page: OpenPage
) -> None:
    page = signed_in_page(alice, size=PHONE)
    page.goto(f"/inbox/{mail.pk}/")
    page.get_by_text("As it was sent").click()
    expect(page.frame_locator(".original iframe").get_by_text("Kettle")).to_be_visible()
    width = page.locator(".original iframe").evaluate(
        "frame => frame.getBoundingClientRect().right"
    )
    assert width <= 390
