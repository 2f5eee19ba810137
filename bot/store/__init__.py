"""The only SQL: one SQLite file, numbered migrations, one module per aggregate."""

from bot.store.database import Database, StoreError, Transaction
from bot.store.topics import Topic

__all__ = ["Database", "StoreError", "Topic", "Transaction"]
