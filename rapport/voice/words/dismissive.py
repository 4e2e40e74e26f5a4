"""What makes an answer cold or warm, by language, as the reply check reads it.

Alternatives of patterns over plain letters (see `checking.plain`): no capitals, no accents; a space stands for any
space or comma. Each was written from what people take amiss in answers of support desks, none from a test set.
"""

from __future__ import annotations

Words = dict[str, str]

# Sends the person away with nothing.
BRUSHING_OFF: Words = {
    "en": r"as (?:i|we)(?:'ve| have)? (?:already |previously |just |clearly )?(?:said|told you|stated|explained|mentioned|written)(?: before| already| earlier)?|"
    r"as (?:already |previously |clearly |repeatedly )?(?:stated|explained|communicated)(?: before| already| earlier| above| previously)?|"
    r"(?:i|we)(?:'ve| have)? already (?:told you|explained|answered)|(?:like i said|for the (?:last|second|third|tenth) time)(?=[:,])|"
    r"(?:just |simply )?(?:read|re-read|refer (?:you )?to|consult|see|check) (?:through )?(?:the|our|your) (?:\w+ ){0,2}(?:terms|t&cs?|tos|conditions|small print|fine print|contract|rules|manual|policy|policies)|"
    r"it(?:'s| is) all (?:on|in) (?:the|our) (?:website|site|terms|faq|email|contract|app)|"
    r"(?:google it|(?:read|look) it(?: up)? yourself|(?:just|simply) (?:google|read|look) it(?: up)?)|"
    r"(?:there(?:'s| is) )?nothing (?:else |more |further |that )*(?:we|i|anyone) (?:can|could) do(?: about (?:it|that|this)| for you)?|nothing to be done|"
    r"(?:it(?:'s| is)|that(?:'s| is)|this is) (?:simply |really |just )?not (?:our|my) (?:problem|responsibility|concern|department|job|issue)|not (?:our|my) (?:problem|department|job)|"
    r"(?:that(?:'s| is)|it(?:'s| is)) (?:just )?(?:how|the way) (?:it|things|the system|we) (?:is|are|works?|do (?:it|things))|it is what it is|"
    r"(?:those|these) are the rules|rules are (?:the )?rules|our decision is final|this (?:matter|case|conversation|discussion) is (?:now )?closed|(?:case|matter) closed|"
    r"end of (?:story|discussion|conversation)|take it or leave it|deal with it|get over it|move on|suck it up|"
    r"(?:we|i) (?:do not|don't) (?:have time|care|deal with (?:this|that|such))|we have (?:more important|better|bigger) things|(?:we|i) can(?:'t| ?not) (?:help|please) everyone|"
    r"(?:you'll|you will|you) (?:just |simply )?have to (?:wait|live with|put up with|accept|deal with|be patient)(?: like everyone else)?|(?:just |so )?wait (?:like|your turn)|like everyone else|"
    r"(?:nobody|no one|none of our (?:other )?customers) (?:else )?(?:has |have |had )?(?:ever )?complain\w*|you(?:'re| are) the (?:only|first) (?:one|person|customer)|"
    r"(?:please )?(?:stop|refrain from|quit) (?:writing|messaging|contacting|emailing|asking|tagging|spamming)(?: us| me)?|(?:do not|don't) (?:write|contact|message|ask)(?: us| me)? again|"
    r"(?:you are|you're|feel) (?:welcome|free) to (?:go|shop|travel|take your business|fly|stay) (?:elsewhere|somewhere else|with)|go elsewhere|"
    r"that(?:'s| is| would be)(?: entirely| completely)? (?:your (?:problem|issue|own problem)|between you and)|not (?:worth|interested)|(?:we|i) (?:have|had) nothing (?:to|more to|further to) (?:add|say)|"
    r"your (?:feedback|comment|comments|complaint|message|concern|opinion) (?:has|have) been (?:noted|logged|recorded|registered|received)|noted(?=[.!]?\s*$)|whatever(?=[.!,]|\s*$)|so\s+what(?=[?!.])|who cares|(?:sorry|regret) (?:that )?(?:if )?you (?:feel|felt) (?:that|this) way",
    "de": r"wie (?:bereits|schon|oben|mehrfach) (?:\w+ )?(?:gesagt|erwahnt|mitgeteilt|erklart|erlautert|beschrieben|geschrieben)|(?:das )?(?:haben wir|habe ich) (?:ihnen|dir|euch) (?:bereits|schon|doch)|"
    r"(?:lesen sie|lies|siehe|beachten sie|verweisen (?:wir )?auf) (?:\w+ ){0,3}(?:agb|geschaftsbedingungen|bedingungen|kleingedruckte\w*|vertrag|beforderungsbedingungen|website|anleitung)|steht (?:alles |doch |bereits )?(?:in den agb|im vertrag|auf (?:der|unserer) (?:website|webseite|seite))|"
    r"(?:da |daran |hier |dagegen )?(?:konnen|kann) (?:wir|ich|man) (?:\w+ ){0,3}nichts (?:machen|tun|andern)|(?:da|daran) lasst sich nichts (?:machen|andern)|nichts zu machen|"
    r"(?:ist |das ist )?nicht unser(?:e)? (?:problem|schuld|zustandigkeit|sache|bier)|dafur sind wir nicht zustandig|(?:das )?ist (?:nun mal|halt|eben|nunmal) so|so sind (?:nun mal )?die regeln|"
    r"pech gehabt|(?:der|dieser) (?:fall|vorgang) ist (?:fur uns )?(?:abgeschlossen|erledigt)|(?:sie|du) (?:mussen|musst) (?:\w+ ){0,3}(?:warten|gedulden|damit leben|abfinden|hinnehmen)|wie (?:alle anderen|jeder andere) auch|"
    r"(?:es hat sich )?(?:sonst|bisher|noch) (?:hat sich )?(?:noch )?(?:niemand|keiner) beschwert|(?:sie sind|du bist) (?:der|die) (?:einzige|erste)|(?:sehen sie|bitte) (?:\w+ )?von weiteren (?:anfragen|nachrichten) ab|"
    r"(?:ihr|dein) (?:anliegen|feedback|hinweis) wurde (?:zur kenntnis genommen|notiert|registriert)|zur kenntnis genommen|mehr konnen wir (?:\w+ )?nicht (?:sagen|tun)|(?:sie konnen|du kannst) (?:ja|gerne) (?:woanders|zur konkurrenz)",
    "fr": r"comme (?:deja |je vous l'ai |nous vous l'avons |indique |on vous l'a )+(?:dit|indique|precise|explique|mentionne|ecrit)?|(?:lisez|relisez|veuillez (?:lire|relire|consulter|vous referer)|consultez|reportez-vous) (?:\w+ ){0,3}(?:conditions|cgv|contrat|reglement|notice)|"
    r"tout est (?:ecrit|indique|precise) (?:sur|dans)|(?:on|nous) n'y (?:peut|pouvons) rien|(?:nous ne pouvons|je ne peux|on ne peut) rien (?:y )?(?:faire|pour vous)|il n'y a rien a faire|ce n'est pas (?:notre|mon) (?:probleme|faute|affaire|service|ressort)|"
    r"c'est (?:comme ca|ainsi|la vie)|c'est le reglement|le dossier est clos|(?:vous devez|il faut|vous n'avez qu'a|il vous suffit d')(?: simplement| juste)? (?:attendre|patienter|faire avec|accepter)|comme tout le monde|personne (?:d'autre )?ne s'(?:est|en est) plaint|vous etes (?:le seul|la seule|le premier|la premiere)|"
    r"(?:votre|vos) (?:remarque|demande|reclamation|commentaire)s? (?:a|ont) (?:bien )?ete (?:note|enregistre|pris)\w*|pris(?:e)? en compte|(?:cessez|arretez) de nous|allez voir ailleurs|tant pis",
    "es": r"como (?:ya )?(?:le|te|les|se) (?:hemos |he |ha )?(?:dicho|dije|dijimos|indicado|indicamos|explicado|explicamos|comentado|informado|inform\w+)|(?:lea|lee|consulte|consulta|revise|revisa|remitase|remitimos) (?:\w+ ){0,3}(?:condiciones|terminos|contrato|letra pequena|politica|normas)|"
    r"(?:no podemos|no puedo|no se puede) hacer nada(?: mas)?|no hay nada (?:que|mas que) (?:hacer|podamos)|no es (?:nuestro|nuestra|mi|asunto) (?:problema|culpa|responsabilidad|nuestro)|(?:es|asi) (?:lo que hay|son las (?:normas|reglas|cosas))|las (?:normas|reglas) son las (?:normas|reglas)|"
    r"(?:el )?(?:caso|asunto) (?:esta |queda )?cerrado|(?:tendra|tendras|tiene|tienes|debe|debes) que (?:esperar|aguantar|conformar\w+|tener paciencia|asumir\w*)|como todo el mundo|como todos|nadie (?:mas )?se ha quejado|(?:es|eres|usted es) (?:el|la) (?:unic|primer)[oa]|"
    r"su (?:comentario|queja|mensaje) ha sido (?:registrad|anotad)[oa]|tomamos nota(?=[.!]?\s*$)|deje de (?:escribir|insistir)|vaya(?:se)? a otra",
    "it": r"come (?:gia|vi abbiamo|le abbiamo|ti abbiamo)(?: gia)? (?:detto|spiegato|indicato|comunicato|scritto)|(?:legga|leggi|consulti|consulta|si veda|veda) (?:\w+ ){0,3}(?:condizioni|termini|contratto|regolamento)|non (?:possiamo|posso) (?:farci|fare) (?:niente|nulla)|non c'e (?:niente|nulla) (?:da fare|che possiamo)|"
    r"non e (?:un )?(?:nostro problema|problema nostro|colpa nostra|nostra (?:responsabilita|competenza))|(?:e|funziona) cosi(?=[.!]?\s*$)|(?:le )?regole sono regole|(?:deve|devi|dovra|dovrai) (?:\w+ )?(?:aspettare|attendere|accettarlo|avere pazienza)|come tutti(?: gli altri)?|nessun(?:o| altro) (?:\w+ )?(?:si e )?(?:mai )?lamentat\w|(?:e|sei|lei e) l'unic[oa]|"
    r"(?:caso|pratica) chius[oa]|la (?:sua|tua) (?:segnalazione|richiesta) e stata (?:registrata|annotata)|la smetta|si rivolga altrove",
    "nl": r"zoals (?:al |eerder |reeds |ik al |we al |wij al )+(?:\w+ )?(?:gezegd|aangegeven|gemeld|uitgelegd|vermeld|geschreven)?|(?:lees|zie|raadpleeg) (?:\w+ ){0,3}(?:voorwaarden|kleine lettertjes|contract|reglement)|(?:daar|hier) (?:kunnen|kan) (?:we|wij|ik) (?:\w+ ){0,3}niets (?:aan doen|mee|aan veranderen)|(?:wij|we) kunnen (?:hier |daar |verder )?niets (?:voor u|voor je|meer|doen|aan doen)|niets aan te doen|"
    r"(?:dat )?is niet ons? (?:probleem|schuld|verantwoordelijkheid|afdeling)|zo (?:is het|zijn de regels|werkt het)(?: nu eenmaal| nou eenmaal)?|regels zijn regels|(?:u moet|je moet|u zult|je zult) (?:\w+ ){0,2}(?:wachten|geduld|accepteren|mee leven)|net als iedereen|niemand (?:anders )?(?:heeft )?(?:geklaagd|klaagt)|(?:u bent|je bent) de (?:enige|eerste)|"
    r"(?:uw|je) (?:klacht|opmerking|melding) is (?:genoteerd|geregistreerd)|zaak gesloten|ga dan (?:naar|ergens)|pech(?: gehad)?(?=[.!]?\s*$)",
    "sv": r"som (?:vi |jag )?(?:redan |tidigare |ovan )?(?:har )?(?:sagt|sa|namnt|namndes|meddelat|forklarat|skrivit|papekat)|las (?:\w+ ){0,2}(?:villkoren|avtalet|reglerna|det finstilta|villkor)|det (?:finns|ar) inget (?:vi|jag|mer vi|att)(?: kan)?(?: gora)?|(?:vi|jag) kan (?:inte|tyvarr inte) gora (?:nagot|mer|nat)|inget att gora at|"
    r"(?:det )?(?:ar )?inte (?:vart|vart) (?:problem|ansvar|fel|bord)|sa (?:ar det(?: bara)?|ar reglerna|fungerar det)(?=[.!]?\s*$)|regler ar regler|(?:du|ni) (?:far|maste) (?:\w+ ){0,2}(?:vanta|acceptera|finna dig|leva med|ha talamod)|som alla andra|ingen annan (?:har )?(?:klagat|klagar)|(?:du|ni) ar den (?:enda|forsta)|"
    r"(?:arendet ar|fallet ar) (?:avslutat|stangt)|(?:din|er) (?:synpunkt|kommentar|klagomal) (?:ar|har) (?:noterad|noterats|registrerats|registrerad)|sluta (?:skriva|tjata|hora av)|skyll dig sjalv",
    "no": r"som (?:vi |jeg )?(?:allerede |tidligere |ovenfor )?(?:har )?(?:sagt|nevnt|forklart|skrevet|opplyst)|les (?:\w+ ){0,2}(?:vilkarene|vilkår\w*|avtalen|reglene|det som star med liten)|(?:det er )?(?:ikke noe|ingenting) (?:vi|jeg|mer vi)(?: kan)?(?: gjøre)?|(?:vi|jeg) kan (?:dessverre )?ikke gjøre (?:noe|mer)|"
    r"(?:det )?er ikke vart (?:problem|ansvar|feil|bord)|sann (?:er det(?: bare)?|er reglene)|regler er regler|(?:du|dere) (?:far|ma) (?:\w+ ){0,2}(?:vente|akseptere|leve med|finne deg|smøre deg)|som alle andre|ingen andre (?:har )?(?:klaget|klager)|du er den (?:eneste|første)|saken er (?:avsluttet|lukket)|(?:din|deres) (?:henvendelse|klage) er (?:notert|registrert)|slutt a (?:skrive|mase)",
    "da": r"som (?:vi |jeg )?(?:allerede |tidligere |ovenfor )?(?:har )?(?:sagt|nævnt|forklaret|skrevet|oplyst)|læs (?:\w+ ){0,2}(?:vilkarene|betingelserne|aftalen|reglerne|det med smat)|(?:der er )?(?:ikke noget|intet) (?:vi|jeg|mere vi)(?: kan)?(?: gøre)?|(?:vi|jeg) kan (?:desværre )?ikke gøre (?:noget|mere)|"
    r"(?:det )?er ikke vores (?:problem|ansvar|skyld|bord)|sadan (?:er det(?: bare)?|er reglerne)|regler er regler|(?:du|i) ma (?:\w+ ){0,2}(?:vente|acceptere|leve med|affinde)|som alle andre|ingen andre (?:har )?(?:klaget|klager)|du er den (?:eneste|første)|sagen er (?:afsluttet|lukket)|(?:din|jeres) (?:henvendelse|klage) er (?:noteret|registreret)|hold op med at skrive",
}

