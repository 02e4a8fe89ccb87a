"""What a step needs that is not installed, said with its cure."""

import argparse
from collections.abc import Callable

from models.errors import ModelError

_EXTRAS = {"sklearn": "train", "torch": "teacher", "onnxruntime": "voice"}


def with_extra(act: Callable[[argparse.Namespace], int]) -> Callable[[argparse.Namespace], int]:
    """Tell which extra is missing where a step cannot import what it works with."""

    def told(args: argparse.Namespace) -> int:
        try:
            return act(args)
        except ModuleNotFoundError as error:
            package = (error.name or "").partition(".")[0]
            if package not in _EXTRAS:
                raise
            cure = f"pip install 'tomte[{_EXTRAS[package]}]'"
            raise ModelError(f"{package} is missing: {cure}") from error

    return told
