"""Django's `translate`, `url` and `static`, which remember what they found.

A conversation draws some 130 constant words and 70 addresses. Django looks every one of them up anew: 50 and 78
microseconds each (Python 3.11, Django 5.2), more than a quarter of the page's processor time. A constant word is the
same for everyone who reads that language, and the address of a view differs between two numbers in the number alone.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Any

from django.template import Context, Library, Node, defaultfilters, defaulttags
from django.template.base import Parser, Token, Variable
from django.templatetags import i18n
from django.templatetags import static as static_files
from django.urls import reverse
from django.utils.html import conditional_escape
from django.utils.translation import get_language

from rapport.web import looking_up

looking_up.install()
register = Library()
register.tags.update(i18n.register.tags)
register.filters.update(i18n.register.filters)
register.tags.update(static_files.register.tags)

# No number of ours is as large: what stands where it stands in an address is the place of the number.
_STAND_IN = 8_999_999_999_999_000_000


class KeptTranslate(Node):
    """A constant word, kept by language. The language is the request's: asking Django for it costs as much again."""

    child_nodelists = ()

    def __init__(self, said: i18n.TranslateNode) -> None:
        self.said = said
        self.kept: dict[str | None, str] = {}

    def render(self, context: Context) -> str:
        request = getattr(context, "request", None)
        language = getattr(request, "LANGUAGE_CODE", None) or get_language()
        found = self.kept.get(language)
        if found is None:
            found = self.kept[language] = self.said.render(context)
        return found


class KeptUrl(Node):
    """The address of a view by its constant name; its numbers are put into the address kept."""

    child_nodelists = ()

    def __init__(self, url: defaulttags.URLNode, name: str) -> None:
        self.url = url
        self.name = name
        self.words = tuple(url.kwargs)

    def render(self, context: Context) -> str:
        numbers = [arg.resolve(context) for arg in self.url.args]
        numbers += [arg.resolve(context) for arg in self.url.kwargs.values()]
        if any(type(number) is not int or number < 0 for number in numbers):
            return self.url.render(context)
        return _address(self.name, len(self.url.args), self.words).format(*numbers)


@lru_cache(maxsize=1000)
def _address(name: str, count: int, words: tuple[str, ...]) -> str:
    """The address with {0}, {1} in place of its numbers, escaped for HTML."""
    stand_ins = [_STAND_IN + place for place in range(count + len(words))]
    kwargs = dict(zip(words, stand_ins[count:], strict=True))
    found = str(conditional_escape(reverse(name, args=stand_ins[:count], kwargs=kwargs)))
    found = found.replace("{", "{{").replace("}", "}}")
    for place, stand_in in enumerate(stand_ins):
        found = found.replace(str(stand_in), f"{{{place}}}")
    return found


@register.tag("translate")
@register.tag("trans")
def translate(parser: Parser, token: Token) -> Node:
    node = i18n.do_translate(parser, token)
    expression = node.filter_expression
    is_constant = (
        isinstance(expression.var, Variable)
        and expression.var.literal is not None
        and not expression.filters
    )
    is_plain = node.asvar is None and node.message_context is None and not node.noop
    return KeptTranslate(node) if is_constant and is_plain else node


class KeptStatic(Node):
    """The address of a file of ours: it stays as long as the process does."""

    child_nodelists = ()

    def __init__(self, file: static_files.StaticNode) -> None:
        self.file = file
        self.kept = ""

    def render(self, context: Context) -> str:
        self.kept = self.kept or self.file.render(context)
        return self.kept


@register.tag
def static(parser: Parser, token: Token) -> Node:
    node = static_files.do_static(parser, token)
    is_constant = isinstance(node.path.var, str) and not node.path.filters
    return KeptStatic(node) if is_constant and node.varname is None else node


@register.tag
def url(parser: Parser, token: Token) -> Node:
    node = defaulttags.url(parser, token)
    name: Any = node.view_name.var
    is_constant = isinstance(name, str) and not node.view_name.filters
    return KeptUrl(node, name) if is_constant and node.asvar is None else node


@register.filter(is_safe=True)
@defaultfilters.stringfilter
def truncatechars(text: str, most: int) -> str:
    """Django's own looks at every letter for whether it combines with the one before: 60 us each, 56 on a long thread."""
    whole = unicodedata.normalize("NFC", text)
    if most > 0 and len(whole) <= most:
        return whole
    if most > 0 and whole.isascii():
        return f"{whole[: most - 1]}…"
    cut: str = defaultfilters.truncatechars(text, most)
    return cut
