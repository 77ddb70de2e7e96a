#!/usr/bin/env bash
# Start the assistant beside the site: on loopback, at BOT_PORT, its one channel open and nothing else.
# For several machines (docs/scale.md): BOT_HOST is the private address to listen on, BOT_REDIS_URL where assistants share talks.
# Below the level WARNING Rasa logs what people type, so the level is fixed here and the channel refuses any other.
set -euo pipefail
cd "$(dirname "$0")"
export RASA_TELEMETRY_ENABLED=false LOG_LEVEL=WARNING LOG_LEVEL_LIBRARIES=ERROR TF_CPP_MIN_LOG_LEVEL=3
export PYTHONWARNINGS=ignore SQLALCHEMY_SILENCE_UBER_WARNING=1 CUDA_VISIBLE_DEVICES="" OMP_NUM_THREADS=1 SANIC_WORKERS=1
endpoints=endpoints.yml
if [ -n "${BOT_REDIS_URL:-}" ]; then
  endpoints=endpoints-redis.yml
  export TICKET_LOCK_LIFETIME=5  # seconds that a killed assistant holds a talk up; the site waits 2.5 for a reply
fi
exec .venv/bin/rasa run --interface "${BOT_HOST:-127.0.0.1}" --port "${BOT_PORT:-5005}" \
  --model models/waymark.tar.gz --credentials credentials.yml --endpoints "$endpoints"
