"""What became of a vote while people voted on it: options gone or reworded, what whoever leads
changed, ballots erased."""

from __future__ import annotations

from collections.abc import Sequence

from bot.i18n import Catalogue
from bot.reports.vote.budget import telling as budget
from bot.reports.vote.mended import history
from bot.reports.vote.naming import by_reason, why_again
from bot.reports.vote.seats import passed_over
from bot.reports.vote.telling import NAMED, Telling
from bot.workshop.kinds import Vote
from bot.workshop.sessions.session import StepRun
from bot.workshop.vote.methods import Method
from bot.workshop.vote.options import Option


def changes(telling: Telling) -> str:
    """Return what became of options while people voted, and of what was put on them; nothing
    where nothing did."""
    return " ".join(filter(None, (_gone(telling), _reworded(telling))))


def _gone(telling: Telling) -> str:
    """Return that options were withdrawn, hidden or merged while people voted, and what became of
    their votes; nothing where none was. Which ones is a detail like any other."""
    t, vote = telling.t, telling.vote
    few = vote.secret and not vote.detailed
    if telling.method is Method.STV and not few:
        return passed_over(telling)
    if telling.method is Method.SHARED_BUDGET and not few:
        return budget.passed_over(telling)
    return " ".join(
        t.n(f"result.{why}_count", len(options))
        if few
        else t.n(f"result.{why}", len(options), options=_said(telling, options))
        for why, options in by_reason(vote.gone).items()
    )


def _reworded(telling: Telling) -> str:
    """Return that options say something else since, where they came from, and that the count is
    on the words of before; nothing where none does. Which ones is a detail like any other."""
    t, vote = telling.t, telling.vote
    changed = vote.reworded
    if not changed:
        return ""
    if vote.secret and not vote.detailed:
        return t.n("result.reworded_count", len(changed))
    told = [
        t(
            "result.reworded_one",
            option=telling.write(o.said(telling.limit)),
            now=telling.say(o.now),
        )
        for o in changed[:NAMED]
        if o.now
    ]
    if len(changed) > NAMED:
        told.append(t.n("result.and_others", len(changed) - NAMED))
    return t("result.reworded", options=", ".join(told))


def _said(telling: Telling, options: Sequence[Option]) -> str:
    """Return options by their words alone, without the mark of those that are gone, and what those
    that were merged joined."""
    t = telling.t
    told = [
        t(
            "result.merged_one",
            option=telling.write(o.said(telling.limit)),
            into=telling.say(o.into),
        )
        if o.into
        else t("result.named", option=telling.write(o.said(telling.limit)))
        for o in options[:NAMED]
    ]
    if len(options) > NAMED:
        told.append(t.n("result.and_others", len(options) - NAMED))
    return ", ".join(told)


def mended(telling: Telling) -> str:
    """Return what whoever leads changed of the vote once ballots had been cast; nothing where they
    changed nothing."""
    lines = history(telling)
    return " ".join((telling.t("mend.report"), *lines)) if lines else ""


def erased(step: StepRun, t: Catalogue) -> str:
    """Return how many ballots were erased before this count, for the room to vote again, and why;
    nothing where none was."""
    plan = step.plan
    if not step.voted_before or not isinstance(plan, Vote):
        return ""
    return t.n("result.erased", step.voted_before, why=why_again(plan, t))
