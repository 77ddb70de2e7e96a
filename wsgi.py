"""The site for gunicorn: `gunicorn wsgi:app`, one process and many threads."""

from finder import create_app

app = create_app()
