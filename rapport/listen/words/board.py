"""Words of the facts board in the languages it is told and spoken of in."""

from __future__ import annotations

# What says nothing of what is going on or where; folded, as terms are.
STOP_WORDS = (
    "a an and are as at be been but by can do does for from had has have he her his i if in into is it its me my no "
    "not now of off on or our out she so some still than that the their them then there they this to too until up us "
    "was we were what when where which who why will with you your please hi hello thanks thank again any all due more "
    "der die das den dem des ein eine einen einem einer und oder aber ist sind war wird werden hat haben nicht kein "
    "keine mit von zu zum zur im am an auf aus bei bis fur durch nach seit uber um unter vor wegen ich du er sie es "
    "wir ihr mein meine was wann wo warum wie bitte danke hallo noch nur auch schon "
    "le la les un une des du de et ou mais est sont ete pas plus avec dans par pour sur sous chez entre vers je tu il "
    "elle on nous vous ils mon ma mes votre quand quoi pourquoi comment bonjour merci encore "
    "el los las unos unas del al y o pero es esta estan fue no con en para por sin sobre entre hasta desde yo tu su "
    "mi que cuando donde hola gracias "
    "il lo gli i uno di da che e non per con su tra fra sono stato quando dove ciao grazie ancora "
    "de het een en of maar is zijn was niet geen met van naar in op aan bij tot voor door uit over ik je u we wij mijn "
    "wat wanneer waar waarom hoe hallo bedankt nog "
    "och eller men ar var inte ingen med av till fran i pa vid om for genom jag du han hon vi ni de min mitt mina "
    "vad nar varfor hur hej tack fortfarande det den ett en som har hade kan "
    "og er ikke ingen med av til fra ved gjennom jeg vi min mitt mine hva nar hvor hvorfor hvordan takk "
    "i a w z na do nie jest sa byl z od dla po przez jak co kiedy gdzie dlaczego "
    "o os as um uma e ou mas esta estao nao com em no na para por sem ate quando onde ola obrigado"
)

# By language: before a time of day. Where a language is not here, the time stands in brackets.
UNTIL = {
    "en": "until {end}",
    "de": "bis {end}",
    "nl": "tot {end}",
    "sv": "till {end}",
    "nb": "til {end}",
    "no": "til {end}",
    "da": "til {end}",
    "fr": "jusqu’à {end}",
    "es": "hasta las {end}",
    "it": "fino alle {end}",
    "pt": "até às {end}",
    "pl": "do {end}",
}
