"""Where and what: the page on which a facilitator puts a step in the plan."""

from __future__ import annotations

from discord import ui

from bot.i18n import Catalogue
from bot.interface.pressing.router import custom_id
from bot.interface.showing.layout import PAGE, Select, button, layout, option, select
from bot.interface.words.sessions import plan as words
from bot.interface.words.sessions.kinds import kind_name
from bot.services.sessions.plan import Seen
from bot.workshop.sessions.plan import Stands
from bot.workshop.sessions.recipe import MOST_STEPS
from bot.workshop.sessions.session import StepRun
from cogs.sessions.plan.button import panel_button
from cogs.sessions.plan.forms import kinds_for

# What the menu of places says beside the steps.
NOW, END = "now", "end"


def insert_page(
    seen: Seen, before: int | None, now: int | None, t: Catalogue, head: str = ""
) -> ui.LayoutView:
    """Return the page that asks where a step goes, then which: before the step `before`, at once
    in place of the one under way, `now`, or at the end where both are None."""
    plan, session = seen.plan, seen.plan.session
    here, behind = plan.here, plan.find(before) if before is not None else None
    if behind is None or not plan.moves(behind):
        behind = None
    at_once = now is not None and here is not None and here.id == now
    back = [
        button(t("button.plan_back"), custom_id("plan.list", session=session.id, page=0)),
        panel_button(session.id, t),
    ]
    if plan.is_full or plan.is_worn:
        full = t("plan.full", most=MOST_STEPS) if plan.is_full else t("plan.worn")
        return layout(head, full, back)
    where = t("plan.at_once") if at_once else words.before(plan, _place(seen, behind), t)
    told = [f"### {t('plan.insert.title')}", t("plan.insert.where", where=where)]
    if at_once and here is not None:
        over = here.outcome is not None or plan.stands(here) is Stands.RESTS
        told.append(
            t("plan.insert.over" if over else "plan.insert.waits", title=words.title_of(plan, here))
        )
    told.append(t("plan.insert.then"))
    kinds = [option(kind_name(kind, t), kind) for kind in kinds_for(session)]
    return layout(
        head,
        "\n".join(told),
        [_places(seen, behind, at_once, t)],
        [
            select(
                custom_id(
                    "plan.kind",
                    session=session.id,
                    before=behind.id if behind else None,
                    now=now if at_once else None,
                ),
                t("plan.insert.kind"),
                kinds,
            )
        ],
        back,
    )


def _place(seen: Seen, behind: StepRun | None) -> int:
    return len(seen.plan.steps) if behind is None else behind.position


def _places(seen: Seen, behind: StepRun | None, at_once: bool, t: Catalogue) -> Select:
    """Return the menu of places: at once, before each step ahead, at the end. Steps that it has no
    room for have a button on their own page."""
    plan, language = seen.plan, seen.plan.session.language
    found = []
    if plan.here is not None:
        found.append(option(t("plan.place_menu.now"), NOW, default=at_once))
    last = option(t("plan.place_menu.end"), END, default=not at_once and behind is None)
    ahead = list(plan.steps[plan.first_free :])
    room = PAGE - len(found) - 1
    if behind is not None and behind not in ahead[:room]:
        ahead.insert(room - 1, behind)
    found += [
        option(
            t("plan.place_menu.before", n=step.position + 1, title=step.plan.title[language]),
            str(step.id),
            default=not at_once and behind is not None and step.id == behind.id,
        )
        for step in ahead[:room]
    ]
    return select(
        custom_id("plan.where", session=plan.session.id), t("plan.insert.place"), [*found, last]
    )
