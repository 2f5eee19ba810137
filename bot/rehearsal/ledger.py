"""What people did in the rehearsal, to be found again in what the bot posted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from bot.rehearsal.polling import in_export as judged
from bot.rehearsal.reacting import Answered, in_export
from bot.rehearsal.sorting import Themes
from bot.rehearsal.sorting import in_export as themes_of


@dataclass
class Ledger:
    """What the script made, to be found again in the export: no more, no less."""

    postits: Counter[tuple[str, str]] = field(default_factory=Counter)  # text, author
    dots: Counter[str] = field(default_factory=Counter)  # option number
    voters: int = 0
    themes: Themes = field(default_factory=dict)
    milestones: Counter[str] = field(default_factory=Counter)
    actions: Counter[str] = field(default_factory=Counter)
    ticked: Counter[str] = field(default_factory=Counter)  # milestones to begin with, by number
    judged: Counter[str] = field(default_factory=Counter)  # ballots of the last vote, as JSON
    answers: Answered = field(default_factory=Answered)

    def differences(self, posted: dict[str, Any]) -> list[str]:
        """Return how the JSON document of the workshop differs from what people did."""
        vote, beginning, judgment = posted["votes"]
        dots: Counter[str] = Counter()
        for ballot in vote["ballots"]:
            for option, count in ballot["ballot"].items():
                dots[option] += count * ballot["weight"]
        pairs: list[tuple[str, object, object]] = [
            (
                "post-its",
                self.postits,
                Counter((p["text"], p["author"]) for p in posted["postits"]),
            ),
            ("dots", self.dots, dots),
            ("ballots", self.voters, sum(b["weight"] for b in vote["ballots"])),
            ("turnout", self.voters, vote["turnout"]),
            ("judgment", self.judged, judged(judgment)),
            ("first milestones", self.ticked, _ticks(beginning)),
            (
                "milestones",
                self.milestones,
                Counter(m["statement"] for m in posted["milestones"]),
            ),
            ("themes", self.themes, themes_of(posted["themes"])),
            ("actions", self.actions, Counter(a["what"] for a in posted["actions"])),
            ("answers to post-its", self.answers, in_export(posted["postits"])),
        ]
        return [f"the posted {what} differ" for what, made, found in pairs if made != found]


def _ticks(vote: dict[str, Any]) -> Counter[str]:
    found: Counter[str] = Counter()
    for entry in vote["ballots"]:
        for option in entry["ballot"]:
            found[option] += entry["weight"]
    return found
