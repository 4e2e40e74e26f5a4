"""Erasers: each room says how it forgets a person.

    @eraser("understand.Reading", "understand.Correction")
    def forget_readings(person_id: int, handle_ids: list[int]) -> int: ...

An eraser deletes or empties what its room holds about that person and says how many rows it touched. It runs
inside the transaction of the erasure, makes no network call, and may run twice. Rooms above go first, so an
eraser still finds what lower rooms hold. A test demands that every model that reaches a person, handle or
message by foreign key is named by an eraser.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.apps import apps

Erase = Callable[[int, list[int]], int]


@dataclass(frozen=True)
class Eraser:
    models: tuple[str, ...]
    erase: Erase

    @property
    def room(self) -> str:
        return self.models[0].partition(".")[0]


_erasers: dict[str, Eraser] = {}


def eraser(*models: str) -> Callable[[Erase], Erase]:
    """`models`: "app_label.Model" of everything the function covers, all of one room."""
    if not models or len({model.partition(".")[0] for model in models}) != 1:
        raise ValueError("Name the models of one room, such as 'understand.Reading'.")

    def keep(function: Erase) -> Erase:
        name = f"{function.__module__}.{function.__qualname__}"
        _erasers[name] = Eraser(models=models, erase=function)
        return function

    return keep


def erasers() -> list[Eraser]:
    """Rooms above first: the reverse of their order in INSTALLED_APPS."""
    height = {config.label: place for place, config in enumerate(apps.get_app_configs())}
    return sorted(_erasers.values(), key=lambda eraser: height[eraser.room], reverse=True)


def covered_models() -> set[str]:
    return {model for eraser in _erasers.values() for model in eraser.models}