# Nothing can be done; only cold where no way on is said.
REFUSING: Words = {
    "en": r"(?:we|i) (?:can ?not|can't|are unable to|won't|will not|am unable to|do not|don't) (?:\w+ ){0,2}(?:help|assist|refund|offer|make exceptions?|compensate|change|do (?:this|that|it))(?: you| this| that| it)?|not possible|no exceptions|non-refundable|(?:your|the) (?:request|claim|complaint) (?:is|was|has been) (?:denied|rejected|declined|refused)",
    "de": r"(?:nicht moglich|ausgeschlossen|abgelehnt|keine ausnahme\w*|(?:konnen|kann) (?:wir|ich) (?:\w+ ){0,3}nicht (?:helfen|erstatten|weiterhelfen))",
    "fr": r"(?:pas possible|impossible|refusee?|aucune exception|(?:nous ne pouvons|je ne peux) pas (?:vous )?(?:aider|rembourser))",
    "es": r"(?:no es posible|imposible|denegad[oa]|rechazad[oa]|sin excepciones|no (?:podemos|puedo) (?:ayudar\w*|reembolsar\w*))",
    "it": r"(?:non e possibile|impossibile|respint[oa]|rifiutat[oa]|nessuna eccezione|non (?:possiamo|posso) (?:aiutar\w*|rimborsar\w*))",
    "nl": r"(?:niet mogelijk|onmogelijk|afgewezen|geen uitzondering\w*|(?:kunnen we|kan ik|wij kunnen|we kunnen) (?:u|je)? ?niet (?:helpen|vergoeden))",
    "sv": r"(?:inte mojligt|omojligt|avslag\w*|inga undantag|kan (?:inte|tyvarr inte) (?:hjalpa|ersatta|aterbetala))",
    "no": r"(?:ikke mulig|umulig|avslatt|ingen unntak|kan (?:ikke|dessverre ikke) (?:hjelpe|erstatte|refundere))",
    "da": r"(?:ikke muligt|umuligt|afvist|ingen undtagelser|kan (?:ikke|desværre ikke) (?:hjælpe|erstatte|refundere))",
}

