"""Messages made of components, and forms. They hold identifiers only and keep no state.

Every layout is stopped at once: discord.py then remembers nothing of it, and a press is answered
by `bot.interface.pressing.router` from its custom id, before and after a restart alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

import discord
from discord import ui

from bot.interface.showing.pickers import Picker, channel_picker, role_picker
from bot.workshop.text import one_line, shorten

# Discord's limits (brief, discord.md).
TEXT_LIMIT = 4000
PAGE = 25
LABEL = 80
OPTION = 100
RADIOS = 10
FIELD_LABEL = 45
# Of a description, where the end of a long label stands before it.
_BESIDE = 30
_AFTER_A_CUT = " \u00a0\u202f,;:."
FORM_TITLE = 45
FIELDS = 5  # of a form

# Component identifiers below this are Discord's own numbering within a message.
_MARK = 1_000_000

COLOUR = discord.Colour(0xF2B705)  # the yellow of a post-it
QUIET = discord.Colour(0x8A8F98)
RESULT = discord.Colour(0x2E86AB)

Button = ui.Button[ui.LayoutView]
Select = ui.Select[ui.LayoutView]
Row = Sequence[Button | Select | Picker]
# What a form is made of: something to fill, or a text to be read.
Field = ui.Label[Any] | str  # of a form; a text is only read


class Rule(Enum):
    """A thin line between two parts of a message."""

    LINE = "line"


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture by the name of its file, which the message has already or comes with."""

    name: str
    description: str


@dataclass(frozen=True, slots=True)
class Pictures:
    """Pictures shown together, ten at most; the description of each file is its alt text."""

    files: tuple[discord.File | Shown, ...]


Block = str | Row | discord.File | Pictures | Rule | None


def layout(
    *blocks: Block, colour: discord.Colour | None = COLOUR, letter: int | None = None
) -> ui.LayoutView:
    """Return a message: texts, rows of buttons or one select, files, pictures and rules,
    in a frame.

    None and empty blocks are left out. `letter` marks the message with the identifier of the
    outbox row that it says, so that a restart can find it again. Raises ValueError when Discord
    would refuse it.
    """
    frame: ui.Container[ui.LayoutView] = ui.Container(
        accent_colour=colour, id=None if letter is None else _MARK + letter
    )
    for block in blocks:
        if isinstance(block, str):
            if block:
                frame.add_item(ui.TextDisplay(block))
        elif isinstance(block, discord.File):
            frame.add_item(ui.File(block))
        elif isinstance(block, Pictures):
            if block.files:
                shown = [
                    discord.MediaGalleryItem(
                        f"attachment://{f.name}" if isinstance(f, Shown) else f,
                        description=f.description,
                    )
                    for f in block.files
                ]
                frame.add_item(ui.MediaGallery(*shown))
        elif isinstance(block, Rule):
            frame.add_item(ui.Separator())
        elif block:
            frame.add_item(ui.ActionRow(*block))
    view = ui.LayoutView(timeout=None)
    view.add_item(frame)
    view.stop()
    if view.content_length() > TEXT_LIMIT:
        raise ValueError(f"{view.content_length()} characters in a message of {TEXT_LIMIT}")
    return view


def without_files(view: ui.LayoutView, sentence: str) -> ui.LayoutView:
    """Return `view` with its words alone, and `sentence` to say so."""
    for frame in view.children:
        assert isinstance(frame, ui.Container)
        for part in list(frame.children):
            if isinstance(part, ui.File | ui.MediaGallery):
                frame.remove_item(part)
        frame.add_item(ui.TextDisplay(sentence))
    return view


def with_row(view: ui.LayoutView, row: Row) -> ui.LayoutView:
    """Return `view` with one more row under all that it shows."""
    for frame in view.children:
        assert isinstance(frame, ui.Container)
        frame.add_item(ui.ActionRow(*row))
    return view


def marked_with(message: discord.Message, letter: int) -> bool:
    """True when `message` says the outbox row `letter`."""
    return any(getattr(part, "id", None) == _MARK + letter for part in message.components)


