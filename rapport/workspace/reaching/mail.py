"""Mail to a member, by the operator's server."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils.translation import gettext as _

from rapport.workspace.reaching.errors import NotReached


def is_set_up() -> bool:
    return bool(settings.RAPPORT_MAIL_FROM)


def send(address: str, *, subject: str, text: str, reply_to: str = "", html: str = "") -> None:
    """Talks to the network: never inside a transaction. `html` says the same as `text`. Raises NotReached."""
    if not is_set_up():
        raise NotReached(_("No mail server is set up (RAPPORT_MAIL_URL)."), for_good=True)
    mail = EmailMultiAlternatives(
        subject=" ".join(subject.split())[:200],
        body=text,
        from_email=settings.RAPPORT_MAIL_FROM,
        to=[address],
        reply_to=[reply_to] if reply_to else None,
        # Told by a machine: nothing that answers by itself shall answer it (RFC 3834).
        headers={"Auto-Submitted": "auto-generated"},
    )
    if html:
        mail.attach_alternative(html, "text/html")
    try:
        mail.send()
    except OSError as error:  # every error of smtplib is one
        raise _not_reached(error, address) from error


def _not_reached(error: OSError, address: str) -> NotReached:
    if hasattr(error, "recipients"):
        words = _("The mail server does not take mail for %(address)s.") % {"address": address}
        return NotReached(words, for_good=True)
    if (code := getattr(error, "smtp_code", None)) is None:
        return NotReached(_("The mail server could not be reached."))
    if code in (534, 535):
        return NotReached(_("The mail server refused the password in RAPPORT_MAIL_URL."))
    return NotReached(_("The mail server did not take it (%(code)s).") % {"code": code})
