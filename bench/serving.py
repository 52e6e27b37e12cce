"""A built site as a server sends it: packed, with what each answer weighed written down."""

import functools
import gzip
import http.server
import mimetypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PACKED = {".html", ".css", ".js", ".mjs", ".json", ".svg", ".xml", ".txt", ".ipynb", ".sql"}
Sent = list[tuple[str, int]]


@functools.cache
def packed(path: Path) -> bytes:
    data = path.read_bytes()
    return gzip.compress(data, 9, mtime=0) if path.suffix in PACKED else data


class Handler(http.server.BaseHTTPRequestHandler):
    """Files as GitHub Pages sends them: gzip, ten minutes in the browser's cache."""

    protocol_version = "HTTP/1.1"
    folder: Path
    sent: Sent

    def log_message(self, *_: object) -> None: ...

    def do_GET(self) -> None:
        path = self.folder / self.path.split("?")[0].lstrip("/")
        path = path / "index.html" if path.is_dir() else path
        found = path.is_file()
        body = packed(path) if found else b""
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", mimetypes.guess_type(path.name)[0] or "application/octet-stream")
        self.send_header("Cache-Control", "max-age=600")
        if found and path.suffix in PACKED:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.sent.append((self.path, len(body) + sum(map(len, self._headers_buffer))))  # type: ignore[attr-defined]
        with suppress(ConnectionError):  # a page that was left while it loaded
            self.end_headers()
            self.wfile.write(body)


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, Sent]]:
    """The address of a folder, and the list to which each answer adds its path and its bytes with headers."""
    sent: Sent = []
    handler = type("Site", (Handler,), {"folder": folder, "sent": sent})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", sent
    server.shutdown()
    server.server_close()
