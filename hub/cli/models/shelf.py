"""Where the models of this hub lie, and their errors in the command line's own words."""

import argparse
from collections.abc import Callable
from pathlib import Path

from hub import config
from hub.core.errors import HubError
from models.errors import ModelError
from models.registry import Registry


def home(args: argparse.Namespace) -> Path:
    """Return the folder of all models; make it where it is not there yet."""
    asked: Path | None = args.folder
    folder = asked or config.load(args.config).home / "models"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise HubError(
            f"{folder} cannot be made ({error.strerror}); set data_dir to another"
        ) from error
    return folder


def trained(args: argparse.Namespace) -> Registry:
    """Return the models that were trained here."""
    return Registry(home(args) / "trained")


def fetched(args: argparse.Namespace) -> Path:
    """Return the folder of what was fetched."""
    folder = home(args) / "fetched"
    folder.mkdir(exist_ok=True)
    return folder


def plainly(act: Callable[[argparse.Namespace], int]) -> Callable[[argparse.Namespace], int]:
    """Let a model's error end the command with its words."""

    def told(args: argparse.Namespace) -> int:
        try:
            return act(args)
        except ModelError as error:
            raise HubError(str(error)) from error

    return told
