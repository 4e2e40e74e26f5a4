"""Words beside which a number, a date or a street belongs to one person; digits in words; letters that look alike."""

from __future__ import annotations

# Without accents, as all that is compared here.
DIGIT_WORDS = {
    word: str(digit)
    for digit, words in enumerate(
        (
            "zero oh o nought null cero noll nul",
            "one eins ein un une uno ett een",
            "two zwei zwo deux dos tva twee",
            "three drei trois tres tre drie",
            "four vier quatre cuatro fyra",
            "five funf cinq cinco fem vijf",
            "six sechs seis sex zes",
            "seven sieben sept siete sju zeven",
            "eight acht huit ocho atta",
            "nine neun neuf nueve nio negen",
        )
    )
    for word in words.split()
}
TENS = {
    word: str(number)
    for words in (
        "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety",
        "zehn elf zwolf dreizehn vierzehn funfzehn sechzehn siebzehn achtzehn neunzehn zwanzig dreißig vierzig funfzig sechzig siebzig achtzig neunzig",
        "dix onze douze treize quatorze quinze seize - - - vingt trente quarante cinquante soixante - - -",
        "diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
        "tio elva tolv tretton fjorton femton sexton sjutton arton nitton tjugo trettio fyrtio femtio sextio sjuttio attio nittio",
        "tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien twintig dertig veertig vijftig zestig zeventig tachtig negentig",
    )
    for number, word in zip((*range(10, 20), *range(20, 100, 10)), words.split(), strict=True)
    if word != "-"
}
TWICE = "double|doppel|doppelt|dubbel|doble"

# Cyrillic and Greek letters that look like Latin ones, and signs that look like punctuation.
LOOK_ALIKES = dict(
    zip(
        "АВЕЅЗІЈКМНОРСТУХаеіјорсухѕԁԛԝӏΑΒΕΖΗΙΚΜΝΟΡΤΥΧοινρ․·•∙ー",
        "ABES3IJKMHOPCTYXaeijopcyxsdqwlABEZHIKMNOPTYXoivp....-",
        strict=True,
    )
)

# "ann at example dot com", "(at)", "[punkt]".
AT = r"at|arobase|arroba|ät|snabel-?a|apenstaart(?:je)?|chiocciola|klammeraffe|krøllalfa"
DOT = r"dot|punkt|point|punto|punt|prick|ponto"

YOURS = (
    r"you|your|yours|you're|you've|you'll|he|she|his|her|dein\w*|dich|dir|du|ihr\w*|ihnen|sie|votre|vos|vous|ton|ta|tes|toi|su|sus|tu|tus|usted|te|le|"
    r"din|ditt|dina|dig|er|ert|era|je|jouw|jij|u|uw|deres|suo|sua|tuo|tua|lei|お客様|さん|様"
)
# Whose a number is said to be: a line of the house, not of a person.
HOUSE_LINES = (
    r"hotline|helpline|switchboard|customer (?:service|care|support|relations|services)|service (?:line|desk|centre|center)|call cent(?:re|er)|office|branch|store|shop|desk|"
    r"support|team|reception|telephone number|phone number|kundenservice|kundencenter|kundendienst|zentrale|servicenummer|buro|service client|atencion al cliente|oficina|"
    r"kundtjanst|kundservice|vaxel|klantenservice|kantoor"
)
# Where everybody may go.
OUR_PLACES = (
    r"office|branch|store|shop|returns?|station|head ?quarters?|museum|gallery|library|clinic|pharmacy|reception|warehouse|depot|showroom|exhibition|concert|event|venue|"
    r"restaurant|cafe|hotel|theatre|theater|cinema|church|school|town hall|pick-?up point|parcel point|locker|desk|bakery|salon|surgery|practice|garage|workshop|lab|factory|"
    r"filiale|laden|geschaft|apotheke|buro|rathaus|ausstellung|werkstatt|paketshop|postfach|boutique|agence|magasin|bureau|siege|pharmacie|point relais|gare|"
    r"tienda|oficina|sucursal|farmacia|museo|butik\w*|kontor\w*|verkstad\w*|apotek\w*|ombud\w*|utlamning\w*|winkel|kantoor|apotheek|afhaalpunt|"
    r"visit|come (?:to|by)|drop by|find us|meet us|visit us|see us|write to us|send it to us|we are (?:at|in|on)|we're (?:at|in|on)|our (?:new )?(?:address|home|place)|based|located|"
    r"finden (?:sie )?uns|besuchen sie|kommen sie|unsere (?:neue )?adresse|notre adresse|venez|nuestra direccion|var adress|hitta oss|ons adres|bezoek"
)
EXAMPLE = (
    r"examples?|e\.g\.|for instance|looks? like|such as|format|sample|begins? with|starts? with|beispiel\w*|z\. ?b\.|etwa so|exemple|p\. ?ex\.|ejemplo|exempel|t\.ex\.|"
    r"bijvoorbeeld|bijv\.|voorbeeld|esempio"
)

