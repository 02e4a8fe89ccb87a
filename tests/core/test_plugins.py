"""A broken plug-in is named and left out; the others work."""

import sys

from hub.core import plugins


def test_a_broken_plugin_is_named_and_the_rest_load(tmp_path, monkeypatch):
    folder = tmp_path / "extras"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "good.py").write_text("api = 1\ndef build(home): return home\n")
    (folder / "old.py").write_text("api = 0\ndef build(home): return home\n")
    (folder / "empty.py").write_text("api = 1\n")
    (folder / "crash.py").write_text("1 / 0\n")
    monkeypatch.syspath_prepend(tmp_path)
    errors = {}
    found = [module.__name__ for module in plugins.find("extras", errors)]
    for name in [n for n in sys.modules if n.startswith("extras")]:
        del sys.modules[name]
    assert found == ["extras.good"]
    assert "states api = 0; this hub speaks api = 1" in errors["extras.old"]
    assert "has no build()" in errors["extras.empty"]
    assert "ZeroDivisionError" in errors["extras.crash"]
