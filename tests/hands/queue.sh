#!/bin/sh
# A printer for the tests: a queue of CUPS that writes what it gets to a PDF. As root; once.
set -eu
pgrep -x cupsd >/dev/null || /usr/sbin/cupsd
for _try in 1 2 3 4 5 6 7 8 9 10; do lpstat -r >/dev/null 2>&1 && break; sleep 0.5; done
lpadmin -p papier -E -v cups-pdf:/ -m lsb/usr/cups-pdf/CUPS-PDF_opt.ppd 2>/dev/null
lpadmin -d papier
