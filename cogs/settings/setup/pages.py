"""The pages of the panel: all settings, then one at a time, with what it is for and since when."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from discord import ui

from bot.i18n import Catalogue
from bot.interface.pressing.router import custom_id
from bot.interface.showing.layout import (
    Button,
    Row,
    button,
    form,
    layout,
    option,
    select,
    text_field,
)
from bot.interface.showing.pickers import channel_picker, role_picker
from bot.interface.trying.channels import SUMMARIES
from bot.interface.words.keeping import shortening_buttons
from bot.interface.words.settings.lines import line, participants
from bot.workshop.language import Language
from bot.workshop.settings.choices import (
    Setting,
    number_named,
    number_of,
    number_of_documents,
)
from bot.workshop.settings.documents import DocumentKind
from bot.workshop.settings.settings import ServerSettings

SETTINGS = list(Setting)
# Asked for in a form too, where the menu has not what is wanted: what the button says.
_WRITTEN = {Setting.TIMEZONE: "button.setup_other_zone", Setting.KEPT: "button.setup_other_days"}
_DAYS = (7, 30, 90, 180, 365)
# Where French and English are spoken together with those for whom Gommette was made.
_ZONES = (
    "Europe/Paris",
    "Europe/Brussels",
    "Europe/Luxembourg",
    "Europe/Zurich",
    "Europe/London",
    "Europe/Dublin",
    "America/Toronto",
    "America/Martinique",
    "America/Guadeloupe",
    "America/Cayenne",
    "America/Miquelon",
    "Africa/Dakar",
    "Africa/Tunis",
    "Indian/Reunion",
    "Indian/Mayotte",
    "Pacific/Noumea",
    "Pacific/Tahiti",
)
# What stands for the choices of a setting that has two.
_WORDS = ("off", "on", "more")
_ZONE_LIMIT, _DAYS_LIMIT = 60, 20  # characters


def home(
    chosen: ServerSettings,
    t: Catalogue,
    zone: str,
    now: datetime,
) -> ui.LayoutView:
    """Return the page of all settings; `zone` is that of servers that chose none."""
    told: dict[bool, list[str]] = {True: [], False: []}
    for setting in Setting:
        usual = number_of(chosen, setting) is None
        told[usual].append(line(setting, chosen, t, zone, now))
        if setting is Setting.FACILITATORS and chosen.everyone_chosen:
            told[usual].append(t("settings.everyone_ignored"))
    named = [option(t(f"setup.{one}.name"), one.value) for one in Setting]
    tries = [button(t("button.setup_try"), custom_id("settings.try"), emoji="🔎")]
    if chosen.coordinators_channel_id is not None:
        tries.append(button(t("button.setup_try_place"), custom_id("settings.place"), emoji="📬"))
    return layout(
        f"{t('setup.title')}\n{t('setup.intro')}",
        "\n".join([t("setup.chosen"), *told[False]]) if told[False] else "",
        "\n".join([t("setup.usual"), *told[True]]) if told[True] else "",
        [select(custom_id("settings.pick"), t("setup.choose"), named)],
        tries,
        t("setup.next"),
    )


def page(
    setting: Setting,
    chosen: ServerSettings,
    t: Catalogue,
    zone: str,
    now: datetime,
    said: str = "",
    acts: Sequence[Button] = (),
) -> ui.LayoutView:
    """Return the page of one setting, after what is `said` of the choice that was just made, with
    what can be done of it."""
    rank = SETTINGS.index(setting)
    told = [f"### {t(f'setup.{setting}.name')}", line(setting, chosen, t, zone, now)]
    if setting is Setting.FACILITATORS and chosen.everyone_chosen:
        told.append(t("settings.everyone_ignored"))
    buttons = []
    if number_of(chosen, setting) is not None:
        usual = custom_id("settings.usual", setting=rank)
        buttons.append(button(t("button.setup_default"), usual))
    if setting in _WRITTEN:
        written = custom_id("settings.form", setting=rank)
        buttons.append(button(t(_WRITTEN[setting]), written, emoji="✏️"))
    if setting is Setting.COORDINATORS and chosen.coordinators_channel_id is not None:
        buttons.append(button(t("button.setup_try_place"), custom_id("settings.place"), emoji="🔎"))
    return layout(
        "\n".join(told),
        said,
        list(acts),
        _why(setting, chosen, t),
        f"-# {t(f'setup.{setting}.when', zone=zone)}",
        _menu(setting, chosen, t),
        [*buttons, back(t)],
    )


def back(t: Catalogue) -> Button:
    """Return the button to the page of all settings."""
    return button(t("button.setup_back"), custom_id("settings.setup"), emoji="⚙️")


def undo(setting: Setting, before: int | None, after: int | None, t: Catalogue) -> Button | None:
    """Return the button that puts what was chosen `before` in the place of what is now; None where
    nothing changed."""
    if before == after:
        return None
    rank = SETTINGS.index(setting)
    act = custom_id("settings.undo", setting=rank, before=before, after=after)
    return button(t("button.setup_undo"), act, emoji="↩️")


def shortening(kept: int | None, t: Catalogue) -> list[Button]:
    """Return what may be answered where sessions of before are kept for longer."""
    rank = SETTINGS.index(Setting.KEPT)
    new = custom_id("settings.page", setting=rank)
    return shortening_buttons(new, custom_id("settings.shorten", kept=kept), t)


def which_zone(names: Sequence[str], t: Catalogue) -> ui.LayoutView:
    """Return the menu of the time zones that what was written may mean."""
    act = custom_id("settings.set", setting=SETTINGS.index(Setting.TIMEZONE))
    offered = [option(name, str(number_named(name))) for name in names]
    return layout(t("setup.timezone.which"), [select(act, t("setup.pick_one"), offered)], [back(t)])


def written_form(setting: Setting, t: Catalogue) -> ui.Modal:
    """Return the form in which a time zone, or a number of days, is written."""
    return form(
        t(f"form.setup.{setting}"),
        custom_id("settings.filled", setting=SETTINGS.index(setting)),
        text_field(
            "written",
            t(f"field.setup.{setting}"),
            description=t(f"field.setup.{setting}.hint"),
            limit=_ZONE_LIMIT if setting is Setting.TIMEZONE else _DAYS_LIMIT,
        ),
    )


def is_written(setting: Setting) -> bool:
    """Return whether a setting is also asked for in a form."""
    return setting in _WRITTEN


def _why(setting: Setting, chosen: ServerSettings, t: Catalogue) -> str:
    if setting is Setting.READERS:
        return t("settings.readers_who")
    if setting is Setting.PARTICIPANTS:
        return f"{t('setup.participants.why')}\n-# {participants(chosen, t)}"
    if setting is Setting.DOCUMENTS:
        return t("settings.documents_why")
    return t(f"setup.{setting}.why")


def _menu(setting: Setting, chosen: ServerSettings, t: Catalogue) -> Row:
    act = custom_id("settings.set", setting=SETTINGS.index(setting))
    if setting in (Setting.FACILITATORS, Setting.READERS):
        return [role_picker(act, t("setup.pick_role"), number_of(chosen, setting))]
    if setting is Setting.COORDINATORS:
        place = chosen.coordinators_channel_id
        return [channel_picker(act, t("setup.pick_channel"), SUMMARIES, place, least=0)]
    if setting is Setting.DOCUMENTS:
        kinds = [
            option(t(f"document.{kind}"), str(rank), default=kind in chosen.documents)
            for rank, kind in enumerate(DocumentKind)
        ]
        title = t("settings.documents_choose")
        return [select(act, title, kinds, least=0, most=len(kinds))]
    offered = _OFFERED[setting](chosen, t)
    now = number_of(chosen, setting)
    shown = [option(label, str(number), default=number == now) for number, label in offered.items()]
    return [select(act, t("setup.pick_one"), shown)]


def documents_chosen(values: Sequence[str]) -> int:
    """Return what stands for the documents that were chosen in the menu."""
    ranks = set(values)
    return number_of_documents(kind for rank, kind in enumerate(DocumentKind) if str(rank) in ranks)


def _languages(_: ServerSettings, t: Catalogue) -> Mapping[int, str]:
    return {number_named(one): t.language_name(one) for one in Language}


def _days(chosen: ServerSettings, t: Catalogue) -> Mapping[int, str]:
    offered = sorted({*_DAYS, *filter(None, [chosen.kept_days])})
    return {days: t.n("setup.kept.days", days) for days in offered}


def _zones(chosen: ServerSettings, _: Catalogue) -> Mapping[int, str]:
    offered = dict.fromkeys([*filter(None, [chosen.timezone]), *_ZONES])
    return {number_named(name): name for name in offered}


def _worded(setting: Setting, numbers: Sequence[int]) -> _Offer:
    def offered(_: ServerSettings, t: Catalogue) -> Mapping[int, str]:
        return {number: t(f"setup.{setting}.{_WORDS[number]}") for number in numbers}

    return offered


_Offer = Callable[[ServerSettings, Catalogue], Mapping[int, str]]
_OFFERED: Mapping[Setting, _Offer] = {
    Setting.LANGUAGE: _languages,
    Setting.SIGNING: _worded(Setting.SIGNING, (0, 1)),
    Setting.SECRET: _worded(Setting.SECRET, (1, 2, 0)),
    Setting.KEPT: _days,
    Setting.TIMEZONE: _zones,
    Setting.PARTICIPANTS: _worded(Setting.PARTICIPANTS, (0, 1)),
    Setting.REVIEW: _worded(Setting.REVIEW, (0, 1)),
    Setting.MONTHLY: _worded(Setting.MONTHLY, (0, 1)),
}
