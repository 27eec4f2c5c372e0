#!/bin/sh
# A laptop's screen of its own: display, window manager, message bus, accessibility bus.
set -eu
number=$(mktemp)
Xvfb -displayfd 3 -screen 0 "${SCREEN:-1366x768}x24" -nolisten tcp 3>"$number" >/dev/null 2>&1 &
display=$!
while [ ! -s "$number" ]; do sleep 0.05; done
DISPLAY=:$(cat "$number")
export DISPLAY
openbox >/dev/null 2>&1 &
manager=$!
/usr/libexec/at-spi-bus-launcher --launch-immediately >/dev/null 2>&1 &
bus=$!
trap 'kill $manager $bus $display 2>/dev/null; rm -f "$number"' EXIT
/usr/bin/python3 tests/hands/eyes.py
