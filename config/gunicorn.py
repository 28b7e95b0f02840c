"""How gunicorn serves Twinge: a few threaded workers that share one loaded application."""

import gc
import os

bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
workers = 2
threads = 4
worker_class = "gthread"
preload_app = True
max_requests = 5000
max_requests_jitter = 500
control_socket_disable = True  # nothing steers this server but signals


def when_ready(server: object) -> None:
    """What is loaded stays: workers share its memory, and the collector need not walk through it at every turn."""
    gc.collect()
    gc.freeze()