# What a number belongs to that leads to one person. Folded as the text is: small letters, with accents.
REFERENCES = (
    r"cards?|karte\w*|carte|tarjeta|kort\w*|kaart|bookings?|reservations?|confirmation|record locator|pnr|orders?|your (?:ref|reference|number|code|id|no)|dein\w* (?:nummer|zeichen)|ihr\w* (?:nummer|zeichen)|purchase|customer|client|account|acct|contract|policy|member(?:ship)?|loyalty|frequent[ -]flyer|rewards?|router|device|phone|handset|boiler|"
    r"subscriber|subscription|patient|insurance|insured|claim|meter|invoice|tracking|parcel|shipment|consignment|imei|serial|sim|employee|student|"
    r"buchungs?\w*|reservierungs?\w*|bestell\w*|auftrags\w*|kunden\w*|konto\w*|vertrags?\w*|versicher\w*|mitglieds\w*|patienten\w*|zähler\w*|rechnungs\w*|sendungs\w*|police|"
    r"réservation|commande|compte|contrat|adhérent|abonné|assuré|colis|suivi|facture|police|"
    r"reserva|pedido|cuenta|contrato|póliza|socio|abonado|envío|factura|localizador|"
    r"boknings?\w*|order\w*|kund\w*|konto\w*|avtals?\w*|medlems\w*|försäkrings\w*|faktura\w*|kolli\w*|"
    r"boekings?\w*|reserverings?\w*|bestel\w*|klant\w*|rekening\w*|contract\w*|polis\w*|lidmaatschaps\w*|lidnummer|pakket\w*|factuur\w*|"
    r"prenotazione|ordine|cliente|codice|予約|注文|会員|お客様"
)
# What a number belongs to that leads to nobody.
NOBODYS = (
    r"cases?|tickets?|incidents?|vorgang\w*|dossier|caso|arende\w*|zaak\w*|isbn|version|build|hash|commit|sha\d*|firmware|model\w*|items?|articles?|artikel\w*|"
    r"product|produkt\w*|sku|part|standard|norm|error|fehler\w*|erreur|felkod|trains?|zug|zuge|flights?|flug|vol|vuelo|flyg\w*|bus|buses|tram|line|linie|ligne|zone|"
    r"vouchers?|promo\w*|discount|coupon|use code|with (?:the )?code|gutschein\w*|rabatt\w*|kortingscode|cupon|hotline|company|vat|hrb|siret|iso|"
    r"episode|chapter|section|paragraph|room|gate|platform|windows|ios|android|worth|more than|up to|outage|storung\w*"
)
NUMBER_WORDS = r"number|code|reference|ref|no|id|nr|num|nummer|numéro|número|numero|n°|nº|番号|#"

