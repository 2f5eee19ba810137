"""The words by which summaries are found: accents, case and plurals do not matter.

One rule for what is kept and for what is looked for, in French and in English alike: a search does
not know in which language a session was, and people of both find the same one. It follows
`bot.workshop.themes.likeness` (no accent, ligature, case or small word; what stands before an
apostrophe is a small word), with endings of its own. `snowballstemmer`, tried on the table of
`tests/workshop/memory/test_words.py`, was left aside: it needs to know the language, takes accents
for letters (“idees”, “idée”), knows neither “travaux”, “travail” nor “children”, “child”, and makes
one word of “cités”, “citer” and of “marche”, “marcher”.

The last word that is typed may be the beginning of one (“légum”, “coopér”): three letters at least.
What is typed is data: of it only letters and figures are left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.workshop.themes.likeness import SMALL, plain

# A word with its accents, which may be signs of their own. One step for each character.
_WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f])+")
# Longer ones are compared by their beginning; nobody types them whole.
LONGEST = 40
# What a search takes of a text, and how short the beginning of a word may be.
MOST = 12
_BEGINNING = 3

# What no ending tells, as written without accents.
_IRREGULAR = {
    "yeux": "oeil",
    "cieux": "ciel",
    "maux": "mal",
    "baux": "bail",
    "messieurs": "monsieur",
    "men": "man",
    "women": "woman",
    "children": "child",
    "feet": "foot",
    "teeth": "tooth",
    "mice": "mouse",
    "geese": "goose",
    "knives": "knife",
    "lives": "life",
    "wives": "wife",
    "shelves": "shelf",
    "leaves": "leaf",
    "halves": "half",
    "wolves": "wolf",
    "boxes": "box",
    "buses": "bus",
    "gases": "gas",
    "taxes": "tax",
    "taxe": "tax",
    "foxes": "fox",
}
# “Les bateaux”, “les tuyaux”, “les journaux”: the ending and what it becomes. Longest first.
_PLURALS = (("eaux", "eau"), ("yaux", "yau"), ("aux", "al"))


@lru_cache(maxsize=2**15)
def folded(word: str) -> str:
    """Return what one word is kept and found by; empty for a small word, and for signs alone."""
    bare = _bare(word)
    return "" if bare in SMALL else _singular(bare)[:LONGEST]


def words_of(text: str) -> Iterator[str]:
    """Yield the words of a text that can be looked for, as `folded` leaves them."""
    return filter(None, map(folded, _WORD.findall(text)))


@dataclass(frozen=True, slots=True)
class Term:
    """One word that is looked for: `exact`, or any that begins with `start`; either may be empty,
    never both."""

    exact: str
    start: str = ""

    def meets(self, word: str) -> bool:
        """True for a folded word that is this one."""
        return word == self.exact or bool(self.start and word.startswith(self.start))


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: every one of `terms` must be there."""

    terms: tuple[Term, ...]

    @classmethod
    def of(cls, typed: str) -> Query:
        """Return what a person looks for; no terms where nothing of it can be."""
        written = _WORD.findall(typed)[:MOST]
        terms = [Term(word) for word in map(folded, written[:-1]) if word]
        if written:
            last, begun = folded(written[-1]), _bare(written[-1])[:LONGEST]
            # A small word may be the beginning of another, where nothing else is looked for.
            start = begun if len(begun) >= _BEGINNING and (last or not terms) else ""
            if last or start:
                terms.append(Term(last, start))
        return cls(tuple(dict.fromkeys(terms)))

    def met_in(self, text: str) -> int:
        """Return how many of the terms stand in a text."""
        present = set(words_of(text))
        return sum(
            term.exact in present or bool(term.start and any(map(term.meets, present)))
            for term in self.terms
        )

    def parts(self, text: str) -> Iterator[tuple[str, bool]]:
        """Yield the parts of a text in order, with whether each is a word that is looked for."""
        done = 0
        for match in _WORD.finditer(text):
            word = folded(match[0])
            if word and any(term.meets(word) for term in self.terms):
                if match.start() > done:
                    yield text[done : match.start()], False
                yield match[0], True
                done = match.end()
        if done < len(text):
            yield text[done:], False


def _bare(word: str) -> str:
    """Return a word in plain small letters and figures."""
    if word.isascii():
        return word.lower()
    return "".join(sign for sign in plain(word) if sign.isalnum())


def _singular(word: str) -> str:
    word = _IRREGULAR.get(word, word)
    if len(word) <= 3:
        return word
    for ending, single in _PLURALS:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word.removesuffix(ending) + single
    if word[-1] in "sx" and not word.endswith("ss"):
        word = word[:-1]
    # “Travail”, whose plural ends as that of “journal” does.
    if len(word) > 4 and word.endswith("ail"):
        return word.removesuffix("ail") + "al"
    if len(word) > 4 and word.endswith("e"):  # “lunches”, “lunch”; “locales”, “local”
        word = word[:-1]
    if len(word) > 3 and word[-1] == "y":  # “cities”, “city”
        word = word[:-1] + "i"
    return word.removesuffix("e") if len(word) > 3 and word.endswith("ie") else word
