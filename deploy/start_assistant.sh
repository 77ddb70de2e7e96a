#!/usr/bin/env bash
# Start the assistant when there is one. honcho ends everything when one process ends, so without it this one waits.
cd "$(dirname "$0")/.."
if [ -x bot/.venv/bin/rasa ] && [ -f bot/models/waymark.tar.gz ]; then
  exec bot/run.sh
fi
exec sleep infinity
