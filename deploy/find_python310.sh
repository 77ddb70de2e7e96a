#!/usr/bin/env bash
# Print a Python 3.10, which the assistant needs (Rasa 3.6.21 knows no newer one); 1 and one sentence when there is none.
# Looked for: BOT_PYTHON, python3.10, pyenv's own versions, and last one that uv fetches. A name on the PATH may be a
# pyenv shim that exists and fails, so each must say its version before it is taken.
set -uo pipefail

is_310() { [ -n "$1" ] && [[ "$("$1" --version 2>/dev/null)" == "Python 3.10."* ]]; }
take() { is_310 "$1" && "$1" -c 'import sys; print(sys.executable)' && exit 0; }

if [ -n "${BOT_PYTHON:-}" ]; then
  take "$BOT_PYTHON"
  echo "BOT_PYTHON=$BOT_PYTHON is no Python 3.10 that runs." >&2
  exit 1
fi
take python3.10
for found in "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.10*/bin/python3.10; do
  take "$found"
done

# uv from PyPI, in a folder that goes away; the Python it fetches stays in uv's own place.
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
if "${PYTHON:-python3}" -m venv "$place" >/dev/null 2>&1 &&
  "$place/bin/python" -m pip install -qq --disable-pip-version-check uv==0.13.9 >/dev/null 2>&1 &&
  "$place/bin/uv" python install --quiet 3.10 >/dev/null 2>&1; then
  take "$("$place/bin/uv" python find --quiet 3.10 2>/dev/null)"
fi
echo "The assistant needs Python 3.10: install it, or name it with BOT_PYTHON=/path/to/python3.10. The site runs without it." >&2
exit 1
