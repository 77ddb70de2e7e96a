#!/usr/bin/env bash
# Start the assistant when there is one. honcho ends everything when one process ends, so without it this one waits.
cd "$(dirname "$0")/.."
if [ -x bot/.venv/bin/rasa ] && [ -f bot/models/waymark.tar.gz ]; then
  # What Rasa prints while it starts would bury the address of the site. Nothing that people type is in it.
  exec bot/run.sh >bot/models/run.log 2>&1
fi
exec sleep infinity
