"""How gunicorn serves the site: one process (the store that forgets lives in it), many threads, no access log."""

import os

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = 1
worker_class = "gthread"
threads = 16
timeout = 30
graceful_timeout = 5
keepalive = 5
# No access log: an address and a time are a trail. Errors go to the terminal, without what was typed.
accesslog = None
errorlog = "-"
loglevel = "warning"
limit_request_line = 2048
limit_request_fields = 60


def post_worker_init(worker):
    """Open the directory before the first visitor comes, then say where the site is."""
    worker.app.callable.extensions["waymark"].live.built()
    print(f"Waymark is ready: http://localhost:{os.environ.get('PORT', '8000')}/", flush=True)