# Lays it at the person's door.
BLAMING: Words = {
    "en": r"you should(?:n't| not)? (?:really |probably |maybe |simply |just |also )?have (?!received|gotten|got |had |been|a |an |the |no |access|it |any|your|to |one |some|at |all|more|already|seen|noticed|both|two|three|full|now|until|several|that|this|these|those|them|\d)\w+|you (?:should have|should've) been (?:more )?\w*(?:careful|aware|there|earlier|on time)|"
    r"you (?:could|ought to|might) (?:simply |easily |just )?have (?:read|checked|asked|called|told|booked|known|left|planned|ordered|come|avoided|contacted|thought|looked)|"
    r"you(?:'ve| have)? (?:clearly |obviously |apparently |evidently |simply |just |yourself )*(?:failed|forgot|forgotten|neglected|omitted|refused|chose|decided) (?:not )?to|you (?:clearly|obviously|evidently|apparently) (?:did not|didn't|haven't|have not|do not|don't|never)|"
    r"(?:if you(?:'d| had)|had you)(?: only| actually| just| bothered to| simply| properly| taken)* (?:read|checked|looked|bothered|listened|followed|paid attention|called|told|asked|planned|arrived|come|booked|the time|time)|you would (?:have known|know) (?:if|that|this)|"
    r"(?:it(?:'s| is| was)|that(?:'s| is| was)|this is|entirely|purely|solely) (?:entirely |completely |clearly |probably |your |solely |purely |really |down to )*your (?:own )?(?:fault|mistake|error|choice|decision|doing|responsibility|problem|negligence)|your own (?:fault|mistake|error|choice|doing|responsibility|problem|negligence|risk|carelessness)|"
    r"did(?:n't)? you (?:even |actually |not |bother to |ever )+(?:read|check|look|try|think|restart|follow|see)|you must have (?:done|entered|typed|missed|overlooked|misread|dropped|pressed|forgotten|broken)|"
    r"next time (?:please |just |maybe |perhaps |try to |make sure to |do )*(?:read|check|be|plan|leave|arrive|book|think|pay|come|come earlier)|(?:it is|it's) your (?:job|duty|responsibility) to|you agreed to|you (?:accepted|signed) (?:the|our) (?:terms|contract|conditions)|user error|"
    r"you(?:'re| are) (?:the one who|mistaken|wrong|confused|exaggerating|overreacting|lying|being (?:rude|unreasonable|dramatic|ridiculous|difficult))|most (?:people|customers) (?:manage|understand|know|have no)|other (?:people|customers|passengers) (?:manage|managed|seem)|you (?:are|were) (?:simply |just )?too (?:late|slow|impatient)|that(?:'s| is) what you get|what (?:did|do) you expect",
    "de": r"(?:hatten sie|hattest du|hattet ihr) (?:\w+ ){0,6}(?:sollen|mussen|konnen|gelesen|gepruft|gefragt|beachtet|geschaut)|(?:sie|du|ihr) (?:hatten|hattest|hattet) (?:\w+ ){0,6}(?:sollen|mussen|konnen)|"
    r"(?:ihr|dein|ihre|deine|eigene|selbst) (?:eigene[rs]? |eigenes )?(?:schuld|fehler|verschulden|problem|verantwortung)|selbst schuld|(?:sie|du) (?:haben|hast) (?:offenbar|offensichtlich|anscheinend|wohl|scheinbar|leider)? ?(?:\w+ ){0,4}(?:vergessen|versaumt|ubersehen|ignoriert|nicht gelesen|missachtet)|"
    r"beim nachsten mal (?:bitte |einfach )?(?:\w+ ){0,4}|wer lesen kann|(?:liegt|lag) an (?:ihnen|dir)|(?:sie|du) (?:haben|hast) (?:\w+ ){0,3}(?:zugestimmt|akzeptiert)|andere (?:kunden|fahrgaste|leute) schaffen|bedienungsfehler|ihnen (?:hatte|musste) (?:\w+ )?(?:bekannt|klar) sein",
    "fr": r"vous (?:auriez du|auriez pu|n'auriez pas du|deviez|n'aviez qu'a)|tu (?:aurais du|aurais pu|n'avais qu'a)|c'est (?:de )?votre (?:propre )?(?:faute|erreur|responsabilite|probleme)|votre (?:propre )?(?:faute|negligence)|vous avez (?:manifestement |visiblement |sans doute |clairement )?(?:oublie|omis|neglige|mal lu|accepte les)|la prochaine fois|si vous aviez (?:lu|verifie|ecoute|appele)|il fallait (?:lire|verifier|y penser|reserver|prevoir)|vous n'avez (?:manifestement |visiblement )?pas (?:lu|verifie|respecte)|les autres clients y arrivent",
    "es": r"(?:deberia|deberias|tendria|tendrias|habria|podria|podrias|debio|debiste) (?:de |que )?(?:haber|leer|comprobar|mirar)\w*|es (?:su|tu) (?:propia )?(?:culpa|error|responsabilidad|problema)|(?:culpa|error) (?:suy[oa]|tuy[oa])|(?:usted |claramente |evidentemente )*(?:olvido|no (?:leyo|leiste|reviso|ha leido|has leido))|la proxima vez|si (?:hubiera|hubieras|hubiese) (?:leido|comprobado|mirado|avisado|llegado)|(?:acepto|aceptaste|ha aceptado) (?:las|los) (?:condiciones|terminos)|los demas (?:clientes|pasajeros)",
    "it": r"(?:avrebbe|avresti|doveva|dovevi) (?:dovuto |potuto )?(?:leggere|controllare|verificare|pensar\w+|chiamare|chiedere|prenotare|arrivare|avvisar\w+)|e (?:colpa|un errore|una (?:sua|tua) (?:responsabilita|scelta)) ?(?:sua|tua|suo|tuo)?|(?:colpa|errore) (?:sua|tua|suo|tuo)|la prossima volta|se (?:avesse|avessi) (?:letto|controllato|ascoltato|chiamato)|(?:ha|hai) (?:evidentemente |chiaramente )?(?:dimenticato|ignorato|accettato i termini)|(?:evidentemente|chiaramente) non (?:ha|hai)|gli altri clienti",
    "nl": r"(?:had u|u had|had je|je had) (?:\w+ ){0,5}(?:moeten|kunnen|gelezen|gelet|gecontroleerd)|(?:uw|je|jouw) eigen (?:schuld|fout|verantwoordelijkheid|probleem|keuze)|eigen schuld|(?:u hebt|u heeft|je hebt) (?:blijkbaar|duidelijk|kennelijk|waarschijnlijk) (?:\w+ ){0,4}(?:vergeten|niet gelezen|over het hoofd|verkeerd)|volgende keer|had u (?:maar|beter)|als (?:u|je) (?:\w+ ){0,3}(?:had gelezen|gelezen had|had opgelet)|(?:u bent|je bent) (?:zelf )?akkoord gegaan|andere klanten (?:lukt|kunnen)",
    "sv": r"(?:du|ni) (?:borde|skulle|kunde) ha (?!fatt)\w+|(?:ditt|ert|eget) (?:eget )?(?:fel|ansvar|problem)|(?:du|ni) har (?:uppenbarligen|tydligen|nog|val) (?:\w+ ){0,3}(?:glomt|missat|inte last)|nasta gang|om (?:du|ni) (?:hade|bara) (?:\w+ ){0,2}(?:last|kollat|lyssnat|ringt)|(?:du|ni) (?:har )?(?:godkande|godkant|accepterat) villkor\w*|andra kunder klarar|(?:du|ni) (?:laste|lyssnade) (?:tydligen )?inte",
    "no": r"(?:du|dere) (?:burde|skulle|kunne) (?:ha )?(?!fatt)(?:lest|sjekket|ringt|spurt|bestilt|kommet|visst|tenkt|planlagt|sagt)\w*|(?:din|deres|egen) (?:egen )?(?:feil|skyld|ansvar)|(?:ditt|eget) (?:eget )?(?:ansvar|problem)|du har (?:apenbart|tydeligvis|nok) (?:\w+ ){0,3}(?:glemt|oversett|ikke lest)|neste gang|hvis du (?:hadde|bare) (?:\w+ )?(?:lest|sjekket)|du (?:har )?(?:godtok|godtatt|akseptert\w*) vilkar\w*|andre kunder klarer",
    "da": r"(?:du|i) (?:burde|skulle|kunne) (?:have )?(?!faet)(?:læst|tjekket|ringet|spurgt|bestilt|kommet|vidst|tænkt|planlagt|sagt)\w*|(?:din|jeres|egen) (?:egen )?(?:fejl|skyld|skyld)|(?:dit|eget) (?:eget )?(?:ansvar|problem)|du har (?:abenbart|tydeligvis|nok) (?:\w+ ){0,3}(?:glemt|overset|ikke læst)|næste gang|hvis du (?:havde|bare) (?:\w+ )?(?:læst|tjekket)|du (?:har )?(?:accepteret|accepterede) (?:vores )?(?:vilkar\w*|betingelser\w*)|andre kunder kan",
}

