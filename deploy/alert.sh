#!/usr/bin/env bash
# For an operator's timer: one line for each thing to look at, and then status 1. ALERT_COMMAND, when it is set, gets the
# lines on its standard input; without it they are printed, which cron sends by mail. The site itself sends nothing.
set -uo pipefail
cd "$(dirname "$0")/.."
lines=$(
  curl -fsS --max-time 5 -o /dev/null "http://127.0.0.1:${PORT:-8000}/health/ready" 2>/dev/null ||
    echo "site: it does not say that it is ready on port ${PORT:-8000}"
  .venv/bin/flask --app wsgi alert-check --quiet "$@" 2>&1
)
[ -z "$lines" ] && exit 0
if [ -n "${ALERT_COMMAND:-}" ]; then
  printf '%s\n' "$lines" | bash -c "$ALERT_COMMAND"
else
  printf '%s\n' "$lines"
fi
exit 1
