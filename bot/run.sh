#!/usr/bin/env bash
# Start the assistant beside the site: on loopback, at BOT_PORT, its one channel open and nothing else.
# Below the level WARNING Rasa logs what people type, so the level is fixed here and the channel refuses any other.
set -euo pipefail
cd "$(dirname "$0")"
export RASA_TELEMETRY_ENABLED=false LOG_LEVEL=WARNING LOG_LEVEL_LIBRARIES=ERROR TF_CPP_MIN_LOG_LEVEL=3
export PYTHONWARNINGS=ignore SQLALCHEMY_SILENCE_UBER_WARNING=1 CUDA_VISIBLE_DEVICES="" OMP_NUM_THREADS=1 SANIC_WORKERS=1
exec .venv/bin/rasa run --interface 127.0.0.1 --port "${BOT_PORT:-5005}" \
  --model models/waymark.tar.gz --credentials credentials.yml --endpoints endpoints.yml