# Tells the person what not to feel, or how small it is.
PLAYING_DOWN: Words = {
    "en": r"(?:please )?(?:calm down|relax|chill(?: out)?|take it easy|settle down|cheer up)(?!\w)|(?:there(?:'s| is) )?no (?:need|reason) (?:to|for) (?:\w+ ){0,2}(?:shout|yell|be rude|get upset|be upset|panic|overreact|swear|worked up|drama|caps|anger|angry|capitals|fuss|complain)\w*|"
    r"(?:mind|watch) your (?:language|tone|words|manners)|(?:stop|quit|enough) (?:\w+ )?(?:complaining|shouting|whining|moaning|ranting|crying|yelling)|(?:don't|do not) (?:be so |be |get so |take it so )(?:dramatic|sensitive|rude|impatient|upset|angry|personal\w*|emotional|worked up)|"
    r"overreact\w*|(?:it(?:'s| is| was)|that(?:'s| is)|they(?:'re| are)) (?:just|only|merely) (?:a|an|one|two|some|\d+) \w+|not the end of the world|(?:not|isn't|hardly|is not) (?:that|such a|so|a) (?:bad|big(?: a)? deal|serious|terrible|hard|difficult|complicated|tragedy|emergency|rocket science|disaster)|"
    r"worse things|(?:these|such) things (?:happen|do happen)|(?:it|that|mistakes|delays|things) happens?(?=[.!]|\s*$)|no big deal|(?:a )?little patience|be patient|(?:have|show|a bit of|some) patience|you(?:'ll| will) (?:survive|live|get over it|be fine)|some people have real problems|first world problems?|don't make a (?:fuss|scene)|grow up|it's not rocket science|"
    r"we (?:do not|don't) (?:see|understand) (?:what the|the|why you|your) (?:problem|issue|fuss|are so)|we fail to see|(?:just be|should be|you can be) (?:glad|grateful|happy|thankful) (?:that|you|it|to|we)",
    "de": r"(?:beruhigen sie sich|beruhig dich|immer mit der ruhe|regen sie sich|reg dich|bleiben sie (?:bitte )?(?:ruhig|sachlich)|bleib (?:mal )?(?:ruhig|locker))|kein grund (?:zur|zum|fur|sich|gleich) (?:\w+ )?(?:panik|aufregung|aufregen|zu schreien|ausfallend)?|massigen sie|achten sie auf (?:ihren ton|ihre wortwahl)|(?:ist|war) (?:doch |ja )?(?:nur|blo(?:ß|ss)|halb so) (?:ein|eine|schlimm|wild)\w*|kein (?:weltuntergang|drama|beinbruch)|"
    r"(?:das )?kann (?:\w+ )?(?:mal )?(?:passieren|vorkommen)|(?:sowas|so etwas|das) passiert(?: eben| halt| nun mal)?(?=[.!]|\s*$)|stellen sie sich nicht so an|stell dich nicht so|ubertreib\w*|etwas (?:mehr )?geduld|seien sie (?:doch )?froh|(?:nun )?haben sie sich nicht so",
    "fr": r"calmez-vous|calme-toi|du calme|restez (?:calme|poli|courtois)\w*|(?:inutile|pas la peine|pas besoin) de (?:crier|vous enerver|s'enerver|vous plaindre|paniquer|hurler|dramatiser)|surveillez (?:votre|vos)|ce n'est (?:qu'un|qu'une|pas (?:si|bien|la fin|un drame|la mort|tres) ?(?:grave|du monde)?)|ca arrive(?: a tout le monde)?|vous exagerez|ne (?:dramatisez|exagerez) pas|un peu de patience|soyez (?:patient|content)e?|estimez-vous heureu\w+|il y a pire",
    "es": r"calmese|calmate|tranquil(?:icese|izate)|relajese|relajate|no (?:hace falta|es necesario|hay necesidad de|hay por que) (?:gritar|ponerse|enfadar\w+|insultar|alarmar\w+|exagerar)|cuide (?:su|el) (?:lenguaje|tono)|(?:solo|solamente) (?:es|son|fue|fueron) (?:un|una|unos|unas)|no es (?:para tanto|el fin del mundo|tan grave)|esas cosas pasan|son cosas que pasan|(?:no )?exager(?:e|es|a|as)|un poco de paciencia|ten(?:ga)? paciencia|deje de quejarse|deberia estar (?:contento|agradecido)",
    "it": r"si calmi|calmati|stia (?:calmo|calma|tranquillo)|stai (?:calmo|calma)|non (?:c'e|serve|occorre) (?:bisogno di )?(?:urlare|arrabbiarsi|agitarsi|esagerare)|moderi (?:i|il)|e (?:solo|soltanto) un\w?|non e (?:la fine del mondo|cosi grave|una tragedia|un dramma)|(?:sono cose che|puo) (?:capitano|capitare|succedere|succedono)|(?:non )?esageri|un po' di pazienza|abbia pazienza|smetta di lamentarsi|si ritenga fortunat[oa]",
    "nl": r"(?:kalm|rustig) (?:aan|maar|blijven|nou)|doe (?:eens )?(?:rustig|normaal)|(?:kalmeer|rustig)(?=[.!])|(?:niet nodig|geen reden) om (?:\w+ )?(?:te schreeuwen|boos|grof|in paniek|zo)|let op uw (?:woorden|toon)|(?:het )?is (?:maar|slechts) een|(?:niet|geen) (?:het einde van de wereld|zo erg|ramp)|(?:kan|dat) (?:gebeuren|gebeurt)(?: nou eenmaal)?(?=[.!])|overdrijf|stel je niet aan|(?:een )?beetje geduld|wees (?:blij|geduldig)|niet zo (?:moeilijk|dramatisch)",
    "sv": r"lugna (?:ner )?(?:dig|er)|ta det lugnt|(?:ingen anledning|inget skal|inte nodvandigt) att (?:\w+ )?(?:skrika|bli|vara|svara|hetsa|gapa|oroa)|varda (?:ditt sprak|spraket|tonen)|det (?:ar|var) (?:ju )?bara (?:en|ett|lite|nagra)|(?:inte|ingen) (?:hela varlden|sa farligt|katastrof|varldens undergang)|sant hander|det (?:kan )?hander?(?=[.!])|overdriv\w*|lite talamod|var (?:glad|tacksam) (?:att|for)|sluta (?:klaga|gnalla)",
    "no": r"ro deg ned|ta det med ro|slapp av|(?:ingen grunn|ikke nødvendig) (?:til )?a (?:\w+ )?(?:skrike|bli|være|rope|hisse)|pass (?:pa )?spraket|det (?:er|var) (?:jo )?bare (?:en|et|litt|noen)|ikke (?:verdens undergang|sa farlig|sa ille)|sant skjer|slikt skjer|det kan skje(?=[.!])|overdriv\w*|litt talmodighet|vær glad (?:for|at)|slutt a klage",
    "da": r"slap af|tag det roligt|fald ned|(?:ingen grund|ikke nødvendigt) (?:til )?at (?:\w+ )?(?:rabe|blive|være|hidse)|pas pa (?:sproget|tonen)|det (?:er|var) (?:jo )?(?:bare|kun) (?:en|et|lidt|nogle)|ikke (?:verdens undergang|sa slemt|sa galt)|den slags sker|sadan noget sker|det kan ske(?=[.!])|overdriv\w*|lidt talmodighed|vær glad (?:for|at)|hold op med at klage",
}

