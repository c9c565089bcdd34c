"""Sources of libraries of which one module is wanted, without what the rest of the package asks for.

They are looked for below the folder in LRVIZ_RING_SOURCES, as Scripts/install-ring unpacks them.
"""

import os
import sys
import types
from pathlib import Path

SOURCES = Path(os.environ.get("LRVIZ_RING_SOURCES", "/nowhere"))


class Missing(Exception):
    """The library is neither installed nor unpacked."""


def anything(*_, **__):
    """What a stub gives."""


class Names(types.ModuleType):
    """A module that has every name, for what is imported and not needed."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return anything


def package(name, folder=None, **names):
    """A package whose modules are those of a folder, without its own `__init__`; a stub where there is no folder."""
    module = Names(name)
    module.__path__ = [str(folder)] if folder else []
    for key, value in names.items():
        setattr(module, key, value)
    sys.modules[name] = module
    parent, _, last = name.rpartition(".")
    if parent in sys.modules:
        setattr(sys.modules[parent], last, module)
    return module


def unpacked(*parts):
    path = SOURCES.joinpath(*parts)
    if not path.exists():
        raise Missing(f"{path} is not there")
    return path
