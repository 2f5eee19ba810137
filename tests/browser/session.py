"""A short session on the rehearsal's page: led in one tab, lived in another."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Browser

from bot.i18n import catalogue
from bot.library import Library
from bot.workshop.kinds import Collect
from bot.workshop.language import Language
from tests.browser.tabs import Tab

RECIPE = "keep-drop-try"
# What is written, in its first column through the form, in its last as a message.
IDEAS = {
    Language.FRENCH: ("La soupe du midi", "Terminer en chanson"),
    Language.ENGLISH: ("Soup at noon", "End with a song"),
}
_STEPS = 3  # to write, to read, to vote
# What happens when something is to be looked at: a tab, and what it shows.
Look = Callable[[Tab, str], None]
# What is waited for before the session goes on: “writing” or “ballot” just took place in a tab.
Waited = Callable[[Tab, str], None]


def lived(
    browser: Browser,
    addresses: list[str],
    language: Language,
    look: Look,
    waited: Waited = lambda tab, moment: None,
) -> None:
    """Lead a session from `/session new` to its summary; fails where something does not come."""
    t, recipe = catalogue(language), Library.load().recipes[RECIPE]
    meeting, coordination = addresses
    writing = recipe.steps[0]
    assert isinstance(writing, Collect)
    steps = [step.title[language] for step in recipe.steps]
    first, second = IDEAS[language]

    lead = Tab(browser, meeting)
    _, ana, ben, chloe, *_ = lead.people
    lead.command("session new", recipe.title[language])
    lead.press(t("button.start"))
    lead.press(t("button.add"))
    lead.write(first, writing.columns[0].name[language])
    lead.reads(first)
    other = Tab(browser, meeting)
    other.become(ana)
    other.say(f"? {second}")
    lead.reads(second)
    waited(lead, "writing")
    look(lead, "writing")

    lead.press(t("button.lead"))
    look(lead, "panel")
    for title in steps[1:_STEPS]:
        lead.press(t("button.next", title=title))
    for name in (ana, ben, chloe):  # a vote of fewer is not told
        other.become(name)
        other.press(t("button.ballot"))
        other.choose(t("ballot.put_one_page"), second)
        if name == ana:
            look(other, "ballot")
        other.press(t("ballot.cast"))
        other.reads(t("ballot.in_the_box"))
    waited(other, "ballot")
    lead.press(t("button.lead"))
    lead.press(t("button.close_vote"))
    lead.press(t("button.close_yes"))
    lead.sees_picture()
    look(lead, "result")

    lead.press(t("button.lead"))
    lead.press(t("button.end"))
    lead.press(t("button.end_yes"))
    lead.reads(t("report.attached"))
    lead.sees_picture()
    look(lead, "summary")
    coordinators = Tab(browser, coordination)
    coordinators.sees_picture()
    look(coordinators, "coordination")
