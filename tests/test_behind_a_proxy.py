"""Twinge under a path and a port of its own, behind a real nginx that speaks https, set up as the README says."""

import http.cookiejar
import os
import re
import shutil
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from urllib.parse import urlencode

import pytest

from tests.journal.forms.test_columns import Filled
from tests.paths import ROOT
from tests.served import free_port

NGINX = shutil.which("nginx")
pytestmark = pytest.mark.skipif(
    not (NGINX and shutil.which("openssl")),
    reason="no nginx or openssl on this machine (apt-get install nginx openssl)",
)
CONFIG = """
daemon off; pid {folder}/pid; error_log {folder}/errors;
events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port} ssl; ssl_certificate {folder}/cert; ssl_certificate_key {folder}/key;
    client_max_body_size 36m;
    location /twinge/ {{
      proxy_pass http://127.0.0.1:{behind}{onward};
      proxy_set_header Host $host:$server_port;
      proxy_set_header X-Forwarded-For $remote_addr;
      proxy_set_header X-Forwarded-Proto $scheme;
    }}
  }}
}}
"""
PASSPHRASE = "wet socks on a hill"


# The proxy takes the path off, or leaves it on and gunicorn is told so.
@pytest.fixture(scope="module", params=["takes the path off", "leaves the path on"])
def site(request, tmp_path_factory):
    folder, port, behind = tmp_path_factory.mktemp("proxied"), free_port(), free_port()
    off = request.param == "takes the path off"
    run = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost"]
    subprocess.run([*run, "-keyout", folder / "key", "-out", folder / "cert"], check=True, capture_output=True)
    (folder / "nginx.conf").write_text(
        CONFIG.format(folder=folder, port=port, behind=behind, onward="/" if off else "")
    )
    environment = {
        "PATH": os.environ["PATH"], "VAR_DIR": str(folder), "SECRET_KEY": "only-for-this-test-" * 4, "TRUST_PROXY": "1",
        "ALLOWED_HOSTS": "localhost", "PUBLIC_URL": f"https://localhost:{port}/twinge", "PORT": str(behind),
        "PYTHONUNBUFFERED": "1",
    } | ({} if off else {"SCRIPT_NAME": "/twinge"})  # fmt: skip
    for command in (["migrate"], ["createcachetable"], ["collectstatic", "--noinput"]):
        run = [sys.executable, "manage.py", *command, "--verbosity", "0"]
        subprocess.run(run, cwd=ROOT, env=environment, check=True)
    with (folder / "printed").open("w") as printed:
        serve = [sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.py", "--log-level", "error", "config.wsgi"]
        server = subprocess.Popen(serve, cwd=ROOT, env=environment, stdout=printed, stderr=subprocess.DEVNULL)
    proxy = subprocess.Popen([NGINX, "-c", folder / "nginx.conf", "-p", folder], stderr=subprocess.DEVNULL)
    try:
        found = Visitor(f"https://localhost:{port}", folder / "printed")
        found.wait()
        yield found
    finally:
        for process in (proxy, server):
            process.terminate()
            process.wait()


class Visitor:
    """A browser as far as addresses, cookies and forms go; it follows no redirect by itself."""

    def __init__(self, origin, printed):
        self.origin, self.printed = origin, printed
        self.forget()

    def forget(self):
        """Begin anew, with a key that nobody has signed."""
        self.cookies = http.cookiejar.CookieJar()
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        stay = type("Stay", (urllib.request.HTTPRedirectHandler,), {"redirect_request": lambda *_more: None})
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPSHandler(context=context), urllib.request.HTTPCookieProcessor(self.cookies), stay
        )

    def ask(self, path, fields=None, **headers):
        """(status, where it leads to, text)."""
        body = None if fields is None else urlencode(fields, doseq=True).encode()
        headers = ({"Origin": self.origin, "Referer": self.origin + path} if fields else {}) | headers
        try:
            answer = self.opener.open(urllib.request.Request(self.origin + path, body, headers), timeout=20)
        except urllib.error.HTTPError as told:
            answer = told
        return answer.status, answer.headers.get("Location", ""), answer.read().decode(errors="replace")

    def send(self, path, fields, page=None, **headers):
        """Fill in the form of a page and send it to `path`."""
        return self.ask(path, Filled(self.ask(page or path)[2]).sent | fields, **headers)

    def sign_out(self):
        """As when the session has run out: its cookie is gone, all others stay."""
        for cookie in [cookie for cookie in self.cookies if cookie.name.endswith("sessionid")]:
            self.cookies.clear(cookie.domain, cookie.path, cookie.name)

    def wait(self):
        for _ in range(200):
            try:
                if self.ask("/twinge/health/")[0] == 200:
                    return
            except urllib.error.URLError:
                pass
            time.sleep(0.1)
        raise TimeoutError


