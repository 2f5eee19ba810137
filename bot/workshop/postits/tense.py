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
from bot.workshop.sessions.session import Session
from bot.workshop.tongues.rules import rules_of

# What someone is heard to say has its own tense.
_QUOTED = re.compile(r"«[^«»]*»|“[^“”]*”|\"[^\"]*\"")
_SENTENCE = re.compile(r"[^.!?…;\n]+")


def wants_past(session: Session, plan: Collect) -> bool:
    """True when the question of a collect step is the scenario's, asked in the past tense."""
    return session.scenario is not None and plan.prompt is None


def suggests_past(text: str, language: Language) -> bool:
    """True when a post-it in `language` tells what will or would be done, not what was done.

    Never where the language has no rule for it.
    """
    rules = rules_of(language)
    if rules.looks_ahead is None:
        return False
    return any(map(rules.looks_ahead, _sentences(text, rules.word)))


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
