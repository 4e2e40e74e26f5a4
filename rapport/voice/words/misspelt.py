"""Misspellings by language that are no word in it: wrong, then right, accents and all; "_" is a space."""

from __future__ import annotations

_EN = """
recieve receive recieved received recieving receiving reciept receipt acheive achieve beleive believe beleived believed
thier their freind friend freinds friends definately definitely definatly definitely seperate separate
seperately separately occured occurred occuring occurring occurence occurrence untill until whcih which
becuase because becasue because beacuse because tommorow tomorrow tommorrow tomorrow tomorow tomorrow adress address
adresses addresses accomodate accommodate accomodation accommodation apologys apologies
inconvience inconvenience inconvinience inconvenience inconvienence inconvenience inconveniance inconvenience
refered referred refering referring transfered transferred transfering transferring prefered preferred
succesful successful succesfully successfully sucessful successful sucessfully successfully neccessary necessary necesary necessary
goverment government enviroment environment begining beginning writting writing wating waiting
teh the adn and taht that thsi this yuor your yoru your dont don't doesnt doesn't didnt didn't
isnt isn't wasnt wasn't wouldnt wouldn't couldnt couldn't shouldnt shouldn't havent haven't hasnt hasn't
alot a_lot truely truly sincerly sincerely greatful grateful publically publicly basicly basically
calender calendar commited committed commitee committee embarass embarrass embarassing embarrassing existance existence
experiance experience expereince experience familar familiar finaly finally foward forward fourty forty garantee guarantee
guarentee guarantee gaurantee guarantee happend happened immediatly immediately imediately immediately independant independent
knowlege knowledge liason liaison maintainance maintenance maintenence maintenance mispell misspell noticable noticeable
 occassion occasion oportunity opportunity paralell parallel persistant persistent posession possession
privelege privilege probaly probably probabaly probably questionaire questionnaire reccomend recommend recomend recommend
recomended recommended relevent relevant responsability responsibility responce response rythm rhythm schedual schedule
shedule schedule similiar similar speach speech suprise surprise suprised surprised temperture temperature thankyou thank_you
tendancy tendency unfortunatly unfortunately unfortunatley unfortunately
vaccuum vacuum vehical vehicle wensday Wednesday wendesday Wednesday febuary February recieves receives
custumer customer custmer customer bookking booking refudn refund refuned refunded delievery delivery
delivary delivery dilivery delivery packege package ammount amount avaliable available availible available availabe available
assitance assistance assistence assistance availablity availability colleage colleague collegue colleague
collegues colleagues comunication communication concious conscious convinient convenient curiousity curiosity desparate desperate
dissapoint disappoint dissapointed disappointed dissappointed disappointed dissapointing disappointing disapointed disappointed
explaination explanation frustated frustrated futher further hapy happy heared heard
intrest interest intrested interested isue issue isssue issue laguage language leutenant lieutenant messege message
mesage message minuts minutes mintues minutes patince patience pateince patience plese please pelase please
plaese please problme problem proccess process proccessed processed quikly quickly regaurding regarding reguarding regarding
resloved resolved sevice service serivce service soryy sorry srory sorry sytem system ticekt ticket tikcet ticket
undestand understand understnad understand udpate update upate update usualy usually waht what
"""
_DE = """
nciht nicht nihct nicht udn und enschuldigung Entschuldigung vieleicht vielleicht
villeicht vielleicht wiederspruch Widerspruch aufjedenfall auf_jeden_Fall garnicht gar_nicht
garnichts gar_nichts desweiteren des_Weiteren ersteinmal erst_einmal warscheinlich wahrscheinlich wahrscheinlcih wahrscheinlich
nähmlich nämlich interresse Interesse rythmus Rhythmus
vorraus voraus vorraussichtlich voraussichtlich heruasfinden herausfinden bescheit Bescheid verspähtung Verspätung
verspätug Verspätung vertändnis Verständnis verständniss Verständnis ergebniss Ergebnis erlebniss Erlebnis
"""
_FR = """
malgrès malgré parmis parmi biensur bien_sûr biensûr bien_sûr aujourdhui aujourd'hui
apeller appeler dévelloper développer remboursment remboursement
"""
_ES = """
atravez a_través porfavor por_favor nesecita necesita nesecito necesito ocaciones ocasiones
enserio en_serio desición decisión
"""
_SV = """
iallafall i_alla_fall tillexempel till_exempel återkomer återkommer kommmer kommer ursäkkta ursäkta
tillgänlig tillgänglig intresant intressant defenitivt definitivt
"""


def _pairs(listed: str) -> dict[str, str]:
    words = listed.split()
    return {
        wrong: right.replace("_", " ") for wrong, right in zip(words[::2], words[1::2], strict=True)
    }


MISSPELT = {
    "en": _pairs(_EN),
    "de": _pairs(_DE),
    "fr": _pairs(_FR),
    "es": _pairs(_ES),
    "sv": _pairs(_SV),
}
