#!/bin/sh
# A desktop of its own for the walk: display, message bus, accessibility bus.
set -eu
number=$(mktemp)
Xvfb -displayfd 3 -screen 0 1360x860x24 -nolisten tcp 3>"$number" >/dev/null 2>&1 &
display=$!
while [ ! -s "$number" ]; do sleep 0.1; done
DISPLAY=:$(cat "$number")
export DISPLAY
export QT_QPA_PLATFORM=xcb QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1
export QT_ACCESSIBILITY=1 NO_AT_BRIDGE=0
/usr/libexec/at-spi-bus-launcher --launch-immediately >/dev/null 2>&1 &
bus=$!
trap 'kill $display $bus 2>/dev/null; rm -f "$number"' EXIT
sleep 1
/usr/bin/python3 tests/access/walk.py "$@"
