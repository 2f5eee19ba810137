"""The full report of a session, as Markdown for coordinators (brief, methods §6)."""

from __future__ import annotations

from dataclasses import dataclass

from bot.i18n import Catalogue
from bot.reports import phrases, whole
from bot.reports.kinds import SECTIONS, Part
from bot.reports.notes.step import noted
from bot.reports.record import SessionRecord
from bot.reports.retention import retention
from bot.reports.review.marking import about
from bot.reports.writing import bullets, inline, paragraphs, table
from bot.workshop.sessions.session import StepRun, StepState


@dataclass(frozen=True, slots=True)
class Told:
    """Some Markdown of a part, and the step that it tells of; None for the session as a whole."""

    text: str
    step: StepRun | None = None


def markdown(record: SessionRecord, t: Catalogue) -> str:
    """Return the report in the language of `t`: what was decided first, then everything.

    What people wrote is escaped.
    """
    bodies = (
        (part, paragraphs(*(told.text for told in found)))
        for part, found in parts(record, t).items()
    )
    written = paragraphs(
        f"# {inline(record.session.title)}",
        context(record, t),
        fiction(record, t),
        *(paragraphs(f"## {t(f'report.part.{part}')}", body) for part, body in bodies),
    )
    return f"{written}\n"


def parts(record: SessionRecord, t: Catalogue) -> dict[Part, list[Told]]:
    """Return what each part tells, in the order of reading: the report, whatever it is made into.

    The step kinds write it (`bot.reports.kinds`); a part without content is left out.
    """
    found: dict[Part, list[Told]] = {part: [] for part in Part}
    for step in record.steps:
        for part, text in SECTIONS[step.plan.kind].full(record, step, t).items():
            found[part].append(Told(text, step))
        found[Part.NOTES].append(Told(noted(record, step, t), step))
    for part, text in whole.full(record, t).items():
        found[part].append(Told(text))
    found[Part.RUNNING].append(Told(_running(record, t)))
    found[Part.ABOUT] += [
        Told(about(record, t)),
        Told(retention(record, t)),
        Told(t("report.kept.rest")),
    ]
    kept = {part: [one for one in told if one.text] for part, told in found.items()}
    return {part: told for part, told in kept.items() if told}


def context(record: SessionRecord, t: Catalogue) -> str:
    """Return when the session was, of what recipe and scenario, how long and with how many."""
    session = record.session
    # What a command opened at once has no recipe but its own question, which is the title.
    recipe = "" if session.quick else inline(session.recipe.title[t.language])
    facts = [phrases.days(record, t), recipe]
    if session.scenario is not None:
        scenario = session.scenario
        named = scenario.organisation.casefold() in scenario.title.casefold()
        facts += [inline(scenario.title), "" if named else inline(scenario.organisation)]
    facts += [phrases.time(record, t), phrases.people(record, t)]
    return " · ".join(filter(None, facts))


def fiction(record: SessionRecord, t: Catalogue) -> str:
    """Return the notice that the story is one, as a quote; nothing without a story."""
    scenario = record.session.scenario
    if scenario is None:
        return ""
    return "> " + t(
        "report.fiction.notice",
        title=inline(scenario.title),
        horizon=scenario.horizon,
    )


def _running(record: SessionRecord, t: Catalogue) -> str:
    """Return the steps with the time planned and spent, and who is counted; with the plan as it
    became, where it changed."""
    steps = record.steps
    planned = [step for step in record.dropped if step.first_minutes is not None]
    changed = any(step.first_minutes != step.plan.minutes for step in steps)
    columns = ("step", "planned", *(["changed"] if changed else []), "spent")
    rows = [
        [
            _named(step, t),
            _planned(step.first_minutes, t),
            *([t.minutes(step.plan.minutes)] if changed else []),
            _spent(step, t),
        ]
        for step in steps
    ]
    rows += [
        [
            _named(step, t),
            _planned(step.first_minutes, t),
            *(["—"] if changed else []),
            t("report.running.not_held"),
        ]
        for step in planned
    ]
    spent = sum(step.spent_seconds for step in steps)
    total = [
        t("report.running.total"),
        t.minutes(sum(step.first_minutes or 0 for step in (*steps, *planned))),
        *([t.minutes(sum(step.plan.minutes for step in steps))] if changed else []),
        phrases.length(spent, t),
    ]
    return paragraphs(
        table(
            [t(f"report.running.{column}") for column in columns],
            [*rows, [f"**{cell}**" for cell in total]],
        ),
        bullets(
            f"{inline(step.plan.title[t.language])} — {said}"
            for step in record.steps
            for say in (phrases.ahead, phrases.floor)
            if (said := say(record, step, t))
        ),
        t("report.running.rounded" + ("_changed" if changed else "")),
        t("report.running.counted_room" if record.in_room else "report.running.counted"),
    )


def _planned(minutes: float | None, t: Catalogue) -> str:
    return t("report.running.added") if minutes is None else t.minutes(minutes)


def _named(step: StepRun, t: Catalogue) -> str:
    title = inline(step.plan.title[t.language])
    return t("report.running.left_out", title=title) if step.is_out else title


def _spent(step: StepRun, t: Catalogue) -> str:
    spent = phrases.length(step.spent_seconds, t)
    if step.state is StepState.OPEN:
        return t("report.running.open")
    if step.state is StepState.SKIPPED and step.spent_seconds:
        return t("report.running.skipped_after", spent=spent)
    if step.state is StepState.CLOSED or step.spent_seconds:
        return spent
    return t(f"report.running.{step.state}")
