"""How fast the square lives: demo minutes against minutes on the wall."""

from __future__ import annotations

from rapport.plaza.models import SquareSetting

# Demo seconds that pass in one second on the wall. Normal: one demo minute is six seconds.
SPEED = {
    SquareSetting.Pace.PAUSED: 0.0,
    SquareSetting.Pace.SLOW: 4.0,
    SquareSetting.Pace.NORMAL: 10.0,
    SquareSetting.Pace.BUSY: 30.0,
}
# How long somebody waits for the brand before writing again.
PATIENCE_MINUTES = 10.0
# Those who already wait when the demo starts lose patience this far apart.
STAGGER_MINUTES = 8.0
# An answer is read, and reacted to, after so long (drawn evenly).
REACTION_MINUTES = (0.5, 1.5)
# Bystanders join so long after the second word of somebody who was ignored.
JOINING_MINUTES = (0.3, 2.0)
# Between two ordinary posts, on average; the first leaves time to look around.
CHATTER_MINUTES = 2.5
FIRST_CHATTER_MINUTES = 4.0
# So many of the ordinary posts are about the brand and not meant for it: one in two minutes at the normal pace.
OVERHEARD_SHARE = 0.15
# Somebody ignored writes again this often, then gives up.
MOST_FOLLOW_UPS = 2
# With so many unanswered, new people no longer address the brand: a demo left alone does not drown.
MOST_WAITING = 40
# A pile-on is told in so many seconds on the wall, whatever the pace: one who asked for it watches.
# The list in Rapport has to name it within a minute.
PILE_ON_SECONDS = 75.0
