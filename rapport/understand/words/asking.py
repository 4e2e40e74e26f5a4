"""What people write when they ask, complain, praise and thank. The notation is that of `reading.phrases`."""

ASKING = {
    "question": (
        "(who|where|when|why|how|which) (is|are|do|does|did|can|could|will|would|was|were|should|long|much|many|come|soon|to)",
        "what (is|are|do|does|did|can|will|would|time|happened|happens|about|should|s)",
        "(any|anyone|anybody|someone|somebody) (know|knows|idea|update|news|else having|there|help|tell)",
        "(is|are|do|does|did|can|could|will|would|have|has|was|were|should|am|may) "
        "(i|you|we|there|it|the|my|your|this|that|they|he|she|anyone|anybody|these|those)",
        "(wondering|wonder) (if|when|why|how|whether|what)",
        "(i d|would) (like|love) to know",
        "(want|need) to know",
        # German
        "(wann|warum|wieso|weshalb|wie|wo|wer|welche|welcher|was) (ist|sind|kann|kommt|fahrt|bekomme|muss|wird|lange|viel|geht|soll|macht|passiert|kostet|komme|erreiche)",
        "(kann|konnen|konnt|gibt|habt|haben|ist|sind|wird|fahrt|darf|muss) (ich|ihr|sie|man|es|mir|der|die|das|mein|meine)",
        "(weiss|wisst) (jemand|ihr|sie|wer)",
        # French
        "(est ce que|quand|pourquoi|comment|combien|ou est|ou sont|quel est|quelle est|quels sont)",
        "(pouvez|peut|peux|avez|savez|pourriez) (vous|on|t|tu|je)",
        "(quelqu un) (sait|peut)",
        # Spanish
        "(cuando|donde|como|por que|cuanto|cual|cuales|que) (es|esta|puedo|llega|sale|hago|pasa|cuesta|tengo|van|va|hay|puede|pueden|son)",
        "(alguien sabe|se puede|hay alguna|puedo|podeis decirme|me puede)",
        # Swedish
        "(nar|varfor|hur|var|vem|vilken|vad) (ar|kommer|gar|kan|ska|far|lange|mycket|hander|gor|kostar|galler|blir)",
        "(kan|finns|ar|har|far|gar|ska|vet) (jag|ni|man|det|nagon|den|du|mitt|min)",
        "nagon som vet",
    ),
    "request": (
        "(please|pls|plz|kindly)",
        "(fix|sort|resolve|solve) (it|this|that|your|the)",
        "(report|reporting|complain|claim|check|change|update|activate|reset|transfer|track|find|cancel|return|exchange|order|book|pay|use|get) (a|my|the|an) \\S+",
        "(can|could|would|will) (you|u|someone|somebody|anyone) (please |pls |just |at least )?(help|tell|fix|send|call|check|look|sort|reply|respond|dm|refund|"
        "explain|let|give|confirm|make|add|bring|stop|get|cancel|change|put|provide|ask|turn|do|contact|update|advise|point)",
        "(i|we) (need|want|would like|d like|demand|require|am asking for|m asking for)",
        "(help|refund|call|contact|dm|answer|reply to|respond to|cancel|unsubscribe|email|ring|message|fix|let) (me|us|my|our|this)",
        "(need|want) (help|a refund|my money|an answer|to (cancel|change|speak|talk|return|report|order|book|get))",
        "(how do i|how can i|help with|trying to|looking for|would like to|have to)",
        # German
        "(bitte|brauche|mochte|hatte gern|will mein|hilfe|helft|helfen sie|konnten sie|konntet ihr)",
        # French
        "(svp|stp|s il vous plait|s il te plait|merci de|j aimerais|je voudrais|je veux|besoin de|aidez|pouvez vous|pourriez vous)",
        # Spanish
        "(por favor|porfavor|necesito|quiero|quisiera|ayuda|ayudadme|me gustaria|podeis|podrian|pueden)",
        # Swedish
        "(snalla|hjalp|behover|vill (ha|fa|byta|boka|avboka|prata)|kan ni|skulle (vilja|ni))",
    ),
    "complaint": (
        "(still|again|yet) (no|not|waiting|nothing|haven t|havent|broken|down|late|delayed|cancelled)",
        "(late|delayed|cancelled|canceled|broken|damaged|missing|wrong|faulty|rude|ignored|overcharged|stranded|scam|fraud|"
        "disgusting|disgrace|disgraceful|shambles|pathetic|appalling|unacceptable|ridiculous|useless|terrible|awful|horrible|worst|joke|"
        "rubbish|garbage|trash|disappointed|disappointing|furious|fuming|angry|frustrated|frustrating|shame|shocking|nightmare|avoid|"
        "issue|issues|problem|problems|error|outage|crashes|crashing|lied|lies|stolen|drains|refuses|declined|rejected|failed|fails|"
        "out of order|left behind|no light|no lights|locked|dead|stinks|filthy|dirty|leaking|freezing|boiling|debited|standing still|without a word|incompetent|unreliable|dreadful|poor|crap|bullshit|sucks|suck|hate|liars|thieves|robbery)",
        "(doesn t|does not|isn t|not|won t|stopped|wont|doesnt|isnt|didn t|can t|cant|cannot) (work|working|arrive|arrived|come|load|open|let|charge|"
        "connect|turn|deliver|delivered|respond|answer|reply|get|log|happy|good|acceptable|helpful|received)",
        "(nobody|no one|noone|never) (answers|answered|replies|replied|helps|helped|cares|called|responds|came|again|arrived|got|received)",
        "(charged|billed) (me |us )?(twice|double|again|for)",
        "(fed up|sick of|sick and tired|let down|waste of|ripped off|rip off|customer service is)",
        "(waiting|waited|been) (for |over |since |on hold |\\S+ )?(\\S+ )?(hours|hour|days|weeks|months|minutes)",
        # German
        "(steht seit|entfallt|fallt aus|gesperrt|doppelt|verspatet|verspatung|kaputt|defekt|unverschamt|frechheit|katastrophe|schlecht|schlechter|schlechteste|mies|unfassbar|sauerei|"
        "enttauscht|arger|argerlich|betrug|abzocke|lacherlich|peinlich|zumutung|ausgefallen|fallt aus|leider|nie wieder|schon wieder|immer noch|"
        "funktioniert nicht|geht nicht|niemand antwortet|keine antwort|warte seit)",
        # French
        "(supprime|debite|deux fois|bloque|retard|annule|casse|panne|honte|honteux|scandaleux|inadmissible|inacceptable|nul|nulle|decu|decue|arnaque|voleurs|lamentable|"
        "catastrophe|pire|toujours pas|encore en|ne marche|ne fonctionne|personne ne|aucune reponse|ras le bol|marre|deplorable)",
        # Spanish
        "(cobrado dos|parado|retraso|cancelado|roto|averia|verguenza|vergonzoso|inaceptable|penoso|pesimo|pesima|malisimo|estafa|ladrones|lamentable|"
        "desastre|peor|fatal|sigue sin|todavia no|no funciona|nadie (contesta|responde)|sin respuesta|harto|harta|decepcion|decepcionado)",
        # Swedish
        "(star stilla|star still|sent|forsenad|forsenat|installd|installt|trasig|trasigt|skandal|uselt|usel|oacceptabelt|katastrof|samst|besviken|besvikelse|"
        "bedrageri|loj|lojligt|pinsamt|fortfarande|aterigen|igen|fungerar inte|ingen svarar|inget svar|trott pa|aldrig mer|dalig|daligt)",
    ),
    "praise": (
        "(love|loved|loving|adore) (it|this|you|your|the|my|how|that|these|those|u)",
        "(great|amazing|awesome|brilliant|excellent|fantastic|wonderful|lovely|superb|outstanding|perfect|incredible|best|delicious|"
        "kudos|that is how|thats how|how it s done|how you do it|waited for (me|us|my|our)|made my (day|night|week)|shoutout|bravo|legend|legends|props|well done|hats off|impressed|recommend|thumbs up|good job|great job|spot on)",
        "(toll|super|klasse|spitze|prima|wunderbar|hervorragend|grossartig|genial|lob|begeistert|freundlich|sehr gut)",
        "(genial|geniale|parfait|excellent|superbe|magnifique|formidable|top|impeccable|adore|felicitations|chapeau)",
        "(genial|excelente|estupendo|maravilloso|fantastico|perfecto|increible|encanta|enhorabuena|felicidades|de diez|mejor)",
        "(fantastiskt|fantastisk|underbart|toppen|jattebra|suverant|utmarkt|perfekt|alskar|eloge|guldstjarna|grymt|basta)",
    ),
    "thanks": (
        "(thanks|thank|thx|ty|tysm|cheers|appreciate|appreciated|grateful)",
        "(danke|dankeschon|vielen dank|besten dank|merci|gracias|agradezco|agradecido|tack|tackar|bedankt|grazie|obrigado|obrigada|takk|tak)",
    ),
    # Thanks that are a complaint: "no thanks to you", "thanks for nothing".
    "bitter thanks": (
        "(no|zero) thanks",
        "(thanks|thank you|cheers|thx) (for )?(nothing|ruining|losing|wasting|making me|the (delay|wait|ruined|terrible|awful)|leaving|cancelling|ignoring|not|again for)",
        "thanks (a lot|a bunch) for",
    ),
    # Thanks that ask.
    "thanks ahead": (
        "(thanks|thank you|danke|vielen dank|tack|gracias|merci) (in advance|im voraus|pa forhand|de antemano|d avance|por adelantado)",
    ),
    # Warm words that praise nothing.
    "greeting": (
        "(good|happy|merry|have a) (morning|evening|afternoon|day|night|weekend|friday|monday|birthday|new year|christmas|easter|\\S+ day)",
        "(hello|hi|hey|morning|welcome|congrats|congratulations|see you|looking forward)",
        "(guten|schonen|schones|frohe|frohes) (morgen|abend|tag|wochenende|weihnachten|neues)",
        "(bonjour|bonsoir|bonne journee|bon week end|joyeux|buenos dias|buenas|feliz|god morgon|god jul|trevlig helg|hej)",
    ),
    # Asked of everybody or of nobody: nobody expects the brand to answer.
    "rhetorical": (
        "(who else|anyone else|am i the only|is it just me|guess what|guess who|you know what|what a (day|night|time|game|view|show|surprise)|how (cool|cute|good|great|lovely|amazing|awesome) is)",
        "(who s|whos|who is) (excited|ready|coming|going|in|with me)",
        "(why not|so what|right|eh|ok|okay|yeah|huh|innit|oder|verdad|n est ce pas|eller hur)$",
    ),
}
