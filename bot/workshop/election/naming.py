"""An election without candidates: who names whom, and what those who lead may do with it.

Sources: Gerard Endenburg, *Sociocracy* (the sociocratic election); James Priest, Bernhard
Bockelbrink and Liliana David, *Sociocracy 3.0*, “Role selection”; Ted Rau and Jerry Koch-Gonzalez,
*Many Voices One Song*, “Selection process”. The role is described. Everyone names one person, who
may be themselves, and writes why before hearing anyone. All of it is shown together. Then each may
name another, having heard the reasons. Whoever leads proposes one person on the strength of the
reasons, and the proposal goes through consent.

Nothing is counted to decide: whoever is named most is not chosen for it, equal numbers mean
nothing, and there is no tie to settle. Whoever names nobody says nothing. A person who was named
may withdraw without a reason; nobody names them from then on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.workshop.alike import alike, by_name
from bot.workshop.errors import Gone, Outdated, Refusal
from bot.workshop.kinds import Election
from bot.workshop.language import LABEL, SHORT, Bilingual, Frozen, Title
from bot.workshop.sessions.session import StepRun
from bot.workshop.text import one_line

NAME_LIMIT = 60
REASON_LIMIT = 400
# One person of those in the room may be told of more than once by mistake: not endlessly.
MOST_IN_ROOM = 200


class Stage(StrEnum):
    """Where an election is. One may go back from the last to the one before."""

    NAMING = "naming"  # everyone names someone, out of sight of the others
    HEARING = "hearing"  # all is shown; each may name another
    CHOOSING = "choosing"  # those who lead propose one person


class ElectionMoved(Outdated):
    """The election is no longer where the person saw it."""


class Withdrew(Refusal):
    """The person does not wish to be named."""


@dataclass(frozen=True, slots=True)
class Named:
    """Someone who was named, or does not wish to be (`withdrawn`): by their account (`person_id`),
    or by a name that was typed, for someone without one.

    The two are never taken for one another: anyone may call themselves as somebody who was typed.
    """

    id: int
    name: str
    person_id: int | None = None
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Nomination:
    """Who names whom, and why; `round` 1 before all were shown, 2 having heard.

    `author` and `author_name` are as those of post-its; one written `in_room` is of one person
    there. `hidden` is why its reason is hidden, None where it is shown. `told` once its author was
    written to that who they name does not wish to be.
    """

    id: int
    voice: int  # the same in both rounds: what one person says
    name_id: int
    round: int
    author: str | None
    author_name: str | None
    reason: str
    in_room: bool = False
    hidden: str | None = None
    told: bool = False


@dataclass(frozen=True, slots=True)
class Attempt:
    """One person proposed to the room, with the reason given, and the step in which the room is
    asked whether it consents."""

    step_id: int
    name_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class Voice:
    """What one person says in the end, and what they had said `before` hearing the others, where
    that was something else."""

    said: Nomination
    before: Nomination | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """One person, and who names them in the end; `first` is how many named them at first, `left`
    those of them who named another since."""

    named: Named
    voices: tuple[Voice, ...]
    first: int
    left: tuple[Nomination, ...] = ()


@dataclass(frozen=True, slots=True)
class Naming:
    """An election as its rows tell it. `heard` is how many said that they keep their choice."""

    stage: Stage = Stage.NAMING
    names: tuple[Named, ...] = ()
    nominations: tuple[Nomination, ...] = ()
    attempts: tuple[Attempt, ...] = ()
    heard: int = 0

    def named(self, name_id: int) -> Named:
        """Return someone by the number of their name; raise Gone where there is none."""
        found = next((one for one in self.names if one.id == name_id), None)
        if found is None:
            raise Gone("election.name_gone")
        return found

    def person(self, person_id: int) -> Named | None:
        """Return someone by their account."""
        return next((one for one in self.names if one.person_id == person_id), None)

    def typed(self, name: str) -> Named | None:
        """Return someone without an account, whose name looks the same. Raises Withdrew where there
        is none, and someone of that name who has one does not wish to be named."""
        key = alike(name)
        same = [one for one in self.names if alike(one.name) == key]
        found = next((one for one in same if one.person_id is None), None)
        if found is None and any(one.withdrawn for one in same):
            raise Withdrew("election.typed_withdrew", name=name)
        return found

    def shares_name(self, named: Named) -> bool:
        """Whether a name that was typed is also that of someone named by their account."""
        key = alike(named.name)
        return named.person_id is None and any(
            one.person_id is not None and alike(one.name) == key for one in self.names
        )

    def of_author(self, author: str, round: int | None = None) -> Nomination | None:
        """Return what someone says in the end, or said in one round."""
        return max(
            (
                one
                for one in self.nominations
                if one.author == author and round in (None, one.round)
            ),
            key=lambda one: one.round,
            default=None,
        )

    @property
    def voices(self) -> tuple[Voice, ...]:
        """What each person says in the end, in an order drawn by lot."""
        last: dict[int, Nomination] = {}
        first: dict[int, Nomination] = {}
        for one in self.nominations:
            if one.round == 1:
                first[one.voice] = one
            if one.voice not in last or one.round > last[one.voice].round:
                last[one.voice] = one
        return tuple(
            Voice(said, before if (before := first.get(voice)) is not said else None)
            for voice, said in last.items()
        )

    @property
    def people(self) -> int:
        """How many name someone; once all is shown, those asked to look again are not in it.

        Before, it is the same whoever withdraws: a number that fell would tell how many had named
        them.
        """
        return len(self.voices) - (0 if self.stage is Stage.NAMING else self.again)

    @property
    def to_show(self) -> int:
        """How many name someone who may be named."""
        return len(self.voices) - self.again

    @property
    def withdrew(self) -> bool:
        """Whether anyone does not wish to be named, whether or not somebody named them."""
        return any(one.withdrawn for one in self.names)

    @property
    def in_room(self) -> int:
        """How many of these are in the room without Discord."""
        return sum(
            voice.said.in_room
            and (self.stage is Stage.NAMING or not self.named(voice.said.name_id).withdrawn)
            for voice in self.voices
        )

    @property
    def again(self) -> int:
        """How many name someone who does not wish to be named any more."""
        return sum(self.named(voice.said.name_id).withdrawn for voice in self.voices)

    @property
    def changed(self) -> int:
        """How many name another person than at first, or had named nobody then."""
        return sum(
            voice.said.round == 2
            and (voice.before is None or voice.before.name_id != voice.said.name_id)
            for voice in self.voices
        )

    @property
    def groups(self) -> tuple[Group, ...]:
        """Everyone who was named, in an order drawn by lot, with what was said."""
        voices = self.voices
        return tuple(
            Group(
                named,
                tuple(voice for voice in voices if voice.said.name_id == named.id),
                sum(one.round == 1 and one.name_id == named.id for one in self.nominations),
                tuple(
                    voice.before
                    for voice in voices
                    if voice.before is not None
                    and voice.before.name_id == named.id != voice.said.name_id
                ),
            )
            for named in self.names
            if any(one.name_id == named.id for one in self.nominations)
        )

    @property
    def free(self) -> tuple[Group, ...]:
        """Those who may be proposed: named, and not withdrawn."""
        return tuple(one for one in self.groups if not one.named.withdrawn and one.voices)


class Elected(Frozen):
    """What an election came to: it stays once the rest is deleted. Nobody is named in it but by the
    adopted `text`, the decision itself.

    `people` named someone in the end, `in_room` of them without Discord; `names` different people
    were named, `withdrew` of them withdrew; `changed` people named another, having heard;
    `proposals` were put to the room.
    """

    adopted: bool
    role: str
    term: str = ""
    people: int
    in_room: int = 0
    names: int
    changed: int = 0
    withdrew: int = 0
    proposals: int = 0
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """A role as a form holds it; all but its name may be empty."""

    name: str
    mandate: str = ""
    term: str = ""
    criteria: str = ""
    expected: int | None = None


def elected_of(step: StepRun) -> Elected | None:
    """Return what the election of a step came to; None before it did."""
    return None if step.outcome is None else Elected.model_validate_json(step.outcome)


def concluded(naming: Naming, role: str, term: str, text: str | None) -> Elected:
    """Return what an election came to: the adopted `text`, None where nobody was elected."""
    groups = naming.groups
    return Elected(
        adopted=text is not None,
        role=role,
        term=term,
        people=naming.people,
        in_room=naming.in_room,
        names=len(groups),
        changed=naming.changed,
        withdrew=sum(one.named.withdrawn for one in groups),
        proposals=len(naming.attempts),
        text=text,
    )


def check_stage(naming: Naming, *stages: Stage) -> None:
    """Raise ElectionMoved when the election is elsewhere than in one of `stages`."""
    if naming.stage not in stages:
        raise ElectionMoved(f"election.elsewhere.{naming.stage}")


def check_name(text: str) -> str:
    """Return a name that was typed, on one line; raise Refusal when it cannot be one."""
    name = one_line(text)
    if not name:
        raise Refusal("election.nobody_chosen")
    if len(name) > NAME_LIMIT:
        raise Refusal("text.too_long", length=len(name), limit=NAME_LIMIT)
    return name


def check_reason(text: str) -> str:
    """Return a reason, on one line; raise Refusal when it is missing or too long."""
    reason = one_line(text)
    if not reason:
        raise Refusal("election.no_reason")
    if len(reason) > REASON_LIMIT:
        raise Refusal("text.too_long", length=len(reason), limit=REASON_LIMIT)
    return reason


def check_free(named: Named) -> None:
    """Raise Withdrew for someone who does not wish to be named."""
    if named.withdrawn:
        raise Withdrew("election.does_not_wish", name=named.name)


def with_role(plan: Election, role: Role) -> Election:
    """Return a step of which the role is as it was written, in every language; raise Refusal for a
    role without a name, and for words that are too long."""
    name, term = _within(role.name, LABEL), _within(role.term, LABEL)
    if not name:
        raise Refusal("election.role_empty")
    mandate, criteria = _within(role.mandate, SHORT), _within(role.criteria, SHORT)
    return plan.model_copy(
        update={
            "role": Title.same(name),
            "mandate": Bilingual.same(mandate) if mandate else None,
            "term": Title.same(term) if term else None,
            "criteria": Bilingual.same(criteria) if criteria else None,
            "expected": role.expected,
        }
    )


def _within(text: str, limit: int) -> str:
    line = one_line(text)
    if len(line) > limit:
        raise Refusal("text.too_long", length=len(line), limit=limit)
    return line


def order_of(groups: Sequence[Group]) -> list[Group]:
    """Return groups as reports tell them: in the order of names, which says nothing of numbers."""
    return sorted(groups, key=lambda one: by_name(one.named.name))
