from rapport.understand.contract import ReadingResult


def read_texts(texts):
    out=[]
    for t in texts:
        l=t.lower()
        danger="jump off" in l
        praise="thank you for" in l or "lovely" in l
        neg="still" in l or "late" in l or "angry" in l
        needs=("?" in t or neg) and not praise
        out.append(ReadingResult("en",.9,"negative" if neg else "positive" if praise else "neutral",(.8,.1,.1) if neg else (.1,.8,.1),needs or danger,.8,"praise" if praise else "question" if "?" in t else "complaint" if neg else "chatter",danger,(),0,False,(),"rough",True))
    return out
