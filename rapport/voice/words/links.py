"""Hosts and marks in links that the reply check knows."""

from __future__ import annotations

# They hide where a link leads. A network's own (t.co) is left out: it is put there by the network, not by the writer.
SHORTENERS = frozenset(
    "bit.ly tinyurl.com goo.gl ow.ly buff.ly is.gd cutt.ly rb.gy tiny.cc shorturl.at bl.ink rebrand.ly t.ly s.id v.gd lnkd.in dlvr.it "
    "trib.al adf.ly bitly.com soo.gd shorte.st tiny.one qr.ae kutt.it short.io".split()
)
# Parameters that tell who clicked, or from which mailing.
TRACKING = (
    r"utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_eid|mc_cid|mkt_tok|_hsenc|_hsmi|vero_id|trk|trackid|"
    r"(?:customer|contact|client|user|subscriber|recipient)_?id|e?mail|email_address"
)
# Words that stand twice and mean it.
TWICE = frozenset(
    "had that very really so no bye ha he ho hear there now never ever long far more many much again please yes well still tut la blah knock cha wow woot yay hey hi hip chop night go choo beep "
    "die der das sie den dem es was nous vous se si que no muy ya piano poco via via's quasi heel zo nee ja ja da der som det de er at mycket jatte nej na wie was ganz sehr tres bien non oui tout ta so".split()
)
LANGUAGE_NAMES = {
    "en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "nl": "Dutch", "sv": "Swedish",
    "no": "Norwegian", "da": "Danish", "pt": "Portuguese",
}  # fmt: skip
