"""Small files of the models: written whole or not at all, read with a clear word when broken."""

import json
import os
from pathlib import Path
from tempfile import mkstemp

from models.errors import ModelError


def write_atomic(file: Path, data: bytes) -> None:
    """Write a file so that a power cut leaves the old one or the new one."""
    handle, name = mkstemp(dir=file.parent, prefix=f".{file.name}-")
    fresh = Path(name)
    try:
        with os.fdopen(handle, "wb") as opened:
            opened.write(data)
            opened.flush()
            os.fsync(opened.fileno())
        fresh.chmod(0o644)
        fresh.replace(file)
        _sync_folder(file.parent)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        reason = error.strerror or str(error)
        raise ModelError(f"{file}: cannot be written ({reason}); look after the disk") from error


def read_object(file: Path) -> dict[str, object]:
    """Return what a JSON file holds; raise ``ModelError`` naming it where that is no object."""
    try:
        held: object = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ModelError(f"{file}: cannot be read ({error.strerror})") from error
    except (ValueError, RecursionError) as error:
        raise ModelError(f"{file}: is broken ({error}); delete it and train anew") from error
    if not isinstance(held, dict):
        raise ModelError(f"{file}: is broken (no object); delete it and train anew")
    return {str(key): value for key, value in held.items()}


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
