#!/usr/bin/env bash
# Train the assistant: examples and choices from the site's content, a check of the data, then Rasa's training.
# Leaves models/waymark.tar.gz and what Rasa said in models/train.log.
set -euo pipefail
cd "$(dirname "$0")"
export RASA_TELEMETRY_ENABLED=false LOG_LEVEL=WARNING LOG_LEVEL_LIBRARIES=ERROR TF_CPP_MIN_LOG_LEVEL=3
export PYTHONWARNINGS=ignore SQLALCHEMY_SILENCE_UBER_WARNING=1 CUDA_VISIBLE_DEVICES="" OMP_NUM_THREADS=1
bin=.venv/bin
log=models/train.log
mkdir -p models
stop() { echo "The assistant could not be trained. The last lines of bot/$log:"; tail -n 20 "$log"; exit 1; }

$bin/python generate.py >"$log" 2>&1 || stop
$bin/rasa data validate --domain domain --data data --config config.yml --fail-on-warnings >>"$log" 2>&1 || stop
$bin/rasa train --domain domain --data data --config config.yml --out models --fixed-model-name waymark >>"$log" 2>&1 || stop
echo "The assistant is trained: bot/models/waymark.tar.gz"