# Writs in the place of words.
LEGALESE: Words = {
    "en": r"pursuant to|hereby|herein\w*|hereto|thereof|aforementioned|aforesaid|notwithstanding|henceforth|without prejudice|null and void|force majeure|"
    r"(?:in accordance with|as per|according to|under|per|subject to) (?:section|clause|article|paragraph|§|our (?:general )?(?:terms|conditions|conditions of carriage|policy)|the (?:terms|applicable|relevant|contract|conditions))(?: \w+)?|"
    r"(?:accepts?|assumes?|bears?|takes?|admits?|acknowledges?) no (?:liability|responsibility|obligation)|(?:not|cannot|can't) (?:be )?(?:held )?(?:liable|accountable)|no (?:legal )?(?:liability|obligation|entitlement)|disclaims?|(?:shall|is|are) (?:not )?(?:be )?deemed|shall (?:not )?(?:be|apply|constitute)|"
    r"(?:section|clause|article|paragraph|§) ?\d+(?:\.\d+)*|at (?:our|its) sole discretion|constitutes? (?:acceptance|a breach|consent)|waives? (?:any|all|your)|reserves? the right|contractual(?:ly)?|the (?:customer|passenger|user|policyholder|claimant) (?:is|shall|must|has|bears|agrees)",
    "de": r"(?:gema(?:ß|ss)|laut|nach|entsprechend|auf grundlage|unter hinweis auf) (?:ziffer|§|paragra\w+|abs\w*|artikel|unsere[rn]? agb|den agb|(?:unseren |den )?(?:allgemeinen )?(?:geschafts|beforderungs|nutzungs|vertrags)bedingungen)|§ ?\d+|keine haftung|haftung(?:sausschluss)?|haften (?:wir )?nicht|rechtsanspruch|(?:kein|besteht kein) anspruch|hiermit|vorbehaltlich|ohne anerkennung|diesseits|seitens|bezuglich ihres schreibens|der (?:kunde|fahrgast|nutzer) (?:ist|hat|tragt|muss)|obliegt|hohere\w* gewalt|behalten uns (?:\w+ )?(?:das recht )?vor",
    "fr": r"conformement (?:a|aux?)|en vertu d\w*|en application d\w*|aux termes d\w*|article \d+|alinea|decline\w* toute responsabilite|(?:ne saurait|ne peut|ne pourra) etre (?:tenue?s? )?(?:responsable|engagee)|par la presente|susmentionne\w*|sous reserve|le (?:client|passager|titulaire) (?:est|doit|s'engage|reconnait)|nous nous reservons le droit|force majeure",
    "es": r"de (?:conformidad|acuerdo) con (?:el|la|los|las|nuestr\w+) (?:articulo|clausula|terminos|condiciones|apartado|contrato)\w*|en virtud de|conforme a|(?:articulo|clausula|apartado) \d+|no (?:nos hacemos|se hace) responsables?|exime de (?:toda )?responsabilidad|por la presente|sin perjuicio|el (?:cliente|pasajero|usuario|titular) (?:es|debe|debera|acepta)|nos reservamos el derecho|fuerza mayor",
    "it": r"ai sensi d\w+|in conformita|a norma d\w+|(?:articolo|art\.|clausola|comma) ?\d+|declina\w* ogni responsabilita|non (?:puo|possiamo) essere ritenut\w+ responsabil\w+|con la presente|fatto salvo|il (?:cliente|passeggero|titolare) (?:e|deve|accetta)|ci riserviamo il diritto|forza maggiore",
    "nl": r"conform (?:artikel|onze|de)|ingevolge|op grond van|krachtens|overeenkomstig|artikel \d+|niet aansprakelijk|geen (?:aansprakelijkheid|aanspraak|recht op)|hierbij|onder voorbehoud|de (?:klant|reiziger|gebruiker) (?:is|dient|moet|draagt)|behouden ons het recht voor|overmacht",
    "sv": r"i enlighet med|enligt (?:§|paragraf|punkt|avtal\w*|villkor\w*|vara (?:allmanna )?villkor)(?: \d+)?|§ ?\d+|inget (?:ansvar|skadestandsansvar)|ansvarar inte|friskriver|harmed|ovannamnda|kunden (?:ar|ska|ansvarar)|resenaren (?:ar|ska|ansvarar)|forbehaller oss ratten|force majeure",
    "no": r"i henhold til|i medhold av|ihht|§ ?\d+|(?:punkt|paragraf) \d+|intet ansvar|ikke ansvarlig\w*|fraskriver|herved|ovennevnte|kunden (?:er|skal|plikter)|forbeholder oss retten|force majeure",
    "da": r"i henhold til|jf\.?|i medfør af|§ ?\d+|(?:punkt|paragraf) \d+|intet ansvar|ikke ansvarlig\w*|fraskriver|hermed|ovennævnte|kunden (?:er|skal|bærer)|forbeholder os ret\w*|force majeure",
}

