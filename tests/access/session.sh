#!/bin/sh
# A desktop of its own for the walk: display, message bus, accessibility bus.
set -eu
Xvfb :87 -screen 0 1360x860x24 -nolisten tcp >/dev/null 2>&1 &
display=$!
export DISPLAY=:87 QT_QPA_PLATFORM=xcb QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1
export QT_ACCESSIBILITY=1 NO_AT_BRIDGE=0
/usr/libexec/at-spi-bus-launcher --launch-immediately >/dev/null 2>&1 &
bus=$!
trap 'kill $display $bus 2>/dev/null' EXIT
sleep 1
/usr/bin/python3 tests/access/walk.py "$@"
