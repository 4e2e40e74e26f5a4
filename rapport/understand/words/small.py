"""Small words that give a language away, and what people who write to a brand say in it."""

SMALL_WORDS = {
    "en": "the and to of is it in you that for on was with my are this have be not your at so just me "
    "what but get all will can we when they from she his her has had been would could should there "
    "their who how why where which than then about because don't i'm it's can't didn't won't i've you're "
    "that's doesn't isn't thanks thank please hello hi love never still after today tomorrow really "
    "good great help need does did do if no or out up one any anyone been being am i a an as by he "
    "again late lost delayed cancelled broken terrible awful worst best amazing awesome nice wow wtf omg lol yes "
    "hate waiting ridiculous unacceptable brilliant sorry works working happy cheers guys",
    "de": "der die das und ist nicht ich du wir ihr sie es ein eine einen einem einer mit auf für von zu "
    "den dem des im am sich auch aus bei nach wie wenn aber oder noch nur schon mein meine dein hab habe "
    "hat haben wird werden kann bin sind war mir mich dir dich uns euch was wo wann warum wer kein keine "
    "danke bitte hallo heute morgen immer mal doch sehr gut dass daß über vor seit gibt so an in "
    "leider endlich schlecht schade weg zug verspätung warten warte geld zurück super toll schön",
    "fr": "le la les de des du un une et est pas je tu il elle nous vous ils ne que qui dans pour sur avec "
    "au aux ce cette ces mon ma mes ton votre vos mais ou où plus très bien merci bonjour ai as a avez ont "
    "suis sont était être avoir fait c'est j'ai d'un d'une qu'il n'est depuis quand comment pourquoi jamais "
    "toujours encore rien tout tous si y en par se sa son leur svp salut quoi alors "
    "retard nul honte remboursement bravo perdu besoin cher déçu déçue génial",
    "es": "el la los las de del un una y es no yo que en por para con se lo su al me mi te tu le les pero "
    "más como muy ya si sí está están estoy hay ser fue son era cuando donde dónde porque qué quién cómo "
    "gracias hola buenos días todo todos nada esto este esta eso nos nunca siempre hoy mañana desde hace "
    "bien tengo tiene tienen o a ni sin sobre también "
    "vergüenza retraso ayuda dinero tren perdido genial malo mala pésimo favor",
    "sv": "och att det som en ett är inte jag du vi ni han hon den på för med av till i om har var kan ska "
    "skulle mig dig oss er min mitt mina din ditt när där här hur vad varför men eller så också bara från "
    "tack hej snälla idag imorgon aldrig alltid mycket bra vill måste fick får gör inga inget ingen nu efter "
    "sedan än blir blev kommer finns vara "
    "hjälp försenad försenat tåg tåget pengar återbetalning dålig dåligt äntligen trött väntat",
    "da": "og at det som en et er ikke jeg du vi i han hun den på for med af til om har var kan skal mig dig "
    "os jer min mit mine din når hvor her hvordan hvad hvorfor men eller så også bare fra tak hej aldrig "
    "altid meget godt vil må fik får gør ingen nu efter end bliver blev kommer være noget nogen",
    "no": "og at det som en et er ikke jeg du vi dere han hun den på for med av til om har var kan skal meg "
    "deg oss min mitt mine din når hvor her hvordan hva hvorfor men eller så også bare fra takk hei aldri "
    "alltid mye bra vil må fikk får gjør ingen nå etter enn blir ble kommer være noe noen",
    "nl": "de het een en van ik je niet is dat op te voor met zijn er aan hij ze we wij jullie maar om ook "
    "als dan nog bij naar uit wat waar wanneer waarom hoe mijn jouw heb hebt heeft hebben wordt worden kan "
    "kunnen ben was waren geen bedankt dank alstublieft hallo vandaag morgen altijd nooit heel goed deze dit",
    "it": "il lo la gli le di del della dei un una e è non io tu che in per con si su al mi ti ci ma più come "
    "molto già se sono sei ho hai ha hanno era essere quando dove perché cosa chi grazie ciao buongiorno "
    "tutto tutti niente questo questa mai sempre oggi domani anche nel nella alla dal da a i",
    "pt": "o a os as de do da dos das um uma e é não eu que em no na nos nas por para com se seu sua ao me "
    "meu minha te você vocês mas mais como muito já está estão estou tem ser foi são quando onde porque quem "
    "obrigado obrigada olá bom tudo todos nada isso este esta isto nunca sempre hoje amanhã também até pra",
}
