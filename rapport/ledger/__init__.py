"""Facts: what happened, who reacts, the timeline, live notices.

Owns the stored facts, the timeline made of them, the jobs that carry them to their subscribers, the
one-second ticker and the notices to browsers. Promises that a fact and its jobs commit or vanish together
with the action that published it. Knows no other room: subjects are plain keys such as "conversation:12".
"""
