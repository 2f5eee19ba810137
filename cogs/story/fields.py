"""The forms of the workbench: what they ask, and what is in them before the person writes.

Each carries the revision of the sketch that it shows: what was changed meanwhile is not lost.
"""

from __future__ import annotations

from discord import ui

from bot.i18n import Catalogue, catalogue
from bot.interface.pressing.router import custom_id
from bot.interface.showing.layout import choice_field, file_field, form, option, text_field
from bot.workshop.language import LABEL, LONG, SHORT, Language
from bot.workshop.postits.draft import FORM_LIMIT
from bot.workshop.story.prepared import Prepared
from bot.workshop.story.sketch import (
    YEAR_DIGITS,
    Sketch,
    SketchAnchor,
    SketchAward,
    SketchDimension,
    SketchMedia,
    dimension_lines,
)

# The dimensions of the reference workshop (brief, mission.md).
_USUAL = ("project", "governance", "services", "relations")


def heading_form(scenario: Prepared, t: Catalogue) -> ui.Modal:
    """Title, organisation, years, language."""
    sketch = scenario.sketch
    languages = [
        option(t.language_name(one), one, default=one is sketch.language) for one in Language
    ]
    return form(
        t("form.backcast_heading"),
        custom_id("backcast.heading_form", scenario=scenario.id, seen=scenario.revision),
        text_field("title", t("field.title"), limit=LABEL, default=_fit(sketch.title, LABEL)),
        text_field(
            "organisation",
            t("field.organisation"),
            limit=LABEL,
            default=_fit(sketch.organisation, LABEL),
        ),
        text_field("origin", t("field.origin"), limit=YEAR_DIGITS, default=str(sketch.origin)),
        text_field("horizon", t("field.horizon"), limit=YEAR_DIGITS, default=str(sketch.horizon)),
        choice_field("language", t("field.language"), languages),
    )


def story_form(scenario: Prepared, t: Catalogue) -> ui.Modal:
    """The opening, and the question: one is offered."""
    sketch = scenario.sketch
    return form(
        t("form.backcast_story"),
        custom_id("backcast.story_form", scenario=scenario.id, seen=scenario.revision),
        text_field(
            "opening",
            t("field.opening", horizon=sketch.horizon),
            description=t("field.opening.hint"),
            long=True,
            limit=LONG,
            default=_fit(sketch.opening, LONG),
        ),
        text_field(
            "question",
            t("field.question"),
            description=t("field.question.hint"),
            long=True,
            limit=SHORT,
            default=_fit(sketch.question or usual_question(sketch), SHORT),
        ),
    )


def anchor_form(scenario: Prepared, anchor_id: int | None, t: Catalogue) -> ui.Modal:
    """One anchor: a new one when `anchor_id` is None."""
    sketch = scenario.sketch
    anchor = (anchor_id and sketch.anchor(anchor_id)) or SketchAnchor(id=0)
    return form(
        t("form.backcast_anchor"),
        custom_id(
            "backcast.anchor_form", scenario=scenario.id, seen=scenario.revision, anchor=anchor_id
        ),
        text_field(
            "year",
            t("field.anchor_year"),
            description=t("field.anchor_year.hint", origin=sketch.origin, horizon=sketch.horizon),
            limit=YEAR_DIGITS,
            default=str(anchor.year) if anchor.year is not None else None,
        ),
        text_field(
            "title", t("field.anchor_title"), limit=LABEL, default=_fit(anchor.title, LABEL)
        ),
        text_field(
            "text",
            t("field.anchor_text"),
            description=t("field.anchor_text.hint"),
            long=True,
            limit=LONG,
            default=_fit(anchor.text, LONG),
        ),
    )


def award_form(scenario: Prepared, t: Catalogue) -> ui.Modal:
    """The award; emptied, there is none."""
    award = scenario.sketch.award or SketchAward()
    return form(
        t("form.backcast_award"),
        custom_id("backcast.award_form", scenario=scenario.id, seen=scenario.revision),
        text_field(
            "name",
            t("field.award"),
            description=t("field.award.hint"),
            required=False,
            limit=LABEL,
            default=_fit(award.name, LABEL),
        ),
        text_field(
            "text",
            t("field.award_text"),
            long=True,
            required=False,
            limit=LONG,
            default=_fit(award.text, LONG),
        ),
    )


def dimensions_form(scenario: Prepared, t: Catalogue) -> ui.Modal:
    """The dimensions, one a line.

    Too long for a field, they come without their hints, which stay: the form says which it is.
    """
    sketch = scenario.sketch
    before_colon = catalogue(sketch.language)("backcast.dimension", name="", hint="").partition(
        ":"
    )[0]
    lines = dimension_lines(sketch.dimensions, before_colon)
    names_only = len(lines) > FORM_LIMIT
    if names_only:
        lines = "\n".join(dimension.name for dimension in sketch.dimensions)
    return form(
        t("form.backcast_dimensions"),
        custom_id(
            "backcast.dimensions_form",
            scenario=scenario.id,
            seen=scenario.revision,
            names_only=names_only,
        ),
        text_field(
            "dimensions",
            t("field.dimensions"),
            description=t("field.dimensions.hint"),
            long=True,
            limit=FORM_LIMIT,
            default=_fit(lines, FORM_LIMIT),
            placeholder=t("field.dimensions.example"),
        ),
    )


def media_form(scenario: Prepared, t: Catalogue) -> ui.Modal:
    """The recording or picture, and its words."""
    media = scenario.sketch.media or SketchMedia()
    return form(
        t("form.backcast_media"),
        custom_id("backcast.media_form", scenario=scenario.id, seen=scenario.revision),
        file_field(
            "file",
            t("field.file" if media.digest is None else "field.other_file"),
            description=t("field.file.hint"),
        ),
        text_field(
            "transcript",
            t("field.transcript"),
            description=t("field.transcript.hint"),
            long=True,
            required=False,
            limit=LONG,
            default=_fit(media.transcript, LONG),
        ),
    )


def usual_question(sketch: Sketch) -> str:
    """Return the question that is offered, in the scenario's language and in the past tense."""
    t = catalogue(sketch.language)
    return t("backcast.usual_question", origin=sketch.origin, horizon=sketch.horizon)


def usual_dimensions(language: Language) -> list[SketchDimension]:
    """Return the dimensions of the reference workshop in a language."""
    t = catalogue(language)
    return [
        SketchDimension(name=t(f"usual.{name}"), hint=t(f"usual.{name}_hint")) for name in _USUAL
    ]


def _fit(text: str, limit: int) -> str | None:
    """Return what a field of `limit` characters can hold before the person touches it."""
    return text[:limit] or None
