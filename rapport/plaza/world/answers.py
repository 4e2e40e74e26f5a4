"""Reading the brand's answer as its customer does: a reason, a time, a remedy, or a brush-off.

Plain word rules over five languages. They need to be right about what people write in a demo and
to say why they decided; they are not a model of anybody's mood.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapport.plaza.world.shapes import ReactionKind, Turn


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


_PRIVATE = _any(
    r"\bDMs?\b",
    r"(?<!\d)(?<!\d )\bPMs?\b",
    r"direct(?:ly)? messag",
    r"private(?:ly)? messag",
    r"messag\w* us",
    r"(?:write|send|contact|reach) (?:to )?us (?:a |in |by |via )?(?:private|direct|inbox|messenger|message)",
    r"in private\b",
    r"privately",
    r"\binbox us",
    r"(?:send|skicka|skriv)\w*[^.!?]{0,30}(?:direktmeddelande|privat|DM)",
    r"Direktnachricht|Privatnachricht|(?<!\^)\bPN\b",
    r"message priv|en priv[ée]|\bMP\b",
    r"mensaje (?:privado|directo)|por privado",
)
_EMPTY_REASON = _any(
    r"(?:due to|because of|for)? ?(?:operational|technical|traffic[- ]related|organisational) reasons?",
    r"(?:inconvenience|trouble)s?[^.!?]{0,15}caused[^.!?]*",
    r"(?:look|find|check|ask|investigat|work)(?:ing)?[^.!?]{0,25}(?:cause|reason|why|went wrong)",
    r"(?:don'?t|do not|can(?:'?t|not)) (?:yet |currently )?(?:know|say|tell)[^.!?]{0,30}(?:cause|reason|why|what)",
    r"no idea (?:why|what)",
    r"betriebliche\w* Gründ\w*|driftskäl|raisons d'exploitation|motivos operativos",
)
_EMPTY_TIME = _any(
    r"(?:don'?t|do not|can(?:'?t|not)) (?:yet |currently )?(?:know|say|tell)[^.!?]{0,30}(?:when|how long)",
    r"as soon as possible|in due course|at any time|24/7",
    r"(?:between|from) \d{1,2}(?:[:.]\d\d)? (?:and|to) \d{1,2}(?:[:.]\d\d)?",
)
_CAUSE = _any(
    r"\bbecause\b|\bdue to\b|caused by|\bthe (?:cause|reason)\b|\breason (?:is|was)\b|owing to|thanks to a",
    r"\bfault(?:y|s)?\b|failure|failed|defect|broke[n]?\b|breakdown|out of order",
    r"taken ill|fell ill|(?:was|is|called in|off) sick|short of (?:staff|people|drivers)|shortage|no driver",
    r"\bsignals?\b[^.!?]{0,25}(?:fault|problem|down|out)|points? (?:failure|fault|problem)|\bpower (?:cut|failure)",
    r"tree (?:on|across|fell)|fallen tree|flood|lightning|storm damage|stuck|blocked|outage|derail",
    r"(?:our|my|a) (?:mistake|error|mix-up|oversight)|slipped through|was forgotten|we forgot|I forgot|overlooked",
    r"got lost|went missing|went wrong|not (?:passed|handed) on|left (?:lying|in a queue|out)|never reached",
    r"(?:was|were) fed|old timetable|out of date|outdated|wrong (?:page|date|number|timetable)",
    r"på grund av|beror på|orsak|eftersom|signalfel|växelfel|glömde|vårt (?:fel|misstag)|gick sönder|trasig",
    r"\bweil\b|wegen|\bGrund\b|Störung|defekt|ausgefallen|vergessen|unser Fehler|kaputt",
    r"à cause|la cause|en raison|parce qu|panne|oubli|notre erreur|défaut",
    r"\bporque\b|debido|la causa|aver[ií]a|fallo|olvid|nuestro error|por un(?:a)? ",
)
_NUMBER = r"(?:\d+|an?|one|two|three|four|five|six|ten|fifteen|twenty|thirty|a few|half an)"
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_TIME = _any(
    r"\b(?:[01]?\d|2[0-3])[:.h][0-5]\d\b",
    r"\b\d{1,2} ?(?:am|pm|o'clock)\b",
    rf"\b(?:in|within|for|about|around|another|next|takes?|after|the next)\b[^.!?]{{0,14}}\b{_NUMBER} (?:more |working )?(?:min|hour|day|week)",
    rf"\b{_NUMBER} (?:more )?(?:minutes|mins?|hours?|days|weeks) (?:from now|at (?:most|the latest)|late|behind|max)",
    rf"\b(?:by|before|until|till|from|at|on|around|since|this|next) (?:the )?(?:end of |early |late )?(?:today|tomorrow|tonight|noon|midday|midnight|morning|afternoon|evening|week|month|{_DAY}|\d{{1,2}}\b)",
    rf"\btomorrow\b|\btonight\b|\b(?:later )?today\b|this (?:morning|afternoon|evening)|\b{_DAY}\b|right (?:now|away)",
    r"\binom \d+|imorgon|ikväll|i dag\b|idag\b|\bkl\.? ?\d|på (?:mån|tis|ons|tors|fre|lör|sön)dag|om \d+ min|\d+ (?:minuter|dagar|timmar)",
    r"innerhalb von|\bmorgen\b|heute|\bbis \d|\bum \d|\d+ (?:Minuten|Tage|Stunden)|(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag|Mittwoch",
    r"sous \d+|demain|aujourd'hui|ce soir|dans \d+|\d+ (?:minutes|jours|heures)|\d{1,2} ?h\b|lundi|mardi|mercredi|jeudi|vendredi",
    r"en \d+ (?:minutos|días|horas)|\bmañana\b|\bhoy\b|esta (?:tarde|noche)|a las \d|lunes|martes|miércoles|jueves|viernes",
)
_REMEDY = _any(
    r"refund|money back|reimburs|compensat|voucher|half the fare|whole fare|fare back|we(?:'ll| will)? pay|on us\b",
    r"(?:we|I|ida|somebody|someone|a colleague)(?:'ll|'ve| will| have| am|'m|s)? (?:call|ring|calls|rings|book|booked|send|sent|fix|fixed|bring|arrange|arranged|reserve|meet|enter|entered|start|started|cancel|cancelled|correct|corrected)",
    r"\btaxi\b|replacement bus|(?:a|the) bus (?:leaves|is|will)|is void|been (?:corrected|fixed|booked|cancelled)",
    r"pengarna tillbaka|återbetal|ersättning|ringer (?:dig|upp)|vi betalar|skickar",
    r"Erstattung|Geld zurück|zahlen wir|rufen? Sie an|schicke",
    r"rembours|nous payons|appelle|devolv|pagamos|le llam|reembols",
)
_SORRY = _any(
    r"\bsorry\b|apolog|my bad|forgive|förlåt|ursäkta|ber om ursäkt",
    r"entschuldig|tut (?:mir|uns) leid|désolé|pardon|excus|perdón|disculp|lo siento|lamento",
)
_BRUSH = _any(
    r"(?:any|the|this) inconvenience|your (?:feedback|comment|opinion)|valued customer|(?:important|value)\w* to us",
    r"(?:forwarded|passed (?:on|along)) to (?:the|our) (?:relevant|responsible|appropriate|competent)",
    r"(?:see|check|visit|refer to|consult|find[^.!?]{0,20} on) (?:our|the) (?:web ?site|site|page|faq|terms|conditions|help)",
    r"terms (?:of|and)|as stated|thank you for (?:your )?(?:patience|understanding|reaching out|contacting)",
    r"contact (?:our |the )?(?:customer|service|hotline|support)|call (?:our |the )?(?:hotline|customer|service|support)",
    r"not (?:our )?responsib|can(?:'?t|not) help|unable to (?:help|assist|comment)|no further information",
    r"we are aware|constantly working|we strive|please allow|individual cases|fill (?:in|out) (?:the|our) form",
    r"has been (?:noted|registered|logged)|happens sometimes|these things happen|delays can occur|can happen",
    r"olägenhet|se vår (?:webb|hemsida)|tack för (?:din|er) (?:feedback|förståelse)|kontakta kundtjänst",
    r"Unannehmlichkeit|auf unserer (?:Web|Seite)|danke für Ihr Verständnis|Kundenservice",
    r"gêne occasionnée|notre site|votre compréhension|las molestias|nuestra web|su comprensión|atención al cliente",
)  # fmt: skip
_ASKS = _any(
    r"(?:which|what) (?:train|line|date|station|stop|day|time|one|departure)|can you (?:tell|say|give)|could you (?:tell|say|give)|do you (?:have|remember|still)|where (?:are you|exactly)|when (?:was|did)",
    r"vilke[nt] (?:tåg|linje|dag|station)|welche[rn]? (?:Zug|Linie|Tag)|quel(?:le)? (?:train|ligne|gare)|qué (?:tren|línea)",
)
_ON_IT = _any(
    r"(?:finding|looking|checking|asking|find|look|check|ask)[^.!?]{0,30}(?:out|into|with|now|and)|back to you|be back|on it\b|seen (?:this|it)|let you know|write (?:to you )?here",
    r"återkommer|kollar|tar reda|melde mich|kläre|frage nach|reviens|vérifie|vuelvo|averiguo|consulto",
)
_DIRECT = _any(
    r"^\W*(?:(?:hi|hello|hey|hej|dear)[^.!?]{0,25}[,:!.] ?)?(?:yes|no|ja|nej|nein|oui|non|sí|jo)\b",
    r"\b(?:you|they|bikes?|bicycles?|dogs?|it|that|we) (?:can|may|must|need|travel|are (?:allowed|free)|is (?:allowed|free|valid))\b",
    r"\b(?:allowed|free of charge|not needed|is enough|valid|open (?:from|until)|leaves? (?:at|from)|platform \d|within \d+ days|\d+ kr)\b",
)  # fmt: skip
_WARM = _any(
    r"thank|lovely|glad|happy|great to|nice to|pass(?:ed)? (?:it |this |that )?on|tell (?:them|her|him|the)|made (?:my|our)|appreciate|wonderful|cheers|❤|😊|🙏",
    r"tack|danke|merci|gracias|vidare|weiter",
)
_PRAISE = _any(
    r"that(?:'s| is) how you|thank(?:s| you)\b|made my day|shout-?out|lovely|well done|credit|kind|hats off|respect|wonderful|waited for (?:my|our|a)|best",
    r"\btack\b|heder|bravo|danke|merci|gracias|imponerad|so macht man",
)
_GRIEF = _any(
    r"\blate\b|cancel|broken|nobody|never|still|why|not (?:a|one)|money back|promis|refund|third time|\?",
    r"försen|inställ|ingen|Verspätung|fällt aus|retard|supprim|retraso",
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the customer makes of an answer, and the rules that led there."""

    kind: ReactionKind
    reasons: tuple[str, ...]
    section: str


