"""Values of a JSON file that know their place, so that a mistake is told with where it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from bot.workshop.alike import alike

MOST = 10**9  # weights, scores and budgets: large enough for any vote, small enough to print

_SMALL, _MOST_HELD = 4, 20_000  # names of an object that may be shared; how many are remembered


class Malformed(ValueError):  # noqa: N818 - an answer to whoever wrote the file
    """The file cannot be counted: one sentence, its place first."""


@dataclass(frozen=True, slots=True)
class Inexact:
    """A number written with a point or an exponent: rules count with whole numbers only."""

    text: str


class Repeated(dict[str, object]):
    """An object of the file in which `name` stands twice, so that one of the two would be lost."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name


@dataclass(frozen=True, slots=True)
class At:
    """A value and its place in the file, such as ``ballots[3].ballot.A``."""

    value: object
    place: str = ""

    def refuse(self, expected: str) -> Malformed:
        """Return the error that says what was expected here and what was found."""
        return self.wrong(f"expected {expected}, not {_shown(self.value)}")

    def wrong(self, sentence: str) -> Malformed:
        """Return the error that says `sentence` of this place."""
        return Malformed(f"{self.place or 'the file'}: {sentence}")

    def entries(self, expected: str = "an object") -> dict[str, At]:
        """Return the values of an object by name; raise Malformed for anything else."""
        if isinstance(self.value, Repeated):
            raise self.wrong(f"{_quoted(self.value.name)} is given twice")
        if not isinstance(self.value, dict):
            raise self.refuse(expected)
        return {name: At(value, self._inside(name)) for name, value in self.value.items()}

    def needed(self, name: str) -> At:
        """Return the value called `name` of an object; raise Malformed when it is not there."""
        entries = self.entries()
        if name not in entries:
            raise self.wrong(f"{_quoted(name)} is missing")
        return entries[name]

    def beside(self, name: str, value: object) -> At:
        """Return a `value` that the file leaves out, at the place where it could have stood."""
        return At(value, self._inside(name))

    def items(self, expected: str = "a list") -> list[At]:
        """Return the values of a list; raise Malformed for anything else."""
        if not isinstance(self.value, list):
            raise self.refuse(expected)
        return [At(value, f"{self.place}[{n}]") for n, value in enumerate(self.value)]

    def whole(self, low: int, high: int = MOST) -> int:
        """Return a whole number from `low` to `high`; raise Malformed for anything else."""
        number = self.value
        if isinstance(number, bool) or not isinstance(number, int) or not low <= number <= high:
            raise self.refuse(f"a whole number from {low} to {high}")
        return number

    def truth(self) -> bool:
        """Return true or false; raise Malformed for anything else."""
        if not isinstance(self.value, bool):
            raise self.refuse("true or false")
        return self.value

    def name(self) -> str:
        """Return a text that is not empty; raise Malformed for anything else."""
        if not isinstance(self.value, str) or not self.value.strip():
            raise self.refuse("a name that is not empty")
        return self.text()

    def text(self) -> str:
        """Return a text made of whole characters; raise Malformed for anything else."""
        if not isinstance(self.value, str):
            raise self.refuse("a text")
        if any("\ud800" <= letter <= "\udfff" for letter in self.value):
            raise self.wrong("this text holds half a character (a lone surrogate)")
        return self.value

    def names(self) -> list[str]:
        """Return a list of different texts that are not empty; raise Malformed otherwise.

        Those that nobody can tell apart are the same.
        """
        found: dict[str, str] = {}
        for item in self.items("a list of names"):
            name = item.name()
            key = alike(name)
            if key in found:
                same = "stands twice" if found[key] == name else "reads as one before it"
                raise item.wrong(f"{_quoted(name)} {same}")
            found[key] = name
        return list(found.values())

    def one_of(self, words: Iterable[str]) -> str:
        """Return one of `words`; raise Malformed for anything else."""
        known = tuple(words)
        if not isinstance(self.value, str) or self.value not in known:
            raise self.refuse("one of " + ", ".join(_quoted(word) for word in known))
        return self.value

    def amount(self) -> Fraction:
        """Return a sum of money over zero, a whole number or a text such as ``"1200.50"``."""
        number = self.value
        if isinstance(number, str) and re.fullmatch(r"[0-9]{1,9}\.[0-9]{2}", number):
            found = Fraction(number)
            if found > 0:
                return found
        elif isinstance(number, int) and not isinstance(number, bool) and 1 <= number <= MOST:
            return Fraction(number)
        raise self.refuse(
            f'an amount over zero, {MOST} at most, such as the number 1200 or the text "1200.50"'
        )

    def share(self, low: Fraction, high: Fraction) -> Fraction:
        """Return a fraction written as ``"2/3"``, from `low` to `high`; raise Malformed else."""
        if isinstance(self.value, str) and re.fullmatch(
            r"[0-9]{1,9}/0*[1-9][0-9]{0,8}", self.value
        ):
            found = Fraction(self.value)
            if low <= found <= high:
                return found
        raise self.refuse(f'a fraction from "{_over(low)}" to "{_over(high)}", such as "2/3"')

    def _inside(self, name: str) -> str:
        if not name.isidentifier():
            return f"{self.place}[{_quoted(name)}]"
        return f"{self.place}.{name}" if self.place else name


def parsed(content: bytes) -> At:
    """Return the JSON of `content` (UTF-8); raise Malformed when it is not JSON."""
    try:
        value = json.loads(
            content.decode("utf-8-sig"),
            parse_float=Inexact,
            parse_constant=Inexact,
            object_pairs_hook=_Objects().made,
        )
    except UnicodeDecodeError as error:
        raise Malformed(f"byte {error.start}: not UTF-8 text") from error
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise Malformed(f"{place}: not JSON ({error.msg})") from error
    except ValueError as error:
        raise Malformed("the file: a number has too many digits") from error
    except RecursionError as error:
        raise Malformed("the file: nested too deeply") from error
    return At(value)


class _Objects:
    """Makes the objects of one file: small ones that say the same, such as the scores of an option
    by criterion, are one in memory."""

    def __init__(self) -> None:
        self._held: dict[object, dict[str, object]] = {}

    def made(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(pairs)
        if len(found) < len(pairs):
            names = [name for name, _ in pairs]
            return Repeated(next(name for name in names if names.count(name) > 1))
        if len(pairs) > _SMALL:
            return found
        # True and 1 are equal, and do not say the same.
        key = (*pairs, *map(type, found.values()))
        try:
            if len(self._held) < _MOST_HELD:
                return self._held.setdefault(key, found)
            return self._held.get(key, found)
        except TypeError:  # a list or an object in it
            return found


def _over(share: Fraction) -> str:
    return f"{share.numerator}/{share.denominator}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=any("\ud800" <= letter <= "\udfff" for letter in text))


def _shown(value: object) -> str:
    """Return what was found, in a few characters that stay on one line."""
    if isinstance(value, Inexact):
        return value.text[:40]
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    shown = _quoted(value) if isinstance(value, str) else json.dumps(value)
    return shown if len(shown) <= 40 else shown[:39] + "…"
