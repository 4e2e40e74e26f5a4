"""Pictures, from outside and ours, served from here: no browser of ours ever asks another host."""
