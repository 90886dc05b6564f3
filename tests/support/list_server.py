"""A publisher for tests: serves files of a folder over HTTP on this machine, and misbehaves on
request.

`misbehave[path]` is a function that gets the handler and the file's bytes and answers by itself.
Every request is kept in `requests` as (path, status).
"""

import hashlib
import http.server
import threading


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def send_response(self, code, message=None):
        self.server.owner.requests.append((self.path, code))
        super().send_response(code, message)

    def answer(self, body, status=200, kind="application/octet-stream", **headers):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        owner = self.server.owner
        body = owner.files.get(self.path)
        if self.path in owner.misbehave:
            owner.misbehave[self.path](self, body)
            return
        if body is None:
            self.answer(b"not here", status=404)
            return
        tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if self.headers.get("If-None-Match") == tag:
            self.send_response(304)
            self.send_header("ETag", tag)
            self.end_headers()
            return
        self.answer(body, ETag=tag)


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        """Clients that hang up are what is tested."""


class ListServer:
    """`with ListServer(files) as server:`, where `files` maps paths to bytes."""

    def __init__(self, files):
        self.files = dict(files)
        self.misbehave = {}
        self.requests = []

    def __enter__(self):
        self.http = Server(("127.0.0.1", 0), Handler)
        self.http.owner = self
        self.address = f"http://127.0.0.1:{self.http.server_address[1]}"
        threading.Thread(target=self.http.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self.http.shutdown()
        self.http.server_close()
