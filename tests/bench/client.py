"""A browser's side of HTTP with nothing around it: one kept-open socket, so that the server is what is measured.

Python's `http.client` takes as long over an answer as a bare view takes to give it, and flatters every ratio.
"""

import gzip
import re
import socket
import urllib.parse


class Client:
    """One kept-open connection of one person, or of nobody."""

    def __init__(self, port, session=None):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.cookies = {"sessionid": session, "js": "1"} if session else {}  # as a browser that runs the script
        self.token = None
        self.ready = {}

    def get(self, url, status=200):
        """The body as it was sent. The bytes of a GET are put together once for each address."""
        if url not in self.ready:
            self.ready[url] = self._head("GET", url) + b"\r\n"
        return self._answer(url, self.ready[url], status)

    def page(self, url):
        """The text of a page."""
        body = self.get(url)
        return (gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body).decode()

    def sign(self):
        """Take the token that a form of this person carries, for the posts to come."""
        self.token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.page("/log/session/"))[1]
        self.ready = {}

    def post(self, url, fields):
        body = urllib.parse.urlencode(fields | {"csrfmiddlewaretoken": self.token}).encode()
        kind = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        return self._answer(url, self._head("POST", url) + kind.encode() + body, 302)

    def _head(self, method, url):
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        cookie = f"Cookie: {cookies}\r\n" if cookies else ""
        return f"{method} {url} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n{cookie}".encode()

    def _answer(self, url, request, status):
        self.socket.sendall(request)
        got = b""
        while b"\r\n\r\n" not in got:
            got += self._more(url)
        head, _, body = got.partition(b"\r\n\r\n")
        length = re.search(rb"\r\ncontent-length: (\d+)", head, re.I)
        while len(body) < int(length[1] if length else 0):
            body += self._more(url)
        self._keep_cookies(head)
        if int(head.split(b" ", 2)[1]) != status:
            raise SystemExit(f"{url}: {head.decode()}\n{body[:2000]!r}")
        return body

    def _more(self, url):
        got = self.socket.recv(1 << 18)
        if not got:
            raise SystemExit(f"{url}: the server closed the connection")
        return got

    def _keep_cookies(self, head):
        for name, value in re.findall(rb"\r\nset-cookie: ([^=]+)=([^;\r]*)", head, re.I):
            if self.cookies.get(name.decode()) != value.decode():
                self.cookies[name.decode()] = value.decode()
                self.ready = {}
