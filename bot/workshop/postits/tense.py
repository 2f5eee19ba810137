"""A hint, never a rule: is a post-it written in the future or the conditional?

In a backcasting people tell what has happened; slipping into “we should” is how it fails (brief,
methods §3). A hint at a post-it that was right would teach people to ignore hints: what is
ambiguous gets none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.workshop.kinds import Collect
from bot.workshop.language import Language
from bot.workshop.postits import english_tense, french_tense
from bot.workshop.sessions.session import Session

# What someone is heard to say has its own tense.
_QUOTED = re.compile(r"«[^«»]*»|“[^“”]*”|\"[^\"]*\"")
_SENTENCE = re.compile(r"[^.!?…;\n]+")
_FRENCH_WORD = re.compile(r"[^\W\d_]+'?")
_ENGLISH_WORD = re.compile(r"[^\W\d_]++(?:'[^\W\d_]++)*+")


def wants_past(session: Session, plan: Collect) -> bool:
    """True when the question of a collect step is the scenario's, asked in the past tense."""
    return session.scenario is not None and plan.prompt is None


def suggests_past(text: str, language: Language) -> bool:
    """True when a post-it in `language` tells what will or would be done, not what was done."""
    if language is Language.FRENCH:
        return any(map(french_tense.looks_ahead, _sentences(text, _FRENCH_WORD)))
    return any(map(english_tense.looks_ahead, _sentences(text, _ENGLISH_WORD)))


def _sentences(text: str, word: re.Pattern[str]) -> Iterator[list[str]]:
    """Yield the words of each sentence: small letters, but for names, which keep their capital."""
    plain = _QUOTED.sub(" ", text.replace("’", "'"))
    if plain.isupper():
        plain = plain.lower()
    for sentence in _SENTENCE.findall(plain):
        first, *others = word.findall(sentence) or [""]
        yield [first.lower(), *map(_small, others)]


def _small(word: str) -> str:
    # The English “I”, and what is elided (L', Qu', I'll), are no names.
    return word.lower() if word == "I" or "'" in word else word
