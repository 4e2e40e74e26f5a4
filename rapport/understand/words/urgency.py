"""How soon harm grows: named parts, what each counts, and the words that tell it.

The points say order, not measure: danger alone stands above anything else together but a full score.
"""

POINTS = {
    "danger": 60,
    "stranded": 25,
    "child": 20,
    "medical": 20,
    "time pressure": 15,
    "repeated": 15,
    "threat to leave": 15,
    "money": 10,
    "law or press": 10,
    "anger": 10,
}

URGENCY = {
    "stranded": (
        "(stranded|stuck|trapped) (at|in|on|here|outside|without|since|for|with)",
        "(missed|miss|missing) (my|our|the|last|a) (\\S+ )?(connection|connecting|flight|train|bus|ferry|wedding|funeral|appointment|interview|exam|surgery)",
        "(no|without) (way|money|heating|heat|electricity|power|water|hotel|place to sleep|phone|ticket|food) ?(home|to get home)?",
        "(can t|cannot|cant|unable to) (get|go) (home|back|in|out|into my)",
        "(put|thrown|kicked|taken|ordered) off (the|a|our|her|his|their|your|my) (train|bus|tram|ferry|boat|plane|flight)",
        "(locked out|left behind|sleeping at the|spend the night|overnight in)",
        "(gestrandet|sitzen fest|sitze fest|ausgesperrt|komme nicht (nach hause|heim|rein)|verpasse|verpasst|anschluss weg|ohne (strom|heizung|wasser|geld))",
        "(bloque|bloques|bloquee|coince|coinces|coincee|rate|sans (chauffage|electricite|eau|argent|solution)|rentrer chez)",
        "(tirado|tirados|tirada|atrapado|varado|varados|perdido el (tren|vuelo|enlace)|perdi el|sin (luz|agua|calefaccion|dinero)|no puedo volver)",
        "(strandad|strandade|fast (i|pa|har)|utelast|missat|missar|kommer inte hem|utan (varme|el|vatten|pengar))",
    ),
    "child": (
        "(baby|babies|toddler|infant|newborn|child|children|kid|kids|daughter|son|year old|yr old|month old)",
        "(girl|boy) (of|aged) \\d+",
        "(kind|kinder|baby|tochter|sohn|kleinkind|saugling|jahrige|jahriger|enfant|enfants|bebe|fils|fille|nourrisson)",
        "(hijo|hija|hijos|nino|nina|ninos|bebe|barn|barnet|barnen|bebis|dotter|son)",
    ),
    "medical": (
        "(pregnant|disabled|wheelchair|insulin|diabetic|medication|medicine|medicines|prescription|hospital|surgery|chemo|cancer|dialysis|oxygen|"
        "epilepsy|elderly|blind|deaf|carer|injured|asthma|allergy|allergic|ill|sick)",
        "(schwanger|rollstuhl|medikamente|medikament|krankenhaus|behindert|insulin|operation|arzt|krank|verletzt|blind|gehbehindert)",
        "(enceinte|fauteuil roulant|handicape|handicapee|medicament|medicaments|hopital|malade|insuline|blesse|blessee|allergie)",
        "(embarazada|silla de ruedas|discapacitado|medicacion|medicamento|medicinas|hospital|enfermo|enferma|insulina|herido|alergia)",
        "(gravid|rullstol|medicin|mediciner|sjukhus|sjuk|insulin|skadad|funktionshinder|allergi|operation)",
    ),
    "time pressure": (
        "(urgent|urgently|asap|emergency|immediately|right now|right away|tonight|this (morning|afternoon|evening)|in (an|one|two|\\d+) (hour|hours|minutes|mins)|"
        "by (tomorrow|tonight|noon|midnight|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|before (tomorrow|tonight|noon|it s too late)|deadline|last minute)",
        "(flight|train|wedding|funeral|appointment|interview|exam|move|surgery) (is |s )?(tomorrow|today|tonight|in)",
        "(dringend|sofort|schnellstmoglich|notfall|heute noch|bis morgen|in (einer|zwei|\\d+) (stunde|stunden|minuten))",
        "(urgent|urgence|immediatement|tout de suite|ce soir|d ici demain|avant demain|au plus vite|dans (une|deux|\\d+) (heure|heures|minutes))",
        "(urgente|urgentemente|inmediatamente|ahora mismo|esta noche|antes de manana|cuanto antes|en (una|dos|\\d+) (hora|horas|minutos))",
        "(akut|bradskande|omedelbart|genast|ikvall|i kvall|innan imorgon|sa snart som|om (en|tva|\\d+) (timme|timmar|minuter))",
    ),
    "repeated": (
        "(second|third|fourth|fifth|2nd|3rd|4th|5th|6th|tenth|umpteenth|nth) (time|email|call|attempt|message|week|day|replacement|complaint)",
        "(still|again) (waiting|no|not|nothing|haven t|hasn t|broken|down)",
        "(asked|called|emailed|rang|contacted|told|written|tried|messaged|complained) (you |them |about this |this )?(\\S+ )?(twice|several|many|multiple|three|four|five|\\d+|again|before)( times)?",
        "(for|been|over|after|waited) (\\S+ )?(weeks|months|\\d+ (days|weeks|months)|(two|three|four|five|six) (days|weeks|months))",
        "(nobody|no one|noone|never) (answers|answered|replies|replied|responds|responded|calls|called|gets back)",
        "(no (response|reply|answer)|ignored|ignoring me|keeps happening|every (day|time|week|morning)|over and over|yet again|once again)",
        "(schon wieder|zum (zweiten|dritten|vierten) mal|immer noch|keine antwort|seit (wochen|monaten|tagen|\\d+)|mehrfach|mehrmals|niemand antwortet|jeden tag)",
        "(deuxieme|troisieme|quatrieme|3eme|2eme) fois",
        "(segunda|tercera|cuarta) vez",
        "(andra|tredje|fjarde) gangen",
        "(encore une fois|toujours (pas|aucune|rien)|aucune reponse|sans reponse|depuis (\\S+ )?(semaines|mois|jours)|plusieurs fois|tous les jours)",
        "(otra vez|de nuevo|sigue sin|sigo (sin|esperando)|sin respuesta|nadie (contesta|responde)|hace (\\S+ )?(semanas|meses|dias)|varias veces|todos los dias)",
        "(aterigen|an en gang|fortfarande|inget svar|ingen svarar|i (flera|\\S+) (veckor|manader)|flera ganger|varje dag)",
    ),
    "threat to leave": (
        "(cancel|cancelling|canceling|close|closing) (my|our|all|the) (\\S+ )?(account|subscription|contract|order|orders|membership|card|policy|booking)",
        "(switch|switching|switched|moving|going|leaving|move) (to|for|over to) (\\S+ )?(a |another |your )?(competitor|competitors|elsewhere|someone else|rival|provider|company|supplier|bank)",
        "(never|not) (\\S+ )?(again|using|flying|buying|ordering|shopping|use you|fly with|buy from|order from|book with|coming back|be back)",
        "(lost|losing|lose) (a|me as a|my|another|this|your) (\\S+ )?(customer|custom|business|money)",
        "(last (time|order|straw)|taking my (business|money|custom)|boycott|done with (you|this|them)|goodbye|bye bye|looking elsewhere|find another)",
        "(kundige|kundigen|kundigung|nie wieder|wechsle|wechseln|anbieter wechseln|letzte mal|als kunden verloren)",
        "(resilier|resilie|resiliation|plus jamais|changer d operateur|derniere fois|client perdu|quitter|concurrence|concurrent)",
        "(darme de baja|baja|nunca mas|cambiarme|cambio de compania|ultima vez|cliente menos|la competencia)",
        "(saga upp|sager upp|byta|byter|aldrig mer|aldrig igen|sista gangen|tappat en kund|konkurrent|konkurrenten)",
    ),
    "money": (
        "(charged|billed|debited|paid) (me |us |my card )?(twice|double|two times|three times|again|\\d+ times|too much)",
        "(overcharged|overdrawn|overdraft|out of pocket|stole|stolen|owe me|owes me|my money back|unauthorised|unauthorized|fraud|fraudulent|scammed)",
        "(doppelt|zweimal) (abgebucht|berechnet|bezahlt)",
        "(geld zuruck|abgebucht|erstattung|preleve deux fois|prelevement|rembours*|cobrado dos veces|cobro|devolucion|reembolso|mi dinero|"
        "dubbelt|dragit|pengarna tillbaka|aterbetalning)",
    ),
    "law or press": (
        "(lawyer|solicitor|attorney|legal action|small claims|ombudsman|trading standards|bbb|sue|suing|court|police|regulator|caa|ofcom|ofgem|lawsuit|"
        "journalist|newspaper|the press|the media|bbc|watchdog|gdpr|data breach)",
        "(anwalt|rechtsanwalt|gericht|klage|verbraucherzentrale|verbraucherschutz|polizei|anzeige|presse|schlichtungsstelle|bundesnetzagentur)",
        "(avocat|tribunal|plainte|justice|ufc|que choisir|mediateur|dgccrf|presse|police|huissier)",
        "(abogado|demanda|denuncia|denunciar|juzgado|ocu|facua|consumo|prensa|policia|hoja de reclamaciones|reclamacion)",
        "(advokat|jurist|stamma|arn|konsumentverket|polisanmala|polisen|pressen|tidningen|anmala|anmalan|konsumentombudsman*)",
    ),
}
