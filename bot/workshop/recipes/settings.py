"""Every setting of a recipe and of its steps, and the form in which it is asked: one table.

A new field of a kind, or of a recipe, has its entry here, and its words in `recipes.po`:
`setting.<kind>.<name>`, a `…_hint` if it needs one, and `…_<choice>` for each choice. What a kind
settles by itself while a session runs is in `SETTLED`, with nothing to ask.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.tally.base import Base
from bot.tally.missing import Missing
from bot.tally.rules.shared_budget import Marking, Sharing
from bot.workshop.election.step import FEWEST, MOST
from bot.workshop.follow.step import Reviewed
from bot.workshop.hands.hand import LEAST_CHAIRS, MOST_CHAIRS
from bot.workshop.language import LABEL, Language
from bot.workshop.notes.step import MOST_SUBJECTS, USUAL_SUBJECTS, Subjects
from bot.workshop.position.step import Scale as LineScale
from bot.workshop.postits.step import PictureKind
from bot.workshop.recipes.pieces import (
    CURRENCY_SIGN,
    MAJORITY,
    QUORUM,
    THRESHOLD,
    ChosenThemes,
    Columns,
    Costs,
    People,
    ProposalText,
    Scale,
    Voters,
)
from bot.workshop.recipes.shapes import (
    SENTENCE,
    TITLE,
    Change,
    Choice,
    Flags,
    Given,
    Length,
    Lines,
    Shape,
    Whole,
    Words,
)
from bot.workshop.recipes.words import Plan
from bot.workshop.roadmap.step import WhoPlaces
from bot.workshop.sessions.recipe import Aim
from bot.workshop.step import AtEnd, Ready, Warn
from bot.workshop.story.step import Telling
from bot.workshop.subgroups.step import (
    LEAST_SIZE,
    MOST_GROUPS,
    MOST_SIZE,
    Deal,
    Follows,
    Scribe,
    Where,
)
from bot.workshop.text import clean
from bot.workshop.themes.step import StartFrom
from bot.workshop.turns.step import LEAST_EACH, MOST_EACH, EachAtEnd, Order
from bot.workshop.vote.methods import ClosesWhen, Method, SecondRule, VoteOn
from bot.workshop.vote.shared_budget import MOST_MONEY
from bot.workshop.vote.step import MOST_OPTIONS, MOST_SEATS


def _always(plan: Plan) -> bool:
    return True


@dataclass(frozen=True)
class Item:
    """What one field of a form asks: the settings `fields`, named `name` in the catalogues.

    It `applies` where the other settings give it a meaning: elsewhere it is neither asked nor
    written, and is there again when they do. One that stands beside the setting which gives it
    one is asked `beside` it, whatever that says as the form opens.
    """

    name: str
    fields: tuple[str, ...]
    shape: Shape
    applies: Callable[[Plan], bool] = _always
    beside: bool = False

    def shown(self, plan: Plan, language: Language) -> Given:
        """Return what the form holds before anyone writes."""
        return self.shape.shown(plan, self.fields, language)

    def read(self, given: Given, plan: Plan, language: Language) -> Change:
        """Return what becomes of the settings, none where the form holds what it held; raise
        Refusal for what cannot be read."""
        if _plain(given) == _plain(self.shown(plan, language)):
            return {}
        return self.shape.read(given, plan, self.fields, language)


def _plain(given: Given) -> object:
    return clean(given) if isinstance(given, str) else sorted(given)


def _one(name: str, shape: Shape, applies: Callable[[Plan], bool] = _always) -> Item:
    return Item(name, (name,), shape, applies)


def _by(*methods: Method) -> Callable[[Plan], bool]:
    return lambda plan: plan.get("method", Method.DOTS) in methods


def _new_groups(plan: Plan) -> bool:
    return str(plan.get("follows", Follows.NEW)) == Follows.NEW


def _on(*what: VoteOn) -> Callable[[Plan], bool]:
    return lambda plan: (
        plan.get("method", Method.DOTS) != Method.YES_NO and plan.get("on", VoteOn.POSTITS) in what
    )


def _divides(plan: Plan) -> bool:
    return plan.get("subjects") == Subjects.CHOSEN


Forms = Mapping[str, tuple[Item, ...]]  # at most five items each

HEADING: Forms = {
    "heading": (
        _one("title", TITLE),
        _one("purpose", SENTENCE),
        _one("aim", Choice(Aim)),
        _one("people", People()),
        _one("when", Words()),
    )
}

# What every step has.
STEP: Forms = {
    "words": (_one("title", TITLE), _one("invite", SENTENCE)),
    "time": (
        _one("minutes", Length()),
        _one("at_end", Choice(AtEnd, AtEnd.WAIT)),
        _one("warn", Choice(Warn, Warn.MINUTE)),
        _one("ready", Choice(Ready, Ready.NO)),
        _one("optional", Flags()),
    ),
}

_PUT_TO_A_MAJORITY = (Method.YES_NO, Method.APPROVAL)
# Those that are prepared in a form of their own.
_UNASKED = frozenset({Method.DATES, Method.RESISTANCE})
_COUNTED = (Method.SCORE, Method.MAJORITY_JUDGMENT)
KINDS: Mapping[str, Forms] = {
    "story": {
        "telling": (
            _one("telling", Choice(Telling, Telling.TIMED)),
            _one("pace_seconds", Whole(5, 1800, 60)),
        )
    },
    "collect": {
        "asking": (
            _one("prompt", Words()),
            _one("columns", Columns()),
            _one("picture", Choice(PictureKind)),
        ),
        "writing": (
            Item(
                "ways",
                ("silent", "typed", "ask_year", "ask_dimension", "ask_kind", "pictures"),
                Flags(frozenset({"silent"})),
            ),
            _one("ideas", Whole(1, 100)),
            _one("per_person", Whole(1, 100, 20)),
            _one("max_length", Whole(10, 1000, 300)),
        ),
    },
    "reveal": {},
    "group": {"themes": (_one("start_from", Choice(StartFrom, StartFrom.NOTHING)),)},
    "vote": {
        "about": (
            _one("method", Choice(Method, Method.DOTS, _UNASKED)),
            _one("on", Choice(VoteOn, VoteOn.POSTITS)),
            _one("question", Words()),
            Item("options", ("options",), Lines(), _on(VoteOn.OPTIONS), beside=True),
            Item("themes", ("within", "chosen"), ChosenThemes(), _on(VoteOn.POSTITS), beside=True),
        ),
        "marking": (
            _one("budget", Whole(1, 99), _by(Method.DOTS)),
            _one("cap", Whole(1, 99), _by(Method.DOTS)),
            _one("min_choices", Whole(0, MOST_OPTIONS, 0), _by(Method.APPROVAL)),
            _one("max_choices", Whole(1, MOST_OPTIONS), _by(Method.APPROVAL)),
            _one("scale", Scale(), _by(Method.SCORE)),
            _one("criteria", Lines(), _by(Method.SCORE)),
            _one("grades", Lines(), _by(Method.MAJORITY_JUDGMENT)),
            _one("missing", Choice(Missing, Missing.WORST), _by(*_COUNTED)),
            _one("majority", MAJORITY, _by(Method.YES_NO)),
            _one("threshold", THRESHOLD, _by(Method.APPROVAL)),
            _one("base", Choice(Base, Base.CAST), _by(*_PUT_TO_A_MAJORITY)),
            _one("base_size", Whole(1, 100_000), _by(*_PUT_TO_A_MAJORITY)),
        ),
        "rules": (
            _one("electors", Voters()),
            _one("quorum", QUORUM),
            _one("tie", Choice(SecondRule, SecondRule.NONE)),
            _one("closes", Choice(ClosesWhen, ClosesWhen.HAND)),
            Item(
                "ways",
                ("secret", "sealed", "abstentions_count"),
                Flags(frozenset({"secret", "abstentions_count"})),
            ),
        ),
        "seats": (_one("seats", Whole(1, MOST_SEATS, 1), _by(*(m for m in Method if m.seats))),),
        "money": (
            _one("money", Whole(1, MOST_MONEY, limit=9), _by(Method.SHARED_BUDGET)),
            _one("currency", CURRENCY_SIGN, _by(Method.SHARED_BUDGET)),
            _one("costs", Costs(), _by(Method.SHARED_BUDGET)),
            _one("marking", Choice(Marking, Marking.TICKS), _by(Method.SHARED_BUDGET)),
            _one("sharing", Choice(Sharing, Sharing.EQUAL_SHARES), _by(Method.SHARED_BUDGET)),
        ),
    },
    "consent": {
        "proposal": (
            Item("proposal", ("proposal", "text"), ProposalText()),
            _one("expected", Whole(1, 1000)),
            _one("silence_is_consent", Flags()),
        )
    },
    "election": {
        "role": (
            _one("role", Words(LABEL, long=False)),
            _one("mandate", Words()),
            _one("term", Words(LABEL, long=False)),
            _one("criteria", Words()),
            _one("expected", Whole(FEWEST, MOST)),
        )
    },
    "discuss": {
        "subjects": (
            _one("subjects", Choice(Subjects, Subjects.ONE)),
            Item("most", ("most",), Whole(1, MOST_SUBJECTS, USUAL_SUBJECTS), _divides, beside=True),
        ),
        "hands": (
            _one("hands", Flags()),
            _one("chairs", Whole(LEAST_CHAIRS, MOST_CHAIRS)),
        ),
    },
    "turns": {
        "turns": (
            _one("order", Choice(Order, Order.RANDOM)),
            _one("each_seconds", Whole(LEAST_EACH, MOST_EACH, 60)),
            _one("each_at_end", Choice(EachAtEnd, EachAtEnd.WAIT)),
            _one("word", Flags()),
        )
    },
    "position": {
        "line": (
            _one("claim", Words()),
            _one("scale", Choice(LineScale, LineScale.LINE)),
            _one("low", Words(LABEL, long=False)),
            _one("high", Words(LABEL, long=False)),
            Item("ways", ("live", "named"), Flags(frozenset({"live"}))),
        )
    },
    "subgroups": {
        "groups": (
            _one("follows", Choice(Follows, Follows.NEW)),
            _one("deal", Choice(Deal, Deal.RANDOM), _new_groups),
            _one("size", Whole(LEAST_SIZE, MOST_SIZE), _new_groups),
            _one("groups", Whole(2, MOST_GROUPS), _new_groups),
        ),
        "task": (
            _one("prompt", Words()),
            _one("best", Whole(1, 10)),
            _one("scribe", Choice(Scribe, Scribe.EVERYONE)),
            _one("max_length", Whole(20, 500, 200)),
        ),
        "place": (
            _one("where", Choice(Where, Where.AUTO)),
            _one("private", Flags(frozenset({"private"}))),
        ),
    },
    "roadmap": {"roadmap": (_one("placing", Choice(WhoPlaces, WhoPlaces.FACILITATORS)),)},
    "actions": {},
    "follow": {"follow": (_one("actions", Choice(Reviewed, Reviewed.BEFORE)),)},
    "rate": {
        "marks": (
            _one("question", Words()),
            _one("lowest", Words(LABEL, long=False)),
            _one("highest", Words(LABEL, long=False)),
            _one("expected", Whole(3, 1000)),
        )
    },
}

# What no form asks: settled while a session runs, or by another setting.
SETTLED: Mapping[str, frozenset[str]] = {
    "vote": frozenset({"scope", "seed", "suggested", "dates", "zone", "passive"}),
    "discuss": frozenset({"subject", "undivided"}),
}


def forms_of(kind: str) -> dict[str, tuple[Item, ...]]:
    """Return the forms of a step of a kind, by their names; those of every step first."""
    return {**STEP, **KINDS.get(kind, {})}


def owner(kind: str, form: str) -> str:
    """Return under which name the words of a form stand in the catalogues."""
    return "step" if form in STEP else kind


def asked(items: tuple[Item, ...], plan: Plan) -> list[Item]:
    """Return the items that a form of `plan` asks."""
    return [item for item in items if item.beside or item.applies(plan)]


def written(kind: str, plan: Plan) -> dict[str, Any]:
    """Return a plan as a file says it: without the settings that have no meaning there."""
    idle = {
        field
        for items in KINDS.get(kind, {}).values()
        for item in items
        if not item.applies(plan)
        for field in item.fields
    }
    told = {"kind": kind, **{k: v for k, v in plan.items() if k not in idle and v is not None}}
    if kind == "vote" and plan.get("method") == Method.YES_NO:
        told["on"] = VoteOn.OPTIONS.value  # a yes or a no is asked of nothing else
    return told
