"""What a shared budget gave, in sentences: who paid for what, what remains, what was not funded and
why, and what the other rule would have funded.

Of a secret vote nothing is told of fewer than three people by whom a purse would be known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from bot.i18n import Catalogue
from bot.reports.vote.budget.money import money
from bot.tally.rules.shared_budget import Marking, Sharing
from bot.workshop.vote.ballot import DETAIL_FROM

if TYPE_CHECKING:
    from bot.reports.vote.telling import Telling  # which gives each figure by `figure`

# Of projects that a sentence names, the others counted.
_NAMED = 5


@dataclass(frozen=True, slots=True)
class Budget:
    """The count of a shared budget, by both rules, as its details hold it."""

    telling: Telling

    @property
    def t(self) -> Catalogue:
        return self.telling.t

    @property
    def sharing(self) -> Sharing:
        """The rule that decides."""
        return self.telling.vote.plan.sharing

    @property
    def points(self) -> bool:
        return self.telling.vote.plan.marking is Marking.POINTS

    @property
    def whole(self) -> Fraction:
        """All the money."""
        return Fraction(self.telling.details["settings"]["money"])

    @property
    def shared(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.telling.details["equal_shares"]
        return found

    @property
    def greedy(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.telling.details["greedy"]
        return found

    @property
    def drawn(self) -> Sequence[Sequence[str]]:
        """The ties of the rule that decides that the lot settled."""
        held: Sequence[Sequence[str]] = self.telling.details[self.sharing]["drawn"]
        return held

    def cost(self, name: str) -> Fraction:
        """Return what a project costs."""
        return Fraction(self.telling.details["settings"]["costs"][name])

    def supporters(self, name: str) -> int:
        """Return how many support a project."""
        return int(self.telling.details["supporters"][name])

    def support(self, name: str) -> str:
        """Return how much support a project has, in words."""
        told = self.t.n("budget.supporters", self.supporters(name))
        if not self.points:
            return told
        points = self.t.n("result.figure.points", int(self.telling.details["support"][name]))
        return self.t("budget.support_points", supporters=told, points=points)

    def say(self, amount: int | Fraction) -> str:
        """Return a sum of money in words."""
        return money(amount, self.telling.vote.plan.currency, self.t)

    def funded(self, rule: Sharing | None = None) -> list[str]:
        """Return what a rule funds, in its order; the one that decides where none is named."""
        if (rule or self.sharing) is Sharing.GREEDY:
            return list(self.greedy["funded"])
        return [one["project"] for one in self.shared["bought"]] + list(self.shared["completed"])

    def left(self, rule: Sharing | None = None) -> Fraction:
        """Return what a rule leaves of the money."""
        return Fraction(self.telling.details[rule or self.sharing]["left"])

    def by_support(self) -> list[str]:
        """Return every project, the most supported first."""
        support = self.telling.details["support"]
        return sorted(support, key=lambda name: (-support[name], int(name)))

    def unfunded(self) -> list[str]:
        """Return what is not funded, the most supported first."""
        funded = set(self.funded())
        return [name for name in self.by_support() if name not in funded]

    def why(self, name: str, rule: Sharing | None = None) -> str:
        """Return what a funded project cost whom, or why one is not funded, by a rule."""
        if name in self.telling.details["settings"].get("passed_over", ()):
            return self.t("budget.passed_over")
        if not self.supporters(name):
            return self.t("budget.nobody")
        if (rule or self.sharing) is Sharing.GREEDY:
            return self._by_support(name)
        for one in self.shared["bought"]:
            if one["project"] == name:
                return self._paid(name, one)
        if name in self.shared["completed"]:
            return self.t("budget.completed", support=self.support(name))
        return self._had(name)

    def _by_support(self, name: str) -> str:
        for one in self.greedy["passed"]:
            if one["project"] == name:
                short = self.say(self.cost(name) - Fraction(one["left"]))
                return self.t("budget.short", support=self.support(name), short=short)
        return self.support(name)

    def _paid(self, name: str, held: Mapping[str, Any]) -> str:
        t, people = self.t, self.supporters(name)
        full, less = held.get("in_full"), held.get("all_they_had")
        # Of two, what one has paid tells what the other had left; once the ballots are deleted,
        # what was of a few is not kept.
        if "each" not in held or (less and self._few(people)):
            return t.n("budget.paid_together", people)
        each = self.say(Fraction(held["each"]))
        if self.points:
            key = "budget.paid_points" if less == 0 else "budget.paid_points_some"
            told = t(key, support=self.support(name), each=each)
        elif less == 0:
            told = t.n("budget.paid", people, each=each)
        elif full is None or less is None or self._few(full) or self._few(less):
            told = t.n("budget.paid_at_most", people, each=each)
        else:
            told = t.n(
                "budget.paid_less", less, supporters=self.support(name), full=full, each=each
            )
        return told

    def _had(self, name: str) -> str:
        had = next(one.get("had") for one in self.shared["short"] if one["project"] == name)
        people, cost = self.supporters(name), self.say(self.cost(name))
        if had is None or self._few(people):
            return self.t("budget.had_few", cost=cost)
        return self.t.n("budget.had", people, had=self.say(Fraction(had)), cost=cost)

    def _few(self, people: int) -> bool:
        return self.telling.vote.secret and people < DETAIL_FROM


def won(telling: Telling, *, listed: bool) -> str:
    """Return how many projects are funded, for how much, and what remains."""
    budget, t = Budget(telling), telling.t
    names = budget.funded()
    spent, left = budget.whole - budget.left(), budget.left()
    whole = budget.say(budget.whole)
    told = [
        t.n("result.won.budget", len(names), spent=budget.say(spent), money=whole),
        t("budget.left", left=budget.say(left)) if left else t("budget.none_left"),
    ]
    if not listed:
        told.append(t.n("result.won.budget_named", len(names), options=_named(telling, names)))
    return " ".join(told)


def passed_over(telling: Telling) -> str:
    """Return which projects could be funded no more, and what became of their support."""
    gone = [option.name for option in telling.vote.gone]
    if not gone:
        return ""
    return telling.t.n("budget.gone", len(gone), options=_named(telling, gone))


def shares(telling: Telling) -> str:
    """Return what share of the money each person had; nothing where support decides."""
    budget, t = Budget(telling), telling.t
    share = Fraction(budget.shared["share"])
    if budget.sharing is not Sharing.EQUAL_SHARES or not share:
        return ""
    told = t.n("budget.share", int(budget.whole / share), share=budget.say(share))
    raised = budget.shared["raised_to"]
    if raised is None:
        return told
    more = t("budget.raised", raised=budget.say(Fraction(raised)), money=budget.say(budget.whole))
    return f"{told} {more}"


def other(telling: Telling) -> str:
    """Return in what the other rule differs."""
    budget, t = Budget(telling), telling.t
    rule = Sharing.GREEDY if budget.sharing is Sharing.EQUAL_SHARES else Sharing.EQUAL_SHARES
    mine, theirs = budget.funded(), budget.funded(rule)
    more = [name for name in theirs if name not in mine]
    less = [name for name in mine if name not in theirs]
    told = [t(f"budget.other.{rule}")]
    if more and less:
        named = {"options": _named(telling, more), "less": _named(telling, less)}
        told.append(t.n("budget.other.instead", len(more), **named))
    elif more:
        told.append(t.n("budget.other.more", len(more), options=_named(telling, more)))
    elif less:
        told.append(t.n("budget.other.lost", len(less), options=_named(telling, less)))
    else:
        told.append(t("budget.other.same"))
    return " ".join(told)


def lots(telling: Telling) -> str:
    """Return the ties that the published lot settled, and how anyone can draw it again."""
    budget, t = Budget(telling), telling.t
    seed = telling.details["settings"]["seed"] or ""
    told = [
        t("budget.lot", options=_named(telling, order), first=telling.named(order[0]))
        for order in budget.drawn
    ]
    if not told:
        return ""
    return " ".join([*told, t("result.lot", seed=seed, name=budget.drawn[0][0])])


def lines(telling: Telling) -> Iterator[str]:
    """Yield what each project cost whom, then what was not funded and why."""
    budget, t = Budget(telling), telling.t
    if not telling.decides:  # these are answers: nobody pays for anything
        yield from (f"• {_entry(telling, name)}" for name in budget.by_support())
        return
    for rank, name in enumerate(budget.funded(), start=1):
        yield f"**{rank}.** {_entry(telling, name)}"
    if rest := budget.unfunded():
        yield f"**{t('budget.not_funded')}**"
    for name in rest:
        yield f"✖️ {_entry(telling, name)}"


def _entry(telling: Telling, name: str) -> str:
    return f"`{name}` {telling.label(name)}\n-# {sentence(telling, name)}"


def sentence(telling: Telling, name: str) -> str:
    """Return the figure of a project as a line of its own."""
    told = figure(telling, name)
    return told[:1].upper() + told[1:]


def figure(telling: Telling, name: str) -> str:
    """Return what a project cost whom, or why it is not funded; without the quorum, its support."""
    budget = Budget(telling)
    return budget.why(name) if telling.decides else budget.support(name)


def _named(telling: Telling, names: Sequence[str]) -> str:
    told = [telling.named(name) for name in names[:_NAMED]]
    if len(names) > _NAMED:
        return f"{', '.join(told)} {telling.t.n('result.and_others', len(names) - _NAMED)}"
    return telling.t.listed(told)
