"""The PDF of a session beside its summary, and the summary without it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.i18n import catalogue
from bot.workshop.language import Language
from bot.workshop.settings.documents import DocumentKind
from tests.discord.acting import Room
from tests.discord.reading import database

fr = catalogue(Language.FRENCH)
