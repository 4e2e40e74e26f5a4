"""What texts are about: words that mean the same thing in five languages, weak words, and words of no subject."""

from __future__ import annotations

# A star stands for any ending. Folded: no accents.
CONCEPTS = {
    "refund": "refund* reimburs* repay* repaid erstatt* ruckerstatt* rembours* reembols* devolucion* aterbetal* moneyback",
    "lost": "lost found lostproperty fundburo fundsache* verloren* perdu* objetstrouves perdid* hittegods borttappa*",
    "bicycle": "bike bikes biking bicycl* cycle cycles fahrrad* fahrrader rad rader velo velos bicicl* bici bicis cykel* cyklar ebike",
    "dog": "dog dogs puppy hund hunde hunden hundar chien chiens perro perros",
    "pet": "pet pets animal animals haustier* tiere mascota* husdjur djur",
    "child": "child* kid kids baby babies infant* minor minors son daughter kinder kindern enfant* nino nina ninos ninas barn toddler*",
    "ticket": "ticket* fahrkarte* fahrschein* billet billets biljett* boleto*",
    "delivery": "deliver* shipp* ship ships dispatch* liefer* zustell* versand* livr* entreg* envio* envia* lever* parcel* package* "
    "paket* colis paquete*",
    "cancel": "cancel* kundig* stornier* storno annul* resili* avbok* uppsag*",
    "return": "return* ruckgab* rucksend* zuruckgeb* retour* devolv* retur*",
    "exchange": "exchang* umtausch* tauschen echang* swap swaps",
    "change": "chang* rebook* umbuch* modif* andra andras ombok*",
    "penalty": "penalt* fine fines fined bussgeld* amende* multa* boter",
    "fee": "fee fees surcharge* gebuhr* frais avgift*",
    "price": "price* prices cost costs costing prix preis* preise kostet precio* pris priset priser kostar cuesta coute",
    "fare": "fare fares fahrpreis* tarif*",
    "opening": "opening hours offnungszeit* horaire* horario* oppettid* open opens opened geoffnet ouvert* abiert* oppet closes closed close closing "
    "geschlossen ferme ferment fermee schliess* cerrad* cierra* stangt stanger",
    "student": "student* etudiant* estudiante*",
    "senior": "senior* pensioner* rentner* retrait* jubilad* pensionar*",
    "booking": "book* reserv* buch* bokn* boka*",
    "luggage": "luggage bag bags baggage suitcase* gepack* koffer bagage* equipaje* maleta* resvaska*",
    "delay": "delay* late verspat* retard* retraso* forsen*",
    "warranty": "warrant* guarantee* garant*",
    "compensation": "compens* entschadig* indemn* ersattning*",
    "invoice": "invoice* bill bills billing rechnung* facture* factura* faktur*",
    "lift": "lift lifts elevator* aufzug* ascenseur* ascensor* hiss hissen",
    "ramp": "ramp ramps rampe* rampa* wheelchair* rollstuhl* rullstol*",
    "wifi": "wifi wlan",
    "discount": "discount* rabatt* reduc* remise* descuent* off",
    "shop": "shop shops store stores laden geschaft* filiale* magasin* tienda* butik*",
    "reply": "repl* answer* respon* antwort* repon* respuest* svar*",
    "repair": "repair* fix fixed fixes fixing mend* reparat* reparer* repara*",
    "train": "train trains zug zuge zugen tren trenes tag taget",
    "smoking": "smok* rauchen rauch fumer fumar roka rokning vape vaping",
    "subscription": "subscri* abo abonnement* suscripc* abonnem* prenumer*",
    "departure": "departure* departs abfahrt* abreise* depart avgang* salida*",
    "travel": "travel* ride rides riding reist reisen fahrt voyag* viaj* resa reser resan aka",
    "strike": "strike* walkout* streik* greve huelga staking stakning* industrialaction",
    "voucher": "voucher* coupon* gutschein* giftcard giftcards bon bons vale presentkort",
    "room": "room rooms zimmer chambre* habitacion* suite suites kamer rom",
    "pool": "pool pools swim* bath baths basin piscin* schwimm* freibad hallenbad simhall* zwembad",
    "season": "pass passes seasonpass annual yearly abonnem* monatskarte* jahreskarte* manedskort* bono",
    "breakfast": "breakfast* fruhstuck* desayun* frukost* ontbijt* buffet",
    "parking": "park* garage* parkschein* aparcamiento* stellplat*",
    "appointment": "appointment* slot slots termin termine* terminen rendez-vous cita citas afspraak",
    "doctor": "doctor* physician* gp arzt* arztin* medecin* medico* lakare*",
    "medicine": "prescription* medicine* script rezept* ordonnance* receta*",
    "scan": "scan scans mri imaging x-ray",
    "insurance": "insur* policy policies cover coverage versicher* assurance* seguro* forsakring* verzeker*",
    "excess": "excess deductible selbstbeteiligung franchise",
    "claim": "claim claims schaden* sinistre*",
    "card": "card cards karte karten carte cartes tarjeta* kort",
    "account": "account accounts konto compte cuenta* konton",
    "interest": "interest zins* interet* interes",
    "contract": "contract* agreement* vertrag* contrat* contrato* avtal* tariff tariffs plan plans membership* mitgliedschaft*",
    "notice": "notice kundigungsfrist preavis",
    "deposit": "deposit* security kaution* caution fianza deposition* borg",
    "electricity": "electric* power current strom* courant energy elektri* kwh",
    "meter": "meter meters zahler* reading readings compteur* contador*",
    "water": "water wasser* tap eau agua vatten",
    "heating": "heating boiler heat heizung* chauffage",
    "waste": "waste recycl* rubbish trash bin bins mull* sperrmull mobel* dechets basura",
    "phone": "phone* telephon* telefon* mobile* handy handys smartphone*",
    "sim": "sim esim chip",
    "abroad": "abroad roaming ausland* etranger extranjero utomlands foreign",
    "internet": "internet broadband connection* online wifi wlan fibre fiber glasfaser*",
    "speed": "speed* mbit geschwindigkeit* vitesse velocidad",
    "device": "device* gadget* appliance* gerat* appareil* tablet* laptop*",
    "user": "user users colleague* teammate* login logins licen*",
    "backup": "backup* copy copies sicherung*",
    "museum": "museum* musee* museo* gallery galerie* exhibition* ausstellung*",
    "tour": "tour tours guided fuhrung* visite visita rundgang* excursion*",
    "library": "library bibliothe* bucherei* biblioteca* reader*",
    "gym": "gym gyms gymmet fitness* studio* workout train* trainier* entrenar",
    "lesson": "class classes lesson* course courses kurs kurse* cours clase*",
    "hotel": "hotel* inn guesthouse pension herberge",
    "checkin": "check-in checkin anreise reception",
    "checkout": "check-out checkout",
    "flight": "flight* fly flying plane planes flug* flieg* vol vols vuelo* flyg* vlucht*",
    "boarding": "boarding gate gates take-off takeoff takes-off",
    "bus": "bus buses coach* busse* autobus* buss bussen",
    "ferry": "ferry ferries boat boats fahre* bateau* barco*",
    "bank": "bank banks branch branches banque* banco* filiale*",
    "transfer": "transfer* remittance* uberweis* virement* transferencia* overforing*",
    "loan": "loan loans mortgage* kredit* credit credits pret prestamo* lan lanet krediter",
    "tax": "tax taxes steuer* impot* impuesto* skatt*",
    "office": "office offices amt burgeramt counter counters desk schalter guichet",
    "form": "form forms formular* application* apply antrag* demande* solicitud* ansokan*",
    "support": "support hotline helpline callcenter phone-line chat",
    "technician": "technician* fitter* engineer* techniker* monteur* technicien* tecnico*",
    "data": "data daten datos volume* gigabyte*",
    "battery": "batter* akku* pile piles",
    "receipt": "receipt* kassenbon* kassenzettel beleg*  recibo* kvitto*",
    "key": "key keys schlussel* cle cles llave* nyckel*",
    "photo": "photo* picture* foto* image*",
    "night": "night nights nacht nuit nuits noche* natt",
    "order": "order orders ordered bestell* commande* pedido* bestall*",
    "member": "membership loyalty frequent treueprogramm",
    "point": "points miles punkte",
    "adult": "adult* grown-up* erwachsen* adulte* adulto* vuxen*",
    "people": "people persons guests guest visitors visitor passengers passenger travellers personen gaste personnes personas",
    "family": "famil*",
    "locker": "locker* box boxes schliessfach* consigne* taquilla*",
    "furniture": "furniture* sofa* table* mobel* meuble* mueble*",
    "install": "install* assembl* aufbau* montage hook*",
    "trial": "trial* test-drive probe* essai*",
    "pause": "paus* freez* frozen on-hold",
    "upgrade": "upgrad* downgrad*",
    "password": "password* passwort* mot-de-passe contrasena*",
    "rent": "rent* hire hires miet* louer location alquil* hyra*",
    "car": "car cars vehicle* auto autos wagen voiture* coche coches bil bilen",
    "scooter": "scooter* roller trottinette*",
    "sale": "sale sales ausverkauf soldes rebajas rea",
    "food": "food meal* lunch dinner kitchen essen restaurant* bistro* cafe*",
    "alarm": "emergency notruf urgence* emergencia*",
    "letter": "letter* brief* lettre* carta* post* mailed",
    "complaint": "complain* beschwer* reclam* klagomal*",
    "airport": "airport* flughafen* aeroport* aeropuerto* flygplats* luchthaven* terminal*",
    "tram": "tram* strassenbahn* bahn subway metro underground ubahn u-bahn",
    "call": "call calls calling ring rings rung anruf* ruft rufen appel* rappel* llam* ringer bellen belt",
    "close": "closing last-entry",
    "storm": "storm* gale* weather wetter rain snow",
    "concert": "concert* festival* theatre* theater* show shows film films cinema screening* performance*",
    "terrace": "terrace* deck roof terrasse* balcony",
    "beach": "beach* strand* plage playa lake sea",
    "sauna": "sauna* steam spa",
    "towel": "towel* linen sheets handtuch* serviette* toalla*",
    "blanket": "blanket* pillow* headphone* headset*",
    "race": "race races run marathon",
    "garden": "garden* plot plots allotment*",
    "school": "school* pupil* kindergarten nursery daycare day-care",
    "visit": "visiting visitor-hours ward bedside",
    "expert": "expert* adjuster* assessor* gutachter* adviser* advisor*",
    "cat": "cat cats katze* kitten*",
    "mail": "mail mails email e-mail post brief courrier correo",
    "upload": "upload* document* unterlagen paperwork papers",
    "fibre": "fibre fiber glasfaser cable glass",
    "sold": "sold stock lager lagernd",
    "colour": "colour* color* farbe*",
    "size": "size sizes grosse grossen taille talla",
    "crown": "crown* dental dentist* tooth teeth zahn* dent dents glasses optician*",
    "clinic": "clinic* hospital* klinik* praxis surgery hopital* hospital",
    "nurse": "nurse* injection* jab shot vaccin* impf*",
    "holiday": "holiday* vacation* urlaub* vacances vacaciones feiertag* easter christmas whit*",
    "works": "construction roadworks baustelle* travaux obras",
    "newspaper": "newspaper* magazine* zeitung*",
    "spare": "spare replacement* ersatz* remplacement*",
    "lens": "lens lenses",
    "energy": "gas fuel energie tarif-gas",
    "bank_statement": "statement statements kontoauszug*",
    "charge": "charging charger ladestation* kilowatt*",
    "speedpost": "express priority expedited",
    "pickup": "pick-up pickup collect collected collection abhol*",
    "screen": "screen display bildschirm",
    "workshop": "workshop* werkstatt* mechanic* atelier taller",
    "entry": "admission entry entries entrance eintritt* entree entrada* intrade inngang* toegang",
    "premium": "premium premiums beitrag* pramie* prime",
    "cash": "cash atm atms cashpoint* withdraw* bargeld* geldautomat* efectivo cajero",
    "permit": "permit permits ausweis* permiso* tillstand*",
    "passport": "passport* reisepass* passeport*",
    "top_up": "top-up topup prepaid recharg* auflad* guthaben",
    "text": "sms text texts",
    "router": "router* modem*",
    "storage": "storage disk speicher*",
    "export": "export* download* herunterlad*",
    "result": "result* lab laborator* befund* labor*",
    "referral": "referral* uberweisungsschein*",
    "cot": "cot cots crib* babybett* extra-bed",
    "seat": "seat seats sitz* sitzplatz* siege* asiento*",
    "audio": "audioguide* audio-guide*",
    "quiet": "quiet silent silence ruhe",
    "instalment": "instalment* raten abschlag*",
    "register": "regist* anmeld* inscri* sign-up signup enrol* sign",
    "update": "updat* release* version*",
    "erase": "delet* eras* wiped losch* gelosch* supprim*",
    "sleeper": "sleeper* couchette* liegewagen schlafwagen",
    "currency": "currency currencies wahrung* devises",
    "reward": "bonus* reward* recommend* friend friends freund*",
    "line": "line lines linie linien ligne lignes linea lineas linje linjer",
}

