"""Coming in, in a real browser."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from rapport.workspace import actions
from rapport.workspace.models import Member, Organisation
from rapport.workspace.testing import PASSWORD
from tests.browser import PHONE, axe_finds

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("options", [{}, {"size": PHONE, "color_scheme": "dark"}])
def test_the_first_page_of_a_fresh_rapport(open_page, options):
    page = open_page(timezone_id="Asia/Tokyo", **options)
    page.goto(f"/setup/?token={actions.setup_token(timezone.now())}")
    assert axe_finds(page) == []
    expect(page.get_by_label("Time zone")).to_have_value("Asia/Tokyo")
    page.get_by_label("Organisation").fill("Halden Rail AB")
    page.get_by_role("button", name="Open Rapport").click()
    expect(page.get_by_label("Brand")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_text("Please fill this in.").first).to_be_visible()
    assert axe_finds(page) == []
    page.get_by_label("Brand").fill("Halden Rail")
    page.get_by_label("What do you want to achieve?").fill("Nobody waits an hour")
    page.get_by_label("Your name").fill("Olivia Owens")
    page.get_by_label("Your mail address").fill("olivia@halden.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Open Rapport").click()
    page.wait_for_url("**/pulse/")
    assert Member.objects.get().name == "Olivia Owens"
    assert Organisation.objects.get().timezone == "Asia/Tokyo"


def test_a_passkey_is_added_and_then_signs_in_without_a_password(open_page, server, olivia, alice):
    # Passkeys belong to a host name, and 127.0.0.1 is none.
    home = f"http://localhost:{urlsplit(server).port}"
    page = open_page()
    _plug_in_a_key(page)
    page.goto(f"{home}/accounts/login/")
    assert axe_finds(page) == []
    page.get_by_label("Mail address").fill(alice.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/pulse/")

    page.goto(f"{home}/accounts/2fa/webauthn/add/")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    page.wait_for_url("**/webauthn/add/")
    assert axe_finds(page) == []
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Add it").click()
    page.wait_for_url("**/recovery-codes/**")
    assert axe_finds(page) == []

    page.context.clear_cookies()
    page.goto(f"{home}/accounts/login/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/pulse/")


def _plug_in_a_key(page):
    """A key in the browser itself, which says yes at once."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    key = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": key})
