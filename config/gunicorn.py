"""How gunicorn serves Twinge: a few threaded workers that share one loaded application."""

import gc
import os
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from gunicorn.workers import gthread

bind = f"{os.environ.get('BIND', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"  # BIND: in a container, 0.0.0.0
workers = 2
threads = 8  # some may wait for their turn to work out guidance; other pages need theirs
worker_class = "gthread"
preload_app = True
max_requests = 5000
max_requests_jitter = 500
control_socket_disable = True  # nothing steers this server but signals


os.environ["SERVES_PAGES"] = "1"  # threads share a pool of connections; a command has its own one
if os.environ.get("METRICS_TOKEN"):  # before anything that counts is loaded
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="twinge-metrics-")


def child_exit(server: Any, worker: Any) -> None:
    """What a worker counted stays, what it measured of itself goes."""
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        from prometheus_client.multiprocess import mark_process_dead

        mark_process_dead(worker.pid)


# A few silent connections must not hold all threads: one that says nothing in a second waits outside of them, and one
# that stops in the middle of a request is closed. A proxy that buffers keeps both away altogether (README).
gthread.DEFAULT_WORKER_DATA_TIMEOUT = 1.0
READ_TIMEOUT = 10  # seconds without a byte


def when_ready(server: Any) -> None:
    """Accepted sockets take the listener's time limit over.

    What is loaded stays: workers share its memory, and the collector need not walk through it at every turn.
    """
    for listener in server.LISTENERS:
        listener.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", READ_TIMEOUT, 0))
    gc.collect()
    gc.freeze()
    if os.environ.get("WORKER") == "1":
        server.task_worker = _start_worker()


def on_exit(server: Any) -> None:
    """The worker ends with the server: after what it is at, or at once when that takes long."""
    if folder := os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        shutil.rmtree(folder, ignore_errors=True)
    if worker := getattr(server, "task_worker", None):
        worker.terminate()
        try:
            worker.wait(10)
        except subprocess.TimeoutExpired:
            worker.kill()


def _start_worker() -> subprocess.Popen[bytes]:
    """`manage.py worker`, in a session of its own: Ctrl-C is for the server, which then ends it."""
    manage = Path(__file__).resolve().parent.parent / "manage.py"
    work = [sys.executable, str(manage), "worker", "--with-parent", str(os.getpid())]
    own = {name: value for name, value in os.environ.items() if name != "SERVES_PAGES"}
    return subprocess.Popen(work, env=own, start_new_session=True)  # noqa: S603