# Says the opposite of what it says, to hurt.
SARCASM: Words = {
    "en": r"good for you|(?:well |oh )?congratulations(?= (?:on|for) (?:finding|reading|noticing|your discovery|being|breaking|losing|missing))|poor (?:you|thing|baby)|boo\W?hoo|how (?:tragic|awful for you|dreadful|terrible for you|inconvenient|sad for you|original)|surprise(?:,)? surprise|what a (?:surprise|shock|shame for you)|shocking(?=,|!)|news ?flash|(?:you )?genius|good luck with that|(?:well|oh|wow|gosh|aww?|gee|ah)(?: well| wow| dear| really| no)? ?(?=[,.!]+ (?:what|how|someone|somebody|so|aren't|we|you|that|sorry (?:the|that|your))\b)(?=.{0,60}(?:precious|special|royal|universe|perfect|feelings|genius|surprise|tragedy|world))|"
    r"believe it or not|(?:imagine|fancy) that|thanks? (?:you )?(?:so much |a lot )?for (?:the lecture|your (?:expert|wisdom|expertise|opinion|insight(?:ful)? (?:analysis|comment))|enlightening|pointing out the obvious|stating the obvious)|(?:as|what) a (?:true )?expert|(?:we|i)(?:'ll| will) (?:alert|inform|notify|tell) the (?:king|media|press|president|queen)|(?:my|our) heart bleeds|cry me a river|world's smallest violin|"
    r"(?:we|i)'m (?:so|terribly|deeply|truly|awfully) sorry (?:that )?(?:the world|the universe|gravity|reality|the laws|physics|your highness|we (?:don't|can't) (?:control|read minds))|(?:the world|not everything|it's not all) (?:does not|doesn't)? ?revolves? around you|your (?:highness|majesty)|(?:magic|crystal|wave a) (?:wand|ball)|mind ?readers?|shall we also|would you (?:also )?like us to (?:also )?(?:hold|tuck|carry|sing|wipe|personally)|anything else,? your|"
    r"try (?:reading|turning) it|it(?:'s| is) called|(?:that's|this is) (?:why|what) (?:we have|they invented|they call)|ever heard of|riveting|fascinating(?=[.!])|tell us something|(?:nice|great) try|oh please|yeah right|sure(?:,)? (?:jan|because)|lucky you|bless your heart|must be (?:nice|hard|exhausting) being|what a (?:life|drama|hero)|🙄|slow clap|👏 ?👏|/s(?=\s|$)",
    "de": r"(?:na )?(?:herzlichen )?gluckwunsch(?= (?:zu|zur|zum) (?:dieser |der |ihrer |deiner )?(?:erkenntnis|entdeckung|feststellung))|sie armer|du armer?|oh je(?:,)? (?:wie|der|die|das)|mir kommen die tranen|was fur eine (?:uberraschung|tragodie)|welch eine? (?:uberraschung|drama)|danke fur (?:die belehrung|ihre expertise|den hinweis, sherlock|ihre weisheit)|hellsehen|hellseher|kristallkugel|zauberstab|schon mal (?:was )?von|wie schrecklich(?= fur)|na (?:so was|bravo|toll)|ach (?:was|nein|herrje)(?=[,!])|(?:majestat|hoheit)|die welt dreht sich nicht|🙄",
    "fr": r"felicitations(?= pour (?:cette|votre) (?:decouverte|trouvaille|remarque))|(?:oh )?(?:la |le )?pauvre(?: petit\w*| de vous)|quelle (?:surprise|tragedie)|quel (?:drame|scoop)|merci pour (?:la lecon|votre expertise|ce cours)|boule de cristal|baguette magique|devins?(?=[.!,])|bien sur(?:,)? votre (?:majeste|altesse)|le monde ne tourne pas autour|comme c'est (?:triste|dommage|original)|🙄",
    "es": r"enhorabuena(?= por (?:su|tu|el) (?:descubrimiento|hallazgo))|pobrecit[oa]|(?:vaya|que) (?:tragedia|drama|sorpresa|novedad)|gracias por (?:la leccion|su sabiduria|iluminarnos)|bola de cristal|varita magica|adivinos|su (?:majestad|alteza)|el mundo no gira|que pena(?= (?:me da|nos da))|🙄",
    "it": r"(?:complimenti|congratulazioni)(?= per (?:la|questa) (?:scoperta|sua scoperta|tua scoperta))|poverin[oa]|che (?:tragedia|dramma|sorpresa|novita)|grazie (?:per|della) (?:la )?(?:lezione|sua saggezza)|(?:sfera|palla) di (?:cristallo|vetro)|bacchetta magica|indovini|(?:sua )?(?:maesta|altezza)|il mondo non gira|🙄",
    "nl": r"gefeliciteerd(?= met (?:deze|uw|je) (?:ontdekking|vondst))|(?:ach|och)(?:,)? (?:gut|wat|arme|zielig)\w*|wat een (?:verrassing|drama|ramp)|bedankt voor (?:de les|uw wijsheid)|glazen bol|toverstaf|helderziend\w*|(?:majesteit|hoogheid)|de wereld draait niet om|🙄",
    "sv": r"grattis(?= till (?:upptackten|insikten|den))|stackars (?:dig|er|liten)|vilken (?:overraskning|tragedi|nyhet)|oj oj|tack for (?:lektionen|din visdom|upplysningen)|kristallkula|trollspo|tankelasare|(?:ers majestat|hoghet)|varlden kretsar inte|🙄",
    "no": r"gratulerer(?= med (?:oppdagelsen|innsikten))|stakkars (?:deg|liten)|for en (?:overraskelse|tragedie|nyhet)|takk for (?:leksjonen|opplysningen|din visdom)|krystallkule|tryllestav|tankeleser\w*|deres (?:majestet|høyhet)|verden dreier seg ikke|🙄",
    "da": r"tillykke(?= med (?:opdagelsen|indsigten))|stakkels (?:dig|lille)|sikke en (?:overraskelse|tragedie|nyhed)|tak for (?:lektionen|oplysningen|din visdom)|krystalkugle|tryllestav|tankelæser\w*|deres (?:majestæt|højhed)|verden drejer sig ikke|🙄",
}

