"""How a sentence says sorry, or why something happened; folded, in eleven languages' commonest words."""

from __future__ import annotations

APOLOGIES = (
    "sorry|apolog(?:y|ies|ise|ize|ising|izing)|regret|forgive us|pardon|"
    "entschuldig\\w*|tut (?:uns|mir) leid|bedauern|verzeihung|"
    "desole\\w*|excus(?:es|ez)|regrett\\w+|navre\\w*|"
    "lo sent\\w+|disculp\\w+|perdon\\w*|"
    "ci dispiace|mi dispiace|ci scusiamo|scus\\w+|"
    "beklag\\w*|ursakt\\w*|forlat|ledsna?|"
    "beklager|unnskyld|undskyld\\w*|"
    "excuses|het spijt|spijtig|sorry|"
    "lamentamos|desculp\\w+"
)
CAUSES = (
    "because(?: of)?|due to|caused by|owing to|thanks to|as a result of|the reason (?:is|was)|result of|"
    "weil|wegen|aufgrund|auf grund|verursacht|grund (?:ist|war|dafur)|"
    "parce que?|a cause d\\w*|en raison d\\w*|suite a|"
    "porque|debido a|a causa de|por culpa de|"
    "perche|a causa di|dovut\\w+ a|"
    "eftersom|pa grund av|beror pa|berodde pa|"
    "fordi|pa grunn av|skyldes|"
    "omdat|vanwege|doordat|door een"
)
