"""Many stored queries against a stream of documents: which of them hold for each.

    >>> matcher = Matcher({1: tree_of_a_query, 2: tree_of_another})
    >>> matcher.match_batch(documents, now=now)
    [[1], [], [1, 2]]

A query is found by its *keys*: words of which one must stand in a text for the query to hold (`keys`), the rarest ones
that the stream has shown (`frequencies`). One Aho-Corasick scan over a whole batch finds them (`sifting`, `index`); only
queries whose key was met are evaluated (`evaluating`, `spans`), and those exactly. What each costs is in `costs`.
"""

from rapport.query.matching.costs import Cost, Outlook
from rapport.query.matching.matcher import Matcher, TooBroad
from rapport.query.matching.overruns import Overrun

__all__ = ["Cost", "Matcher", "Outlook", "Overrun", "TooBroad"]
