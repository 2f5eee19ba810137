"""The fields that place an idea: column, dimension, year, and what it tells of."""

from __future__ import annotations

from typing import Any

from discord import ui

from bot.i18n import Catalogue
from bot.interface.pressing.router import Press
from bot.interface.showing.layout import PAGE, choice_field, option, text_field
from bot.workshop.errors import Refusal
from bot.workshop.kinds import Collect
from bot.workshop.postits.kind import Kind
from bot.workshop.sessions.session import Session
from bot.workshop.story.scenario import Scenario


def asked_fields(
    session: Session,
    plan: Collect,
    t: Catalogue,
    *,
    column: str | None = None,
    dimension: str | None = None,
    year: int | None = None,
    kind: Kind | None = None,
    required: bool = False,
) -> list[ui.Label[Any]]:
    """Return the fields that a collect step asks for beside the idea, as they are filled in.

    A column, where there are some, is `required` or not.
    """
    fields: list[ui.Label[Any]] = []
    if len(plan.columns) > 1:
        options = [
            option(name, name, default=name == column)
            for name in plan.column_names(session.language)
        ]
        fields.append(choice_field("column", t("field.column"), options, required=required))
    if session.scenario is not None:
        fields += place_fields(
            session.scenario,
            t,
            ask_dimension=plan.ask_dimension,
            ask_year=plan.ask_year,
            dimension=dimension,
            year=year,
        )
    if plan.ask_kind:
        options = [
            option(
                f"{each.mark} {t(f'kind.{each}.choice')}",
                each.value,
                description=t(f"kind.{each}.hint"),
                default=each is kind,
            )
            for each in Kind
        ]
        fields.append(choice_field("kind", t("field.kind"), options, required=False))
    return fields


def read_kind(press: Press) -> str | None:
    """Return the kind chosen in a form, if one was."""
    return press.text("kind") or None


def read_column(press: Press) -> str | None:
    """Return the column chosen in a form, if one was."""
    return press.text("column") or None


def place_fields(
    scenario: Scenario,
    t: Catalogue,
    *,
    ask_dimension: bool = True,
    ask_year: bool = True,
    dimension: str | None = None,
    year: int | None = None,
    required: bool = False,
) -> list[ui.Label[Any]]:
    """Return the fields of a form that ask for dimension and year, `required` or not."""
    fields: list[ui.Label[Any]] = []
    if ask_dimension:
        options = [
            option(d.name, d.name, description=d.hint, default=d.name == dimension)
            for d in scenario.dimensions
        ]
        fields.append(choice_field("dimension", t("field.dimension"), options, required=required))
    if ask_year:
        years = scenario.years
        if len(years) <= PAGE:
            fields.append(
                choice_field(
                    "year",
                    t("field.year"),
                    # From the horizon back: that is the way a backcasting is worked.
                    [option(str(y), str(y), default=y == year) for y in reversed(years)],
                    required=required,
                )
            )
        else:
            fields.append(
                text_field(
                    "year",
                    t("field.year"),
                    required=required,
                    limit=4,
                    default=str(year) if year is not None else None,
                    placeholder=f"{scenario.origin}–{scenario.horizon}",
                )
            )
    return fields


def read_place(press: Press, scenario: Scenario | None) -> tuple[str | None, int | None]:
    """Return the dimension and the year of a form; raise Refusal for a year that is none."""
    year = press.text("year").strip()
    if not year:
        return press.text("dimension") or None, None
    if not (year.isascii() and year.isdecimal()):
        low, high = (scenario.origin, scenario.horizon) if scenario else (0, 0)
        raise Refusal("place.unknown_year", origin=low, horizon=high)
    return press.text("dimension") or None, int(year[:6])