def button(
    label: str,
    custom_id: str,
    *,
    style: discord.ButtonStyle = discord.ButtonStyle.secondary,
    emoji: str | None = None,
    disabled: bool = False,
) -> Button:
    """Return a button; the label is cut where Discord would refuse it."""
    return ui.Button(
        label=shorten(label, LABEL),
        custom_id=custom_id,
        style=style,
        emoji=emoji,
        disabled=disabled,
    )


def select(
    custom_id: str,
    placeholder: str,
    options: Sequence[discord.SelectOption],
    *,
    least: int = 1,
    most: int = 1,
) -> Select:
    """Return a menu of at most 25 options."""
    return ui.Select(
        custom_id=custom_id,
        placeholder=shorten(placeholder, 150),
        options=list(options[:PAGE]),
        min_values=least,
        max_values=max(least, min(most, len(options), PAGE)),
    )


def cut_label(text: str, limit: int) -> tuple[str, str]:
    """Return `text` in at most `limit` characters, and what it goes on with where it was cut."""
    line = one_line(text)
    shown = shorten(line, limit)
    rest = "" if shown == line else line[len(shown) - 1 :].lstrip(_AFTER_A_CUT)
    return shown or "…", rest


def goes_on(rest: str, limit: int = OPTION) -> str | None:
    """Return the second line of a choice or a field: the `rest` of the label above it."""
    return "… " + shorten(rest, limit - len("… ")) if rest else None


def option(
    label: str, value: str, *, description: str | None = None, default: bool = False
) -> discord.SelectOption:
    """Return one choice of a menu; what does not fit the label goes on below it, before the
    `description`, which keeps what it needs of that line."""
    label, rest = cut_label(label, OPTION)
    below = shorten(description, OPTION) if description else ""
    if rest:
        said = f" · {shorten(below, _BESIDE)}" if below else ""
        below = f"{goes_on(rest, OPTION - len(said))}{said}"
    return discord.SelectOption(
        label=label, value=value, description=below or None, default=default
    )


def form(title: str, custom_id: str, *fields: Field) -> ui.Modal:
    """Return a form of five fields at most, a text that is only read being one; whoever sends it
    is answered through its custom id."""
    modal = ui.Modal(title=shorten(title, FORM_TITLE), custom_id=custom_id, timeout=None)
    for field in fields:
        modal.add_item(ui.TextDisplay(field) if isinstance(field, str) else field)
    modal.stop()
    return modal


def text_field(
    name: str,
    label: str,
    *,
    description: str | None = None,
    long: bool = False,
    required: bool = True,
    limit: int = 300,
    default: str | None = None,
    placeholder: str | None = None,
) -> ui.Label[Any]:
    """Return a field to write in; its answer comes back under `name`."""
    return ui.Label(
        text=shorten(label, FIELD_LABEL),
        description=shorten(description, OPTION) if description else None,
        component=ui.TextInput(
            custom_id=name,
            style=discord.TextStyle.long if long else discord.TextStyle.short,
            required=required,
            max_length=limit,
            default=default,
            placeholder=shorten(placeholder, 100) if placeholder else None,
        ),
    )


def choice_field(
    name: str,
    label: str,
    options: Sequence[discord.SelectOption],
    *,
    description: str | None = None,
    required: bool = True,
) -> ui.Label[Any]:
    """Return a field to choose in (25 options at most)."""
    return ui.Label(
        text=shorten(label, FIELD_LABEL),
        description=shorten(description, OPTION) if description else None,
        component=ui.Select(custom_id=name, options=list(options[:PAGE]), required=required),
    )


