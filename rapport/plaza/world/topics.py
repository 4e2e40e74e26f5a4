"""What one can write to the railway about, and how often people do."""

from __future__ import annotations

from typing import NamedTuple

from rapport.plaza.world.shapes import Kind


class Topic(NamedTuple):
    """`family` names the bystanders' voices; `weight` how often it comes up.

    `about_a_train` topics happen on a train that runs now, and gather on bad days.
    `months` limits a topic to a season; `only_line` to one line.
    """

    name: str
    kind: Kind
    family: str
    weight: float
    about_a_train: bool = False
    months: tuple[int, ...] = ()
    answer: str = ""

    @property
    def answers(self) -> str:
        return self.answer or f"{self.name}.answer"


_COLD = (10, 11, 12, 1, 2, 3, 4)
_WARM = (5, 6, 7, 8, 9)

TOPICS: dict[str, Topic] = {
    topic.name: topic
    for topic in (
        Topic("delay", "complaint", "trouble", 13, about_a_train=True),
        Topic("cancelled", "complaint", "trouble", 7, about_a_train=True),
        Topic("crowded", "complaint", "gripe", 5, about_a_train=True),
        Topic("connection", "complaint", "gripe", 3, about_a_train=True),
        Topic("bus", "complaint", "gripe", 2.4, about_a_train=True),
        Topic("platform", "complaint", "gripe", 1.8, about_a_train=True),
        Topic("silence", "complaint", "trouble", 2.4, about_a_train=True),
        Topic("cold", "complaint", "gripe", 2.6, months=_COLD),
        Topic("hot", "complaint", "gripe", 2.0, months=_WARM),
        Topic("toilet", "complaint", "gripe", 2.0),
        Topic("wifi", "complaint", "gripe", 2.0),
        Topic("noise", "complaint", "gripe", 1.6),
        Topic("dirt", "complaint", "gripe", 1.8),
        Topic("lift", "complaint", "gripe", 2.0),
        Topic("staff", "complaint", "gripe", 1.7),
        Topic("station", "complaint", "gripe", 2.2),
        Topic("app", "complaint", "gripe", 4.0),
        Topic("refund", "complaint", "gripe", 3.6),
        Topic("form", "question", "question", 2.2),
        Topic("price", "complaint", "gripe", 2.2),
        Topic("fine", "complaint", "gripe", 1.7),
        Topic("pass", "question", "question", 1.5),
        Topic("bicycle", "question", "question", 3.4),
        Topic("lost", "question", "question", 3.2),
        Topic("dog", "question", "question", 1.5),
        Topic("student", "question", "question", 1.4),
        Topic("kids", "question", "question", 1.5),
        Topic("last", "question", "question", 1.6),
        Topic("works", "question", "question", 1.6),
        Topic("group", "question", "question", 0.9),
        Topic("luggage", "question", "question", 1.4),
        Topic("refunddays", "question", "question", 1.6),
        Topic("later", "request", "request", 1.6),
        Topic("coach", "request", "request", 1.4),
        Topic("shelter", "request", "request", 1.7),
        Topic("ramp", "request", "question", 1.3),
        Topic("suggestion", "request", "request", 1.7),
        Topic("conductor", "praise", "kind", 4.0, answer="praise.answer"),
        Topic("driver", "praise", "kind", 1.8, answer="praise.answer"),
        Topic("clean", "praise", "praise", 1.6, answer="thanksback.answer"),
        Topic("found", "praise", "praise", 1.6, answer="thanksback.answer"),
        Topic("fastrefund", "praise", "praise", 1.2, answer="thanksback.answer"),
        Topic("help", "praise", "kind", 2.2, answer="thanksback.answer"),
        Topic("ride", "praise", "praise", 1.6, answer="praise.answer"),
    )
}
CONTRADICTED = ("refund", "refunddays", "lost", "bicycle", "dog", "form", "app")
"""Topics in which some past replies said the opposite of what the brand holds true."""
