#!/usr/bin/env bash
# Start the site: start_site.sh [APP]. Where and for whom it listens comes from the environment (docs/running.md).
set -euo pipefail
cd "$(dirname "$0")/.."
# glibc keeps a store of memory for every thread, and caches in each: 15 MB after a rush, for threads of which one computes at a
# time. One store for all serves as quickly.
export GLIBC_TUNABLES="${GLIBC_TUNABLES:-glibc.malloc.arena_max=1:glibc.malloc.tcache_count=0}"
exec .venv/bin/gunicorn --config deploy/gunicorn.conf.py "${1:-wsgi:app}"
