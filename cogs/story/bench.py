"""The workbench: a private message with what a scenario has, what it lacks, and every tool."""

from __future__ import annotations

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.pressing.faults import advice_lines, sketch_line, sketch_lines
from bot.interface.pressing.router import custom_id
from bot.interface.showing.cards import shorten_lines
from bot.interface.showing.layout import Button, Row, Rule, button, layout, option, select
from bot.interface.words.story.texts import quoted
from bot.workshop.faults import Fault
from bot.workshop.language import LONG
from bot.workshop.story.checking import advice, faults
from bot.workshop.story.prepared import Prepared
from bot.workshop.story.scenario import MOST_ANCHORS
from bot.workshop.story.sketch import Sketch, SketchAnchor, SketchMedia
from bot.workshop.text import escape, shorten

_PIECES = ("opening", "question", "anchors", "award", "dimensions", "media")
_HEADING = ("title", "organisation", "origin", "horizon")
# Characters: of what a line quotes, of a line that lists, of the head, of the list. Escaped, a
# text may be twice as long; together they leave room for the heading.
_SHOWN = 60
_LISTED = 200
_HEAD = 1900
_LIST = 1500


def bench(scenario: Prepared, t: Catalogue, head: str = "") -> ui.LayoutView:
    """Return the workbench as it stands; `head` comes first (an answer, a check)."""
    sketch = scenario.sketch
    found = faults(sketch)
    lines = [*_wrong_heading(found, t), *(_line(piece, sketch, found, t) for piece in _PIECES)]
    return layout(
        shorten_lines(head, _HEAD),
        Rule.LINE if head else None,
        f"### 🧭 {escape(sketch.title) or '…'}\n{_heading(sketch, t)}\n{_state(scenario, t)}",
        shorten_lines("\n".join(lines), _LIST),
        _writing(scenario, t),
        _picker(scenario, t),
        _looking(scenario, t),
        [
            button(
                t("button.backcast_save"),
                custom_id("backcast.save", scenario=scenario.id),
                emoji="💾",
                style=discord.ButtonStyle.success,
            ),
            button(
                t("button.backcast_delete"),
                custom_id("backcast.delete", scenario=scenario.id),
                style=discord.ButtonStyle.danger,
            ),
        ],
    )


def checked(scenario: Prepared, t: Catalogue) -> str:
    """Return the answer of a check: what is missing, then advice that holds nothing back."""
    found, tips = faults(scenario.sketch), advice(scenario.sketch)
    parts = [lacking(found, t) if found else f"✅ {t('backcast.complete')}"]
    if tips:
        parts.append(f"💡 {t('backcast.advice')}\n{advice_lines(tips, t)}")
    return "\n".join(parts)


def lacking(found: list[Fault], t: Catalogue) -> str:
    """Return what must be done before the scenario can be saved."""
    return f"⚠️ {t.n('backcast.lacking', len(found))}\n{sketch_lines(found, t)}"


def anchor_page(scenario: Prepared, anchor: SketchAnchor, t: Catalogue) -> ui.LayoutView:
    """Return one anchor as it is written, to change or to remove."""
    found = [
        fault
        for fault in faults(scenario.sketch)
        if fault.path[:2] == ("anchors", scenario.sketch.anchors.index(anchor))
    ]
    return layout(
        f"### {anchor.year or '…'} · {escape(anchor.title) or '…'}\n{escape(anchor.text[:LONG])}",
        sketch_lines(found, t),
        [
            button(
                t("button.edit"),
                custom_id("backcast.anchor_edit", scenario=scenario.id, anchor=anchor.id),
                emoji="✏️",
                style=discord.ButtonStyle.primary,
            ),
            button(
                t("button.withdraw"),
                custom_id("backcast.anchor_drop", scenario=scenario.id, anchor=anchor.id),
                style=discord.ButtonStyle.danger,
            ),
            back(scenario, t),
        ],
    )


def media_page(scenario: Prepared, media: SketchMedia, t: Catalogue) -> ui.LayoutView:
    """Return the recording or picture with its words, to change or to remove."""
    return layout(
        f"### {escape(media.name) or '…'}\n{quoted(media.transcript[:LONG])}",
        [
            button(
                t("button.edit"),
                custom_id("backcast.media_edit", scenario=scenario.id),
                emoji="✏️",
                style=discord.ButtonStyle.primary,
            ),
            button(
                t("button.withdraw"),
                custom_id("backcast.media_drop", scenario=scenario.id),
                style=discord.ButtonStyle.danger,
            ),
            back(scenario, t),
        ],
    )


def deletion(scenario: Prepared, t: Catalogue) -> ui.LayoutView:
    """Return the question before a scenario is deleted."""
    key = "backcast.delete_draft" if scenario.saved is None else "backcast.delete_saved"
    return layout(
        t(key, title=escape(scenario.sketch.title)),
        [
            button(
                t("button.backcast_delete_yes"),
                custom_id("backcast.delete_yes", scenario=scenario.id),
                style=discord.ButtonStyle.danger,
            ),
            back(scenario, t),
        ],
    )


