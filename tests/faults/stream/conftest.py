"""Files of streams, and what the command says of them."""

import json

import pytest

from hub.cli.main import main


@pytest.fixture
def scored(tmp_path, capsys):
    """Return what ``tomte faults score FILE --json`` says of a text."""

    def ask(content, *more, name="series.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        code = main(["faults", "score", str(path), "--json", *more])
        out, complaint = capsys.readouterr()
        return code, json.loads(out) if code == 0 else None, complaint

    return ask
