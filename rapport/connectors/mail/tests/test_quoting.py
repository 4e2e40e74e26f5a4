"""The writer's words, told apart from what mail programs put around them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.connectors.mail.quoting import cut


@pytest.mark.parametrize(
    "attribution",
    [
        "On Mon, 2 Mar 2026 at 09:00, Mara Lind <mara@x.example> wrote:",
        "On 2 Mar 2026, at 09:00, Mara Lind\n<mara@x.example> wrote:",
        "Am Mo., 2. März 2026 um 09:00 Uhr schrieb Mara <mara@x.example>:",
        "Am 02.03.26 um 09:00 schrieb Mara Lind:",
        "Le lun. 2 mars 2026 à 09:00, Mara Lind <mara@x.example> a écrit :",
        "El lun, 2 mar 2026 a las 9:00, Mara Lind (<mara@x.example>) escribió:",
        "Il giorno lun 2 mar 2026 alle ore 09:00 Mara Lind <mara@x.example> ha scritto:",
        "Op ma 2 mrt 2026 om 09:00 schreef Mara Lind <mara@x.example>:",
        "Em seg., 2 de mar. de 2026 às 09:00, Mara Lind <mara@x.example> escreveu:",
    ],
)
@pytest.mark.parametrize("quote", ["> Hello\n> there", "Hello\nthere"])
def test_an_attribution_and_its_quote_are_cut_in_each_language(
    attribution: str, quote: str
) -> None:
    parts = cut(f"Thanks!\n\n{attribution}\n\n{quote}")
    assert parts.own == "Thanks!"
    assert "Hello" in parts.rest


@pytest.mark.parametrize(
    "block",
    [
        "From: Brand <b@x.example>\nSent: Monday, 2 March 2026 09:00\nTo: Mara\nSubject: x",
        "________________________________\nVon: Brand\nGesendet: Montag, 2. März 2026\nAn: Mara\nBetreff: x",
        "De : Brand\nEnvoyé : lundi 2 mars 2026\nÀ : Mara\nObjet : x",
        "De: Brand\nEnviado el: lunes, 2 de marzo de 2026\nPara: Mara\nAsunto: x",
        "Da: Brand\nInviato: lunedì 2 marzo 2026\nA: Mara\nOggetto: x",
        "Van: Brand\nVerzonden: maandag 2 maart 2026\nAan: Mara\nOnderwerp: x",
        "De: Brand\nEnviada: segunda-feira, 2 de março de 2026\nPara: Mara\nAssunto: x",
        "*From:* Brand\n*Date:* Monday, 2 March 2026\n*To:* Mara",
        "-----Original Message-----\nFrom: Brand",
        "-----Ursprüngliche Nachricht-----\nVon: Brand",
    ],
)
def test_outlooks_block_and_what_follows_are_cut(block: str) -> None:
    parts = cut(f"Thanks!\n\n{block}\n\nIt is on its way.")
    assert parts.own == "Thanks!"
    assert "It is on its way." in parts.rest


def test_words_below_the_quote_are_the_writers() -> None:
    assert cut("On Mon 2 Mar 2026 Mara wrote:\n> Hello\n\nThanks!").own == "Thanks!"


def test_words_around_one_quote_keep_it() -> None:
    assert cut("Hi,\n\n> Which colour?\n\nRed.").own == "Hi,\n\n> Which colour?\n\nRed."


@pytest.mark.parametrize(
    "signature",
    [
        "-- \nMara Lind\nExample Street 1",
        "Sent from my iPhone",
        "Von meinem iPhone gesendet",
        "Envoyé de mon iPhone",
        "Enviado desde mi iPhone",
        "Inviato da iPhone",
        "Verstuurd vanaf mijn iPhone",
        "Enviado do meu iPhone",
        "Get Outlook for iOS",
    ],
)
def test_signatures_are_cut(signature: str) -> None:
    assert cut(f"Thanks!\n\n{signature}").own == "Thanks!"


def test_a_mail_that_only_quotes_is_shown_whole() -> None:
    assert cut("> Hello\n> there").own == "> Hello\n> there"
    assert cut("Sent from my iPhone").own == "Sent from my iPhone"


def test_what_is_forwarded_stays() -> None:
    text = "Look at this.\n\nFrom: A\nSent: Monday 2026\nTo: B\nSubject: x\n\nA bill."
    assert cut(text, forwarded=True).own == text


@pytest.mark.parametrize(
    "sentence",
    [
        "On Monday I wrote to you about 3 kettles and heard nothing.",
        "From: that day on nothing worked.\nTo: whom do I speak?",
        "I owe you 5 > 3 euros.",
        "See you\n--- and thanks ---",
        "A friend wrote:\nyou are slow.",
    ],
)
def test_sentences_that_look_like_quotes_are_not_cut(sentence: str) -> None:
    assert cut(sentence).own == sentence


@given(st.text(alphabet="ab >-:@1\n", max_size=200))
def test_no_line_is_lost(text: str) -> None:
    parts = cut(text)
    words = f"{parts.own}\n{parts.rest}".split()
    assert sorted(words) == sorted(" ".join(text.splitlines()).split())


def test_hostile_texts_take_time_in_proportion() -> None:
    for text in (
        ">" * 200_000,
        "On 1 " * 200_000,
        "On 1\n" * 100_000,
        "From: x\n" * 100_000,
        "--\n" * 100_000,
    ):
        began = time.process_time()
        cut(text)
        assert time.process_time() - began < 10
