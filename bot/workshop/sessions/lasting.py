"""How long a step lasts that is opened now, as those who lead type it."""

from __future__ import annotations

import math
import re
from fractions import Fraction

from bot.workshop.errors import Refusal
from bot.workshop.step import LEAST_MINUTES, MOST_MINUTES
from bot.workshop.text import one_line

_TYPED = 20  # characters: no length of time takes more
_NUMBER = r"([0-9]{1,5}(?:[.,][0-9]{1,2})?)"
_HOURS = re.compile(rf"{_NUMBER} ?(?:h|heures?|hours?)(?: ?([0-9]{{1,2}})(?: ?min)?)?")
_MINUTES = re.compile(rf"{_NUMBER} ?(?:min|mn|m|minutes?)?(?: ?([0-9]{{1,2}}) ?s?)?")
_SECONDS = re.compile(rf"{_NUMBER} ?(?:s|sec|seconde?s?)")


def lasting(text: str) -> float:
    """Return the minutes that `text` says, up to the next half: “5”, “90 s”, “1 min 30”, “1 h 30”.

    A number alone is minutes. Raises Refusal when it cannot be read or is out of bounds.
    """
    written = one_line(text).lower()
    found = Fraction(0)
    if len(written) <= _TYPED:
        for shape, unit, below in ((_HOURS, 60, 1), (_MINUTES, 1, Fraction(1, 60))):
            match = shape.fullmatch(written)
            if match is not None and not (match[2] and unit == 1 and "m" not in written):
                found = _read(match[1]) * unit + int(match[2] or 0) * below
        match = _SECONDS.fullmatch(written)
        if match is not None:
            found = _read(match[1]) / 60
    minutes = math.ceil(found * 2) / 2
    if not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        raise Refusal("opening.bad_length")
    return minutes


def _read(number: str) -> Fraction:
    return Fraction(number.replace(",", "."))
