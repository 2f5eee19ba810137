"""Choose someone for a role, without candidates: named with reasons, then elected by consent."""

from __future__ import annotations

from collections.abc import Sequence

from bot.interface.pressing.router import Press
from bot.interface.showing.layout import Field, text_field
from bot.interface.words.election import step_title
from bot.interface.words.sessions.kinds import invitation
from bot.reports.election.telling import described, role
from bot.workshop.election.naming import Role, with_role
from bot.workshop.kinds import Election, Kinds
from bot.workshop.language import LABEL, SHORT, Title
from cogs.vote.workbench.fields import minutes, minutes_field
from cogs.vote.workbench.kind import Asking, Decision

_WORDS = (
    ("role", LABEL, True),
    ("mandate", SHORT, False),
    ("term", LABEL, False),
    ("criteria", SHORT, False),
)


def _fields(asking: Asking) -> Sequence[Field]:
    t = asking.t
    return [
        *(
            text_field(
                name,
                t(f"field.election_{name}"),
                description=t(f"field.election_{name}.hint"),
                long=limit > LABEL,
                required=required,
                limit=limit,
            )
            for name, limit, required in _WORDS
        ),
        minutes_field(t, 30),
    ]


def _read(press: Press, asking: Asking) -> Kinds:
    name, mandate, term, criteria = (press.text(name) for name, *_ in _WORDS)
    plan = with_role(
        Election(
            kind="election",
            title=Title.same("—"),
            invite=invitation("kind.election.invite"),
            minutes=minutes(press),
        ),
        Role(name, mandate, term, criteria),
    )
    return plan.model_copy(update={"title": step_title(plan)})


def _announced(plan: Kinds, asking: Asking) -> str:
    assert isinstance(plan, Election)
    t = asking.t
    return "\n".join([f"🪑 {role(plan, t)}", *described(plan, t), t("decide.election")])


DECISION = Decision("election", "🪑", _fields, _read, _announced)
