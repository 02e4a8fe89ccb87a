"""Find plug-ins: modules of ours with a ``build``, and installed entry points.

A plug-in states ``api = 1`` and has ``build(...)``; one that does not, or that fails while it is
imported, is named in ``errors`` and skipped: nothing else stops.
"""

import importlib
import logging
import pkgutil
from collections.abc import Callable, Iterator
from importlib.metadata import entry_points
from types import ModuleType

from hub.core.errors import PluginError

_log = logging.getLogger(__name__)
API = 1


def find(package: str, errors: dict[str, str]) -> Iterator[ModuleType]:
    """Yield every sound plug-in of ``package`` and of the entry-point group ``tomte.<package>``."""
    home = importlib.import_module(package)
    loaders: dict[str, Callable[[], ModuleType]] = {
        f"{package}.{found.name}": lambda name=found.name: importlib.import_module(  # type: ignore[misc]
            f"{package}.{name}"
        )
        for found in pkgutil.iter_modules(home.__path__)
        if found.name != "simulated"
    }
    loaders |= {point.value: point.load for point in entry_points(group=f"tomte.{package}")}
    for name, load in loaders.items():
        try:
            yield _check(name, load())
        except Exception as error:
            errors[name] = f"{type(error).__name__}: {error}"
            _log.error("plug-in %s is left out: %s", name, errors[name])


def _check(name: str, module: ModuleType) -> ModuleType:
    stated = getattr(module, "api", None)
    if stated != API:
        raise PluginError(f"{name} states api = {stated}; this hub speaks api = {API}")
    if not callable(getattr(module, "build", None)):
        raise PluginError(f"{name} has no build()")
    return module
