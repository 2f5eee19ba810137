"""Actions and roadmap as the JSON that Trello exports, which Nextcloud Deck and Wekan import.

Every field that those importers read is there: `TrelloJsonService` of nextcloud/deck (which wants
an activity ``createCard`` for each card, and times to the millisecond), `models/trelloCreator.js`
of wekan/wekan (which checks types, ``prefs`` and what each checklist is of). Deck keeps titles of
100 characters, and of 255 for cards: what is longer is cut there, and whole in the card. An action
has its very first step as a checklist, in the list of those to do or of those done; one that was
dropped is an archived card. A milestone has what enabled it, and what stood in its way.
Nobody is a member: who does it is said in the card. All times are that of the end of the session.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any

from bot.i18n import Catalogue
from bot.reports.exchange.naming import board_id
from bot.reports.record import SessionRecord
from bot.workshop.actions.action import Action, ActionState
from bot.workshop.roadmap.grid import Milestone, told_forward
from bot.workshop.sessions.clock import ended
from bot.workshop.text import clean, one_line, shorten

_TITLE = 100
_CARD = 255
# Cards and lists are put this far apart, as Trello does: there is room between two.
_APART = 65536
_COLOURS = ("green", "yellow", "orange", "red", "purple", "blue", "sky", "lime", "pink", "black")
_STATES = ("to_do", "doing", "done")
# The same day everywhere from New York to Tokyo: an action is due some day, at no hour.
_NOON = time(12, tzinfo=UTC)


def trello(record: SessionRecord, t: Catalogue) -> bytes:
    """Return the board as JSON."""
    board = _Board(record, t)
    to_do, _, done = [board.add_list(t(f"trello.{state}")) for state in _STATES]
    for action in record.actions:
        board.add_action(action, done if action.state is ActionState.DONE else to_do)
    scenario = record.session.scenario
    if record.milestones and scenario is not None:
        road = board.add_list(t("trello.roadmap", horizon=scenario.horizon))
        fiction = t("report.fiction.short", horizon=scenario.horizon)
        for _, found in told_forward(record.milestones):
            for milestone in found:
                board.add_milestone(milestone, road, fiction)
    return (json.dumps(board.written(), ensure_ascii=False, indent=1) + "\n").encode()


@dataclass
class _Board:
    """The board while it is filled."""

    record: SessionRecord
    t: Catalogue
    lists: list[dict[str, Any]] = field(default_factory=list)
    cards: list[dict[str, Any]] = field(default_factory=list)
    labels: dict[str, dict[str, Any]] = field(default_factory=dict)
    checklists: list[dict[str, Any]] = field(default_factory=list)

    @property
    def made(self) -> datetime:
        session = self.record.session
        return ended(session, self.record.steps) or session.created_at

    def id(self, what: str, number: int) -> str:
        return board_id(self.record.session.id, self.made, what, number)

    @property
    def board(self) -> str:
        return self.id("board", 0)

    def add_list(self, name: str) -> str:
        """Add a list and return its identifier."""
        made = self.id("list", len(self.lists))
        self.lists.append(
            {
                "id": made,
                "idBoard": self.board,
                "name": shorten(name, _TITLE),
                "closed": False,
                "pos": _APART * (len(self.lists) + 1),
            }
        )
        return made

    def add_action(self, action: Action, into: str) -> None:
        t = self.t
        milestones = {one.id: one.statement for one in self.record.milestones}
        statement = milestones.get(action.milestone_id) if action.milestone_id else None
        told = [
            t("calendar.owner", owner=action.owner),
            t("calendar.milestone", milestone=statement) if statement else "",
        ]
        steps = [action.first_step] if action.first_step else []
        self._add_card(
            into,
            action.what,
            told,
            [action.theme],
            {t("trello.first_step"): steps},
            action.due,
            state=action.state,
        )

    def add_milestone(self, milestone: Milestone, into: str, fiction: str) -> None:
        t = self.t
        named = {one.id: one.number for one in self.record.milestones}
        before = sorted(named[one] for one in milestone.after if one in named)
        told = [
            t("trello.number", number=milestone.number),
            t("trello.who", who=t.listed(_lines(milestone.who))) if milestone.who else "",
            t("trello.after", numbers=t.listed([str(one) for one in before])) if before else "",
            fiction,
        ]
        checklists = {
            t("trello.enablers"): _lines(milestone.enablers),
            t("trello.obstacles"): _lines(milestone.obstacles),
        }
        name = f"{milestone.year} · {milestone.statement}"
        self._add_card(into, name, told, [milestone.dimension], checklists, None)

    def _add_card(
        self,
        into: str,
        name: str,
        told: Sequence[str],
        labels: Sequence[str | None],
        checklists: dict[str, list[str]],
        due: date | None,
        state: ActionState = ActionState.OPEN,
    ) -> None:
        card = self.id("card", len(self.cards))
        name = one_line(name)
        cut = shorten(name, _CARD)
        whole = [name] if cut != name else []
        held = [self._label(label) for label in labels if label]
        kept = {title: items for title, items in checklists.items() if items}
        self.cards.append(
            {
                "id": card,
                "idBoard": self.board,
                "idList": into,
                "name": cut,
                "desc": clean("\n\n".join([*whole, *filter(None, told)])),
                "closed": state is ActionState.DROPPED,
                "pos": _APART * (len(self.cards) + 1),
                "dateLastActivity": _time(self.made),
                "due": _time(datetime.combine(due, _NOON)) if due else None,
                "dueComplete": due is not None and state is ActionState.DONE,
                "labels": held,
                "idLabels": [label["id"] for label in held],
                "idMembers": [],
                "idMembersVoted": [],
                "idChecklists": [self._checklist(card, *one) for one in kept.items()],
                "attachments": [],
            }
        )

    def _label(self, name: str) -> dict[str, Any]:
        name = shorten(name, _TITLE)
        if name not in self.labels:
            rank = len(self.labels)
            self.labels[name] = {
                "id": self.id("label", rank),
                "idBoard": self.board,
                "name": name,
                "color": _COLOURS[rank % len(_COLOURS)],
            }
        return self.labels[name]

    def _checklist(self, card: str, name: str, items: Sequence[str]) -> str:
        rank = len(self.checklists)
        made = self.id("checklist", rank)
        self.checklists.append(
            {
                "id": made,
                "idBoard": self.board,
                "idCard": card,
                "name": name,
                "pos": _APART * (rank + 1),
                "checkItems": [
                    {
                        "id": self.id(f"item {rank}", place),
                        "idChecklist": made,
                        "name": one_line(item),
                        "state": "incomplete",
                        "pos": _APART * (place + 1),
                    }
                    for place, item in enumerate(items)
                ],
            }
        )
        return made

    def written(self) -> dict[str, Any]:
        """Return the board as it is exported."""
        return {
            "id": self.board,
            "name": shorten(self.record.session.title, _TITLE),
            "desc": "",
            "closed": False,
            "url": "",
            "prefs": {"background": "blue", "permissionLevel": "private"},
            "labels": list(self.labels.values()),
            "lists": self.lists,
            "cards": self.cards,
            "checklists": self.checklists,
            "customFields": [],
            "members": [],
            "memberships": [],
            "actions": [
                {
                    "id": self.id("activity", rank),
                    "type": "createCard",
                    "date": _time(self.made),
                    "data": {
                        "board": {"id": self.board},
                        "list": {"id": card["idList"]},
                        "card": {"id": card["id"], "name": card["name"]},
                    },
                }
                for rank, card in enumerate(self.cards)
            ],
        }


def _lines(text: str | None) -> list[str]:
    return [line for line in (text or "").split("\n") if line.strip()]


def _time(moment: datetime) -> str:
    """Return a time to the millisecond, as Deck wants it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
