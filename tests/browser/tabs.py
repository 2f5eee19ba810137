"""A browser whose tabs are people in front of the rehearsal's page, and the rehearsal itself."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from bot.config import ROOT
from bot.workshop.language import Language

CHROMIUM = shutil.which("chromium")
_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Safety nets for what never comes: wide, for a slow machine that does much else.
PATIENCE = 120.0
# The last thing that was done on a page; whether one was, and is over; whether the page took it.
_LAST = "() => window.simcordPreview.lastAction?.requestId ?? null"
_DONE = """before => !window.simcordPreview.pendingAction
    && (window.simcordPreview.lastAction?.requestId ?? null) !== before"""
_PENDING = "() => window.simcordPreview.pendingAction !== null"
_REFUSED = "() => window.simcordPreview.lastAction?.rejected ?? false"
_WIDTH, _HEIGHT = 760, 860


class Rehearsal:
    """A run of `python -m bot rehearse`, as someone starts it in a terminal."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        assert process.stdout is not None
        self.told = [process.stdout.readline()]
        while self.told[-1] and "Ctrl-C" not in self.told[-1]:
            self.told.append(process.stdout.readline())

    @property
    def addresses(self) -> list[str]:
        return re.findall(r"http://\S+", "".join(self.told))

    def interrupt(self) -> int:
        """Press Ctrl-C; return the exit code."""
        self._process.send_signal(signal.SIGINT)
        rest, _ = self._process.communicate(timeout=PATIENCE)
        self.told.append(rest)
        return self._process.returncode


@contextmanager
def rehearsing(language: Language, people: int = 0, *options: str) -> Iterator[Rehearsal]:
    """Start a rehearsal; it is ended whatever happens."""
    command = [sys.executable, "-m", "bot", "rehearse", "--lang", language.value]
    process = subprocess.Popen(
        [*command, "--people", str(people), *options],
        cwd=ROOT,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield Rehearsal(process)
    finally:
        process.kill()
        process.communicate()


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
        try:
            yield browser
        finally:
            browser.close()


class Tab:
    """A tab in which one is somebody; whatever it waits for is something that is seen."""

    def __init__(self, browser: Browser, address: str) -> None:
        size = {"width": _WIDTH, "height": _HEIGHT}
        self.page: Page = browser.new_page(viewport=size)  # type: ignore[arg-type]
        self.page.set_default_timeout(PATIENCE * 1000)
        self.page.goto(address)
        self.page.locator("#channel-layout").wait_for()
        self._settled()

    def become(self, name: str) -> None:
        """Choose, at the top of the page, who one is."""
        picker = self.page.locator("#viewer-picker")
        person = picker.locator("option", has_text=name).first.get_attribute("value")
        picker.select_option(value=person)
        became = "who => window.simcordPreview.viewerId === who && window.simcordPreview.ready"
        self.page.wait_for_function(became, arg=person)

    @property
    def people(self) -> list[str]:
        """Everyone whom one may be: who leads, the others, who manages the server."""
        return self.page.locator("#viewer-picker option").all_text_contents()

    def command(self, name: str, choice: str) -> None:
        """Type a slash command, and choose what its first option proposes for `choice`."""
        self.page.locator("#channel-composer-input").press_sequentially(f"/{name}")
        self.page.locator(".command-entry", has_text=f"/{name}").first.click()
        self.page.locator(".command-option-input").first.fill(choice)
        self.page.locator(".command-suggestion", has_text=choice).first.click()
        self.page.locator("#send-message").click()

    def say(self, text: str) -> None:
        """Type a message in the channel."""
        self.page.locator("#channel-composer-input").fill(text)
        self.page.locator("#send-message").click()

    def press(self, label: str) -> None:
        """Press the latest button that is called so, once the page takes a press: until then it
        drops one. One that was gone under the finger is pressed again, as people do."""
        self.button(label).wait_for()
        self._settled()
        while True:
            before = self.page.evaluate(_LAST)
            self.button(label).click()
            while not self.page.evaluate(_PENDING) and self.page.evaluate(_LAST) == before:
                self.button(label).click()
            self.page.wait_for_function(_DONE, arg=before)
            if not self.page.evaluate(_REFUSED):
                return

    def button(self, label: str) -> Locator:
        named = self.page.locator("#channel-message-list button:not([disabled])", has_text=label)
        return named.last

    def write(self, text: str, choice: str | None = None) -> None:
        """Write in the first field of the form, choose in its menu, and send it."""
        form = self.page.locator("#modal-root")
        form.locator("textarea, input.modal-input").first.fill(text)
        if choice is not None:
            self._pick(form, choice)
        form.locator("button[type=submit]").click()
        form.wait_for(state="hidden")

    def choose(self, menu: str, *choices: str) -> None:
        """Tick in the latest menu of the channel that is called so."""
        menus = self.page.locator("#channel-message-list .preview-select")
        self._pick(menus.filter(has=self.page.get_by_text(menu)).last, *choices)

    def reads(self, text: str) -> Locator:
        """Wait until the channel says `text`; return where it does, last."""
        said = self.page.locator("#channel-message-list").get_by_text(text).last
        said.wait_for()
        return said

    def counts(self, mark: str, least: int) -> None:
        """Wait until what the latest card counts after `mark` is `least` or more."""
        found = """([mark, least]) =>
            [...document.querySelectorAll("#channel-message-list .text-display")]
            .map(text => (text.textContent.split(mark)[1] ?? "").match(/\\d+/))
            .some(number => number && Number(number[0]) >= least)"""
        self.page.wait_for_function(found, arg=[mark, least])

    def sees_picture(self) -> None:
        """Wait until the latest picture of the channel is drawn, and look at it."""
        picture = self.page.locator("#channel-message-list :is(figure, .attachment) img")
        picture.last.wait_for()
        drawn = "image => image.complete && image.naturalWidth > 100"
        self.page.wait_for_function(drawn, arg=picture.last.element_handle())
        picture.last.scroll_into_view_if_needed()

    def shoot(self, file: Path) -> None:
        """Keep a picture of the latest that is seen."""
        self.page.locator("#channel-message-list > *").last.scroll_into_view_if_needed()
        self.page.mouse.move(1, 1)
        self._settled()
        self.page.screenshot(path=file)

    def _pick(self, where: Locator, *choices: str) -> None:
        menu = where.locator(".select-trigger").first
        menu.wait_for()
        self._settled()
        menu.click()
        for choice in choices:
            self.page.locator(".select-list:not([hidden]) .select-option", has_text=choice).click()
        apply = self.page.locator(".select-list:not([hidden]) .select-apply")
        if apply.count():
            apply.click()

    def _settled(self) -> None:
        self.page.wait_for_function("() => window.simcordPreview.ready")
