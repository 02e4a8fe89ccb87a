"""Rooms and names as another household software keeps them: Home Assistant's files, or a list.

Home Assistant's are ``.storage/core.area_registry``, ``core.device_registry`` and
``core.entity_registry`` (JSON), in its folder or in a backup (tar); a list is CSV: name, area.
"""

import csv
import io
import json
import re
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hub.cli.devices.lines import Unreadable
from hub.core.errors import BadPayload

Json = dict[str, Any]
_AREAS, _DEVICES, _ENTITIES = (f"core.{what}_registry" for what in ("area", "device", "entity"))
_FILES = (_AREAS, _DEVICES, _ENTITIES)
_LARGEST = 256 * 2**20  # bytes of a registry file
_HEADS = {"name", "device", "entity", "id"}  # a first line of a list that is no line of it
_IEEE = re.compile(r"(?:0x)?([0-9a-f]{2}(?::?[0-9a-f]{2}){7})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What another software knows of a device or an entity.

    ``keys`` tell which one it is; ``names`` help where they do not. ``name`` is what a person
    called it, ``area`` the room's name; empty where there is none.
    """

    keys: frozenset[str]
    names: tuple[str, ...]
    name: str = ""
    area: str = ""
    entity: str = ""  # its id there, for an entity


def read(path: Path) -> list[Known]:
    """Return what a file or folder knows; raise ``Unreadable`` or ``BadPayload``."""
    try:
        if path.is_dir():
            texts = _from_folder(path)
        elif path.name in _FILES:
            texts = _from_folder(path.parent)
        elif tarfile.is_tarfile(path):
            texts = _from_backup(path)
        else:
            return _from_text(path)
    except (OSError, tarfile.TarError, EOFError) as error:
        raise Unreadable(f"{path} cannot be read ({error}); check the path") from error
    if _DEVICES not in texts and _ENTITIES not in texts:
        raise BadPayload(f"{path} holds no {_DEVICES}; it lies in Home Assistant's .storage folder")
    return _from_registries({name: _data(name, text) for name, text in texts.items()})


def keys_of(identifiers: list[str]) -> set[str]:
    """Return what identifiers tell a device by; a Zigbee address also in a common spelling."""
    keys = {identifier.casefold() for identifier in identifiers}
    for identifier in identifiers:
        found = _IEEE.search(identifier)
        if found is not None:
            keys.add("ieee:" + found[1].replace(":", "").casefold())
    return keys


def _from_folder(folder: Path) -> dict[str, str]:
    for place in (folder, folder / ".storage"):
        found = {n: (place / n).read_text("utf-8") for n in _FILES if (place / n).is_file()}
        if found:
            return found
    return {}


def _from_backup(path: Path) -> dict[str, str]:
    """Read a backup: the registries lie in a packed file within the packed file."""
    with tarfile.open(path) as outer:
        found = _members(outer)
        for member in outer:
            if found or not member.name.endswith((".tar", ".tar.gz", ".tgz")):
                continue
            inner = outer.extractfile(member)
            try:
                with tarfile.open(fileobj=inner) as packed:
                    found = _members(packed)
            except tarfile.ReadError as error:
                raise BadPayload(
                    f"{path}: {member.name} is encrypted; make a backup without a password, "
                    "or hand over the .storage folder"
                ) from error
    return found


def _members(tar: tarfile.TarFile) -> dict[str, str]:
    found = {}
    for member in tar:
        name = member.name.rpartition("/")[2]
        if name in _FILES and member.isfile() and member.size <= _LARGEST:
            file = tar.extractfile(member)
            found[name] = file.read().decode() if file else ""
    return found


def _data(name: str, text: str) -> Json:
    try:
        data: Json = json.loads(text)["data"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BadPayload(f"{name} is no registry of Home Assistant's: {error}") from error
    return data


def _from_registries(data: Mapping[str, Json]) -> list[Known]:
    areas = {str(a.get("id")): str(a.get("name")) for a in _listed(data, _AREAS, "areas")}
    devices = [_device(each, areas) for each in _listed(data, _DEVICES, "devices")]
    entities = [_entity(each, areas) for each in _listed(data, _ENTITIES, "entities")]
    return [known for known in (*devices, *entities) if known.name or known.area]


def _listed(data: Mapping[str, Json], name: str, key: str) -> Iterator[Json]:
    listed = data.get(name, {})
    entries = listed.get(key, []) if isinstance(listed, dict) else []
    yield from (entry for entry in entries if isinstance(entry, dict))


def _device(entry: Json, areas: Mapping[str, str]) -> Known:
    identifiers = [str(pair[-1]) for pair in _pairs(entry, "identifiers")]
    connections = [f"{pair[0]}:{pair[-1]}" for pair in _pairs(entry, "connections")]
    own, given = entry.get("name"), entry.get("name_by_user")
    return Known(
        keys=frozenset(keys_of([*identifiers, *connections])),
        names=tuple(str(name) for name in (own, given) if name),
        name=str(given or ""),
        area=areas.get(str(entry.get("area_id")), ""),
    )


def _entity(entry: Json, areas: Mapping[str, str]) -> Known:
    entity = str(entry.get("entity_id", ""))
    source = f"mqtt:{entity.partition('.')[0]}:{entry.get('unique_id')}"
    return Known(
        keys=frozenset({source, entity}),
        names=(),
        name=str(entry.get("name") or ""),
        area=areas.get(str(entry.get("area_id")), ""),
        entity=entity,
    )


def _pairs(entry: Json, key: str) -> list[list[object]]:
    pairs = entry.get(key)
    return [p for p in pairs if isinstance(p, list) and p] if isinstance(pairs, list) else []


def _from_text(path: Path) -> list[Known]:
    text = path.read_bytes().decode("utf-8-sig", errors="replace")
    if text.lstrip().startswith("{"):
        name = str(_key_of(path, text))
        return _from_registries({name: _data(name, text)})
    found = []
    for number, row in enumerate(csv.reader(io.StringIO(text)), start=1):
        cells = [cell.strip() for cell in row]
        if not any(cells) or (number == 1 and cells[0].casefold() in _HEADS):
            continue
        if len(cells) < 2 or not cells[0]:
            raise BadPayload(f"{path} line {number}: expected `name,area`, not {','.join(row)!r}")
        found.append(Known(keys=frozenset({cells[0]}), names=(cells[0],), area=cells[1]))
    return found


def _key_of(path: Path, text: str) -> object:
    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadPayload(f"{path} is no JSON: {error}") from error
    return told.get("key", path.name)
