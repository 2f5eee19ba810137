"""A name for a group of post-its, from the words that set it apart from the rest of the wall.

A name is made of what people wrote, never of one post-it cut short: a phrase that several of them
share (“circuits courts”, “banque du temps”), else the two words that tell them best from the
others, else one. A word stands for the group when at least two of its post-its have it and the
rest of the wall clearly less: the measure is the log-odds ratio of the share of post-its that have
it, in standard errors (Monroe, Colaresi & Quinn 2008), half a post-it added to each count.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.workshop.text import one_line
from bot.workshop.themes.likeness import stem

# In standard errors: from here on a word is not there by chance.
APART = 1.5
# A phrase, and the second word of a pair, are as telling as the first word, or nearly.
_AS_TELLING = 0.7
_LONGEST = 3  # words that count, in a phrase
_SPAN = 4  # words in all, in a phrase
_LIMIT = 40  # characters of a name
_BEST = 12  # words that are put together
_WORD = re.compile(r"[^\W_]+")
# Between two words of one phrase: nothing but these.
_JOINTS = frozenset([" ", "'", "’", "-", "‑"])
# Two words that begin alike say one thing twice: “décider”, “décision”.
_SAME = 4

# Words that say when, how much or who, and not what: they name nothing.
_VAGUE = """
alors après assez aujourd aussi autre avant beaucoup bien car ceux chose comment déjà depuis
désormais deux donc encore enfin faut fois fait hier hui ici ils jour jusqu là longtemps mieux
mettre moi moment peu peut plusieurs pendant personne pouvoir premier première puis quand quatre
quel quelle quelque quelqu rien sera seul seule sous souvent tant toujours très trois trop vient
venu venus
about after again also another any back because before between both came come day each even ever
everyone everything few first four get goes going got how just like made make many much nobody
nothing now once one only other others out over own people put said same someone something still
take than thing three time too two use used very want well went when where while why
"""
_NAMELESS = frozenset(stem(word) for word in _VAGUE.split())

Stems = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Word:
    """A word as it stands in a text, and what it is compared by: empty where it names nothing."""

    start: int
    end: int
    stem: str


def proposed(
    group: Sequence[str],
    others: Sequence[str],
    taken: Callable[[str], bool] = lambda _: False,
    *,
    least: float = APART,
) -> str | None:
    """Return a name for the texts of `group` beside the `others` of their wall; None where no word
    sets them apart by `least` standard errors, or where every name that does is `taken`.

    For a thousand texts this takes tens of milliseconds: call it from a thread.
    """
    here, elsewhere = _counted(group), _counted(others)
    told: dict[Stems, float] = {}
    for stems, forms in here.items():
        if (count := forms.total()) > 1:
            found = elsewhere.get(stems)
            score = _apart(count, len(group), found.total() if found else 0, len(others))
            if score >= least:
                told[stems] = score
    for name in _names(told, here):
        if len(name) <= _LIMIT and not taken(name):
            return name
    return None


def _names(told: Mapping[Stems, float], forms: Mapping[Stems, Counter[str]]) -> Iterator[str]:
    """Return the names that there are, the best first."""
    ranked = sorted(told, key=lambda stems: (-told[stems], -len(stems), stems))
    words = [stems for stems in ranked if len(stems) == 1][:_BEST]
    best = told[words[0]] if words else 0.0
    for phrase in ranked:
        if len(phrase) > 1 and told[phrase] >= _AS_TELLING * best:
            yield _capital(_form(forms[phrase]))
    for at, word in enumerate(words):
        for other in words[at + 1 :]:
            if told[other] < _AS_TELLING * told[word]:
                break
            if word[0][:_SAME] != other[0][:_SAME]:
                yield _capital(f"{_form(forms[word])}, {_form(forms[other])}")
        yield _capital(_form(forms[word]))


def _counted(texts: Iterable[str]) -> dict[Stems, Counter[str]]:
    """Return the words and the phrases of texts, each with how many texts write it in which way:
    a text counts once."""
    found: defaultdict[Stems, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for stems, form in _written(text).items():
            found[stems][form] += 1
    return found


def _written(text: str) -> dict[Stems, str]:
    """Return the words of a text that name something and the phrases that they make, as they are
    written in it."""
    line = one_line(text)
    words = [_Word(at.start(), at.end(), _naming(at[0])) for at in _WORD.finditer(line)]
    found: dict[Stems, str] = {}
    for at, first in enumerate(words):
        if not first.stem:
            continue
        stems = [first.stem]
        found.setdefault((first.stem,), _lowered(line, first.start, first.end))
        for before, word in zip(words[at : at + _SPAN], words[at + 1 : at + _SPAN], strict=False):
            if line[before.end : word.start] not in _JOINTS or len(stems) == _LONGEST:
                break
            if word.stem:
                stems.append(word.stem)
                found.setdefault(tuple(stems), _lowered(line, first.start, word.end))
    return found


@lru_cache(4096)
def _naming(word: str) -> str:
    """Return what a word is compared by; empty where it names nothing."""
    found = stem(word)
    return found if len(found) > 2 and found.isalpha() and found not in _NAMELESS else ""


def _lowered(line: str, start: int, end: int) -> str:
    """Return a part of a text, without the capital that its first word owes to its place."""
    part = line[start:end]
    word = part.split(" ", 1)[0]
    return part[0].lower() + part[1:] if not start and word[1:].islower() else part


def _form(forms: Counter[str]) -> str:
    """Return how most texts write it; of those as frequent, the shortest."""
    return min(forms, key=lambda form: (-forms[form], len(form), form))


def _capital(name: str) -> str:
    return name[0].upper() + name[1:]


def _apart(here: int, of_here: int, there: int, of_there: int) -> float:
    """Return by how many standard errors more of one group has it than of the other."""
    counts = (here + 0.5, of_here - here + 0.5, there + 0.5, of_there - there + 0.5)
    odds = math.log(counts[0] / counts[1]) - math.log(counts[2] / counts[3])
    return odds / math.sqrt(sum(1 / count for count in counts))
