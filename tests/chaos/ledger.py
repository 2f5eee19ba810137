"""What people did and were told, to compare with what was kept of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tests.host.world import Payload


@dataclass
class Sent:
    """What one form carried, in its lines; `confirmed` once the person has read that it is kept."""

    texts: Sequence[str]
    confirmed: bool = False


@dataclass
class Typed:
    """A message, with every text that it had; `deleted` by its author."""

    message: Payload
    texts: list[str]
    deleted: bool = False

    @property
    def marked(self) -> bool:
        """True when the person sees 📌."""
        return any(r["emoji"]["name"] == "📌" for r in self.message["reactions"])


@dataclass
class Box:
    """The ballots of one person, the latest last: what was cast since one was confirmed may be
    in the box too."""

    maybe: list[Sequence[str]] = field(default_factory=list)
    sure: bool = False

    def cast(self, options: Sequence[str]) -> None:
        self.maybe.append(options)

    def confirmed(self) -> None:
        self.maybe, self.sure = self.maybe[-1:], True

    def least(self, option: str) -> int:
        """Return whether `option` is chosen in the box for sure, 0 or 1."""
        return int(self.sure and all(option in ballot for ballot in self.maybe))

    def most(self, option: str) -> int:
        """Return whether `option` may be chosen in the box, 0 or 1."""
        return int(any(option in ballot for ballot in self.maybe))


@dataclass
class Became:
    """What became of what people did."""

    confirmed: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    half_done: list[str] = field(default_factory=list)

    def add(self, other: Became) -> None:
        self.confirmed += other.confirmed
        self.lost += other.lost
        self.doubled += other.doubled
        self.half_done += other.half_done


@dataclass
class Ledger:
    """All that the people of one session did."""

    forms: list[Sent] = field(default_factory=list)
    actions: list[Sent] = field(default_factory=list)
    typed: list[Typed] = field(default_factory=list)
    boxes: dict[int, Box] = field(default_factory=dict)
    unanswered: int = 0

    def compare(self, document: Payload) -> Became:
        """Return what became of it in the export of the session."""
        postits = Counter(postit["text"] for postit in document["postits"])
        actions = Counter(action["what"] for action in document["actions"])
        became = Became()
        for sent in self.forms:
            _form(sent, postits, became)
        for sent in self.actions:
            _form(sent, actions, became)
        for typed in self.typed:
            _message(typed, postits, became)
        became.lost += self._votes(document)
        became.confirmed += sum(box.sure for box in self.boxes.values())
        return became

    def _votes(self, document: Payload) -> Iterator[str]:
        """Tell the choices and the turnout that people's receipts exclude."""
        for vote in document["votes"]:
            if vote["method"] != "approval":
                continue  # one of the recipe's own, which everyone lets pass
            sure = sum(box.sure for box in self.boxes.values())
            if not sure <= vote["turnout"] <= len(self.boxes):
                yield f"{vote['turnout']} ballots, where {sure} to {len(self.boxes)} were cast"
            chosen: Mapping[str, int] = (vote["result"] or {}).get("approvals", {})
            for option, number in chosen.items():
                least = sum(box.least(option) for box in self.boxes.values())
                most = sum(box.most(option) for box in self.boxes.values())
                if not least <= number <= most:
                    yield f"option {option} chosen {number} times, where {least} to {most} did"


def _form(sent: Sent, found: Mapping[str, int], became: Became) -> None:
    counts = {text: found.get(text, 0) for text in sent.texts}
    became.doubled += [text for text, count in counts.items() if count > 1]
    missing = [text for text, count in counts.items() if not count]
    if sent.confirmed:
        became.confirmed += len(sent.texts)
        became.lost += missing
    elif 0 < len(missing) < len(counts):
        became.half_done += missing


def _message(typed: Typed, found: Mapping[str, int], became: Became) -> None:
    *old, last = typed.texts
    became.doubled += [text for text in old if found.get(text)]
    count = found.get(last, 0)
    if typed.deleted:
        became.doubled += [last] if count else []
        return
    became.confirmed += 1
    became.doubled += [last] if count > 1 else []
    became.lost += [] if count else [last]
