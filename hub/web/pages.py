"""The dashboard's built files, and what to show where they are not built."""

import html
from pathlib import Path

from aiohttp import web

from hub.texts import word

STATIC = Path(__file__).parent / "static"


class Pages:
    """Serves the files that lay in the folder at the first look, and nothing else.

    A file with a ``.gz`` sibling goes out compressed to browsers that take it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, Path] = {}

    def look(self) -> None:
        """Note which files there are; reads the disk."""
        found = (path for path in self._folder.rglob("*") if path.is_file())
        self._files = {
            path.relative_to(self._folder).as_posix(): path
            for path in found
            if path.suffix != ".gz"
        }

    def page(self, name: str, language: str) -> web.StreamResponse:
        """Return the file called ``name``, "" being the dashboard itself."""
        file = self._files.get(name or "index.html")
        if file is not None:
            return web.FileResponse(file, headers={"Cache-Control": "no-cache"})
        if name:
            raise web.HTTPNotFound(text=f"there is no file {name!r} here")
        title, text = (
            html.escape(word(f"ui.unbuilt.{part}", {}, language)) for part in ("title", "text")
        )
        return web.Response(
            text=f'<!doctype html><html lang="{language}"><meta charset="utf-8">'
            f"<title>{title}</title><h1>{title}</h1><p>{text}</p></html>",
            content_type="text/html",
        )
