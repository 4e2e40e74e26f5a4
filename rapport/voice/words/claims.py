"""Words that say yes or no: what is allowed, valid, open, included, and how it is denied."""

from __future__ import annotations

# predicate -> (words that say yes, words that say no); a star stands for any ending.
PREDICATES = {
    "allowed": (
        "allowed permitted permissible erlaubt gestattet zugelassen autorise* permis permise permitid* tillat* tillaten",
        "forbidden prohibited banned disallowed verboten untersagt interdit* prohibid* forbjud*",
    ),
    "valid": (
        "valid accepted gultig akzeptiert valable* valid* giltig* accepteras",
        "invalid expired ungultig ogiltig*",
    ),
    "open": (
        "open geoffnet ouvert* abiert* oppet oppen",
        "closed shut geschlossen ferme fermee fermes cerrad* stangt stangd",
    ),
    "included": (
        "included includes inklusive inbegriffen enthalten compris* inclu* ingar",
        "excluded",
    ),
    "refundable": (
        "refundable erstattbar remboursable* reembolsable*",
        "nonrefundable non-refundable",
    ),
    "available": (
        "available verfugbar disponible* tillganglig* erhaltlich",
        "unavailable sold-out ausverkauft",
    ),
    "possible": (
        "possible moglich posible mojligt mojlig",
        "impossible unmoglich imposible omojligt",
    ),
    "entitled": ("entitled eligible anspruch berechtigt", "ineligible"),
    "required": (
        "required mandatory obligatory compulsory erforderlich notwendig obligatoire* obligatori* obligatorisk*",
        "optional freiwillig",
    ),
    "transferable": ("transferable ubertragbar transferible*", "non-transferable nontransferable"),
}
# Doing this on board or on the premises, after "may", "can", "welcome to", is being allowed.
CARRYING = frozenset(
    "bring brings take takes carry carries travel travels ride rides come comes board boards "
    "enter enters mitnehmen mitgenommen mitfahren apporter emmener voyager monter llevar "
    "traer viajar subir ta medfora aka".split()
)
MODALS = frozenset(
    "can may could kann konnen konnt darf durfen durft peut peuvent pouvez puede pueden "
    "puedes kan far welcome willkommen valkomna".split()
)
NEGATIONS = (
    r"can(?:'|no)?t|can not|could(?: not|n't)|won'?t|will not|do(?:es)?(?: not|n'?t)|(?:is|are)(?: not|n'?t)|may not|must not|mustn't|"
    r"not|never|no longer|no|neither|nor|without|nicht|kein|keine|keinen|keinem|keiner|nie|niemals|ohne|ne|n'|pas|jamais|aucune?|sans|"
    r"nunca|ningun|ninguna|sin|inte|aldrig|ingen|inga|inget|utan|ej"
)
# "Not" that denies nothing of the matter.
NO_NEGATION = (
    r"not only|not just|no problem|no worries|not sure|why not|no doubt|no need|not to worry|don'?t (?:worry|hesitate)|do not (?:worry|hesitate)|"
    r"if not|nicht nur|kein problem|keine sorge|pas seulement|pas de souci|pas de probleme|no solo|sin problema|inte bara|inga problem"
)
# What happened to one person is no rule: "has not arrived yet".
ONE_CASE = (
    r"yet|has(?: not|n't)|have(?: not|n't)|had(?: not|n't)|did(?: not|n't)|was(?: not|n't)|were(?: not|n't)|noch nicht|pas encore|aun no|"
    r"todavia no|annu inte|har inte|hat nicht|habe nicht|haben nicht|n'ai pas|n'avons pas|n'a pas|no he|no hemos|no ha"
)
# What agents do or cannot do themselves; nobody is promised it.
OWN_ACTS = frozenset(
    "see find promise say tell confirm check help access know think want share discuss "
    "understand speak guarantee trace locate give comment sehen finden sagen versprechen voir "
    "trouver dire ver encontrar decir se hitta saga lova mean hear agree open worry hesitate".split()
)
CONDITIONS = r"if|unless|except|excepted|exception|exceptions|only|other than|apart from|as long as|provided|wenn|falls|ausser|ausnahme|nur|si|sauf|excepto|salvo|solo|om|utom|forutom|endast|bara"
