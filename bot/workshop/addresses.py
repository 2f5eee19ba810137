"""Web and e-mail addresses in a text, so that they are shown as they were written."""

from __future__ import annotations

import re

_BEGINNING = re.compile(r"(?<![^\W_])(?:https?://|www\.)(?=[^\W_])", re.IGNORECASE)
# Signs that no address needs and that end one: white space, quotes, what shows nothing.
_REST = re.compile(r"[^\s<>|\\`\"«»“”\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]++")
_CLOSING = {")": "(", "]": "[", "}": "{"}
_BEHIND = frozenset(".,:;!?'’…*~")
_DOMAIN = re.compile(r"(?:[^\W_]|-)++(?:\.(?:[^\W_]|-)++)++")
_LOCAL = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._%+-")
_LOCAL_LIMIT = 64


def addresses(text: str) -> list[tuple[int, int]]:
    """Return where addresses begin and end in `text`, in order, none within another.

    A web address begins with ``http://``, ``https://`` or ``www.``; the punctuation behind it is
    not its own, nor a bracket that it did not open.
    """
    found: list[tuple[int, int]] = []
    at = 0
    while True:
        web = _BEGINNING.search(text, at) if at < len(text) else None
        _add_mails(text, at, web.start() if web else len(text), found)
        if web is None:
            return found
        rest = _REST.match(text, web.end())
        assert rest is not None
        end = _end(text, web.end(), rest.end())
        found.append((web.start(), end))
        at = end


def _add_mails(text: str, start: int, end: int, found: list[tuple[int, int]]) -> None:
    """Add the e-mail addresses whose ``@`` stands from `start` to `end`."""
    at = text.find("@", start, end)
    while at >= 0:
        domain = _DOMAIN.match(text, at + 1, end)
        first = _local(text, max(start, at - _LOCAL_LIMIT), at)
        if domain is None:
            start = at + 1
        else:
            start = domain.end()
            if first < at and domain[0].rpartition(".")[2].isalpha():
                found.append((first, start))
        at = text.find("@", start, end)


def _local(text: str, least: int, at: int) -> int:
    """Return where what stands before an ``@`` begins; `at` when there is nothing."""
    first = at
    while first > least and text[first - 1] in _LOCAL:
        first -= 1
    while first < at and not text[first].isalnum():
        first += 1
    return first


def _end(text: str, start: int, end: int) -> int:
    """Return where an address ends: before a bracket that it did not open, before what people
    write around it to have it stand out, and before the punctuation behind it."""
    opened = dict.fromkeys(_CLOSING.values(), 0)
    for at in range(start, end):
        char = text[at]
        if char in opened:
            opened[char] += 1
        elif char in _CLOSING:
            opened[_CLOSING[char]] -= 1
            if opened[_CLOSING[char]] < 0:
                end = at
                break
        elif char in "*~" and text[at + 1 : at + 2] == char:
            end = at
            break
    while end > start and text[end - 1] in _BEHIND:
        end -= 1
    return end
