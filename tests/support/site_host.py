"""Hosts that serve files below any path, as a project's page on a shared host is served."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler
from mimetypes import guess_type
from urllib.parse import unquote, urlsplit

from tests.support.servers import answering


@contextmanager
def hosted(files: Mapping[str, bytes], base: str = "/") -> Iterator[str]:
    """The address of a site that is served below `base`; it ends in a slash."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path)
            name = path.removeprefix(base)
            name = f"{name}index.html" if not name or name.endswith("/") else name
            is_there = path.startswith(base) and name in files
            content = files[name] if is_there else files["404.html"]
            kind = (guess_type(name)[0] if is_there else None) or "text/html"
            self.send_response(200 if is_there else 404)
            self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text") else kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            with suppress(ConnectionError):  # a page that was left before it came
                self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            """Say nothing."""

    with answering(Handler) as address:
        yield f"{address}{base}"
