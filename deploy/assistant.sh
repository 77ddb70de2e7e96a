#!/usr/bin/env bash
# Make the assistant's own environment, or say in one sentence why there is none.
set -euo pipefail
cd "$(dirname "$0")/.."
if ! python=$(deploy/find_python310.sh); then
  rm -rf bot/.venv
  echo "The site runs without the assistant until then, and answers in simple mode."
  exit 0
fi
[ -x bot/.venv/bin/python ] || "$python" -m venv bot/.venv
deploy/packages.sh bot/.venv/bin/python bot/requirements.txt || {
  rm -rf bot/.venv
  echo "The assistant's packages could not be installed. The site answers in simple mode until they are."
}