# Said in nearly every reply: they support a match but never make one.
WEAK = frozenset(
    "board premises onboard free long lang longtemps cuanto tiempo along mitnehmen lasts last dauern dauert galler gilt tarda prend dure sker valido vale bring brings carry carries member members pay pays paid paying payment payments zahlen bezahl payer paie pagar paga betala get "
    "gets getting got receive receives received bekommen erhalten recevoir recevez recibir "
    "recibe fa arrive arrives arrived ankommen arriver llegar llega comes come kommen kommt "
    "kommer send sends sent senden envoyer enviar skicka take takes taken make makes give "
    "gives given keep keeps kept behalten garder conserver guardar behalla spara show shown "
    "need needs want wants money geld argent dinero pengar account konto compte cuenta "
    "customer customers kunde kunden client clients cliente clientes kund kunder service team "
    "use uses used usually normally full new people person work works working process "
    "processed processing start starts set valid time times date dates today tomorrow back "
    "zuruck tillbaka available possible allowed travel line every day week month year hour "
    "minute number note let know help look looking check checked ask asked call write wrote "
    "contact message".split()
)

STOP = frozenset(
    "am pm uhr clock oclock kl the and to of is it in you that for on was with my are this have be not your at so just "
    "me what but all will can we when they from she his her him has had been would could "
    "should there their who how why where which than then about because if no or out up any "
    "anyone being am an as by he do does did our us its also only very more most some such "
    "via per each other another into after before until within during over under again still "
    "soon please hi hello dear sorry thanks thank good great day morning evening afternoon "
    "welcome kind regards best hey yes yet may might must shall unless while whereas both "
    "either here now then too every really always don't can't won't isn't aren't doesn't "
    "didn't i'm it's that's you're we're they're i've we've you've i'll we'll you'll cannot "
    "never der die das und ist nicht ich du wir ihr sie es ein eine einen einem einer mit auf "
    "fur von zu den dem des im am sich auch aus bei nach wie wenn aber oder noch nur schon "
    "mein meine dein ihre ihren ihrem ihrer unser unsere hat haben wird werden kann konnen "
    "sind war uns was wo wann warum kein keine danke bitte hallo immer sehr gut dass uber vor "
    "seit gibt an innerhalb binnen bis durfen darf le la les de du un une et est pas je tu il "
    "elle nous vous ils ne que qui dans pour sur avec au aux ce cette ces mon ma mes votre "
    "vos nos notre mais ou plus tres bien merci bonjour sont sera seront etre avoir fait par "
    "se sa son leur en peut pouvez sous apres avant el los las del y no yo por con lo su sus "
    "al te tu pero mas como muy ya si esta estan son era cuando donde porque quien gracias "
    "hola buenos dias todo todos nada esto este sin sobre tambien puede pueden para hay tras "
    "hasta desde och att det som ar inte jag ni han hon den pa med av till om har var kan ska "
    "skulle mig dig oss min mitt din nar har dar hur vad varfor men eller sa bara fran tack "
    "hej alla alltid mycket bra vill far gor inga inget ingen nu efter innan inom blir kommer "
    "finns vara vi i".split()
)

