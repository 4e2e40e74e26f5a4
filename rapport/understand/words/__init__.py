"""Word lists the rough reading rests on, in a small notation (see `reading.phrases`)."""
