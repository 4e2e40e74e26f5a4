"""Words that say of a thing that it may be had or not, must be done or not, costs or not: what a reply and a statement differ in."""

from __future__ import annotations

_MUST_YES = (
    r"must(?! not)|ha(?:ve|s) to|needs? (?:to|a|an|your|their|his|her)|you'll need|needed|required?s?|requires|mandatory|"
    r"obligatory|compulsory|necessary|a must|only with|only if you|not without|without (?:it|one|that|them) (?:we|you|the)|"
    r"make sure (?:to|you)|please bring|can(?:'t|not) \w+ (?:\w+ )?(?:unless|without)|insist\w*|demand\w*|we ask for|"
    r"muss|mussen|musst|benotig\w+|erforderlich|notwendig|pflicht\w*|nur mit|nicht ohne|nur,? wenn|"
    r"doit|devez|doivent|il faut|necessaire|obligatoire\w*|uniquement avec|debe[ns]?|hay que|necesit\w+|obligatori\w+|"
    r"maste|behover(?! inte)|kravs|moet(?:en)?|nodig|verplicht\w*|kreves|ma ha"
)
_MUST_NO = (
    r"no need|need(?:n't| not)|n(?:o|ot) (?:\w+ )?(?:needed|necessary|required?|require)|"
    r"(?:do|does|don|doesn)(?:'t| not)? (?:not )?(?:have to|need)|(?:don't|doesn't|do not|does not) (?:require|ask|insist)|"
    r"isn't (?:needed|necessary|required|asked for)|(?:you|they|he|she|it) needs? no|optional|up to you|your choice|"
    r"as you like|voluntar\w+|without (?:a|an|any|needing|having|showing|asking|giving)|even without|just (?:walk|drop) in|"
    r"nobody (?:asks|checks)|no one (?:asks|checks)|nothing (?:to|you) (?:settle|pay|do|need)|"
    r"no \w+ (?:is |are )?(?:needed|required|necessary)|"
    r"nicht (?:notig|notwendig|erforderlich)|braucht?(?:en)? (?:\w+ ){0,2}(?:kein\w*|nicht)|mussen? (?:\w+ ){0,3}nicht|"
    r"freiwillig|auch ohne|ohne|pas (?:besoin|necessaire|obligatoire\w*)|facultati\w+|sans|"
    r"no (?:hace falta|es necesari\w+|necesit\w+)|opcional|sin|behover inte|frivillig\w*|utan|niet nodig|hoef(?:t|en)?|"
    r"zonder|trenger ikke|uten"
)
_PAY_YES = (
    r"costs?(?! (?:you )?nothing)|charged?|charges|(?:a|the) (?:\w+ )?(?:fee|charge|price) of|fees? (?:is|of|applies)|surcharge|"
    r"(?:an?|as an) extra|on top|added? to the (?:bill|price)|billed|(?:you|they|he|she) (?:\w+ )?pays?|to be paid|payable|"
    r"sold separately|not (?:included|free|part of)|comes? to|kostet|kosten|aufpreis|gebuhr\w*|zuzuglich|extra|bezahl\w+|"
    r"zahlen|payante?s?|coute\w*|supplement|en plus|cuesta\w*|de pago|suplemento|kostar|avgift|koster|betal\w+|kost|gebyr"
)
_PAY_NO = (
    r"free(?: of charge)?(?! (?:to|again|from|of (?!charge)))|for nothing|our treat|thrown in|"
    r"at no (?:\w+ )?(?:cost|charge)|(?:without|no|nor) (?:\w+ )?(?:cost|charge|fee|fees|charges|surcharge|paying)|"
    r"(?:costs?|pays?) (?:you )?nothing|included|complimentary|exempt\w*|waived?|on (?:us|the house)|"
    r"(?:won't|not|never|isn't|aren't|don't|doesn't) (?:be )?(?:charge\w*|pay|cost|billed)|part of the price|in the price|"
    r"without paying|kostenlos\w*|kostenfrei|gratis|umsonst|inklusive|inbegriffen|ohne aufpreis|gratuit\w*|sans frais|"
    r"offert\w*|compris\w*|inclu\w*|ingar|utan (?:kostnad|avgift)|inbegrepen|inkludert|avgiftsfri\w*"
)
_MAY_YES = (
    r"can(?!'t|not| not)|may(?! not)|allowed|permitted|welcome|possible|able to|accept(?:s|ed)?|availabl\w+|offer(?:s|ed)?|"
    r"works?|valid|entitled|eligible|gets?|receives?|cover(?:s|ed)?|insure[sd]?|no problem|of course|certainly|yes|gladly|"
    r"happy to|fine|okay|all right|sure|by all means|go ahead|lets? you|kann|konnen|konnt|darf|durfen|erlaubt|gestattet|"
    r"moglich|ja|gerne?|naturlich|gilt|gultig|peut|peuvent|pouvez|possible|autorise\w*|permis\w*|oui|valable\w*|"
    r"puede[ns]?|permit\w+|posible|si|valid\w+|kan|far|tillat\w*|mojlig\w*|giltig\w*|mag|mogen|mogelijk|geldig|tillatt|"
    r"mulig|gjelder|discount\w*|deliver\w*|sells?|keeps?|takes?|pays?|include[sd]?"
)
_MAY_NO = (
    r"can(?:'t|not| not)|could(?:n't| not)|may not|must(?:n't| not)|"
    r"not (?:\w+ ){0,2}(?:allowed|permitted|possible|available|valid|entitled|eligible|accepted|covered|offered|insured|able|part)|"
    r"(?:is|are|do|does|will|would|has|have)(?:n't| not)(?! (?:have to|need|worry|hesitate|be charged|pay|cost))|"
    r"won't(?! (?:be charged|cost|have|need))|forbidden|prohibited|banned|impossible|unavailable|invalid|void|expired?s?|"
    r"excluded?s?|ineligible|refused?|rejected|declined|never|no longer|no(?! (?:need|charge|cost|fee|extra|problem))|none|"
    r"nobody|nothing|nowhere|neither|nor|only|except|unfortunately|sadly|afraid|stopped|out of the question|not an option|"
    r"off limits|stays? at home|turn(?:s|ed)? away|too late|nicht|kein\w*|niemand|nie|leider|verboten|untersagt|unmoglich|"
    r"ungultig|nur|ne|n'|pas|aucune?|jamais|malheureusement|interdit\w*|impossible|no|nunca|ningun\w*|lamentablemente|"
    r"prohibid\w*|imposible|inte|ingen|inga|inget|aldrig|tyvarr|forbjud\w*|niet|geen|nooit|helaas|verboden|ikke|dessverre|"
    r"forbudt"
)
_OPEN_YES = (
    r"open|opens|opened|let(?:s)? you in|doors (?:are )?open|staffed|at work|on duty|there for you|in operation|"
    r"runs?|operates?|geoffnet|offen|ouvert\w*|abiert\w*|oppet|oppen|apent|apen|geopend"
)
_OPEN_NO = (
    r"closed|shut|shuts|rest day|no one (?:is )?(?:there|in)|nobody (?:is )?(?:there|in)|not open|isn't open|aren't open|"
    r"(?:doesn't|don't|not|never) (?:run|operate|open|work)|suspended|out of service|out of order|geschlossen|ruhetag|"
    r"ferme\w*|cerrad\w*|stangt?d?|stengt|gesloten"
)
_REFUND_YES = r"refund\w*|money back|fare back|reimburs\w*|(?:pay|give|get|gets|paid) (?:\w+ ){0,3}back|compensat\w+|credited|erstatt\w*|rembours\w*|reembols\w*|aterbetal\w*|terugbetaal\w*"
_REFUND_NO = (
    r"(?:no|not|never|n't|without|nor) (?:\w+ ){0,4}(?:refund\w*|money back|fare back|reimburs\w*|compensat\w+|paid back|credited)|"
    r"(?:non-?refundable)|refund\w* (?:\w+ ){0,3}(?:not|n't|excluded|impossible)|(?:isn't|aren't|not) (?:\w+ )?(?:a )?refund\w*|"
    r"(?:keine?|nicht) (?:\w+ ){0,3}erstatt\w*|erstatt\w* (?:\w+ ){0,3}nicht|(?:pas|aucun) (?:\w+ ){0,3}rembours\w*"
)

# relation -> (patterns that say yes, patterns that say no). Where both are found, it is a no.
RELATIONS = {
    "must": (_MUST_YES, _MUST_NO),
    "pay": (_PAY_YES, _PAY_NO),
    "may": (_MAY_YES, _MAY_NO),
    "open": (_OPEN_YES, _OPEN_NO),
    "refund": (_REFUND_YES, _REFUND_NO),
}
