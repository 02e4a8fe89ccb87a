"""Brings a database file to the schema this version of the hub knows."""

import sqlite3
from importlib import resources

from hub.core.errors import StoreError


def steps(schema: str) -> list[str]:
    """Return the SQL of every version of a schema, the first version first."""
    folder = resources.files("hub.recorder") / "schema" / schema
    files = sorted(
        (file for file in folder.iterdir() if file.name.endswith(".sql")), key=lambda f: f.name
    )
    return [file.read_text(encoding="utf-8") for file in files]


def bring_up(db: sqlite3.Connection, schema: str, file: str) -> None:
    """Apply what is missing, each version in a transaction of its own.

    Raise ``StoreError`` when the file was written by a newer hub.
    """
    known = steps(schema)
    (version,) = db.execute("pragma user_version").fetchone()
    if version > len(known):
        raise StoreError(
            f"{file} was written by a newer Tomte (schema {version}; this one knows"
            f" {len(known)}). Install that version again, or bring back an older backup of the file"
        )
    for number, sql in enumerate(known[version:], start=version + 1):
        try:
            db.executescript(f"begin immediate;\n{sql}\npragma user_version={number};\ncommit;")
        except sqlite3.Error:
            if db.in_transaction:
                db.rollback()
            raise
