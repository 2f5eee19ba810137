"""The marks of a list: one rule for what is written in a form and for what is typed.

A line begins with a mark, indented or not, when it begins with:

- a **sign** that begins no sentence: ``• ◦ ▪ ● ‣ ∙ · ☐ ☑ ✓ ✔ →`` and their kin, ``[ ]``, ``[x]``
  (`bot.workshop.text.clean` has made them of Word's private characters and of its ``o`` and a tab);
- a **dash**, ``- – — * +``, and a space. ``+`` is one only where several lines have it;
- a **number or a letter**, ``1.`` ``(1)`` ``1/`` ``1-`` ``1°`` ``1.2`` ``a)`` ``a.`` ``ii)``,
  and a space, when it is one of a sequence (the one before it stands above, or the one after it
  below). Alone, ``1.``, ``a)`` or any ``3)`` are marks on the first line, and any number of at
  most two figures is below a marked line; never before a figure.

**Where the mark could be a meaning the line is kept whole**: ``- de voitures``, ``+ d’arbres``
(fewer, more), ``- 10 %``, unless another line has the same dash and cannot be read so;
``10. 000 euros``; ``A. Dupont``, whose capital needs two others beside it. A line kept whole for
its dash begins an idea all the same.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.workshop.text import clean, shows

_SIGNS = "•◦▪▫■□●○◘◙‣⁃⁌⁍∙⋅◆◇❖◈➢➤►▶▸▹▻➣➥❑❏❍☐◾◽"
# Alone, these are an answer: “✓”.
_CHECKS = "☑☒✓✔✗✘🗹🗸①-⑳❶-❿➀-➓"
# A dot in the middle, an arrow, a star also join or count: these need a space too.
_ARROWS = "·→⇒➔➜➙➝➞⟶⇨➡★☆✦✧👉🔹🔸"
_SPACE = r"[^\S\n]"
_SIGN = re.compile(
    rf"(?:[{_SIGNS}]\ufe0f?|[{_CHECKS}]\ufe0f?(?={_SPACE}\S|\w)"
    rf"|(?:[{_ARROWS}]\ufe0f?|[0-9]\ufe0f?\u20e3)(?={_SPACE}\S)"
    rf"|\[[ xX✓✔\u00a0]?\](?={_SPACE}|$)){_SPACE}*+"
)
_DASH = re.compile(rf"([-–—−*+＋])(?={_SPACE}|$){_SPACE}*+")
_NUMBER = re.compile(
    r"(?:\((?P<inner>\d{1,3}|[a-z])\)"
    r"|(?P<outer>\d{1,3}(?:\.\d{1,3}){0,4}|[a-zA-Z]|[ivx]{2,5}|[IVX]{2,5})"
    rf"(?P<end>\.\)|[.)°/]|{_SPACE}?[-–](?={_SPACE}(?!\d))|))"
    rf"(?:(?={_SPACE}|$){_SPACE}*+|(?<=\d[.)])(?P<glued>(?=[^\W\d_])))"
)
# “fewer”, “more”, “less than”: what a dash and a plus mean before these.
_MEANING = re.compile(r"de (?!la |l['’])|d['’]|\d[\d.,]{0,8} ?[%‰°]", re.IGNORECASE)
_ONE_MEANING = frozenset("-–−+＋")
# What is grouped by three, or a decimal: “10. 000”, “2. 5”.
_FIGURE = re.compile(r"\d")
_THOUSANDS = re.compile(r"\d{3}(?!\d)")
# Keyboards write these for “-” and “+”.
_ALIKE = str.maketrans({"–": "-", "—": "-", "−": "-", "＋": "+", "？": "?"})
_AS_ROMAN = 100  # apart from letters
_INITIALS = 2  # capitals in a row that may be those of names: “A. Dupont”, “B. Martin”
_ROMAN = {
    name: n
    for n, name in enumerate(
        [
            "i",
            "ii",
            "iii",
            "iv",
            "v",
            "vi",
            "vii",
            "viii",
            "ix",
            "x",
            "xi",
            "xii",
            "xiii",
            "xiv",
            "xv",
            "xvi",
            "xvii",
            "xviii",
            "xix",
            "xx",
        ],
        start=1,
    )
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a list, or of a text: its words, and whether it `begins` an idea.

    One that is kept whole, though it begins with what elsewhere is a mark, is `whole`.
    """

    text: str
    begins: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A number that may be a mark: its style, what it may count, and where the words begin.

    `within` is the number above it where one must stand; `sure` that it is no initial of a name;
    `glued` that its words follow without a space.
    """

    style: str
    values: tuple[int, ...]
    end: int
    within: str | None = None
    sure: bool = True
    glued: bool = False


def ideas(text: str) -> list[str]:
    """Split what was written in a form into ideas: one a line, list marks taken off."""
    return [line.text for line in lines(text) if shows(line.text)]


def lines(text: str, columns: Collection[str] = ()) -> list[Line]:
    """Return the lines of `text` that show something, list marks taken off.

    A line that begins with a sign of `columns` (``-``, ``+``) is left as it is: there it leads to
    a column. One of which nothing is left but its mark has no text.
    """
    written = [line for line in clean(text).split("\n") if shows(line)]
    dashes = [_DASH.match(line) for line in written]
    numbers = [_number(line) for line in written]
    counted = _in_sequence(numbers)
    plain = _plain(written, dashes)
    read: list[Line] = []
    for rank, line in enumerate(written):
        dash, number = dashes[rank], numbers[rank]
        listed = bool(read) and read[-1].begins
        if dash is not None:
            read.append(_dashed(line, dash, plain, columns))
        elif number is not None and (
            rank in counted or _alone(line, number, first=not rank, listed=listed)
        ):
            read.append(Line(line[after_signs(line, number.end) :], begins=True))
        else:
            end = after_signs(line)
            read.append(Line(line[end:], begins=end > 0))
    return read


def after_signs(line: str, start: int = 0) -> int:
    """Return where the words of `line` begin, after the signs and boxes that stand at `start`."""
    while (found := _SIGN.match(line, start)) is not None:
        start = found.end()
    return start


def plain_sign(sign: str) -> str:
    """Return the sign that a keyboard's own stands for: ``–`` is ``-``."""
    return sign.translate(_ALIKE)


