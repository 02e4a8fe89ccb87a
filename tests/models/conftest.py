"""Models to test with: a small sound graph, and a server that behaves badly when told to."""

import http.server
import re
import threading

import pytest


@pytest.fixture
def graph():
    """Return the bytes of a model that doubles what it gets."""

    def graph(width=4, factor=2.0):
        import numpy as np

        from models.onnx_file import Draft

        draft = Draft(width=width)
        weights = draft.constant(np.eye(width, dtype=np.float32) * np.float32(factor))
        doubled = draft.apply("MatMul", draft.source, weights)
        return draft.finished({"residual": (doubled, width)})

    return graph


class Shop(http.server.BaseHTTPRequestHandler):
    """Serves ``server.body``; ``server.breaks`` holds after how many bytes each answer breaks."""

    def do_GET(self):
        server, body = self.server, self.server.body
        server.asked.append(self.headers.get("Range", ""))
        match = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        begin = int(match[1]) if match and server.ranges else 0
        if self.headers.get("If-Range", server.etag) != server.etag:
            begin = 0
        if begin >= len(body) > 0:
            self.send_response(416)
            self.send_header("Content-Range", f"bytes */{len(body)}")
            self.end_headers()
            return
        self.send_response(server.status or (206 if begin else 200))
        if begin:
            self.send_header("Content-Range", f"bytes {begin}-{len(body) - 1}/{len(body)}")
        self.send_header("ETag", server.etag)
        self.send_header("Content-Length", str(len(body) - begin))
        self.end_headers()
        stop = begin + server.breaks.pop(0) if server.breaks else len(body)
        self.wfile.write(body[begin:stop])

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture
def shop():
    """A real HTTP server on this machine."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Shop)
    server.body, server.breaks, server.asked = b"", [], []
    server.ranges, server.etag, server.status = True, '"one"', None
    server.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()
