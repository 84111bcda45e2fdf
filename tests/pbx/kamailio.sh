#!/usr/bin/env bash
# One throw-away Kamailio on loopback, out of the tree that install.sh unpacked. See asterisk.sh, which it resembles.
#
#   kamailio.sh run RUN PORT       run it in the foreground until standard input closes; ws://127.0.0.1:PORT/ws
set -euo pipefail

root=${FERROPHONE_PBX_ROOT:?name the folder that tests/pbx/install.sh unpacked Kamailio into}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
lib=$(echo "$root"/usr/lib/*-linux-gnu)

[ "${1:-} $#" = "run 3" ] || { echo "usage: $0 run RUN PORT" >&2; exit 2; }
mkdir -p "$2"
run=$(cd "$2" && pwd)
sed "s|@LIB@|$lib|g; s|@PORT@|$3|g" "$here/etc/kamailio.cfg" >"$run/kamailio.cfg"
# It is a family of processes, which only a proper signal ends as one.
exec 3<&0 </dev/null
{ cat <&3 >/dev/null; kill -TERM $$; } &
exec 3<&- "$(echo "$lib"/ld-linux*.so.*)" --library-path "$lib" "$root/usr/sbin/kamailio" \
    -DD -E -m 32 -M 4 -f "$run/kamailio.cfg" -L "$lib/kamailio/modules" -w "$run" -Y "$run"