def back(scenario: Prepared, t: Catalogue) -> Button:
    """Return the button that leads to the workbench."""
    return button(t("button.backcast_open"), custom_id("backcast.open", scenario=scenario.id))


def state(scenario: Prepared, t: Catalogue) -> str:
    """Return in a word where a scenario is: a draft, saved, or changed since."""
    if scenario.saved is None:
        return t("backcast.state_draft")
    return t("backcast.state_changed" if scenario.pending else "backcast.state_saved")


def _heading(sketch: Sketch, t: Catalogue) -> str:
    return t(
        "backcast.heading",
        organisation=escape(sketch.organisation) or "…",
        origin=sketch.origin,
        horizon=sketch.horizon,
        language=t.language_name(sketch.language),
    )


def _state(scenario: Prepared, t: Catalogue) -> str:
    if scenario.saved is None:
        return "-# " + t("backcast.is_draft")
    return "-# " + t("backcast.is_changed" if scenario.pending else "backcast.is_saved")


def _wrong_heading(found: list[Fault], t: Catalogue) -> list[str]:
    return [f"⚠️ {sketch_line(fault, t)}" for fault in found if fault.path[0] in _HEADING]


def _line(piece: str, sketch: Sketch, found: list[Fault], t: Catalogue) -> str:
    """Return one line of the list: a mark, the name of the piece, and what is there."""
    there = _there(piece, sketch, t)
    wrong = [fault for fault in found if fault.path[0] == piece]
    name = f"**{t(f'sketch.{piece}', n=0)}**"
    if not there:
        optional = piece in ("award", "media")
        return f"{'▫️' if optional else '⬜'} {name} · " + t(
            "backcast.optional" if optional else "backcast.to_write"
        )
    line = f"{'⚠️' if wrong else '✅'} {name} · {there}"
    return line + (f" · *{t.n('backcast.to_mend', len(wrong))}*" if wrong else "")


def _there(piece: str, sketch: Sketch, t: Catalogue) -> str:
    if piece in ("opening", "question"):
        text = sketch.opening if piece == "opening" else sketch.question
        return escape(shorten(text, _SHOWN))
    if piece == "anchors":
        told = ", ".join(f"{a.year or '…'} {shorten(a.title, _SHOWN)}" for a in sketch.anchors)
        return escape(shorten(told, _LISTED))
    if piece == "award":
        award = sketch.award
        return escape(award.name) or "…" if award else ""
    if piece == "dimensions":
        return escape(shorten(", ".join(d.name for d in sketch.dimensions), _LISTED))
    if sketch.media is None:
        return ""
    key = "backcast.with_words" if sketch.media.transcript else "backcast.without_words"
    return f"{escape(sketch.media.name)}, {t(key)}"


def _writing(scenario: Prepared, t: Catalogue) -> Row:
    media = scenario.sketch.media
    unheard = media is not None and not media.transcript
    tools = [
        button(
            t("button.backcast_story"), custom_id("backcast.story", scenario=scenario.id), emoji="✏️"
        ),
        button(
            t("button.backcast_award"),
            custom_id("backcast.award", scenario=scenario.id),
            emoji="🏅",
        ),
        button(
            t("button.backcast_dimensions"),
            custom_id("backcast.dimensions", scenario=scenario.id),
            emoji="🧵",
        ),
        button(
            t("button.backcast_transcript" if unheard else "button.backcast_media"),
            custom_id("backcast.media", scenario=scenario.id),
            emoji="🔊",
        ),
    ]
    if len(scenario.sketch.anchors) < MOST_ANCHORS:
        add = button(
            t("button.backcast_anchor"),
            custom_id("backcast.anchor_add", scenario=scenario.id),
            emoji="📍",
        )
        tools.insert(1, add)
    return tools


def _looking(scenario: Prepared, t: Catalogue) -> Row:
    tools = [
        button(
            t("button.backcast_heading"),
            custom_id("backcast.heading", scenario=scenario.id),
            emoji="🏷️",
        ),
        button(
            t("button.backcast_check"),
            custom_id("backcast.check", scenario=scenario.id),
            emoji="🔎",
        ),
        button(
            t("button.backcast_preview"),
            custom_id("backcast.preview", scenario=scenario.id),
            emoji="👁️",
        ),
        button(
            t("button.backcast_export"),
            custom_id("backcast.export", scenario=scenario.id),
            emoji="📤",
        ),
    ]
    if not scenario.sketch.dimensions:
        tools.insert(
            0,
            button(
                t("button.backcast_usual"),
                custom_id("backcast.usual", scenario=scenario.id),
                emoji="🧵",
            ),
        )
    return tools


def _picker(scenario: Prepared, t: Catalogue) -> Row | None:
    """Return the menu of the anchors, once there are some."""
    if not scenario.sketch.anchors:
        return None
    options = [
        option(f"{a.year or '…'} · {a.title or '…'}", str(a.id), description=a.text or None)
        for a in scenario.sketch.anchors
    ]
    return [
        select(
            custom_id("backcast.anchor", scenario=scenario.id), t("backcast.pick_anchor"), options
        )
    ]
