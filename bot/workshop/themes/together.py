"""Sorting together: each looks at a few post-its, and two who agree file one.

Nobody's place in the order counts: what becomes of a post-it follows from how many said what of
it (`verdict`), and where all of them stand from that and from the facilitators' changes
(`settle`), whose word goes first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from random import Random
from typing import NamedTuple

from bot.workshop.errors import Refusal
from bot.workshop.themes.sorting import Change, ChangeKind, Sorting
from bot.workshop.vote.ballot import DETAIL_FROM

# How many must agree, and how many look at one post-it at most.
AGREE = 2
MOST_LOOKS = 5
# Post-its given at a time: what one form holds.
HANDFUL = 5
# With “none of these” and “I don't know”, what one menu holds.
FEWEST_THEMES = 2
MOST_THEMES = 23
# What somebody holds is expected from them for so long, then others get it too.
HELD_FOR = timedelta(minutes=3)


class Word(StrEnum):
    """What may be said of a post-it beside the name of a theme."""

    NONE = "none"  # none of these themes
    UNSURE = "unsure"  # I don't know: a look, not a choice


# A theme's identifier, or a word.
Answer = int | Word


class State(StrEnum):
    OPEN = "open"  # more people have to look at it
    FILED = "filed"
    HOMELESS = "homeless"  # agreed to fit no theme: it may be one
    CONTESTED = "contested"  # as many looked as ever will, and they do not agree


@dataclass(frozen=True, slots=True)
class Verdict:
    """What answers make of a post-it: the `theme` of one that is filed, and how many more looks
    an open one wants."""

    state: State
    theme: int | None = None
    wanted: int = 0


@dataclass(frozen=True, slots=True)
class Round:
    """One time that a room sorts together, in one step. `merged` leads from a theme that joined
    another, since or before, to that one; changes up to `since` were made before it began."""

    id: int
    step_id: int
    is_open: bool
    is_aside: bool
    since: int
    seed: int
    merged: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Said:
    """What the changes of the facilitators that stand say.

    `places`: the post-its whose place is theirs → the theme, None for those put back out of all
    during the round. `before`: those of them that were theirs when it began; `apart`: those said
    to stay without a theme, before or since. `merged`: as in `Round`.
    """

    places: Mapping[int, int | None]
    before: frozenset[int]
    merged: Mapping[int, int]
    apart: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Share:
    """How a room agrees on one theme: `filed` post-its there, of the `choices` made of them
    (“I don't know” is none) those that `agree`."""

    theme: int
    filed: int
    choices: int
    agree: int

    @property
    def percent(self) -> int:
        """How many of a hundred choices agree: a hundred only where all of them do."""
        return 100 * self.agree // self.choices

    def __add__(self, other: Share) -> Share:
        """Return the share of one theme over two rounds."""
        return Share(
            self.theme,
            self.filed + other.filed,
            self.choices + other.choices,
            self.agree + other.agree,
        )


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a round is, in numbers that name nobody.

    Of a `pile` of post-its, `filed` were so by the room, and `by_hand` placed by the facilitators
    since it began, who put others (`put_back`) out of every theme, and said of some that they stay
    `apart`; the rest is `homeless`, `contested` or still to be looked at. `shares` are those of the
    themes in which the room filed some. `in_room` is 1 where the people in the room without Discord
    sorted, as one of `people`.
    """

    people: int
    answers: int
    pile: int
    filed: int
    by_hand: int
    put_back: int
    homeless: int
    contested: int
    shares: tuple[Share, ...]
    apart: int = 0
    in_room: int = 0

    @property
    def detailed(self) -> bool:
        """False when so few sorted that details would tell who answered what: those who lead
        know what the people in the room answered."""
        return self.people - self.in_room >= DETAIL_FROM

    @property
    def to_discuss(self) -> int:
        """How many post-its were looked at without finding a theme that holds."""
        return self.homeless + self.contested + self.put_back

    @property
    def waiting(self) -> int:
        """How many still want to be looked at."""
        return self.pile - self.filed - self.by_hand - self.apart - self.to_discuss

    @property
    def unsettled(self) -> int:
        """How many stand in no theme yet."""
        return self.to_discuss + self.waiting


class Candidate(NamedTuple):
    """A post-it that could be dealt to someone: what was said of it, how many others hold it, and
    whether it is known to be the person's `own`: never in a masked session."""

    postit: int
    answers: tuple[Answer, ...] = ()
    held: int = 0
    own: bool = False

    def standing(self, themes: Container[int], merged: Mapping[int, int]) -> Candidate:
        """Return the same with the answers that count, as `standing` says."""
        if not self.answers:
            return self
        return self._replace(answers=tuple(standing(self.answers, themes, merged)))


def standing(
    answers: Iterable[Answer], themes: Container[int], merged: Mapping[int, int]
) -> list[Answer]:
    """Return the `answers` that count: one for a theme that is gone is as if never given, one for
    a theme that joined another is for that one."""
    found: list[Answer] = []
    for answer in answers:
        if isinstance(answer, Word):
            found.append(answer)
        elif (theme := merged.get(answer, answer)) in themes:
            found.append(theme)
    return found


def verdict(answers: Iterable[Answer]) -> Verdict:
    """Return what standing answers, in any order, make of a post-it."""
    given = list(answers)
    choices = Counter(answer for answer in given if answer is not Word.UNSURE)
    ranked = sorted(choices.values(), reverse=True)
    if ranked and ranked[0] >= AGREE and ranked.count(ranked[0]) == 1:
        (first, _), *_ = choices.most_common(1)
        if isinstance(first, Word):
            return Verdict(State.HOMELESS)
        return Verdict(State.FILED, first)
    if len(given) >= MOST_LOOKS:
        return Verdict(State.CONTESTED)
    return Verdict(State.OPEN, wanted=max(1, AGREE - len(given)))


def said(changes: Iterable[tuple[int, Change]], since: int) -> Said:
    """Return what `changes`, all that stand, in their order and by their numbers, say in a round
    that began after the change `since`.

    One that puts a post-it in a theme, or back out of all of them during the round, or that leaves
    it without one, makes its place the facilitators'. Removing a theme gives what was in it to the
    room, and merging two leaves to the room what the room had filed.
    """
    places: dict[int, int | None] = {}
    before: set[int] = set()
    apart: set[int] = set()
    names: dict[int, str | None] = {}
    merged: dict[int, int] = {}
    for number, made in changes:
        names.update(made.after.themes)
        merging = made.kind is ChangeKind.MERGE
        if merging:
            gone = {theme for theme, name in made.after.themes.items() if name is None}
            into = next((theme for theme, name in names.items() if name == made.name), None)
            if into is not None:
                merged = {old: into if new in gone else new for old, new in merged.items()}
                merged.update(dict.fromkeys(gone, into))
        for postit, place in made.after.places.items():
            if merging and postit not in places:
                continue
            apart.discard(postit)
            if made.kind is ChangeKind.APART:
                places[postit] = None
                before.discard(postit)
                apart.add(postit)
            elif place is not None:
                places[postit] = place
                if number <= since:
                    before.add(postit)
            elif made.kind is ChangeKind.PUT_BACK and number > since:
                places[postit] = None
            else:
                places.pop(postit, None)
                before.discard(postit)
    return Said(places, frozenset(before), merged, frozenset(apart))


def settle(
    sorting: Sorting, words: Said, answers: Mapping[int, Sequence[Answer]]
) -> dict[int, int | None]:
    """Return where every post-it of `sorting` stands, whatever stood there: as the facilitators
    say, else as the `answers` to it agree."""
    themes = {theme.id for theme in sorting.themes}
    places: dict[int, int | None] = {}
    for postit in sorting.places:
        if postit in words.places:
            place = words.places[postit]
            places[postit] = place if place in themes else None
        else:
            given = standing(answers.get(postit, ()), themes, words.merged)
            places[postit] = verdict(given).theme
    return places


def deal(
    candidates: Iterable[Candidate], draw: Random, most: int = HANDFUL, held: Sequence[int] = ()
) -> list[int]:
    """Return the post-its that someone is given, those that they have in hand (`held`) first.

    `candidates` are those that they have not answered. The nearest to a decision come first, then
    what as many others hold as it wants looks: they may never answer. One's own come last, and
    `draw` decides among equals. None is looked at by more than `MOST_LOOKS`.
    """
    still: set[int] = set()
    equals: dict[tuple[bool, bool, int], list[int]] = {}  # by how much they want to be looked at
    for postit, answers, hands, own in candidates:
        wanted = verdict(answers).wanted if answers else AGREE  # most have none, at first
        if wanted:
            still.add(postit)
            if len(answers) + hands < MOST_LOOKS:
                left = wanted - hands
                equals.setdefault((own, left <= 0, abs(left)), []).append(postit)
    hand = [postit for postit in held if postit in still][:most]
    for _, postits in sorted(equals.items()):
        others = sorted(set(postits).difference(hand))
        hand += draw.sample(others, min(most - len(hand), len(others)))
    return hand


def progress(
    sorting: Sorting,
    by_hand: Mapping[int, bool],
    answers: Mapping[int, Sequence[Answer]],
    people: int,
    merged: Mapping[int, int],
    apart: Container[int] = (),
) -> Progress:
    """Return how far a round is. `by_hand`: the post-its whose place is the facilitators', and
    whether it was so before the round, those that stay `apart` among them; `answers` are all that
    were given, by `people`."""
    themes = {theme.id for theme in sorting.themes}
    states: Counter[State] = Counter()
    filed: Counter[int] = Counter()
    choices: Counter[int] = Counter()
    agree: Counter[int] = Counter()
    pile = placed = put_back = settled = 0
    for postit, place in sorting.places.items():
        if by_hand.get(postit):
            continue
        pile += 1
        if postit in by_hand:
            if place is not None:
                placed += 1
            elif postit in apart:
                settled += 1
            else:
                put_back += 1
            continue
        given = standing(answers.get(postit, ()), themes, merged)
        found = verdict(given)
        states[found.state] += 1
        if found.theme is not None:
            filed[found.theme] += 1
            choices[found.theme] += sum(answer is not Word.UNSURE for answer in given)
            agree[found.theme] += given.count(found.theme)
    order = [theme.id for theme in sorting.themes if filed[theme.id]]
    return Progress(
        people,
        sum(map(len, answers.values())),
        pile,
        states[State.FILED],
        placed,
        put_back,
        states[State.HOMELESS],
        states[State.CONTESTED],
        tuple(Share(t, filed[t], choices[t], agree[t]) for t in order),
        settled,
    )


def contradicted(given: Mapping[str, Answer], aside: Container[str] = ()) -> set[str]:
    """Return those whose choice differs from what all others agree on, those `aside` left out of
    these; `given`: by whom, the standing answers to one post-it."""
    found = set()
    for sorter, answer in given.items():
        others = verdict(
            other for who, other in given.items() if who != sorter and who not in aside
        )
        agreed = Word.NONE if others.state is State.HOMELESS else others.theme
        if agreed is not None and answer not in (agreed, Word.UNSURE):
            found.add(sorter)
    return found


def chosen(answers: Iterable[Answer], themes: Iterable[int]) -> tuple[Answer, ...]:
    """Return what standing `answers` choose, each once and in the order of `themes`: neither how
    many chose what, nor that someone did not know."""
    given = set(answers)
    found: list[Answer] = [theme for theme in themes if theme in given]
    return (*found, Word.NONE) if Word.NONE in given else tuple(found)


def same_two(said: Iterable[Mapping[str, Answer]]) -> dict[str, int]:
    """Return how many post-its that the room filed rest on a person and one other alone, always
    the same, where those are a handful or more and most of what this person filed; `said`: by
    whom, the answers that count to each post-it."""
    helped: Counter[str] = Counter()
    pairs: Counter[tuple[str, ...]] = Counter()
    for given in said:
        theme = verdict(given.values()).theme
        agreeing = tuple(sorted(who for who, answer in given.items() if answer == theme))
        helped.update(agreeing)
        if len(agreeing) == AGREE:
            pairs[agreeing] += 1
    found: dict[str, int] = {}
    for pair, count in pairs.most_common():
        for who in pair:
            if count >= HANDFUL and 2 * count > helped[who]:
                found.setdefault(who, count)
    return found


def check_themes(sorting: Sorting) -> None:
    """Raise Refusal when there are too few themes to choose among, or more than a menu holds."""
    count = len(sorting.themes)
    if count < FEWEST_THEMES:
        raise Refusal("together.few_themes", least=FEWEST_THEMES)
    if count > MOST_THEMES:
        raise Refusal("together.many_themes", count=count, most=MOST_THEMES)
