"""Whether a translated sentence can stand for the English one, and why not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from string import Formatter

# What Discord takes of the words of commands, https://discord.com/developers/docs (naming): marks
# of scripts that need them included.
_NAME = re.compile(r"[-_'\w\u0900-\u097f\u0e00-\u0e7f]{1,32}")
_LIMITS = (
    (re.compile(r"command\..+\.description"), 100),
    (re.compile(r"kind\.[^.]+\.title"), 60),
)


class Flaw(StrEnum):
    """Why a sentence is unfit: the English one is said instead."""

    EMPTY = "a form is empty"
    BRACES = "braces that name no placeholder"
    UNKNOWN = "placeholders that English does not have"
    LACKING = "placeholders that only English has"
    NAME = "no name that Discord takes: 1 to 32 letters, figures, - or _, in small letters"
    LONG = "too long for where it stands"

    @property
    def forgiven(self) -> bool:
        """True for what is said all the same: it leaves something out, and breaks nothing."""
        return self is Flaw.LACKING


def flaw_of(key: str, source: Sequence[str], told: Sequence[str]) -> Flaw | None:
    """Return what is wrong with the forms of a sentence; None when they can be said."""
    if not all(form.strip() for form in told):
        return Flaw.EMPTY
    wanted = placeholders(source[-1]) or set()
    optional = {"n"} if len(source) > 1 else set()
    lacking = False
    for form in told:
        found = placeholders(form)
        if found is None:
            return Flaw.BRACES
        if found - wanted - optional:
            return Flaw.UNKNOWN
        lacking |= bool(wanted - found - optional)
    if key.startswith("command.") and key.endswith(".name") and not is_name(told[0]):
        return Flaw.NAME
    if any(len(form) > limit for shape, limit in _LIMITS if shape.fullmatch(key) for form in told):
        return Flaw.LONG
    return Flaw.LACKING if lacking else None


def named(flaw: Flaw, source: Sequence[str], told: Sequence[str]) -> list[str]:
    """Return the placeholders that a flaw is about, as they are written."""
    if flaw not in (Flaw.UNKNOWN, Flaw.LACKING):
        return []
    wanted = placeholders(source[-1]) or set()
    found = set()
    for form in told:
        own = placeholders(form) or set()
        found |= own - wanted if flaw is Flaw.UNKNOWN else wanted - own
    return [f"{{{name}}}" for name in sorted(found - ({"n"} if len(source) > 1 else set()))]


def placeholders(form: str) -> set[str] | None:
    """Return the placeholders of a form; None where its braces are no `{name}`."""
    if "{" not in form and "}" not in form:
        return set()
    found = set()
    try:
        for _, name, spec, conversion in Formatter().parse(form):
            if name is None:
                continue
            if spec or conversion or not name.isidentifier():
                return None
            found.add(name)
    except ValueError:
        return None
    return found


def is_name(text: str) -> bool:
    """True for a name that Discord takes of a command or of one of its options."""
    return _NAME.fullmatch(text) is not None and text == text.lower()