def asks_for_private(text: str) -> bool:
    """Whether the text sends somebody into private messages."""
    return _PRIVATE.search(text) is not None


def gives_cause(text: str) -> bool:
    return _CAUSE.search(_EMPTY_REASON.sub(" ", text)) is not None


def gives_time(text: str) -> bool:
    return _TIME.search(_EMPTY_TIME.sub(" ", text)) is not None


def is_brush_off(text: str) -> bool:
    return _BRUSH.search(text) is not None or _EMPTY_REASON.search(text) is not None


def is_praise(text: str) -> bool:
    return _PRAISE.search(text) is not None and _GRIEF.search(text) is None


def verdict(thread: Sequence[Turn], answer: str, *, hot: bool = False) -> Verdict:
    """How the customer of `thread` takes `answer`. The first rule that fits decides."""
    cause, time = gives_cause(answer), gives_time(answer)
    asked = next((turn.text for turn in thread if turn.by == "customer"), "")
    if asks_for_private(answer) and not (cause and time):
        return _sent_away(thread, praised=is_praise(asked))
    if is_praise(asked):
        return _of_praise(answer)
    if cause and time:
        return Verdict("thanks", ("gives a cause", "gives a time"), "react.thanks")
    remedy, brush = _REMEDY.search(answer) is not None, is_brush_off(answer)
    if remedy and time and not brush:
        return Verdict("thanks", ("offers a remedy", "gives a time"), "react.thanks")
    if "?" in asked and _DIRECT.search(answer) and not brush:
        return Verdict("thanks", ("answers the question",), "react.thanks")
    if brush and not (cause or remedy):
        return Verdict("angrier", ("brushes off",), "react.angrier")
    return _halfway(answer, cause=cause, time=time, remedy=remedy, hot=hot)