def is_meaning(sign: str, rest: str) -> bool:
    """True when a dash or a plus before `rest` may say “fewer” or “more”."""
    return sign in _ONE_MEANING and _MEANING.match(rest) is not None


def _plain(written: Sequence[str], dashes: Sequence[re.Match[str] | None]) -> dict[str, int]:
    """Return how many lines begin with each dash that cannot be a meaning there."""
    found: dict[str, int] = {}
    for line, dash in zip(written, dashes, strict=True):
        if dash is not None and not is_meaning(dash[1], line[dash.end() :]):
            found[dash[1]] = found.get(dash[1], 0) + 1
    return found


def _dashed(
    line: str, dash: re.Match[str], plain: dict[str, int], columns: Collection[str]
) -> Line:
    sign, rest = dash[1], line[dash.end() :]
    others = plain.get(sign, 0)
    column = plain_sign(sign) in columns
    if is_meaning(sign, rest) and (column or not others):
        return Line(line, begins=True, whole=True)
    if column or (sign in "+＋" and others < 2):
        return Line(line)
    return Line(line[after_signs(line, dash.end()) :], begins=True)


def _number(line: str) -> _Numbered | None:
    found = _NUMBER.match(line)
    if found is None:
        return None
    name = found["inner"] or found["outer"]
    end = ")" if found["inner"] else found["end"].strip()
    above, point, last = name.rpartition(".")
    if not (end or point) or (end == "." and _THOUSANDS.match(line, found.end())):
        return None  # “3 écoles”, “à”; “10. 000 euros”
    glued = found["glued"] is not None
    if last.isdecimal():
        within = above if point and not end else None
        return _Numbered(f"{above}{point}1{end}", (int(last),), found.end(), within, glued=glued)
    if end and end in "°-–":
        return None
    letter = "A" if last.isupper() else "a"
    values = (ord(last) - ord(letter) + 1,) if len(last) == 1 else ()
    roman = _ROMAN.get(last.lower())
    if roman is not None:
        # “i)” is the ninth letter, or the first of another list: each is tried.
        values = (*values, _AS_ROMAN + roman)
    sure = end != "." or letter == "a" or len(last) > 1
    return _Numbered(f"{letter}{end}", values, found.end(), sure=sure) if values else None


def _in_sequence(numbers: Sequence[_Numbered | None]) -> set[int]:
    """Return the ranks of the lines whose number has its neighbour above or below."""
    styles: dict[str, list[tuple[int, int]]] = {}
    heads: set[str] = set()
    for rank, number in enumerate(numbers):
        if number is None:
            continue
        if number.style in ("1.", "1)"):
            heads.add(str(number.values[0]))
        if number.within is None or number.within in heads:
            for value in number.values:
                styles.setdefault(number.style, []).append((rank, value))
    found: set[int] = set()
    for standing in styles.values():
        linked = {*_linked(standing, 1), *_linked(standing[::-1], -1)}
        if len(linked) > _INITIALS or any(_is_sure(numbers[rank]) for rank in linked):
            found |= linked
    return found


def _is_sure(number: _Numbered | None) -> bool:
    return number is not None and number.sure


def _linked(standing: Iterable[tuple[int, int]], step: int) -> Iterator[int]:
    """Yield the ranks of numbers whose neighbour came before; “1. 1. 1.” counts too."""
    seen: set[int] = set()
    for rank, value in standing:
        if value - step in seen or (value == 1 and 1 in seen):
            yield rank
        seen.add(value)


def _alone(line: str, number: _Numbered, *, first: bool, listed: bool) -> bool:
    """True when a number that is in no sequence is a mark all the same."""
    if number.glued or _FIGURE.match(line, number.end):
        return False
    (value, *_) = number.values
    if number.style in ("1.", "1)"):
        return (listed and value < 100) or (first and (value == 1 or number.style == "1)"))
    return first and number.style == "a)" and value == 1