# Talks down.
TALKING_DOWN: Words = {
    "en": r"obviously|clearly(?=,| you| not)|of course you|as (?:you|everyone|anyone|everybody) (?:surely |should |must |certainly |well |probably )*(?:knows?|aware|understand|see)|(?:simply|just) (?:do|use|read|follow|try|pay|wait|restart|click) (?:what|it|the|as|for|your)|common sense|it(?:'s| is) (?:very |really |quite |perfectly )?(?:simple|obvious|self-explanatory|not (?:that )?(?:hard|difficult|complicated))|"
    r"let me (?:spell|explain) (?:it|this)(?: out)?(?: slowly| again| simply| for you)|(?:you|your) (?:so-called|alleged|supposed)|so-called|allegedly|frankly|with all due respect|actually,? you|really\?|seriously\?|c'mon|wrong(?=[.!])",
    "de": r"offensichtlich|selbstverstandlich nicht|wie (?:sie|du|jeder|jedes kind) (?:ja )?(?:wissen|wei(?:ß|ss)t?|sicher|eigentlich)|(?:ganz )?einfach (?:mal )?(?:lesen|machen|abwarten|nachdenken)|gesunder menschenverstand|angeblich\w*|sogenannte\w*|logischerweise|eigentlich klar",
    "fr": r"evidemment|comme (?:vous|chacun|tout le monde) (?:le )?(?:savez|sait)|(?:c'est )?(?:pourtant )?(?:simple|evident|pas complique|logique)|bon sens|soi-disant|pretendu\w*",
    "es": r"obviamente|evidentemente|como (?:usted|todo el mundo|cualquiera) (?:sabe|deberia)|es (?:muy )?(?:sencillo|simple|obvio|logico)|sentido comun|supuest[oa]s?|presunt[oa]",
    "it": r"ovviamente|evidentemente|come (?:lei|tutti|chiunque) (?:sa|sanno|dovrebbe)|e (?:molto )?(?:semplice|ovvio|logico)|buon senso|presunt[oa]|cosiddett[oa]",
    "nl": r"uiteraard niet|zoals (?:u|je|iedereen) (?:weet|wel weet|zou moeten)|(?:het is )?(?:heel )?(?:simpel|logisch|niet moeilijk)|gezond verstand|zogenaamde?|vermeende",
    "sv": r"uppenbarligen|sjalvklart inte|som (?:du|ni|alla) (?:vet|borde veta|sakert vet)|(?:det ar )?(?:valdigt |ganska )?(?:enkelt|logiskt|inte svart)|sunt fornuft|sa kallade?|pastadda?",
    "no": r"apenbart|selvsagt ikke|som (?:du|alle) (?:vet|burde vite)|(?:det er )?(?:veldig |ganske )?(?:enkelt|logisk|ikke vanskelig)|sunn fornuft|sakalte?|pastatte?",
    "da": r"abenlyst|selvfølgelig ikke|som (?:du|alle) (?:ved|burde vide)|(?:det er )?(?:meget |ret )?(?:enkelt|logisk|ikke svært)|sund fornuft|sakaldte?|pastaede?",
}

