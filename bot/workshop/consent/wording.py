"""What changes from one wording of a text to the next."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Indel

# Words, and the signs between them: a full stop that stays is no change of the word before it.
_TOKEN = re.compile(r"\w+|[^\w\s]+")
# Two changes with so few words and signs between them read better as one.
_BETWEEN = 2
_LOOSE = " ,;:"


@dataclass(frozen=True, slots=True)
class Change:
    """Words taken out, and those that came in their place; one of the two may be empty."""

    removed: str
    added: str


@lru_cache(256)
def changes(before: str, after: str) -> tuple[Change, ...]:
    """Return how the words of `before` became those of `after`, in the order of the text.

    As few words as can be are taken out and put in (Indel distance, word by word). Spaces and
    line breaks alone are no change.
    """
    old, new = list(_TOKEN.finditer(before)), list(_TOKEN.finditer(after))
    spans: list[tuple[int, int, int, int]] = []  # of tokens: from, to, before and after
    for step in Indel.opcodes([one[0] for one in old], [one[0] for one in new]):
        if step.tag == "equal":
            continue
        if spans and step.src_start - spans[-1][1] <= _BETWEEN:
            first, _, other, _ = spans.pop()
        else:
            first, other = step.src_start, step.dest_start
        spans.append((first, step.src_end, other, step.dest_end))
    return tuple(Change(_words(before, old[a:b]), _words(after, new[c:d])) for a, b, c, d in spans)


def _words(text: str, tokens: list[re.Match[str]]) -> str:
    """Return the stretch of `text` that `tokens` make, on one line."""
    if not tokens:
        return ""
    stretch = " ".join(text[tokens[0].start() : tokens[-1].end()].split())
    return stretch.lstrip(_LOOSE + ".").rstrip(_LOOSE) or stretch
