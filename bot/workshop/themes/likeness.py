"""Texts that may say the same: suggestions for a person to accept or refuse, nothing more.

The measure is that of `rapidfuzz`, a local library: the *token sort ratio* (0 to 100), i.e. the
share of characters that two texts have in common, in order (Indel distance), once their words
are sorted. It is taken after `key` has removed what hides a duplicate: accents, ligatures, case,
punctuation, elisions, articles and other small words, plurals, in French and in English alike.
Words are sorted because “un camion partagé” and “partager un camion” are one idea; the set ratio
was left aside because it gives 100 to any text that contains another (“un jardin” and “un jardin
à la place du parking, ouvert aux familles”).

A pair is suggested from 80 on, and from 92 where the shorter key has under 10 characters. At 80
a word may differ by its ending or a slip of the hand (“une légumerie commune”, “Les légumeries
communes !”: 100; “Réduire le gaspillage”, “La réduction du gaspillage”: 84; “a shared truck”,
“truck sharing”: 80), while a word in the place of another falls below (“mutualiser les achats”,
“mutualiser les camions”: 79; “une cuisine commune”, “une voiture commune”: 67). In a short text
one letter makes another word (“formation”, “information”: 90). What changes the meaning in a few
letters is never alike, whatever the measure says: other numbers (“budget 2026”, “budget 2027”),
and “plus”, “moins”, “sans”, “pas”, “more”, “less”, “not”… on one side alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz, process

ALIKE = 80.0
ALIKE_SHORT = 92.0
SHORT_KEY = 10

_WORD = re.compile(r"[^\W_]+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss"})

# Articles, prepositions, pronouns and auxiliaries, without their accents; and what is left of
# them before an apostrophe (l', d', qu', j').
_FRENCH = """
a ai au aux avait avec avons c ce ces cet cette chaque chez comme d dans de des du elle elles en
entre est et etait ete etre eux faire fait il ils j je l la le les leur leurs lui m ma mais me meme
mes mon n nos notre nous on ont ou par pour qu que qui s sa se ses si son sont sur t ta te tes ton
tous tout toute toutes tu un une va vers vos votre vous y
"""
_ENGLISH = """
all am an and are as at be been being but by can could did do does each every for from had has have
he her his i if in into is it its let ll me my of off or our ours re she so some that the their them
then there these they this those to up us ve was we were what which who will with would you your
"""
SMALL = frozenset(f"{_FRENCH} {_ENGLISH}".split())
# Small words that turn the meaning round: the same must stand on both sides of a pair.
_TURNING = """
aucun aucune contre jamais moins ne non pas plus sans
against fewer less more never no nor not without
"""
_TURNS = frozenset(_TURNING.split())
_NEGATED = re.compile(r"n['’]t\b")
# “Les journaux”, “les bateaux”, “lunches”: the ending and what it becomes. Longest first.
_PLURALS = (("eaux", "eau"), ("aux", "al"), ("sses", "ss"), ("ches", "ch"))
# “Légumerie”, “légumeries”, “story”, “stories”: one ending for all.
_SOFT = ("ie", "y")


class About(StrEnum):
    """What a suggestion is about."""

    POSTITS = "postits"
    THEMES = "themes"


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two texts, by their ranks, that may say the same; `score` from 0 to 100."""

    first: int
    second: int
    score: float


def key(text: str) -> str:
    """Return what is compared: the words that matter, singular, plain and sorted.

    Empty for a text without letters or figures.
    """
    words = _words(text)
    telling = [_singular(word) for word in words if word not in SMALL]
    return " ".join(sorted(telling or words))


def stem(word: str) -> str:
    """Return what one word is compared by: singular, plain; empty for a small word, and for one
    that turns the meaning round."""
    found = plain(word)
    return "" if found in SMALL or found in _TURNS else _singular(found)


def alike(texts: Sequence[str], apart: Iterable[tuple[int, int]] = ()) -> list[Likeness]:
    """Return the pairs of `texts` that may say the same, the likeliest first.

    `apart` are pairs of ranks, the lower first, not to be suggested. For 600 texts this takes
    tens of milliseconds: call it from a thread.
    """
    keys = [key(text) or text.strip() for text in texts]
    turns = [_turns(text) for text in texts]
    left_out = set(apart)
    found: list[Likeness] = []
    for first, one in enumerate(keys):
        for _, score, after in process.extract_iter(
            one, keys[first + 1 :], scorer=fuzz.ratio, processor=None, score_cutoff=ALIKE
        ):
            second = first + 1 + after
            if (first, second) in left_out or turns[first] != turns[second]:
                continue
            if score < ALIKE_SHORT and min(len(keys[first]), len(keys[second])) < SHORT_KEY:
                continue
            found.append(Likeness(first, second, score))
    return sorted(found, key=lambda pair: (-pair.score, pair.first, pair.second))


def plain(text: str) -> str:
    """Return `text` without accents, ligatures or case, to search in."""
    parts = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    return "".join(c for c in parts if not unicodedata.combining(c))


def _words(text: str) -> list[str]:
    return _WORD.findall(plain(_NEGATED.sub(" not", text.casefold())))


def _turns(text: str) -> frozenset[str]:
    """Return the numbers and the words that turn the meaning round."""
    return frozenset(w for w in _words(text) if w in _TURNS or any(c.isdigit() for c in w))


def _singular(word: str) -> str:
    if len(word) <= 3 or word in _TURNS:
        return word
    for ending, single in _PLURALS:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            word = word.removesuffix(ending) + single
            break
    else:
        if word[-1] in "sx" and not word.endswith("ss"):
            word = word[:-1]
    soft = next((ending for ending in _SOFT if word.endswith(ending)), None)
    return word.removesuffix(soft) + "i" if soft else word
