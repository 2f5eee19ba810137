"""One unit of work over every family of rows."""

from __future__ import annotations

from typing import Generic, TypeVar

from bot.store.erasures import ErasureRows
from bot.store.outbox import OutboxRows
from bot.store.personal.rows import PersonRows
from bot.store.rows.actions import ActionRows
from bot.store.rows.base import Aggregate
from bot.store.rows.before.ahead import AheadRows
from bot.store.rows.before.planned import PlannedRows
from bot.store.rows.consent import ConsentRows
from bot.store.rows.departed import DepartedRows
from bot.store.rows.digest import DigestRows
from bot.store.rows.election import ElectionRows
from bot.store.rows.follow import FollowRows
from bot.store.rows.imports import ImportRows
from bot.store.rows.in_room import InRoomRows
from bot.store.rows.keeping import KeepingRows
from bot.store.rows.media import MediaRows
from bot.store.rows.memory import MemoryRows
from bot.store.rows.moderation import ModerationRows
from bot.store.rows.network import NetworkRows
from bot.store.rows.notes import NoteRows
from bot.store.rows.parked import ParkedRows
from bot.store.rows.places import PlaceRows
from bot.store.rows.postits.brought import BroughtRows
from bot.store.rows.postits.drafts import DraftRows
from bot.store.rows.postits.meanings import MeaningRows
from bot.store.rows.postits.messages import MessageRows
from bot.store.rows.postits.pictures import PictureRows
from bot.store.rows.postits.postits import PostItRows
from bot.store.rows.rate import RateRows
from bot.store.rows.readiness import ReadyRows
from bot.store.rows.recipes import RecipeRows
from bot.store.rows.review import CorrectionRows
from bot.store.rows.roadmap import MilestoneRows
from bot.store.rows.scenarios import ScenarioRows
from bot.store.rows.sessions import SessionRows
from bot.store.rows.settings import ServerRows
from bot.store.rows.speaking.floor import FloorRows
from bot.store.rows.speaking.hands import HandRows
from bot.store.rows.speaking.positions import PositionRows
from bot.store.rows.speaking.turns import TurnRows
from bot.store.rows.subgroups.calls import CallRows
from bot.store.rows.subgroups.groups import GroupRows
from bot.store.rows.subgroups.places import GatheringRows
from bot.store.rows.themes.names import NameRows
from bot.store.rows.themes.rounds import RoundRows
from bot.store.rows.themes.themes import ThemeRows
from bot.store.rows.vote.ballots import BallotRows
from bot.store.rows.vote.drafted import DraftedRows
from bot.store.rows.vote.events import DateEventRows
from bot.store.rows.vote.mendings import MendingRows
from bot.store.rows.vote.presses import PressRows
from bot.store.rows.vote.reasons import ReasonRows
from bot.store.rows.vote.sealed import SealedRows
from bot.store.rows.vote.voters import VoterRows
from bot.store.rows.wall import ReactionRows
from bot.store.sealing.vault import Vault
from bot.store.sqlite.connection import Statements
from bot.store.timers import TimerRows
from bot.store.topics import Topic

A = TypeVar("A", bound=Aggregate)


class _Family(Generic[A]):
    """A family of rows, made when a transaction first asks for it: most ask for two or three."""

    def __init__(self, kind: type[A]) -> None:
        self._kind = kind

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, transaction: Transaction, owner: type) -> A:
        made = self._kind(transaction.statements, transaction)
        transaction.__dict__[self._name] = made  # found there from now on
        return made


class Transaction:
    """One unit of work. The same for a read, in which a statement that writes is refused."""

    servers = _Family(ServerRows)
    sessions = _Family(SessionRows)
    kept = _Family(KeepingRows)
    in_room = _Family(InRoomRows)
    ahead = _Family(AheadRows)
    planned = _Family(PlannedRows)
    ready = _Family(ReadyRows)
    parked = _Family(ParkedRows)
    places = _Family(PlaceRows)
    postits = _Family(PostItRows)
    messages = _Family(MessageRows)
    drafts = _Family(DraftRows)
    brought = _Family(BroughtRows)
    pictures = _Family(PictureRows)
    meanings = _Family(MeaningRows)
    reactions = _Family(ReactionRows)
    moderation = _Family(ModerationRows)
    themes = _Family(ThemeRows)
    rounds = _Family(RoundRows)
    names = _Family(NameRows)
    ballots = _Family(BallotRows)
    sealed = _Family(SealedRows)
    voters = _Family(VoterRows)
    drafted = _Family(DraftedRows)
    mendings = _Family(MendingRows)
    presses = _Family(PressRows)
    reasons = _Family(ReasonRows)
    date_events = _Family(DateEventRows)
    corrections = _Family(CorrectionRows)  # after what they rest on has left
    consents = _Family(ConsentRows)
    elections = _Family(ElectionRows)
    rates = _Family(RateRows)
    positions = _Family(PositionRows)
    milestones = _Family(MilestoneRows)
    actions = _Family(ActionRows)
    follows = _Family(FollowRows)
    floor = _Family(FloorRows)
    groups = _Family(GroupRows)
    calls = _Family(CallRows)
    gatherings = _Family(GatheringRows)
    hands = _Family(HandRows)
    turns = _Family(TurnRows)
    notes = _Family(NoteRows)
    scenarios = _Family(ScenarioRows)
    recipes = _Family(RecipeRows)
    media = _Family(MediaRows)
    digests = _Family(DigestRows)
    memory = _Family(MemoryRows)
    network = _Family(NetworkRows)
    departed = _Family(DepartedRows)
    imports = _Family(ImportRows)
    people = _Family(PersonRows)
    timers = _Family(TimerRows)
    outbox = _Family(OutboxRows)
    erasures = _Family(ErasureRows)

    def __init__(self, statements: Statements, vault: Vault) -> None:
        self.statements = statements
        self.vault = vault  # the keys of sealed boxes, outside of the database
        self.touched: set[tuple[Topic, int]] = set()
        self.noted: list[str] = []

    @property
    def aggregates(self) -> tuple[Aggregate, ...]:
        """Every family of rows, for what each does when a session ends or is forgotten."""
        families = [name for name, kind in vars(Transaction).items() if isinstance(kind, _Family)]
        return tuple(getattr(self, name) for name in families)

    async def unlink(self, session_id: int, *, masked: bool) -> None:
        """Let go of what mattered only while a session lived and, where it was `masked`, of what
        could lead to a person."""
        for rows in self.aggregates:
            await rows.unlink(session_id, masked=masked)

    def note(self, told: str) -> None:
        """Have the log say `told` after the commit: numbers, never what people wrote."""
        self.noted.append(told)

    def touch(self, topic: Topic, ref: int = 0) -> None:
        """Have listeners told of `topic` once, after the commit."""
        self.touched.add((topic, ref))
