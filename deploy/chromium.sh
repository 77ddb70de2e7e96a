#!/usr/bin/env bash
# The browser tests use Debian's Chromium; install it when it is missing.
set -euo pipefail
command -v chromium >/dev/null && exit 0
echo "Chromium, for the browser tests"
sudo=""
[ "$(id -u)" = 0 ] || sudo="sudo"
$sudo apt-get update -qq >/dev/null
$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null
