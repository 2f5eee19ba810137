"""Small recipes, scenarios, sessions and people for tests. Every name is invented."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from bot.services.sessions.opening import NewSession
from bot.workshop.kinds import (
    Actions,
    AtEnd,
    Collect,
    Consent,
    Discuss,
    Election,
    Follow,
    Group,
    Kinds,
    Position,
    Rate,
    Reveal,
    Roadmap,
    Story,
    Subgroups,
    Turns,
    Vote,
)
from bot.workshop.language import Bilingual, Language, Title
from bot.workshop.postits.postit import PostIt, Source
from bot.workshop.roadmap.grid import Milestone
from bot.workshop.roadmap.step import WhoPlaces
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.recipe import Recipe
from bot.workshop.sessions.session import Session, SessionState, Signing, StepRun, StepState
from bot.workshop.story.scenario import Anchor, Award, Dimension, Scenario
from bot.workshop.themes.step import StartFrom
from bot.workshop.vote.methods import VoteOn

NOW = datetime(2030, 3, 4, 9, 0, tzinfo=UTC)

SERVER = 700_000_000_000_000_001
CHANNEL = 700_000_000_000_000_002
COORDINATORS = 700_000_000_000_000_003
ROLE = 700_000_000_000_000_004

# Identifiers as long as Discord's: searched for byte by byte in the database file.
NOUR = Actor(911_222_333_444_555_601, "Nour")  # leads
ALIX = Actor(911_222_333_444_555_602, "Alix")
BACHIR = Actor(911_222_333_444_555_603, "Bachir")
CLEO = Actor(911_222_333_444_555_604, "Cléo")


def both(text: str) -> Bilingual:
    """The same words in both languages."""
    return Bilingual(fr=text, en=text)


def titled(text: str) -> Title:
    """The same title in both languages."""
    return Title(fr=text, en=text)


def story(*, minutes: int = 10, pace: int = 60, at_end: AtEnd = AtEnd.WAIT) -> Story:
    return Story(
        kind="story",
        title=titled("Story"),
        invite=both("Listen."),
        minutes=minutes,
        pace_seconds=pace,
        at_end=at_end,
    )


def collect(
    *,
    minutes: int = 10,
    silent: bool = True,
    typed: bool = False,
    per_person: int = 20,
    max_length: int = 300,
    at_end: AtEnd = AtEnd.WAIT,
) -> Collect:
    return Collect(
        kind="collect",
        title=titled("Post-its"),
        invite=both("Write."),
        minutes=minutes,
        silent=silent,
        typed=typed,
        per_person=per_person,
        max_length=max_length,
        at_end=at_end,
    )


def reveal(*, minutes: int = 5) -> Reveal:
    return Reveal(kind="reveal", title=titled("Wall"), invite=both("Read."), minutes=minutes)


def group(*, minutes: int = 8, start_from: StartFrom = StartFrom.NOTHING) -> Group:
    return Group(
        kind="group",
        title=titled("Themes"),
        invite=both("Sort."),
        minutes=minutes,
        start_from=start_from,
    )


def vote(
    *,
    minutes: int = 5,
    budget: int = 5,
    cap: int | None = None,
    on: VoteOn = VoteOn.POSTITS,
    at_end: AtEnd = AtEnd.WAIT,
    **settings: Any,
) -> Vote:
    """A vote; without another `method` among its settings, with dots."""
    if settings.get("method", "dots") == "dots":
        settings["budget"] = budget
    if cap is not None:
        settings["cap"] = cap
    return Vote(
        kind="vote",
        title=titled("Vote"),
        invite=both("Choose."),
        minutes=minutes,
        on=on,
        at_end=at_end,
        **settings,
    )


def poll(method: str, *options: str, **settings: Any) -> Vote:
    """A vote by `method` between written options, or on a question when there are none."""
    return vote(method=method, on=VoteOn.OPTIONS, options=options, **settings)


def consent(*, minutes: int = 30, at_end: AtEnd = AtEnd.WAIT, **settings: Any) -> Consent:
    """A round of consent; without a `text` the facilitator writes it."""
    return Consent(
        kind="consent",
        title=titled("Consent"),
        invite=both("Agree."),
        minutes=minutes,
        at_end=at_end,
        **settings,
    )


def election(*, minutes: int = 30, at_end: AtEnd = AtEnd.WAIT, **settings: Any) -> Election:
    """An election without candidates, of a treasurer for one year unless said otherwise."""
    role = {"role": titled("Treasurer"), "term": titled("one year")}
    return Election(
        kind="election",
        title=titled("Election"),
        invite=both("Name someone."),
        minutes=minutes,
        at_end=at_end,
        **{**role, **settings},
    )


def discuss(*, minutes: int = 10, at_end: AtEnd = AtEnd.WAIT) -> Discuss:
    return Discuss(
        kind="discuss", title=titled("Talk"), invite=both("Talk."), minutes=minutes, at_end=at_end
    )


def follow() -> Follow:
    return Follow(kind="follow", title=titled("Before"), invite=both("Look back."), minutes=5)


def roadmap(*, minutes: int = 15, placing: WhoPlaces = WhoPlaces.FACILITATORS) -> Roadmap:
    return Roadmap(
        kind="roadmap",
        title=titled("Roadmap"),
        invite=both("Place."),
        minutes=minutes,
        placing=placing,
    )


def actions(*, minutes: int = 10) -> Actions:
    return Actions(kind="actions", title=titled("Actions"), invite=both("Decide."), minutes=minutes)


def rate(*, minutes: int = 3, at_end: AtEnd = AtEnd.WAIT, **settings: Any) -> Rate:
    """Marks from 1 to 5; without a question of its own, whether the time was worth it."""
    return Rate(
        kind="rate",
        title=titled("Marks"),
        invite=both("Mark."),
        minutes=minutes,
        at_end=at_end,
        **settings,
    )


def subgroups(
    *, minutes: float = 5, at_end: AtEnd = AtEnd.WAIT, follows: str = "new", **settings: Any
) -> Subgroups:
    """Small groups; new ones are of two where nothing else is said."""
    if follows == "new" and not {"size", "groups"} & set(settings):
        settings["size"] = 2
    return Subgroups(
        kind="subgroups",
        title=titled("Small groups"),
        invite=both("Talk."),
        minutes=minutes,
        at_end=at_end,
        follows=follows,
        **settings,
    )


def position(*, minutes: int = 20, at_end: AtEnd = AtEnd.WAIT, **settings: Any) -> Position:
    """A claim on which people take a place, on a line from 0 to 10 unless said otherwise."""
    return Position(
        kind="position",
        title=titled("The line"),
        invite=both("Take your place."),
        minutes=minutes,
        at_end=at_end,
        **{"claim": both("We should meet less often."), **settings},
    )


def turns(*, minutes: int = 15, at_end: AtEnd = AtEnd.WAIT, **settings: Any) -> Turns:
    """A speaking round of a minute each."""
    return Turns(
        kind="turns",
        title=titled("Round"),
        invite=both("Speak."),
        minutes=minutes,
        at_end=at_end,
        **settings,
    )


def recipe(*steps: Kinds) -> Recipe:
    """A recipe of `steps`, by default collect, reveal, vote."""
    return Recipe(
        title=titled("Recipe"),
        purpose=both("Purpose."),
        steps=steps or (collect(), reveal(), vote()),
    )


def scenario(
    *,
    origin: int = 2022,
    horizon: int = 2032,
    dimensions: Sequence[str] = ("Gouvernance", "Services"),
    anchors: Sequence[int] = (2026, 2030),
    award: bool = True,
) -> Scenario:
    return Scenario(
        title="Les Tilleuls en 2032",
        organisation="Les Tilleuls",
        language=Language.FRENCH,
        origin=origin,
        horizon=horizon,
        opening="Nous sommes à l'horizon.",
        anchors=tuple(Anchor(year=year, title=f"En {year}", text="Un geste.") for year in anchors),
        award=Award(name="Réseau des Tilleuls", text="Bravo.") if award else None,
        question="Par quelles étapes êtes-vous passés ?",
        dimensions=tuple(Dimension(name=name) for name in dimensions),
    )


def new_session(
    made_of: Recipe | None = None,
    *,
    told: Scenario | None = None,
    signing: Signing = Signing.SIGNED,
    channel_id: int = CHANNEL,
    title: str = "Réunion des Tilleuls",
) -> NewSession:
    """What a facilitator would choose; pass it to `bot.services.sessions.opening.create`."""
    return NewSession(
        server_id=SERVER,
        channel_id=channel_id,
        title=title,
        language=Language.FRENCH,
        signing=signing,
        recipe=made_of or recipe(),
        scenario=told,
    )


def session(
    made_of: Recipe | None = None,
    *,
    told: Scenario | None = None,
    signing: Signing = Signing.SIGNED,
    state: SessionState = SessionState.RUNNING,
    ended_at: datetime | None = None,
) -> Session:
    """A session that is in no database."""
    return Session(
        id=1,
        server_id=SERVER,
        channel_id=CHANNEL,
        title="Réunion des Tilleuls",
        language=Language.FRENCH,
        signing=signing,
        recipe=made_of or recipe(),
        scenario=told,
        state=state,
        position=0,
        paused=False,
        created_by=NOUR.user_id,
        created_at=NOW,
        started_at=NOW,
        ended_at=ended_at,
    )


def step_run(plan: Kinds | None = None, *, state: StepState = StepState.WAITING) -> StepRun:
    """A step that is in no database."""
    return StepRun(id=1, session_id=1, position=0, plan=plan or collect(), state=state)


def postit(number: int, text: str = "Une idée", *, dimension: str | None = None) -> PostIt:
    """A revealed post-it that is in no database; its identifier is 1000 + its number."""
    return PostIt(
        id=1000 + number,
        session_id=1,
        step_id=1,
        author=None,
        author_name=None,
        text=text,
        dimension=dimension,
        year=None,
        source=Source.FORM,
        number=number,
    )


def milestone(
    year: int,
    dimension: str = "Gouvernance",
    statement: str = "Fait.",
    *,
    number: int | None = None,
    after: Sequence[int] = (),
) -> Milestone:
    """A milestone that is in no database; its identifier is its number where it has one, else
    its year. `after` are identifiers."""
    return Milestone(
        id=number or year,
        session_id=1,
        year=year,
        dimension=dimension,
        statement=statement,
        number=number or 0,
        after=tuple(after),
    )
