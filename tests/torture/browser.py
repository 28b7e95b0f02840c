"""What a browser sends, without one: many at once, and a server that dies in the middle is an answer, too."""

import http.client
import time
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

TOKEN = "t" * 32  # any text does, when it comes in the form and in the cookie alike


@dataclass(frozen=True)
class Answer:
    """What came back: status 0 when the line went dead."""

    asked: str
    sent: Any
    status: int
    body: str
    location: str
    ms: float
    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def is_saved(self):
        """Whether the server has acknowledged a form."""
        return self.status in (302, 303)


class Browser:
    """Somebody's, or nobody's without a session."""

    def __init__(self, port, session=None):
        self.port = port
        self.cookies = f"csrftoken={TOKEN}" + (f"; sessionid={session}" if session else "")

    def get(self, url):
        return self._ask("GET", url, None, {})

    def post(self, url, fields):
        """`fields`: values, lists of values, or files."""
        fields = fields | {"csrfmiddlewaretoken": TOKEN}
        if any(hasattr(value, "read") for value in fields.values()):
            return self._ask("POST", url, encode_multipart(BOUNDARY, fields), {"Content-Type": MULTIPART_CONTENT})
        body = urlencode(fields, doseq=True, errors="surrogatepass")
        return self._ask("POST", url, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def _ask(self, method, url, body, headers):
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        began = time.perf_counter()
        status, text, location = 0, "", ""
        cookies: dict[str, str] = {}
        try:
            line.request(method, url, body, {"Cookie": self.cookies, **headers})
            got = line.getresponse()
            text, location = got.read().decode(errors="replace"), got.headers.get("Location", "")
            cookies = {
                name: said.value
                for name, said in SimpleCookie(", ".join(got.headers.get_all("Set-Cookie", []))).items()
            }
            status = got.status
        except (OSError, http.client.HTTPException):
            pass
        finally:
            line.close()
        return Answer(f"{method} {url}", body, status, text, location, 1000 * (time.perf_counter() - began), cookies)
