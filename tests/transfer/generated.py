"""Whole sessions that Hypothesis can think of, as reports read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from bot.reports.record import (
    ConsentRecord,
    Lines,
    PositionRecord,
    RateRecord,
    SessionRecord,
    TurnsRecord,
    VoteRecord,
)
from bot.reports.review.applying import corrected
from bot.reports.review.items import entries
from bot.workshop.actions.action import Action, ActionState
from bot.workshop.actions.following import Said
from bot.workshop.follow.series import Followed, InSeries
from bot.workshop.hands.hand import Heard
from bot.workshop.kinds import Kinds, Position, Turns
from bot.workshop.language import Language
from bot.workshop.moderation.hiding import Hidden
from bot.workshop.position.line import EVERY_PLACE, spread_of
from bot.workshop.position.movement import Journey, Moment, Told
from bot.workshop.position.movement import Result as Moved
from bot.workshop.postits.kind import Kind
from bot.workshop.postits.postit import PostIt
from bot.workshop.rate.marks import Result
from bot.workshop.review.correction import FIELDS, Correction, Corrections, Of
from bot.workshop.roadmap.grid import Milestone
from bot.workshop.sessions.session import Signing, StepState
from bot.workshop.subgroups.group import Group
from bot.workshop.themes.sorting import Sorting, Theme
from bot.workshop.themes.together import Progress, Share
from bot.workshop.turns.round import Count
from bot.workshop.turns.word import Word
from bot.workshop.vote.ballot import DETAIL_FROM
from bot.workshop.vote.mending.change import Mend, Mended
from bot.workshop.vote.methods import ClosesWhen, Method
from bot.workshop.vote.reasons import Reason, asks_reasons
from bot.workshop.wall.reaction import Comment, Echo, Reaction
from tests import builders
from tests.reports.builders import ENDED, postits, record, without_raw
from tests.reports.consent.test_section import PROPOSAL
from tests.reports.consent.test_section import told as consented
from tests.reports.elections import elections
from tests.transfer.elected import drawn_election, forgotten_elections

WORDS = st.sampled_from(
    ["Un verger partagé", "Élargir l'équipe", "=1+1", "a\nb", "«\u00a0Oui\u00a0»", "🌳 mûr", "<b>"]
)
NAMES = st.sampled_from(["Alix", "Bachir", "Cléo"])
JOURNEYS = st.builds(
    lambda began, place, more: Journey(began, place, int(began != place) + 2 * more),
    st.sampled_from(EVERY_PLACE),
    st.sampled_from(EVERY_PLACE),
    st.booleans(),
)
# What was changed of a vote, in order.
_SAID: dict[Mend, st.SearchStrategy[str]] = {
    Mend.END: st.sampled_from(["2030-03-04T09:40:00+00:00", "2030-03-04T09:50:00+00:00"]),
    Mend.CLOSES: st.sampled_from([one.value for one in ClosesWhen]),
}


@st.composite
def mended(draw: st.DrawFn) -> Mended:
    kind = draw(st.sampled_from(Mend))
    said = _SAID.get(kind, WORDS)
    after = None if kind in (Mend.TAKEN_OUT, Mend.QUORUM) else draw(said)
    number = draw(st.integers(1, 9)) if kind.asks else None
    return Mended(kind, ENDED, draw(st.integers(0, 40)), number, draw(said), after)


DIMENSIONS = st.sampled_from([None, "Gouvernance", "Services"])
YEARS = st.none() | st.integers(2022, 2032)


def promised(made: SessionRecord) -> SessionRecord:
    """The record with the length that its steps were planned with, as the store reads it."""
    return replace(made, promised=sum(step.first_minutes or 0 for step in made.steps))


@st.composite
def sessions(draw: st.DrawFn) -> SessionRecord:
    """A session that has ended: post-its, themes, a vote of any method, consent, marks, a roadmap,
    actions, notes; signed or masked, with its raw data or without."""
    signing = draw(st.sampled_from(Signing))
    masked = signing is Signing.MASKED
    told = builders.scenario() if draw(st.booleans()) else None
    language = draw(st.sampled_from(list(Language)))
    vote = draw(elections(draw(st.sampled_from(Method)), language))
    if masked:
        vote = replace(
            vote, secret=True, ballots=tuple(replace(one, name=None) for one in vote.ballots)
        )
    asked = builders.position(live=draw(st.booleans()), named=draw(st.booleans()))
    line = _line(draw, asked, masked=masked)
    in_room = max(vote.outcome.in_room, line.result.in_room)
    plans: list[Kinds] = [
        builders.collect(),
        builders.group(),
        vote.plan,
        builders.rate(),
        builders.discuss(),
        builders.turns(word=True),
        builders.actions(),
        asked,
        builders.subgroups(),
        builders.subgroups(follows=draw(st.sampled_from(["merge", "rotate"]))),
        *([builders.roadmap()] if told is not None else []),
        builders.election(),
        builders.consent(expected=6),
    ]
    follow = builders.follow()
    made = record(
        [*plans, follow, follow],
        title=draw(WORDS),
        language=language,
        told=told,
        signing=signing,
        participants=draw(st.integers(0, 40)) + max(in_room, 4),
        votes={
            "vote": replace(
                vote,
                mended=tuple(draw(st.lists(mended(), max_size=3))),
                reasons=_reasons(draw, vote),
            )
        },
        notes=draw(st.lists(WORDS, max_size=3)),
        state=draw(st.sampled_from([StepState.CLOSED, StepState.SKIPPED])),
    )
    wall = _wall(draw, masked=masked)
    themes = tuple(
        Theme(n, name)
        for n, name in enumerate(draw(st.sets(st.sampled_from("ABC"), max_size=3)), start=7)
    )
    shown = [postit for postit in wall if postit.number is not None]
    places = {p.id: draw(st.sampled_from([None, *(t.id for t in themes)])) for p in shown}
    result = Result.of(draw(st.lists(st.integers(1, 5), max_size=6)), {})
    remarks = tuple(draw(st.lists(WORDS, max_size=2))) if result.told else ()
    last = made.steps[-3].id
    held = consented(signing=signing, adopt=draw(st.sampled_from([True, False, None])))
    consents = {last: _round(held.consents[100], masked=masked)}
    people = draw(st.integers(1, 9))
    made = replace(
        promised(made),
        session=replace(
            made.session,
            quick=draw(st.booleans()),
            kept_days=draw(st.sampled_from([7, 90, 365])),
        ),
        postits=_postits(draw, made, wall),
        sorting=Sorting(themes, places),
        echoes={p.id: _echo(draw, p.id, masked=masked) for p in shown if draw(st.booleans())},
        rates={made.steps[3].id: RateRecord(made.steps[3].plan, result, remarks)},  # type: ignore[arg-type]
        lines=Lines({made.steps[7].id: line}),
        turns=_turns(draw, made, masked=masked),
        consents=consents,
        elections=drawn_election(draw, made, consents, masked=masked),
        milestones=_milestones(draw, shown) if told is not None else (),
        actions=_actions(draw),
        hidden=Hidden(draw(st.integers(0, 2)), draw(st.integers(0, 2)), _hidden(draw, made)),
        groups=_groups(draw, made, wall),
        sorted_together={made.steps[1].id: (_progress(people, themes),)} if themes else {},
        in_room=in_room,
        parked=tuple(draw(st.lists(WORDS, max_size=2))),
        series=draw(st.none() | _PLACES),
        followed=_followed(draw, made),
        floors=_floors(draw, made),
    )
    # An election tells how many without Discord named someone, as a vote does.
    named = max((one.elected.in_room for one in made.elections.values() if one.elected), default=0)
    made = replace(
        made,
        in_room=max(made.in_room, named),
        participants=made.participants + max(0, named - made.in_room),
    )
    put_right = corrected(made, _corrections(draw, made))
    return _forgotten(put_right) if draw(st.booleans()) else put_right


_PLACES = st.builds(InSeries, WORDS, st.just(1)) | st.builds(
    InSeries, WORDS, st.integers(2, 5), WORDS, st.just(date(2029, 3, 1))
)


def _floors(draw: st.DrawFn, made: SessionRecord) -> dict[int, Heard]:
    people = draw(st.integers(0, 9))
    return {made.steps[4].id: Heard(people, people + draw(st.integers(0, 3)))} if people else {}


def _followed(draw: st.DrawFn, made: SessionRecord) -> dict[int, tuple[Followed, ...]]:
    """What two steps said of the same actions."""
    asked = [replace(one, id=100 + one.id) for one in _actions(draw)]
    ours = {one.id: draw(st.booleans()) for one in asked}
    whence = {one.id: draw(WORDS) for one in asked}
    found = {}
    for step in made.steps[-2:]:
        shown = [one for one in asked if draw(st.booleans())]
        said = {one.id: draw(st.none() | st.sampled_from(Said)) for one in shown}
        found[step.id] = tuple(
            Followed(one, whence[one.id], said[one.id], ours[one.id]) for one in shown
        )
    return {step: shown for step, shown in found.items() if shown}


def _corrections(draw: st.DrawFn, made: SessionRecord) -> Corrections:
    """Words of any item that another text took the place of; some were left out."""
    found: list[Correction] = []
    for of, held in entries(made, (), ()).items():
        for one in held:
            if one.item.may_leave and draw(st.integers(0, 4)) == 0:
                found.append(Correction(one.item, ""))
            elif of not in (Of.THEME, Of.OPTION) and draw(st.integers(0, 3)) == 0:
                fields = [field for field in FIELDS.get(of, ()) if draw(st.booleans())]
                found += [Correction(one.item, field, "Mieux dit") for field in fields]
            elif of is Of.THEME and draw(st.booleans()):
                found.append(Correction(one.item, "name", f"{one.label} bis"))
    return Corrections(tuple(draw(st.permutations(found))))


def _reasons(draw: st.DrawFn, vote: VoteRecord) -> tuple[Reason, ...]:
    """Why people resist what they voted on, where that is asked and told."""
    if not asks_reasons(vote.plan) or not vote.detailed:
        return ()
    numbers = [option.number for option in vote.options]
    found = []
    for rank in range(draw(st.integers(0, 3))):
        room = not vote.secret and draw(st.booleans())
        author = None if vote.secret or room else draw(NAMES)
        number = draw(st.sampled_from(numbers))
        text = draw(WORDS.filter(lambda text: "\n" not in text))
        found.append(Reason(rank + 1, number, text, draw(st.booleans()), author, room))
    return tuple(found)


def _line(draw: st.DrawFn, plan: Position, *, masked: bool) -> PositionRecord:
    live, named = plan.drawn_live(masked=masked), plan.tells_names(masked=masked)
    journeys = draw(st.lists(JOURNEYS, min_size=1, max_size=6))
    kept = [Moment(second=300, spread=spread_of(one.began for one in journeys))]
    room = draw(st.dictionaries(st.sampled_from(EVERY_PLACE), st.integers(1, 4), max_size=2))
    result = Moved.of(journeys, room, room, kept, live=live, named=named)
    words = st.none() | WORDS.filter(lambda text: "\n" not in text)
    if named:
        told = [Told(draw(words), draw(NAMES), one.began, one.place) for one in journeys]
    elif result.movement is not None:
        told = [Told(text) for one in journeys if one.moves and (text := draw(words))]
    else:
        told = []
    return PositionRecord(plan, result, live, named, tuple(told))


def _wall(draw: st.DrawFn, *, masked: bool) -> list[Any]:
    author = None if masked else draw(NAMES)
    wall = postits(draw(st.lists(WORDS, max_size=5)), author)
    found = []
    for n, postit in enumerate(wall, start=1):
        found.append(
            replace(
                postit,
                dimension=draw(DIMENSIONS),
                year=draw(YEARS),
                kind=draw(st.none() | st.sampled_from(Kind)),
                number=n if n < 4 else None,
                files=tuple(draw(st.lists(st.just("plan.pdf"), max_size=1))),
                late=not masked and draw(st.booleans()),
            )
        )
    return found


def _postits(draw: st.DrawFn, made: SessionRecord, wall: Sequence[PostIt]) -> tuple[PostIt, ...]:
    """The post-its, of the first step, or of a small group whose number is told or not."""
    first = made.steps[0]
    pairs = next(step for step in made.steps if step.plan.kind == "subgroups")
    found = []
    for postit in wall:
        group = draw(st.none() | st.sampled_from([1, 2]))
        step = pairs if group or draw(st.booleans()) else first
        found.append(replace(postit, step_id=step.id, group=group))
    return tuple(found)


def _groups(
    draw: st.DrawFn, made: SessionRecord, wall: Sequence[PostIt]
) -> dict[int, tuple[Group, ...]]:
    """Two groups, one of a theme, then one that is made of them and kept some of what it took
    over."""
    pairs, after = [step.id for step in made.steps if step.plan.kind == "subgroups"]
    hosted = draw(st.booleans())
    kept = tuple(postit.id for postit in wall if draw(st.booleans()))
    names = [draw(st.none() | WORDS), None]
    return {
        pairs: tuple(
            Group(number, pairs, number, name, (), hosted=hosted)
            for number, name in enumerate(names, 1)
        ),
        after: (Group(3, after, 1, names[0], (), merged=(1, 2), hosted=hosted, kept=kept),),
    }


def _echo(draw: st.DrawFn, postit: int, *, masked: bool) -> Echo:
    name = None if masked else "Bachir"
    comments = [
        Comment(n, postit, None, name, text)
        for n, text in enumerate(draw(st.lists(WORDS, max_size=2)))
    ]
    return Echo({Reaction.LOVE: draw(st.integers(1, 4))}, tuple(comments))


def _round(held: ConsentRecord, *, masked: bool) -> ConsentRecord:
    if not masked:
        return held
    return replace(held, proposal=replace(PROPOSAL, author_name=None))


def _turns(draw: st.DrawFn, made: SessionRecord, *, masked: bool) -> dict[int, TurnsRecord]:
    """A speaking round that began, or did not, with a few words."""
    step = next(one for one in made.steps if isinstance(one.plan, Turns))
    assert isinstance(step.plan, Turns)
    did = [draw(st.integers(0, 3)) for _ in range(4)]
    people = sum(did) + draw(st.integers(0, 2))
    count = Count(people, *did) if people >= DETAIL_FROM else Count(people)
    words = tuple(
        Word(n, step.id, text, None, None if masked else draw(NAMES))
        for n, text in enumerate(draw(st.lists(WORDS, max_size=min(3, people))), start=1)
    )
    return {step.id: TurnsRecord(step.plan, count, words)} if people else {}


def _milestones(draw: st.DrawFn, shown: list[Any]) -> tuple[Milestone, ...]:
    found: list[Milestone] = []
    for number in range(1, draw(st.integers(1, 4))):
        one = builders.milestone(draw(st.integers(2022, 2032)), number=number)
        sources = tuple(sorted(p.id for p in shown if draw(st.booleans())))
        postit = shown[0].id if bool(shown) and draw(st.booleans()) else None
        before = tuple(m.id for m in found if draw(st.booleans()) and m.year <= one.year)
        found.append(
            replace(
                one, postit_id=postit, sources=sources, who=draw(st.none() | WORDS), after=before
            )
        )
    found.sort(key=lambda m: (m.year, m.dimension, m.id))
    return tuple(found)


def _actions(draw: st.DrawFn) -> tuple[Action, ...]:
    due = sorted(draw(st.lists(st.dates(date(2030, 1, 1), date(2031, 1, 1)), max_size=3)))
    return tuple(
        Action(
            n,
            1,
            draw(WORDS),
            draw(NAMES),
            day,
            first_step=draw(st.none() | WORDS),
            state=draw(st.sampled_from(ActionState)),
            changed_at=draw(st.sampled_from([None, ENDED])),
        )
        for n, day in enumerate([*due, None], start=1)
    )


def _hidden(draw: st.DrawFn, made: SessionRecord) -> dict[int, int]:
    return {made.steps[0].id: draw(st.integers(1, 3))} if draw(st.booleans()) else {}


def _progress(people: int, themes: tuple[Theme, ...]) -> Progress:
    shares = (Share(themes[0].id, 3, 8, 6),)
    return Progress(people, 12, 9, 3, 1, 0, 1, 1, shares, 1)


def _forgotten(made: SessionRecord) -> SessionRecord:
    """The session as it is once its raw data was deleted (`forget` of every family of rows)."""
    bare = without_raw(made)
    none = Sorting(made.sorting.themes, {})
    consents = {
        step: ConsentRecord(
            decision=held.decision,
            silence_is_consent=held.silence_is_consent,
            expected=held.expected,
        )
        for step, held in made.consents.items()
        if held.decision is not None
    }
    return replace(
        bare,
        sorting=none,
        echoes={},
        consents=consents,
        elections=forgotten_elections(made),
        turns={
            step: replace(held, words=()) for step, held in made.turns.items() if held.count.people
        },
        hidden=Hidden(),
        parked=(),
        groups={},
        milestones=tuple(replace(m, postit_id=None, sources=()) for m in made.milestones),
    )
