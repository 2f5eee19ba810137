"""What a person is told of what is kept of them, in their own language."""

from __future__ import annotations

from discord import ButtonStyle, ui

from bot.i18n import Catalogue
from bot.interface.pressing.router import custom_id
from bot.interface.showing.layout import Row, button, layout
from bot.reports.privacy.personal import NOT_HERE, link_to
from bot.workshop.privacy.known import Known, What
from bot.workshop.sessions.session import Session
from bot.workshop.text import escape, shorten

# What is told of where things were posted, and of what is left as it is: the file holds all.
_LINKS = 5
_HINDERED = 5
_TITLE = 50


def page(known: Known, t: Catalogue, *, here: bool) -> ui.LayoutView:
    """Return what is kept of a person; `here` where they ask in a server."""
    everywhere = known.server_id is None
    head = f"### 🔐 {t('privacy.everywhere' if everywhere else 'privacy.here')}"
    rest = "\n".join(f"- {t(key)}" for key in NOT_HERE)
    return layout(
        f"{head}\n{_kept(known, t)}",
        _where(known, t),
        f"**{t('privacy.not_here')}**\n{rest}",
        _buttons(known, t, here=here),
    )


def asking(known: Known, t: Catalogue) -> ui.LayoutView:
    """Return what would become of each thing, before anything is deleted."""
    everywhere = known.server_id is None
    head = f"### {t('privacy.ask_everywhere' if everywhere else 'privacy.ask_here')}"
    if not known.deletable:
        return layout(
            f"{head}\n{t('privacy.nothing_to_delete')}", _left(known, t), [_back(everywhere, t)]
        )
    return layout(
        f"{head}\n{t('privacy.would_go')}\n{_listed(known.deletable, t)}",
        _stays(known, t),
        _left(known, t),
        "\n".join([f"**{t('privacy.which')}**", *_masked(known, t)]),
        [
            _choice(t("button.privacy_remove"), everywhere, remove=True),
            _choice(t("button.privacy_unname"), everywhere, remove=False),
            _back(everywhere, t),
        ],
    )


def confirming(known: Known, t: Catalogue, *, remove: bool) -> ui.LayoutView:
    """Return the last question: what was chosen cannot be undone."""
    everywhere = known.server_id is None
    yes = custom_id("privacy.erase", everywhere=everywhere, remove=remove)
    scope = t("privacy.scope_everywhere" if everywhere else "privacy.scope_here")
    chosen = t("privacy.removing" if remove else "privacy.unnaming")
    return layout(
        f"### ⚠️ {t('privacy.for_good')}\n{scope}\n{chosen}\n{t('privacy.before')}",
        "\n".join(_masked(known, t) if remove else ()),
        [
            button(t("button.privacy_erase"), yes, style=ButtonStyle.danger),
            _back(everywhere, t),
        ],
    )


def erased(known: Known, t: Catalogue, *, remove: bool) -> ui.LayoutView:
    """Return what was deleted, what stays, and where what was posted stands."""
    if not known.deletable:
        return layout(t("privacy.nothing_to_delete"), _left(known, t))
    words = t("privacy.removed" if remove else "privacy.unnamed")
    return layout(
        f"### {t('privacy.erased')}\n{_listed(known.deletable, t)}\n{words}",
        t("privacy.disk"),
        _left(known, t),
        _where(known, t),
    )


def _kept(known: Known, t: Catalogue) -> str:
    if not known.anything:
        return t("privacy.nothing")
    counts = known.counts
    parts = [t.n("privacy.sessions", len(known.sessions)), _listed(counts, t)]
    if known.until is not None:
        first, last = (t.day(moment.date()) for moment in known.until)
        key = "privacy.until_one" if first == last else "privacy.until_range"
        parts.append(t(key, first=first, last=last))
    if any(one.session.raw_until is None for one in known.sessions):
        parts.append(t("privacy.until_live"))
    if set(counts) & {What.PREPARED, What.SEARCHES, What.REMINDERS, What.ACTIONS}:
        parts.append(t("privacy.until_rest"))
    return "\n".join(parts)


def _listed(counts: dict[What, int], t: Catalogue) -> str:
    return "\n".join(f"- {t.n(f'privacy.what.{what}', n)}" for what, n in counts.items())


def _where(known: Known, t: Catalogue) -> str:
    """Return where what a person said was posted, with links, the latest first."""
    sessions = known.sessions[::-1]
    if not sessions:
        return ""
    links = [f"- [{_title(one.session)}]({link_to(one.session)})" for one in sessions[:_LINKS]]
    if (left := len(sessions) - _LINKS) > 0:
        links.append(f"- {t.n('privacy.more_sessions', left)}")
    return "\n".join([t("privacy.where"), *links])


def _stays(known: Known, t: Catalogue) -> str:
    told = [t("privacy.stays")]
    if known.in_votes:
        told.append(t.n("privacy.in_votes", known.in_votes))
    return "\n".join(told)


def _masked(known: Known, t: Catalogue) -> list[str]:
    """Return what words that leave a masked wall tell of whose they are."""
    if not known.masked:
        return []
    return [f"⚠️ {t.n('privacy.masked', len(known.masked), title=_title(known.masked[0].session))}"]


def _left(known: Known, t: Catalogue) -> str:
    """Return what is left as it is, and what to do first."""
    told = [
        t(f"privacy.hindered.{one.hindrance}", title=_title(one.session))
        for one in known.hindered[:_HINDERED]
    ]
    if (left := len(known.hindered) - _HINDERED) > 0:
        told.append(t.n("privacy.hindered_more", left))
    if known.planned:
        told.append(t.n("privacy.planned", known.planned))
    if known.aside:
        told.append(t("privacy.aside"))
    return "\n".join(f"⚠️ {one}" for one in told)


def _title(session: Session) -> str:
    return escape(shorten(session.title, _TITLE))


def _buttons(known: Known, t: Catalogue, *, here: bool) -> Row:
    everywhere = known.server_id is None
    offered = []
    if known.anything:
        offered += [
            button(
                t("button.privacy_file"),
                custom_id("privacy.file", everywhere=everywhere),
                emoji="📎",
                style=ButtonStyle.primary,
            ),
            button(
                t("button.privacy_delete"),
                custom_id("privacy.ask", everywhere=everywhere),
                emoji="🗑️",
            ),
        ]
    if here:
        key = "button.privacy_here" if everywhere else "button.privacy_everywhere"
        offered.append(button(t(key), custom_id("privacy.page", everywhere=not everywhere)))
    return offered


def _choice(label: str, everywhere: bool, *, remove: bool) -> ui.Button[ui.LayoutView]:
    return button(label, custom_id("privacy.choose", everywhere=everywhere, remove=remove))


def _back(everywhere: bool, t: Catalogue) -> ui.Button[ui.LayoutView]:
    return button(t("button.cancel"), custom_id("privacy.page", everywhere=everywhere))
