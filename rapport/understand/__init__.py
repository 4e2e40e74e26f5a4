"""What a message means: language, sentiment, need of an answer, danger, urgency.

Promises a reading with confidence and the words that decided it for every message, and that a person's
correction stands above the machine's. Decides no order of work.
"""