# Numbers after these name a thing; they are no quantities.
NUMBERED = frozenset(
    "line coach carriage platform gate zone zones version room step level article section "
    "page bus tram train flight order ticket terminal gleis linie wagen steig bahnsteig tor "
    "zug voie quai ligne voiture via anden linea coche tren spar linje vagn tag number no nr "
    "class klasse klass floor desk store counter exit route road street".split()
)

FREE = (
    r"free of charge|for free|at no (?:extra |additional )?(?:cost|charge)|without charge|no (?:extra )?charge|costs? nothing|"
    r"(?:travels?|rides?|go|goes|is|are|comes?|enters?|delivery is) free(?! (?:of|from|to|seat|seats|space|spaces|again))|kostenlos|kostenfrei|umsonst|"
    r"gratuit(?:e|es|s|ement)?|gratis"
)
SHARES = {
    r"half (?:of )?(?:the |your |a |its )?(?:fare|price|cost|amount|ticket|fee|money|it|refund)|half[- ]price|die halfte|"
    r"den halben preis|la moitie|demi[- ]tarif|la mitad|halva (?:priset|beloppet)|hela halften": 50.0,
    r"(?:a |the |your )?full refund|(?:the |your )?(?:full|whole|entire) (?:fare|price|amount|cost)|all of it|refunded? in full|"
    r"den vollen preis|le prix entier|integralement|el importe (?:completo|total)|hela (?:priset|beloppet)": 100.0,
}
