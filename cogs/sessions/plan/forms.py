"""The forms of the plan: a step that is put in, with what its kind cannot do without, and a step
that changes."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from discord import ui

from bot.i18n import Catalogue
from bot.interface.pressing.router import Press, custom_id
from bot.interface.showing.layout import (
    Field,
    choice_field,
    form,
    option,
    radio_field,
    text_field,
    ticks_field,
)
from bot.interface.words.sessions.kinds import kind_name, usual_step
from bot.services.sessions.plan import Seen
from bot.workshop.consent.step import PROPOSAL_LIMIT
from bot.workshop.errors import Refusal
from bot.workshop.kinds import STEP_KINDS, BaseStep, Collect, Consent, Group, Kinds, Vote
from bot.workshop.language import LABEL, SHORT
from bot.workshop.sessions.minutes import read_minutes
from bot.workshop.sessions.plan import Plan, stamp
from bot.workshop.sessions.planned import (
    asking,
    inviting,
    lasting,
    proposing,
    titled,
)
from bot.workshop.sessions.session import Session, StepRun
from bot.workshop.vote.asking import QUESTION_LIMIT, Asked, planned
from bot.workshop.vote.methods import Ballots, Method, VoteOn

# A form names a kind by its rank here: what is new comes last, so that none changes its meaning.
KINDS = (
    *("story", "collect", "reveal", "group", "vote", "consent", "discuss", "roadmap", "actions"),
    *("follow", "rate", "turns", "position", "subgroups", "election"),
)
# Costs and dates are asked for by the workbench, which shows how they were read.
METHODS = tuple(m for m in Method if m not in (Method.SHARED_BUDGET, Method.DATES))
_OPTIONS = 3000  # characters of the options of a vote
_MINUTES = 12
# What a radio or a box of a form is called, and its one choice.
_YES = "1"


def kinds_for(session: Session) -> list[str]:
    """Return the kinds of steps that a session can have, by name."""
    told = session.scenario is not None
    return [name for name, kind in STEP_KINDS.items() if told or not kind.needs_scenario]


def about_for(plan: Plan) -> list[VoteOn]:
    """Return what a vote of this session can be on: what a step of its plan makes, or options that
    are written."""
    found = [VoteOn.OPTIONS]
    if any(isinstance(step.plan, Collect) for step in plan.steps):
        found.append(VoteOn.POSTITS)
    if any(isinstance(step.plan, Group) for step in plan.steps):
        found.append(VoteOn.THEMES)
    if plan.session.scenario is not None:
        found.append(VoteOn.MILESTONES)
    return found


def new_form(seen: Seen, kind: str, before: int | None, now: int | None, t: Catalogue) -> ui.Modal:
    """Return the form of a new step of `kind`, with its usual words."""
    at = custom_id(
        "plan.add", session=seen.plan.session.id, kind=KINDS.index(kind), before=before, now=now
    )
    usual = usual_step(kind)
    return form(kind_name(kind, t), at, *_fields(seen.plan, usual, t))


def _fields(plan: Plan, usual: Kinds, t: Catalogue) -> Sequence[Field]:
    language = plan.session.language
    title = text_field("title", t("field.plan_title"), limit=LABEL, default=usual.title[language])
    invite = text_field(
        "invite",
        t("field.plan_invite"),
        long=True,
        limit=SHORT,
        default=usual.invite[language],
    )
    minutes = _minutes(usual, t)
    if isinstance(usual, Vote):
        return [*_of_vote(plan, t), minutes]
    if isinstance(usual, Collect):
        return [title, *_of_collect(plan.session, t), invite, minutes]
    if isinstance(usual, Consent):
        proposal = text_field(
            "proposal",
            t("field.plan_proposal"),
            description=t("field.plan_proposal.hint"),
            long=True,
            required=False,
            limit=PROPOSAL_LIMIT,
        )
        return [title, proposal, invite, minutes]
    return [title, invite, minutes, _optional(usual, t)]


def _minutes(step: BaseStep, t: Catalogue) -> Field:
    return text_field(
        "minutes",
        t("field.plan_minutes"),
        description=t("field.plan_minutes.hint"),
        limit=_MINUTES,
        default=t.number(Fraction(step.minutes)),
    )


def _optional(step: BaseStep, t: Catalogue) -> Field:
    said = t("field.plan_optional.hint")
    box = option(t("field.plan_optional.yes"), _YES, default=step.optional)
    return ticks_field("optional", t("field.plan_optional"), [box], description=said)


def _of_vote(plan: Plan, t: Catalogue) -> list[Field]:
    about = about_for(plan)
    fields: list[Field] = [
        text_field("question", t("field.plan_question_vote"), limit=QUESTION_LIMIT, long=True),
        choice_field(
            "method",
            t("field.plan_method"),
            [
                option(t(f"command.vote.method.{method}"), method, default=method is Method.DOTS)
                for method in METHODS
            ],
        ),
    ]
    if len(about) > 1:
        fields.append(
            radio_field(
                "about",
                t("field.plan_about"),
                [option(t(f"plan.about.{on}"), on, default=on is VoteOn.OPTIONS) for on in about],
            )
        )
    fields.append(
        text_field(
            "options",
            t("field.plan_options"),
            description=t("field.plan_options.hint"),
            long=True,
            required=False,
            limit=_OPTIONS,
        )
    )
    return fields


def _of_collect(session: Session, t: Catalogue) -> list[Field]:
    told = session.scenario is not None
    question = text_field(
        "question",
        t("field.plan_question"),
        description=t("field.plan_question.told") if told else None,
        required=False,
        long=True,
        limit=SHORT,
    )
    if session.masked:  # they are always hidden
        return [question]
    shown = radio_field(
        "shown",
        t("field.plan_shown"),
        [
            option(t("field.plan_shown.reveal"), "0", default=True),
            option(t("field.plan_shown.at_once"), _YES),
        ],
    )
    return [question, shown]


def read_new(press: Press, kind: int, seen: Seen, *, ballots: Ballots) -> Kinds:
    """Return the step that a form describes, a vote with `ballots` as the server has them; raise
    Refusal when something in it cannot be."""
    if not 0 <= kind < len(KINDS):
        raise Refusal("button.unknown")
    usual, session = usual_step(KINDS[kind]), seen.plan.session
    if isinstance(usual, Vote):
        return _read_vote(press, usual, about_for(seen.plan), ballots=ballots)
    language = session.language
    worded = titled(usual, press.text("title"), language)
    read = lasting(inviting(worded, press.text("invite"), language), press.text("minutes"))
    if isinstance(read, Collect):
        silent = session.masked or press.text("shown") != _YES
        return asking(read, press.text("question"), silent=silent)
    if isinstance(read, Consent):
        return proposing(read, press.text("proposal"))
    return read.model_copy(update={"optional": _ticked(press)})


def _read_vote(press: Press, usual: Vote, about: Sequence[VoteOn], *, ballots: Ballots) -> Kinds:
    try:
        method = Method(press.text("method") or Method.DOTS)
        on = VoteOn(press.text("about") or VoteOn.OPTIONS)
    except ValueError:  # forged
        raise Refusal("button.unknown") from None
    if on not in about or method not in METHODS:
        raise Refusal("button.unknown")
    if method is Method.YES_NO:
        on = VoteOn.OPTIONS  # the question is all that there is
    minutes = read_minutes(press.text("minutes"))
    asked = Asked(
        question=press.text("question"),
        method=method,
        options=press.text("options") or None,
        about=on,
    )
    made = planned(asked, usual.invite, usual=ballots)
    return made.model_copy(update={"minutes": minutes})


def change_form(seen: Seen, step: StepRun, t: Catalogue) -> ui.Modal:
    """Return the form that changes what is planned of a step, as far as it may be."""
    plan, language = step.plan, seen.plan.session.language
    at = custom_id("plan.changed", session=seen.plan.session.id, step=step.id, read=stamp(plan))
    fields: list[Field] = []
    if seen.plan.rewords(step):
        fields += [
            text_field("title", t("field.plan_title"), limit=LABEL, default=plan.title[language]),
            text_field(
                "invite",
                t("field.plan_invite"),
                long=True,
                limit=SHORT,
                default=plan.invite[language],
            ),
        ]
    if seen.plan.resizes(step):
        fields += [_minutes(plan, t), _optional(plan, t)]
    if not fields:
        raise Refusal("plan.settled")
    return form(t("button.plan_change"), at, *fields)


def read_change(press: Press, seen: Seen, step: StepRun) -> BaseStep:
    """Return the plan of a step as a form has it: what the form did not show stays."""
    plan, language = step.plan, seen.plan.session.language
    if "title" in press.fields:
        plan = inviting(titled(plan, press.text("title"), language), press.text("invite"), language)
    if "minutes" in press.fields:
        plan = lasting(plan, press.text("minutes"))
        plan = plan.model_copy(update={"optional": _ticked(press)})
    return plan


def _ticked(press: Press) -> bool:
    return _YES in press.fields.get("optional", ())