IDENTITY = (
    r"passport|identity card|id card|national id|social security|ssn|national insurance|nino|driv(?:ing|er'?s) licen[cs]e|licen[cs]e number|tax (?:id|number)|nhs|"
    r"medicare|visa number|reisepass\w*|pass(?:nummer)?|personalausweis\w*|ausweis\w*|sozialversicherungs\w*|steuer-?(?:id|nummer)\w*|führerschein\w*|passeport|"
    r"carte d'identité|sécurité sociale|permis de conduire|pasaporte|dni|nie|nif|seguridad social|personnummer|pass(?:nummer)|id-?kort\w*|körkort\w*|paspoort\w*|bsn|"
    r"burgerservicenummer|rijbewijs\w*|id-?kaart\w*|identiteitskaart|codice fiscale|passaporto|cpr(?:-nummer)?"
)
BIRTH = (
    r"date of birth|birth ?date|birthday|d\.?o\.?b\.?|turned \d\d|turns? \d\d|born(?: on)?|geboren(?: am| op)?|geburtsdatum|geburtstag|geb\.|né(?:e)?(?: le)?|date de naissance|anniversaire|"
    r"fecha de nacimiento|nacid[oa](?: el)?|cumpleaños|född|födelse\w*|födelsedag|geboortedatum|verjaardag|nat[oa](?: il)?|data di nascita|生年月日|誕生日"
)
PLATE = (
    r"golf|volvo|bmw|audi|ford|fiat|tesla|toyota|skoda|renault|peugeot|citroen|opel|mercedes|kia|nissan|honda|mazda|hyundai|polo|passat|camper|caravan|trailer|lorry|truck|scooter|taxi|parking|parkt|geparkt|garee|aparcad\w*|towed|abgeschleppt|garage|permit|(?:number|licen[cs]e|registration|car) plates?|plates?|registration(?: number)?|reg(?:\.| no)?|vehicle|kennzeichen|nummernschild|immatricul\w*|plaque|matrícula|"
    r"registreringsnummer|regnr|reg-?nummer|kenteken|nummerplaat|targa|car|van|parked|auto|wagen|pkw|voiture|coche|furgoneta|bil|bilen|motorbike|vehículo|fahrzeug|ナンバー"
)
SECRETS = r"pin|cvv|cvc|password|passcode|passwort|kennwort|mot de passe|contraseña|lösenord|wachtwoord|security code|one-time code|verification code|sicherheitscode"

STREETS = (
    r"street|st|road|rd|lane|ln|avenue|ave|drive|dr|close|court|ct|crescent|cres|terrace|gardens|grove|place|pl|square|sq|way|row|mews|hill|boulevard|blvd|walk|view|park|rise|"
    r"green|quay|wharf|parade|vale|heights|parkway|pkwy|circle|trail"
)
STREET_TAILS = (
    r"straße|strasse|str\.|weg|allee|gasse|platz|ring|damm|ufer|pfad|gatan|vagen|grand|stigen|torget|backen|straat|laan|plein|gracht|kade|dijk|steeg|singel|markt|hof|pad|wal|gata|gate|"
    r"veien|vej|vejen|gade"
)
STREET_HEADS = r"rue|place|cours|route|passage|ruelle|faubourg|ronda|rambla|camino|glorieta|gran via|avenue|boulevard|allee|chemin|impasse|quai|calle|c/|avenida|avda\.|paseo|plaza|via|viale|piazza|corso|rua"

