"""How gunicorn serves Twinge: a few threaded workers that share one loaded application."""

import os

bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
workers = 2
threads = 4
worker_class = "gthread"
preload_app = True
max_requests = 5000
max_requests_jitter = 500
control_socket_disable = True  # nothing steers this server but signals