@pytest.fixture
def visitor(site):
    site.forget()
    return site


@pytest.fixture
def joined(visitor, request):
    name = re.sub(r"\W", "", request.node.name)
    said = {"email": f"{name}@example.org", "password1": PASSPHRASE, "agree": "on"}
    assert visitor.send("/twinge/accounts/signup/", said)[:2] == (302, "/twinge/welcome/")
    visitor.email = said["email"]
    return visitor


def test_pages_their_files_and_the_worker_lie_under_the_path(visitor):
    status, _to, page = visitor.ask("/twinge/accounts/login/")
    links = re.findall(r'(?:href|src|action|data-worker)="(/[^"#]*)', page)
    assert status == 200
    assert [link for link in links if not link.startswith("/twinge/")] == []
    assert {visitor.ask(link)[0] for link in links if "/static/" in link or link.endswith("sw.js")} == {200}
    assert "/twinge/static/css/" in visitor.ask("/twinge/sw.js")[2]


def test_cookies_are_for_the_path_alone(joined):
    found = {cookie.name: (cookie.path, cookie.secure) for cookie in joined.cookies}
    assert found == {f"__Secure-{name}": ("/twinge", True) for name in ("csrftoken", "device", "sessionid")}


def test_signing_in_leads_back_under_the_path(joined):
    joined.sign_out()
    status, to, _text = joined.ask("/twinge/week/")
    assert (status, to) == (302, "/twinge/accounts/login/?next=/twinge/week/")
    status, to, _text = joined.send(to, {"login": joined.email, "password": PASSPHRASE})
    assert (status, to) == (302, "/twinge/week/")
    assert joined.ask("/twinge/twinge/00000000-0000-0000-0000-000000000000/")[0] == 404  # an address that begins alike


def test_a_form_is_taken_from_the_public_port_and_from_no_other(joined):
    said = {"ml_other": "300", "kind": "water", "when": "now"}
    other = joined.origin.rsplit(":", 1)[0] + ":1"
    assert joined.send("/twinge/log/drink/", said, Origin=other)[0] == 403
    assert joined.send("/twinge/log/drink/", said)[:2] == (302, "/twinge/")
    assert "300 ml water" in joined.ask("/twinge/")[2]


def test_what_was_typed_signed_out_comes_through(joined):
    fields = Filled(joined.ask("/twinge/log/drink/")[2]).sent | {"ml_other": "415", "kind": "water", "when": "now"}
    joined.sign_out()
    status, _to, page = joined.ask("/twinge/log/drink/", fields)
    assert status == 200
    said = Filled(page).sent | {"login": joined.email, "password": PASSPHRASE}
    assert joined.ask("/twinge/accounts/login/", said)[:2] == (302, "/twinge/")
    assert "415 ml water" in joined.ask("/twinge/")[2]


def test_a_link_by_mail_leads_to_the_public_address(joined):
    assert joined.send("/twinge/accounts/password/reset/", {"email": joined.email})[0] == 302
    links = re.findall(r"https?://\S+/password/reset/key/\S+", joined.printed.read_text())
    assert links[-1].startswith(f"{joined.origin}/twinge/accounts/password/reset/key/")
    assert joined.ask(links[-1].removeprefix(joined.origin))[0] == 302
