"""What a template asks most often, by a short way: an attribute of a plain object, and words to be escaped.

A conversation looks 600 names up and draws 300 values. Django asks every object first whether it is a dictionary, by an
exception where it is none, and every text whether it is a promise of a translation: a fifth of the page's processor time.
Whatever is not plain goes Django's way from the start, so that what comes out is the same.
"""

from __future__ import annotations

from html import escape
from typing import Any

from django.template import Context
from django.template.base import Variable, VariableNode, render_value_in_context
from django.utils.safestring import SafeString

_django_looks_up = Variable._resolve_lookup  # type: ignore[attr-defined]


def install() -> None:
    """For every template of this process. Twice is once."""
    Variable._resolve_lookup = _look_up  # type: ignore[attr-defined]
    VariableNode.render = _draw  # type: ignore[method-assign, assignment]


def _look_up(variable: Variable, context: Context) -> Any:
    names = variable.lookups
    assert names is not None
    try:
        current = context[names[0]]
        for name in names[1:]:
            kind = type(current)
            if kind is dict:
                current = current[name]
            elif callable(current) or hasattr(kind, "__getitem__"):
                return _django_looks_up(variable, context)
            else:
                current = getattr(current, name)
    except (KeyError, AttributeError, TypeError):
        return _django_looks_up(variable, context)
    return _django_looks_up(variable, context) if callable(current) else current


def _draw(node: VariableNode, context: Context) -> str:
    try:
        value = node.filter_expression.resolve(context)
    except UnicodeDecodeError:
        return ""
    kind = type(value)
    if kind is SafeString:
        return str(value)
    if kind is str and context.autoescape:
        return escape(value)
    return render_value_in_context(value, context)
