"""Is an English sentence about what is not done yet? Rules, not a grammar: in doubt, no.

“Would” and “could” tell of the past as well (“we would meet on Mondays”, “nobody could believe
it”): they count only where they plainly propose something.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_SHORT = re.compile(r"(?:i|we|you|he|she|it|they|there|that|this|who)'ll")
# “Will we manage?”, but “Will opened the gates”.
_SUBJECTS = """
i we you he she it they there this that everyone everybody someone people anyone
"""
# Who is told what to do.
_OBLIGED = """
i we you they it there everyone everybody people one residents members staff families network
council homes board
"""
# Before “will” the noun.
_BEFORE_NOUN = """
the a an my our your his her its their free good ill last sheer strong of against at political
common general own with enough
"""
_ADVERBS = """
also then soon surely certainly probably perhaps maybe really finally now just still even all both
only always first
"""
_BE = """
am are is i'm we're you're they're he's she's it's there's that's not
"""
# “We are going to the market.”
_NO_VERB = """
the a an our their his her my your this that each every some town market work school church bed
lunch dinner and or it them us him
"""
# Done once: “we would create a fund” is no habit.
_ONCE = """
build create establish found hire introduce invest launch develop propose consider imagine organise
organize
"""
_WISHES = """
like love need prefer want
"""
_THANKS = """
thank say add remember praise mention
"""
_GOOD = """
good great nice better best useful helpful wonderful ideal lovely possible necessary important
interesting worth able easier
"""
_EFFECTS = """
help allow enable let mean require give bring save improve make
"""
_HABITS = """
every each always often sometimes usually whenever used never
"""
_SAYINGS = """
say face be forget
"""
_IRREGULAR = """
was were wasn't weren't had hadn't did didn't couldn't said told knew thought went came made took
gave got found felt kept left met began brought bought built chose wrote ran saw heard sat stood
lost paid held grew became won swore understood spoke sold sent spent taught fell rose drew ate
slept broke drove flew forgot hid led lent meant rang sang shook slid stuck stole struck threw woke
wore been done gone dreamt learnt
"""
_REGULAR = re.compile(r"\w{2,}ed")
_NO_PAST = """
need feed seed speed indeed hundred shed breed weed deed exceed proceed succeed embed bleed greed
creed red bed wed kindred sacred naked wicked
"""
# A participle after one of these belongs to a noun: the shared truck.
_BEFORE_ADJECTIVE = """
the a an our their its his her my your this that these those of with more no some
"""

_NEXT = 10  # words among which the next ones stand, adverbs left out

_subjects, _obliged, _adverbs = (set(t.split()) for t in (_SUBJECTS, _OBLIGED, _ADVERBS))
_before_noun, _be, _no_verb = (set(t.split()) for t in (_BEFORE_NOUN, _BE, _NO_VERB))
_once, _wishes, _thanks = (set(t.split()) for t in (_ONCE, _WISHES, _THANKS))
_good, _effects, _habits = (set(t.split()) for t in (_GOOD, _EFFECTS, _HABITS))
_sayings, _irregular = (set(t.split()) for t in (_SAYINGS, _IRREGULAR))
_no_past, _before_adjective = (set(t.split()) for t in (_NO_PAST, _BEFORE_ADJECTIVE))


def looks_ahead(words: Sequence[str]) -> bool:
    """True when the `words` of a sentence, in small letters, tell what is not done yet.

    A name keeps its capital. What follows a verb in the past is reported (“we promised that we
    would”) and does not count.
    """
    past = [_is_past(words, i) for i in range(len(words))]
    last_past = max((i for i, told in enumerate(past) if told), default=-1)
    habit = not _habits.isdisjoint(words)
    for i in range(len(words)):
        if past[i]:
            return False
        if _is_future(words, i) or (last_past < i and _proposes(words, i, habit)):
            return True
    return False


def _is_future(words: Sequence[str], i: int) -> bool:
    word, before, after = words[i], words[i - 1] if i else "", _after(words, i)
    if word == "will" and not i:
        return after in _subjects
    if word == "will":
        return before not in _before_noun and after not in ("", "of", "to", "and", "is")
    if word in ("won't", "shall", "gonna") or _SHORT.fullmatch(word):
        return True
    if word == "going" and before in _be | _adverbs:
        toward = words[i + 1 : i + 3]
        return len(toward) == 2 and toward[0] == "to" and toward[1] not in _no_verb
    if word == "let's" or (word == "let" and after == "us" and not i):
        return i <= 1 and not set(words[i + 1 : i + 4]) & _sayings
    return False


def _proposes(words: Sequence[str], i: int, habit: bool) -> bool:
    """True for “we should try”, “it would be good”, “maybe we could”; never for “should have”."""
    word, before, after = words[i], words[i - 1] if i else "", _after(words, i)
    rest = [other for other in words[i + 1 : i + 1 + _NEXT] if other not in _adverbs]
    good = after == "be" and bool(_good & set(rest[1:2]))
    if after == "not" or (after == "have" and not _before_adjective & set(rest[1:2])):
        return False  # “should have asked” looks back
    if word == "should" or (word == "ought" and after == "to"):
        return before in _obliged
    if word == "must":
        return before in _obliged - {"it", "there"}
    if word in ("need", "have"):
        return before == "we" and after == "to"
    wish = after in _wishes and not (rest[1:2] == ["to"] and _thanks & set(rest[2:3]))
    if word.endswith("'d"):  # had, or would
        return wish
    if habit or before in ("", "nobody", "who"):
        return False
    if word == "could":
        maybe = i > 1 and words[i - 2] in ("maybe", "perhaps")
        return (before == "it" and good) or (
            before == "we" and (maybe or (i == 1 and after in _once))
        )
    if word != "would":
        return False
    if before in ("it", "this", "that", "which") or words[0] in ("a", "an", "more", "another"):
        return good or after in _effects
    if before == "there":
        return after == "be"
    return wish or after in _once or (good and rest[1] == "able")


def _is_past(words: Sequence[str], i: int) -> bool:
    word = words[i]
    if word in _irregular:
        return True
    if not _REGULAR.fullmatch(word) or word in _no_past:
        return False
    return not (i and words[i - 1] in _before_adjective)


def _after(words: Sequence[str], i: int) -> str:
    """Return the word after `i`, adverbs left out; empty at the end."""
    return next((word for word in words[i + 1 : i + 1 + _NEXT] if word not in _adverbs), "")
