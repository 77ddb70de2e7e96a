#!/usr/bin/env bash
# The tests of several machines (tests/scale) use Debian's redis-server and nginx; install them when they are missing.
# A policy file keeps apt from starting them: the tests start their own, on free ports.
set -euo pipefail
command -v redis-server >/dev/null && command -v nginx >/dev/null && exit 0
echo "Redis and nginx, for the tests of several machines"
sudo=""
[ "$(id -u)" = 0 ] || sudo="sudo"
$sudo apt-get update -qq >/dev/null
policy=/usr/sbin/policy-rc.d
ours=""
if [ ! -e "$policy" ]; then
  ours=yes
  printf '#!/bin/sh\nexit 101\n' | $sudo tee "$policy" >/dev/null
  $sudo chmod +x "$policy"
fi
trap '[ -z "$ours" ] || $sudo rm -f "$policy"' EXIT
$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends redis-server nginx-light openssl >/dev/null
