"""The headers of every answer. They keep the promise of no trail, so no route sets or changes them but `leave`."""

from __future__ import annotations

from flask import Flask, Response, request

CONTENT_SECURITY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

ALWAYS = {
    "Content-Security-Policy": CONTENT_SECURITY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-DNS-Prefetch-Control": "off",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), browsing-topics=(), interest-cohort=()",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
}

NOT_KEPT = "no-store"
KEPT_LONG = "public, max-age=31536000, immutable"


def install(app: Flask) -> None:
    app.after_request(protect)


def protect(response: Response) -> Response:
    """The answer with its whole set of headers."""
    for name, value in ALWAYS.items():
        response.headers[name] = value
    # Only the style sheet, script and icon may stay in the browser: they say nothing about a visit's subject.
    kept = request.endpoint == "asset" and response.status_code == 200
    response.headers["Cache-Control"] = KEPT_LONG if kept else NOT_KEPT
    if not kept:
        response.vary.update(("HX-Request", "Accept-Encoding"))
    return response