def choices_field(
    name: str,
    label: str,
    options: Sequence[discord.SelectOption],
    *,
    description: str | None = None,
    placeholder: str | None = None,
    least: int = 0,
    most: int = PAGE,
) -> ui.Label[Any]:
    """Return a field to choose several things in, `least` to `most`, of 25 at most."""
    shown = list(options[:PAGE])
    return ui.Label(
        text=shorten(label, FIELD_LABEL),
        description=shorten(description, OPTION) if description else None,
        component=ui.Select(
            custom_id=name,
            placeholder=shorten(placeholder, 150) if placeholder else None,
            options=shown,
            min_values=least,
            max_values=max(1, min(most, len(shown))),
            required=least > 0,
        ),
    )


def radio_field(
    name: str,
    label: str,
    options: Sequence[discord.SelectOption],
    *,
    description: str | None = None,
    required: bool = True,
) -> ui.Label[Any]:
    """Return a field whose choices are all in sight (two at least, `RADIOS` at most); it is read
    as a menu is."""
    shown = [
        discord.RadioGroupOption(
            label=one.label, value=one.value, description=one.description, default=one.default
        )
        for one in options[:RADIOS]
    ]
    return ui.Label(
        text=shorten(label, FIELD_LABEL),
        description=shorten(description, OPTION) if description else None,
        component=ui.RadioGroup(custom_id=name, options=shown, required=required),
    )


def ticks_field(
    name: str,
    label: str,
    options: Sequence[discord.SelectOption],
    *,
    description: str | None = None,
) -> ui.Label[Any]:
    """Return a field of boxes to tick, as many as one likes (`RADIOS` at most); it is read as a
    menu is."""
    shown = [
        discord.CheckboxGroupOption(
            label=one.label, value=one.value, description=one.description, default=one.default
        )
        for one in options[:RADIOS]
    ]
    return ui.Label(
        text=shorten(label, FIELD_LABEL),
        description=shorten(description, OPTION) if description else None,
        component=ui.CheckboxGroup(
            custom_id=name, options=shown, required=False, min_values=0, max_values=len(shown)
        ),
    )


def file_field(
    name: str,
    label: str,
    *,
    description: str | None = None,
    required: bool = False,
    most: int = 1,
) -> ui.Label[Any]:
    """Return a field to choose a file in, or up to `most` (10)."""
    return ui.Label(
        text=shorten(label, FIELD_LABEL),
        description=shorten(description, OPTION) if description else None,
        component=ui.FileUpload(
            custom_id=name, required=required, min_values=int(required), max_values=most
        ),
    )


def member_field(
    name: str,
    label: str,
    *,
    description: str | None = None,
    required: bool = False,
    chosen: int | None = None,
) -> ui.Label[Any]:
    """Return a field to choose a member of the server in, `chosen` being in it."""
    user = discord.SelectDefaultValueType.user
    there = [] if chosen is None else [discord.SelectDefaultValue(id=chosen, type=user)]
    return ui.Label(
        text=shorten(label, FIELD_LABEL),
        description=shorten(description, OPTION) if description else None,
        component=ui.UserSelect(custom_id=name, required=required, default_values=there),
    )


def role_field(
    name: str, label: str, *, description: str | None = None, chosen: int | None = None
) -> ui.Label[Any]:
    """Return a field to choose a role of the server in, or none."""
    return ui.Label(
        text=shorten(label, FIELD_LABEL),
        description=shorten(description, OPTION) if description else None,
        component=role_picker(name, "", chosen),
    )


def channel_field(
    name: str,
    label: str,
    kinds: Sequence[discord.ChannelType],
    *,
    description: str | None = None,
    chosen: int | None = None,
) -> ui.Label[Any]:
    """Return a field to choose a channel of the server in, or none."""
    return ui.Label(
        text=shorten(label, FIELD_LABEL),
        description=shorten(description, OPTION) if description else None,
        component=channel_picker(name, "", kinds, chosen, least=0),
    )


def members_field(
    name: str, label: str, *, description: str | None = None, most: int = PAGE
) -> ui.Label[Any]:
    """Return a field to choose members of the server in, one at least."""
    return ui.Label(
        text=shorten(label, FIELD_LABEL),
        description=shorten(description, OPTION) if description else None,
        component=ui.UserSelect(custom_id=name, min_values=1, max_values=most),
    )