# Words nobody wants to be met with.
SCORN: Words = {
    "en": r"silly|nonsense|ridiculous|stupid\w*|idiot\w*|moron\w*|dumb|clueless|pathetic|ignoran\w*|laughable|absurd|childish|juvenile|hysterical|drivel|bs|troll\w*|clown\w*|loser\w*|garbage|baloney|bogus|lol|lmao|haha\w*|duh|sigh|yawn|meh|lame|whin\w+|rant\w*|fool\w*|liar\w*|crap|delusional|hypocri\w+|ludicrous|asinine|uninformed|uneducated|crybab\w+|"
    r"go away|get lost|shut up|grow up|hilarious|your (?:little|precious) \w+|entitled (?:people|customers|person)|people like you|typical(?=[.!,])",
    "de": r"lacherlich\w*|unsinn|blodsinn|quatsch|kindisch\w*|dumm\w*|idiot\w*|albern\w*|hysterisch\w*|leute wie sie|typisch(?=[.!,])|ihr wehwehchen|meckern|jammern|rumheulen|gejammer",
    "fr": r"ridicules?|n'importe quoi|enfantin\w*|puerile?s?|betises?|idiot\w*|stupid\w*|hysteri\w*|absurdes?|les gens comme vous|pleurnich\w*|taisez-vous",
    "es": r"ridicul[oa]s?|tonteria\w*|absurd[oa]s?|infantil\w*|estupid\w*|idiota\w*|histeric[oa]|gente como (?:usted|tu)|lloriqu\w*|callese",
    "it": r"ridicol[oa]|sciocchezz\w+|assurd[oa]|infantil\w|stupid\w*|idiota|isteric[oa]|gente come (?:lei|te)|piagnist\w+|stia zitt[oa]",
    "nl": r"belachelijk\w*|onzin|kinderachtig\w*|dom|domme|stom|idioot|hysterisch|mensen zoals (?:u|jij)|gezeur|zeuren|janken",
    "sv": r"lojlig\w*|nonsens|trams\w*|barnslig\w*|dum|dumt|idiot\w*|hysterisk\w*|folk som (?:du|ni)|gnall\w*|tjat\w*",
    "no": r"latterlig\w*|tull|tøv|barnslig\w*|dum|idiot\w*|hysterisk|folk som (?:deg|dere)|syting|klaging|mas",
    "da": r"latterlig\w*|vrøvl|pjat|barnlig\w*|dum|idiot\w*|hysterisk|folk som (?:dig|jer)|brok|klynk",
}

# Speaks of them and of us: an answer all about "you" points a finger.
YOU: Words = {
    "en": "you|your|yours|you're|you've|you'd|yourself",
    "de": "sie|ihr|ihre|ihnen|ihrem|ihren|du|dein|deine|dir|dich|euch|euer",
    "fr": "vous|votre|vos|tu|ton|ta|tes|toi",
    "es": "usted|ustedes|su|sus|tu|tus|te|ti",
    "it": "lei|suo|sua|suoi|tu|tuo|tua|ti|voi|vostro",
    "nl": "u|uw|je|jij|jouw|jou",
    "sv": "du|dig|din|ditt|dina|ni|er|ert|era",
    "no": "du|deg|din|ditt|dine|dere|deres",
    "da": "du|dig|din|dit|dine|jer|jeres",
}
US: Words = {
    "en": "i|we|us|me|my|our|ours|i'm|i've|i'd|i'll|we're|we've|we'd|we'll",
    "de": "ich|wir|uns|mir|mich|mein|meine|unser|unsere|unserem|unseren|unserer",
    "fr": "je|j'ai|nous|notre|nos|moi|mon|ma|mes|on",
    "es": "yo|nosotros|nos|me|mi|nuestro|nuestra|nuestros|nuestras|hemos|estamos|sentimos|siento",
    "it": "io|noi|ci|mi|nostro|nostra|nostri|nostre|abbiamo|siamo|stiamo",
    "nl": "ik|wij|we|ons|onze|mij|me|mijn",
    "sv": "jag|vi|oss|mig|min|mitt|mina|var|vart|vara",
    "no": "jeg|vi|oss|meg|min|mitt|mine|var|vart|vare",
    "da": "jeg|vi|os|mig|min|mit|mine|vores",
}
