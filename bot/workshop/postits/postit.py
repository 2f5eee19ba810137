"""Post-its: what is accepted, and what is sent back to its writer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.workshop.alike import fold
from bot.workshop.errors import Refusal
from bot.workshop.kinds import Collect, Subgroups
from bot.workshop.language import Language
from bot.workshop.lists import ideas
from bot.workshop.postits.kind import Kind
from bot.workshop.sessions.session import StepRun
from bot.workshop.story.scenario import Scenario
from bot.workshop.text import one_line


class Source(StrEnum):
    FORM = "form"
    TYPED = "typed"


@dataclass(frozen=True, slots=True)
class PostIt:
    """One idea. `author` is an identifier, a keyed hash, or None once the link is destroyed.

    `number` is its place on the wall, drawn at the reveal; None while hidden. `column` is the
    name, in the session's language, of the step's column it was written in. `files` are the
    names of what was attached to the message it was typed in. `kind` is what it tells of, where
    its writer said so; `group` the number of the small group that wrote it, None where none did and
    where that would name its writer. `hidden` is why the facilitators hid it, None where they did
    not. `alone`: its masked writer agrees that it is shown without company. `late` where it came
    after its step was left; not told where masked.
    """

    id: int
    session_id: int
    step_id: int
    author: str | None
    author_name: str | None
    text: str
    dimension: str | None
    year: int | None
    source: Source
    number: int | None = None
    message_id: int | None = None
    column: str | None = None
    files: tuple[str, ...] = ()
    kind: Kind | None = None
    hidden: str | None = None
    alone: bool = False
    late: bool = False
    group: int | None = None

    @property
    def on_the_wall(self) -> bool:
        """True for what the room can read: revealed, and not hidden since."""
        return self.number is not None and self.hidden is None

    @property
    def lane(self) -> str | None:
        """Under which heading it stands on the wall: its column, else its dimension."""
        return self.column if self.column is not None else self.dimension

    @property
    def marked(self) -> str:
        """Its text, behind the mark of what it tells of."""
        return self.text if self.kind is None else f"{self.kind.mark} {self.text}"


@dataclass(frozen=True, slots=True)
class Sorted:
    """What a form held: ideas to keep, and those sent back with the reason's catalogue key.

    `known` are those that the person had written already.
    """

    kept: tuple[str, ...]
    refused: tuple[tuple[str, str], ...]
    known: tuple[str, ...] = ()


def sort_ideas(
    text: str,
    plan: Collect | Subgroups,
    already: int,
    mine: Iterable[str] = (),
    room: int | None = None,
) -> Sorted:
    """Return the ideas of `text` that the step takes, `already` being the person's count.

    An idea too long comes back (``postit.too_long``), as do those past the step's limit for
    a person (``postit.too_many``); of so many people in a `room`, each may add as many. The same
    idea twice in one form, or once more than in `mine`, what the person wrote in this step, is one
    post-it: neither case nor spaces nor look-alike letters tell two apart.
    """
    kept: list[str] = []
    refused: list[tuple[str, str]] = []
    known: list[str] = []
    most = plan.per_person * (room or 1)
    beyond = "postit.too_many" if room is None else "postit.too_many_in_room"
    written = {fold(one) for one in mine}
    seen: set[str] = set()
    for idea in ideas(text):
        if fold(idea) in seen:
            continue
        seen.add(fold(idea))
        if fold(idea) in written:
            known.append(idea)
        elif len(idea) > plan.max_length:
            refused.append((idea, "postit.too_long"))
        elif already + len(kept) >= most:
            refused.append((idea, beyond))
        else:
            kept.append(idea)
    return Sorted(tuple(kept), tuple(refused), tuple(known))


def check_open(step: StepRun | None) -> Collect:
    """Return the plan of a collect step that takes post-its now; raise Refusal otherwise."""
    if step is None or not step.is_open or not isinstance(step.plan, Collect):
        raise Refusal("postit.closed")
    return step.plan


def check_text(text: str, plan: Collect | Subgroups) -> str:
    """Return one idea cleaned; raise Refusal when nothing is left or when it is too long."""
    idea = one_line(text)
    if not idea:
        raise Refusal("postit.empty")
    if len(idea) > plan.max_length:
        raise Refusal("postit.too_long_one", length=len(idea), limit=plan.max_length)
    return idea


def check_place(
    scenario: Scenario | None, dimension: str | None, year: int | None
) -> tuple[str | None, int | None]:
    """Return `dimension` and `year` if the scenario has them; raise Refusal otherwise."""
    if dimension is not None and (
        scenario is None or dimension not in {d.name for d in scenario.dimensions}
    ):
        raise Refusal("place.unknown_dimension")
    if year is not None and (scenario is None or year not in scenario.years):
        low, high = (scenario.origin, scenario.horizon) if scenario else (0, 0)
        raise Refusal("place.unknown_year", origin=low, horizon=high)
    return dimension, year


def check_column(plan: Collect, language: Language, column: str | None) -> str | None:
    """Return `column` if the step has one of that name, the only one where it has no other; raise
    Refusal otherwise."""
    if column is None:
        return plan.only_column(language)
    if column not in plan.column_names(language):
        raise Refusal("place.unknown_column")
    return column


def check_kind(plan: Collect, kind: str | None) -> Kind | None:
    """Return the kind named `kind` if the step asks for one; raise Refusal otherwise."""
    if kind is None:
        return None
    if not plan.ask_kind or kind not in set(Kind):
        raise Refusal("place.unknown_kind")
    return Kind(kind)