def _sent_away(thread: Sequence[Turn], *, praised: bool) -> Verdict:
    before = sum(turn.by == "brand" and asks_for_private(turn.text) for turn in thread)
    if before:
        return Verdict("screenshot", ("sent to private messages twice",), "react.screenshot")
    if praised:
        return Verdict("silent", ("praise sent to private messages",), "")
    return Verdict("angrier", ("sent to private messages",), "react.private")


def _of_praise(answer: str) -> Verdict:
    if is_brush_off(answer) and not re.search(r"pass(?:ed)? (?:it|this) on|crew|colleague", answer):
        return Verdict("silent", ("praise met with a phrase",), "")
    if _WARM.search(answer) or len(answer.split()) >= 4:
        return Verdict("thanks", ("praise acknowledged",), "react.pleased")
    return Verdict("silent", ("says too little",), "")


def _halfway(answer: str, *, cause: bool, time: bool, remedy: bool, hot: bool) -> Verdict:
    given = (
        ("gives a cause", cause),
        ("gives a time", time),
        ("offers a remedy", remedy),
        ("says sorry", _SORRY.search(answer) is not None),
        ("says somebody is on it", _ON_IT.search(answer) is not None),
    )
    reasons = tuple(name for name, there in given if there)
    if "?" in answer and _ASKS.search(answer):
        return Verdict("calmer", (*reasons, "asks for a detail"), "react.detail")
    if reasons == ("says sorry",) and hot:
        return Verdict("angrier", ("says sorry and nothing else",), "react.angrier")
    if reasons and reasons != ("says sorry",):
        return Verdict("calmer", reasons, "react.calmer")
    if reasons:
        return Verdict("silent", ("says sorry and nothing else",), "")
    if hot or len(answer.split()) < 4:
        return Verdict("angrier", ("says nothing that helps",), "react.angrier")
    return Verdict("silent", ("says nothing that helps",), "")
