"""Words that say of a thing that it may be had or not, must be done or not, costs or not: what a reply and a statement differ in."""

from __future__ import annotations

# relation -> (patterns that say yes, patterns that say no). The patterns of no are tried first and use their words up.
RELATIONS = {
    "must": (
        r"must(?! not)|ha(?:ve|s) to|needs? (?:to|a|an|your|their|his|her)|needed|required?s?|requires|mandatory|obligatory|compulsory|necessary|only with|not without|without (?:it|one|that|them) (?:we|you|the)|"
        r"can(?:'t|not) \w+ (?:\w+ )?(?:unless|without)|insist\w*|demand\w*|muss|mussen|musst|benotig\w+|erforderlich|notwendig|pflicht\w*|nur mit|nicht ohne|nur,? wenn|doit|devez|doivent|il faut|necessaire|"
        r"obligatoire\w*|uniquement avec|debe[ns]?|hay que|necesit\w+|obligatori\w+|maste|behover(?! inte)|kravs|moet(?:en)?|nodig|verplicht\w*|kreves|ma ha",
        r"no need|need(?:n't| not)|n(?:o|ot) (?:\w+ )?(?:needed|necessary|required?|require)|(?:do|does|don|doesn)(?:'t| not)? (?:not )?(?:have to|need)|(?:don't|doesn't|do not|does not) (?:require|ask|insist)|isn't (?:needed|necessary|required)|"
        r"(?:you|they|he|she|it) needs? no|optional|up to you|voluntar\w+|without (?:a|an|any|needing|having|showing|asking|giving)|even without|nothing (?:to|you) (?:settle|pay|do|need)|no \w+ (?:is |are )?(?:needed|required|necessary)|"
        r"nicht (?:notig|notwendig|erforderlich)|braucht?(?:en)? (?:\w+ ){0,2}(?:kein\w*|nicht)|mussen? (?:\w+ ){0,3}nicht|freiwillig|auch ohne|ohne|"
        r"pas (?:besoin|necessaire|obligatoire\w*)|facultati\w+|sans|no (?:hace falta|es necesari\w+|necesit\w+)|opcional|sin|behover inte|frivillig\w*|utan|niet nodig|hoef(?:t|en)?|zonder|trenger ikke|uten",
    ),
    "pay": (
        r"(?:it |that |this |they |which )?costs?(?! nothing)|charges?d?|fees?|surcharge|extra|on top|add(?:s|ed)? to the (?:bill|price)|billed|pay(?:s|able|ing)?|paid|comes? to|for \w+ (?:euros?|pounds?|dollars?|kronor)|"
        r"kostet|kosten|aufpreis|gebuhr\w*|zuzuglich|extra|bezahl\w+|zahl\w+|payante?s?|coute\w*|frais|supplement|en plus|cuesta\w*|de pago|suplemento|kostar|avgift\w*|koster|betal\w+|kost|gebyr",
        r"free(?: of charge)?(?! (?:to|again|from|of (?!charge)))|for nothing|at no (?:\w+ )?(?:cost|charge)|(?:without|no|nor) (?:\w+ )?(?:cost|charge|fee|fees|charges|surcharge|paying)|costs? (?:you )?nothing|included|"
        r"complimentary|exempt\w*|waived?|on (?:us|the house)|(?:won't|not|never|isn't|aren't|don't) (?:be )?(?:charge\w*|pay|cost|billed)|part of the price|covered by the|in the price|without paying|"
        r"kostenlos\w*|kostenfrei|gratis|umsonst|inklusive|inbegriffen|ohne aufpreis|gratuit\w*|sans frais|offert\w*|compris\w*|inclu\w*|ingar|utan (?:kostnad|avgift)|inbegrepen|inkludert|avgiftsfri\w*|nichts",
    ),
    "may": (
        r"can(?!'t|not| not)|may(?! not)|allowed|permitted|welcome|possible|able to|accept(?:s|ed)?|availabl\w+|offer(?:s|ed)?|works?|valid|open|opens|entitled|eligible|gets?|receives?|cover(?:s|ed)?|insure[sd]?|"
        r"no problem|of course|certainly|yes|gladly|happy to|fine|okay|sure|kann|konnen|konnt|darf|durfen|erlaubt|gestattet|moglich|ja|gerne?|naturlich|gilt|gultig|"
        r"peut|peuvent|pouvez|possible|autorise\w*|permis\w*|oui|valable\w*|puede[ns]?|permit\w+|posible|si|valid\w+|kan|far|tillat\w*|mojlig\w*|giltig\w*|mag|mogen|mogelijk|geldig|tillatt|mulig|gjelder|"
        r"refund\w*|money back|reimburs\w*|discount\w*|deliver\w*|sell|sells|keeps?|stays?|runs?|takes?|pays?|include[sd]?",
        r"can(?:'t|not| not)|could(?:n't| not)|may not|must(?:n't| not)|not (?:\w+ ){0,2}(?:allowed|permitted|possible|available|valid|open|entitled|eligible|accepted|covered|offered|insured|able|part)|"
        r"(?:is|are|do|does|will|would|has|have)(?:n't| not)(?! (?:have to|need|worry|hesitate|be charged|pay))|won't(?! be charged)|forbidden|prohibited|banned|impossible|unavailable|invalid|void|expired?s?|closed|shut|excluded?s?|ineligible|refused?|never|"
        r"no longer|no|none|nobody|nothing|nowhere|neither|nor|without|only|except|unfortunately|sadly|afraid|stopped|out of the question|stays? (?:closed|shut)|"
        r"nicht|kein\w*|niemand|nie|leider|verboten|untersagt|unmoglich|geschlossen|ungultig|nur|ne|n'|pas|aucune?|jamais|malheureusement|interdit\w*|impossible|ferme\w*|"
        r"no|nunca|ningun\w*|lamentablemente|prohibid\w*|imposible|cerrad\w*|inte|ingen|inga|inget|aldrig|tyvarr|forbjud\w*|stangd?t?|niet|geen|nooit|helaas|verboden|gesloten|ikke|dessverre|forbudt|stengt",
    ),
}
