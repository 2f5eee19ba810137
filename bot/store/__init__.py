"""The only SQL: one SQLite file, numbered migrations, one module per aggregate."""

from bot.store.database import Database
from bot.store.errors import StoreError
from bot.store.topics import Topic
from bot.store.transaction import Transaction

__all__ = ["Database", "StoreError", "Topic", "Transaction"]
