"""What mail programs write around quoted mail, in English, German, French, Spanish, Italian, Dutch and Portuguese.

Collected from what Gmail, Outlook, Apple Mail, Thunderbird and their like write in those languages.
"""

from __future__ import annotations

import re

LONGEST_LINE = 1000

# "On Mon, 2 Mar 2026 at 09:00, Mara <mara@example.org> wrote:"
ATTRIBUTION_START = re.compile(
    r"\s{0,3}(?:(?:on|am|le|el|il|in data|op|em|no dia|a|den|(?:mo|di|mi|do|fr|sa|so)[a-z]{0,9}[,.])(?=\s)"
    r"|\d{1,4}[-./ ]|.{0,80}(?:schrieb|wrote|a écrit|escribió|ha scritto|schreef|escreveu)\b)",
    re.IGNORECASE,
)
ATTRIBUTION_END = re.compile(
    r"(?:wrote|writes|schrieb(?:en)?(?:\s.{1,200})?|a écrit|écrivit|escribió|ha scritto|scrive|"
    r"schreef(?:\s.{1,200})?|escreveu)\s*:\s*$",
    re.IGNORECASE,
)

ORIGINAL_MESSAGE = re.compile(
    r"[-_*\s]{2,}\s*(?:original message|original appointment|ursprüngliche nachricht|originalnachricht|"
    r"message d['’]origine|message original|mensaje original|messaggio originale|"
    r"oorspronkelijk bericht|mensagem original)\s*[-_*\s]{2,}",
    re.IGNORECASE,
)

RULE = re.compile(r"[_-]{10,}")

_LABELS = {
    "from": "from von de da van expéditeur remitente mittente afzender remetente",
    "sent": "sent gesendet envoyé enviado inviato verzonden enviada date datum fecha data",
    "to": "to an à para a aan destinataire",
    "subject": "subject betreff objet asunto oggetto onderwerp assunto",
}


def _by_label() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {
        "enviado el": {"sent"},
        "enviada em": {"sent"},
        "enviado em": {"sent"},
    }
    for kind, words in _LABELS.items():
        for word in words.split():
            found.setdefault(word, set()).add(kind)
    return {label: frozenset(kinds) for label, kinds in found.items()}


# A label of a mail's head -> what it can mean ("de" is who wrote in French and Spanish).
HEADER_LABELS = _by_label()

MOBILE_SIGNATURE = re.compile(
    r"(?:sent from (?:my|mail for|outlook|yahoo|proton|samsung|the).{0,60}|get outlook for .{1,30}"
    r"|(?:von|mit) (?:meinem|meiner) .{1,40}(?:gesendet|verschickt)\.?|gesendet (?:von|mit) .{1,60}|outlook für .{1,20} (?:beziehen|herunterladen)"
    r"|diese nachricht wurde von meinem .{1,80} gesendet\.?"
    r"|envoyé (?:de|depuis|à partir de) .{1,60}|télécharge[rz] outlook pour .{1,20}|obtenir outlook pour .{1,20}"
    r"|enviado (?:desde|do|de|a partir do) .{1,60}|obtener outlook para .{1,20}|obter o outlook para .{1,20}"
    r"|inviato (?:da|dal) .{1,60}|(?:ottieni|scarica) outlook per .{1,20}"
    r"|verstuurd vanaf .{1,60}|verzonden vanaf .{1,60}|outlook voor .{1,20} downloaden)",
    re.IGNORECASE,
)

FORWARDED_SUBJECT = re.compile(
    r"\s*(?:re|aw|sv|antw|tr)?\s*:?\s*(?:fwd?|wg|tr|rv|i|enc|doorst|wtr)\s*:", re.IGNORECASE
)
FORWARDED_LINE = re.compile(
    r"-{2,}\s*(?:forwarded message|weitergeleitete nachricht|message transféré|message transmis|"
    r"mensaje reenviado|messaggio inoltrato|doorgestuurd bericht|mensagem encaminhada)\s*-{2,}|"
    r"(?:begin forwarded message|anfang der weitergeleiteten nachricht|début du message (?:transféré|réexpédié)|"
    r"inicio del mensaje reenviado|inizio messaggio inoltrato|begin doorgestuurd bericht|"
    r"início da mensagem (?:reencaminhada|encaminhada))\s*:",
    re.IGNORECASE,
)

OUT_OF_OFFICE = re.compile(
    r"\s*(?:(?:automatic reply|auto[- ]?reply|auto(?:matic)?[- ]response|automatische antwort|abwesenheitsnotiz|"
    r"réponse automatique|respuesta automática|risposta automatica|automatisch antwoord|resposta automática)\b"
    r"|(?:out of (?:the )?office|abwesend|absence du bureau|fuera de (?:la )?oficina|fuori ufficio|"
    r"afwezig(?:heidsbericht)?|fora do escritório|ausência temporária)\s*(?::|[-–]|$|reply|re:))",
    re.IGNORECASE,
)

BOUNCE_SUBJECT = re.compile(
    r"\s*(?:undeliver(?:able|ed)|mail delivery (?:failed|subsystem|failure)|delivery status notification|"
    r"returned mail|failure notice|delivery (?:failure|has failed)|unzustellbar|nicht zustellbar|"
    r"non remis|no se puede entregar|mancato recapito|onbestelbaar|não foi possível entregar)",
    re.IGNORECASE,
)