HEALTH = (
    r"radiotherapy|physio|cysts?|vertigo|tinnitus|gout|shingles|trimester|crutches|dizz\w*|faint(?:ed|ing)|tumou?rs?|herpes|chlamydia|sti|std|iud|iron levels|vitamin \w|"
    r"sugar levels|weight loss|bmi|obes\w*|eating disorder|dyslexi\w*|\w+ syndrome|disorder|sclerosis|palsy|paralys\w*|amput\w*|palliative|hospice|terminal(?:ly)? ill|"
    r"(?:positive|negative) tests?|rollator|guide dog|assistance dog|service dog|swab|urine|results? (?:is|are|were|was|came)|(?:blood|urine|stool|test) samples?|sick|ill|pain|condition|"
    r"\w{3,}(?:ologist|iatrist|itis|aemia|ectomy|oscopy|opathy|oplasty|algia)|\w{3,}(?:sartan|olol|statin|azole|cillin|mycin|profen|oxetine|zepam|formin|parin)|"
    r"\d{1,4} ?(?:mg|mcg)|treatments?|medical (?:condition|certificate|history|report|letter|reasons?)|doctor'?s (?:letter|note|certificate)|illness|disease|symptoms?|"
    r"mental health|chronic \w+|wheelchair|specialist|ward|injur\w*|knee|hip|spine|eyesight|eye drops|skin condition|blood thinners?|painkillers?|relapse|therapist|nursing home|"
    r"behandlung|attest|krankschreib\w*|arztin|rollstuhl|schmerz\w*|traitement|arret maladie|douleur\w*|tratamiento|silla de ruedas|dolor\w*|behandling\w*|rullstol|"
    r"smarta|behandeling|rolstoel|pijn|"
    r"pills?|tablets|your dose|dosage|inhaler|blood (?:sugar|group|type|count)|back pain|hernia|ulcers?|psoriasis|lupus|multiple sclerosis|parkinson\w*|alzheimer\w*|an(?:a)?emia|"
    r"transplant|kidneys?|liver|copd|cataracts?|glaucoma|root canal|dentures?|vaccinat\w*|covid|ultrasound|smear test|mammogram|colonoscopy|endoscopy|cholesterol|"
    r"sertraline|metformin|warfarin|statins?|morphine|methadone|contracept\w*|abortion|c-section|panic attacks?|ptsd|ocd|insomnia|burn-?out|self-harm\w*|suicid\w*|"
    r"counselling|sick leave|sick note|hearing aids?|prosthe\w*|catheter|stoma|incontinen\w*|epipen|sleep apn\w*|sciatica|slipped disc|tested positive|positive for|"
    r"the lump|remission|relapse\w*|in hospital|hospitali[sz]ed|admitted to|discharged from|in labou?r|due date|weeks along|infertil\w*|hormone|menopause|"
    r"gallstones?|appendi\w*|tonsil\w*|hysterectomy|bypass|stent|broken (?:leg|arm|hip|wrist|ankle)|sprain\w*|wound|stitches|physiotherap\w*|"
    r"schlaganfall|herzinfarkt|herz(?:leiden|operation)|tabletten|insulin|reha|bluthochdruck|migrane|burnout|psych\w*|impf\w*|arzt(?:brief|bericht)|"
    r"accouche\w*|infarctus|avc|fausse couche|chimio\w*|hospitalis\w*|cancer\w*|embarazo|infarto|quimio\w*|operacion|migrana|hjartinfarkt|cellgift\w*|operation\w*|"
    r"utmattning\w*|hartaanval|chemo\w*|medicatie|burn-out|妊娠|糖尿|がん|手術|通院|入院|検査結果|うつ病|"
    r"diabet\w*|pregnan\w*|miscarriage|cancer|chemo\w*|tumou?r|epilep\w*|asthma\w*|insulin|depress(?:ion|ive)|anxiety|hiv|dialysis|surgery|operation|biopsy|diagnos\w*|"
    r"prescription|medication|antidepress\w*|antibiotic\w*|blood (?:test|pressure|results?)|test results?|x-?ray|mri|scan results?|allerg\w*|coeliac|celiac|crohn\w*|colitis|arthritis|"
    r"oncolog\w*|cardiolog\w*|maternity|midwife|psychosis|anorexi\w*|bulimi\w*|alcoholi\w*|addiction|detox|wheelchair user|hearing loss|blind|deaf|expecting (?:a|your|twins)|"
    r"schwanger|krank\w*|epileptiker\w*|dement\w*|demenz|behinder\w*|operation|enceinte|epilept\w*|diabetique|malade|embarazada|enferm\w*|gravid|sjuk\w*|zwanger|ziek|"
    r"migraine\w*|heart (?:condition|attack|disease|surgery)|pacemaker|stroke|dementia|autis\w*|adhd|disabilit\w*|rehab|therapy|therapist|psychiatr\w*|ivf|fertility|"
    r"hip replacement|knee replacement|fracture|concussion|infection|seizures?|hepatitis|eczema|bipolar|thyroid|"
    r"schwangerschaft|krebs\w*|diagnose\w*|rezept für|medikament\w*|befund\w*|blutwerte\w*|depression\w*|allergie\w*|epilepsie|herzschrittmacher|therapie|bandscheiben\w*|asthma|"
    r"grossesse|cancer|diabète|ordonnance|traitement|maladie|dépression|handicap|embarazo|diabetes|cáncer|receta|tratamiento|enfermedad|depresión|alergia|"
    r"graviditet\w*|cancer\w*|recept\w*|medicin\w*|allergi\w*|sjukdom\w*|zwangerschap|kanker|suikerziekte|recept|medicijn\w*|ziekte|operatie|糖尿病|妊娠|診断"
)
TITLES = r"mr|mrs|ms|miss|mx|dr|herrn?|frau|m\.|mme|monsieur|madame|mlle|sr|sra|señor|señora|srta|meneer|mevrouw|dhr|mevr|signor|signora"
NAMED = (
    r"(?:bought|made|booked|paid|signed|sent|collected|received|placed|ordered|requested) by|for(?= [A-Z])|named|called|fur|pour|para|for|voor|auf|"
    r"name (?:of|is|on \w+ (?:\w+ )?is)|in the name of|under the name(?: of)?|registered to|belongs to|booked (?:for|under)|account holder|passenger|guest|patient|customer|"
    r"tenant|subscriber|auf den namen|name ist|lautet auf|für (?:herrn|frau)|au nom de|nom de|a nombre de|titular|i namnet|står på|på namnet|op naam van|ten name van|a nome di|"
    r"reservation for|booking for|order for|delivery (?:for|to)|parcel for|account of"
)
# Of everybody, or of nobody yet: "if you have asthma".
GENERAL = (
    r"if|whether|anyone|anybody|everyone|everybody|people|persons|customers|guests|passengers with|patients with|travellers|do you (?:have|take|need)|are you|for those|"
    r"may bring|we (?:sell|offer|stock)|our|hours of operation|falls|wenn|wer|kunden mit|menschen|haben sie|wir (?:bieten|verkaufen|haben)|s'il|"
    r"personnes|avez-vous|nous (?:proposons|vendons|avons)|personas|tiene usted|tenemos|om du|manniskor|har du|vi (?:saljer|har|erbjuder)|als je|mensen|heb je|we verkopen"
)
JOURNEYS = (
    r"away (?:from|until|for|on)|on holiday|abroad|out of town|back home|cruise|sailing|aboard|boarding|nights?|overnight|airport|cabin|suite|flights?|landing|platform|"
    r"urlaub|abflug|ankunft|nachte|gleis|vacances|depart|arrivee|nuits|quai|salida|llegada|noches|semester|natter|avgang|vakantie|vertrek|nachten|spoor|"
    r"you(?:'re| are|'ll be| will be)?(?: both| all)? (?:fly|flying|travel|travelling|traveling|leave|leaving|depart|departing|arrive|arriving|land|landing|check(?:ing)? (?:in|out)|stay|staying|"
    r"sit|sitting|seated|booked|going|coming|back|away|returning|return|on (?:the|flight|train)|in (?:room|seat|coach|suite|cabin)|due|off to|with us (?:from|until))|"
    r"(?:are|is) (?:both |all )?away|picks? you up|see you (?:leave|fly|travel|are)|have you (?:on|in|down for)|your (?:\w+ )?(?:week|weekend|hire car|rental(?: car)?|kids|children|seats?|room|flights?|stay|trip|journey|train|holiday|honeymoon|table|taxi|transfer|suite|cabin|"
    r"reservation|return|connection|crossing|ferry|bus|pick-?up)|"
    r"(?:sie|du|ihr) (?:flieg\w*|reis\w*|fahr\w*|sitz\w*|wohn\w*|ubernacht\w*|komm\w*)|(?:ihr|dein)(?:e|en|em)? (?:sitz\w*|zimmer|flug|reise|zug|fahrt|tisch|aufenthalt|termin|buchung)|"
    r"vous (?:voyagez|partez|arrivez|prenez|revenez|logez|etes (?:en|au|dans))|votre (?:vol|chambre|place|siege|train|voyage|sejour|table|retour)|"
    r"su (?:vuelo|habitacion|asiento|tren|viaje|estancia|mesa)|(?:usted )?viaja|tu (?:vuelo|habitacion|tren|viaje)|(?:du|ni) (?:reser|flyger|sitter|bor|aker|kommer)|"
    r"din (?:plats|resa|flygning|hytt|biljett)|ditt (?:tag|rum|flyg|bord)|je (?:reist|vliegt|zit|vertrekt)|u (?:reist|vliegt|vertrekt)|(?:uw|je) (?:vlucht|kamer|stoel|trein|reis|verblijf)"
)
SUGGESTED = (
    r"can|could|(?<!\d )(?<!st )(?<!nd )(?<!rd )(?<!th )may(?! \d)|might|would|should|please|if|whether|take the|next|every|runs?|or|instead|want|like|konnen|konnten|kannst|bitte|wenn|falls|oder|pouvez|pourriez|si|veuillez|"
    r"puede|puedes|por favor|kan|kunde|om|kun|kunt|als"
)
NO_NAMES = (
    r"Street|Road|Hall|Air|Airways|Airlines|Bank|Station|Park|Airport|House|Hotel|Centre|Center|Square|Bridge|Museum|City|County|State|Island|Lake|Mount|River|University|Club|Team|"
    r"Service|Services|Support|Care|Customer|Group|Store|Shop|Online|App|Express|Line|Railway|Rail|Trains|Premium|Plus|Pro|Basic|Economy|Prime|Video|Music|Live|Direct|Message|Messages|"
    r"New|San|Los|Las|North|South|East|West|Northern|Southern|Eastern|Western|Royal|Grand|Great|Saint|St|United|Happy|Good|Merry|Halloween|Christmas|Easter|Eve|Black|Friday|Monday|"
    r"Tuesday|Wednesday|Thursday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December|The|This|That|These|We|Our|You|Your|It|If|In|On|At|"
    r"For|And|But|So|Yes|No|Oh|Thanks|Thank|Sorry|Hello|Hi|Hey|Dear|Please|What|When|Where|Which|Who|Why|How|Let|Can|Could|Have|Has|Do|Does|Is|Are|There|Here|Der|Die|Das|Ein|Eine|Ihr|Ihre|"
    r"Ihren|Ihrem|Wir|Sie|Unser|Unsere|Im|Am|Vom|Zum|Beim|Le|La|Les|El|Los|Vi|De|Het|Een|Windows|Android|Internet|Wi-Fi|TV|Settings|General|About|Best|Kind|Viele|Liebe|Mit|Team|Board|"
    r"Hola|Ola|Hallo|Hej|Hoi|Bonjour|Merci|Gracias|Danke|Tack|Guten|Lieber|Beste|Buenos|Buenas|Ciao|"
    r"Servers?|Link|Studios?|Library|Channels?|Keyboard|Settings|Menu|Button|Account|Reference|Model|Number|Order|Booking|Ticket|Case|Terms|Conditions|Privacy|Policy|Data|Protection|Officer|Manager|Director|Captain|Chef"
)
