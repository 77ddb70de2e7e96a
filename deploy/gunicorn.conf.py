"""How gunicorn serves the site: one process (the store that forgets lives in it, or in Redis), many threads, no access log."""

import gc
import io
import os
import sys
import threading
from contextlib import suppress

from gunicorn.glogging import Logger
from gunicorn.http.errors import ParseException
from gunicorn.workers.gthread import ThreadWorker

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = 1
# Many clients may be slow in sending; a thread that waits for one costs next to nothing. Few are at work at once.
threads = 256
AT_WORK = 16
READ_AHEAD = 16 * 1024
timeout = 30
graceful_timeout = 5
keepalive = 5
# No access log: an address and a time are a trail. Errors go to the terminal, without what was typed.
accesslog = None
errorlog = "-"
loglevel = "warning"
# gunicorn would open a socket in the home folder through which it can be told what to do. A unit has no such folder, an image cannot write.
control_socket_disable = True
limit_request_line = 2048
limit_request_fields = 60


class logger_class(Logger):
    def exception(self, msg, *args, **kwargs):
        """gunicorn would write the error's message, and the address that was asked for: both can hold what was typed."""
        from finder.web import errors

        errors.note(sys.exc_info()[1])


class worker_class(ThreadWorker):
    places = threading.BoundedSemaphore(AT_WORK)

    def handle_request(self, req, conn):
        """Answer a request that is here whole: one that comes a byte now and then holds a thread, and no place at work."""
        if not any(name == "EXPECT" for name, _ in req.headers):  # such a client sends its body once it is told to
            body = io.BytesIO()
            body.write(req.body.read(READ_AHEAD))
            body.write(req.body.buf.getvalue())
            req.body.buf = body
        with self.places:
            return super().handle_request(req, conn)

    def handle_error(self, req, client, addr, exc):
        """Answer what is no request with the plain page. gunicorn would log where it came from, and send back what it held."""
        from finder.web import errors, headers, plain

        bad = isinstance(exc, ParseException)
        if not bad:
            errors.note(exc)
        body = plain.page(self.wsgi).encode()
        head = {
            **headers.ALWAYS,
            "Cache-Control": headers.NOT_KEPT,
            "Content-Type": "text/html; charset=utf-8",
            "Content-Length": len(body),
            "Connection": "close",
        }
        lines = [f"HTTP/1.1 {'400 Bad Request' if bad else '500 Internal Server Error'}", *(f"{k}: {v}" for k, v in head.items())]
        with suppress(OSError):
            client.sendall("\r\n".join([*lines, "", ""]).encode() + body)


def post_worker_init(worker):
    """Open the directory before the first visitor comes, then say where the site is."""
    worker.app.callable.extensions["waymark"].live.built()
    gc.freeze()  # what is open stays open: no request pays for looking at it again
    print(f"Waymark is ready: http://localhost:{os.environ.get('PORT', '8000')}/", flush=True)
