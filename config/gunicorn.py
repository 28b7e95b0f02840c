"""How gunicorn serves Twinge: a few threaded workers that share one loaded application."""

import gc
import os
import socket
import struct
from typing import Any

from gunicorn.workers import gthread

bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
workers = 2
threads = 8  # some may wait for their turn to work out guidance; other pages need theirs
worker_class = "gthread"
preload_app = True
max_requests = 5000
max_requests_jitter = 500
control_socket_disable = True  # nothing steers this server but signals


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
