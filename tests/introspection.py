"""What the program defines, found by walking its modules: what nobody registered is there too."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import TypeVar

_Base = TypeVar("_Base")


@cache
def modules_of(package: str) -> tuple[ModuleType, ...]:
    """Import and return every module under `package`, itself included."""
    root = import_module(package)
    below = pkgutil.walk_packages(getattr(root, "__path__", ()), prefix=f"{package}.")
    return (root, *(import_module(found.name) for found in below))


def leaves_of(base: type[_Base], package: str) -> list[type[_Base]]:
    """Return the classes of `package` that derive from `base` and that no other derives from."""
    found = [cls for cls in _classes(package) if issubclass(cls, base) and cls is not base]
    return [cls for cls in found if not any(cls in other.__bases__ for other in found)]


def path_of(thing: type | ModuleType) -> str:
    """Return the file of a class or a module, from the root of the repository."""
    name = thing.__name__ if isinstance(thing, ModuleType) else thing.__module__
    return name.replace(".", "/") + ".py"


def _classes(package: str) -> Iterator[type]:
    for module in modules_of(package):
        for cls in vars(module).values():
            if inspect.isclass(cls) and cls.__module__ == module.__name__:
                yield cls
