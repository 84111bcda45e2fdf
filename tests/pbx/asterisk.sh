#!/usr/bin/env bash
# One throw-away Asterisk on loopback, out of the tree that install.sh unpacked. The native tests and the browser tests
# both start it here, so both have the same configuration: the templates in etc/.
#
#   asterisk.sh run RUN PORT       run it in the foreground until standard input closes; ws://127.0.0.1:PORT/ws
#   asterisk.sh cli RUN COMMAND    say COMMAND to the one of RUN and print its answer
#
# FERROPHONE_PBX_ROOT is the tree. RUN is a folder to fill: configuration, log, control socket.
# Tied to its owner's pipe, it cannot outlive its owner, however that one ends.
set -euo pipefail

root=${FERROPHONE_PBX_ROOT:?name the folder that tests/pbx/install.sh unpacked Asterisk into}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
lib=$(echo "$root"/usr/lib/*-linux-gnu)
# The tree brings its own C library, and with it the loader.
asterisk=("$(echo "$lib"/ld-linux*.so.*)" --library-path "$lib" "$root/usr/sbin/asterisk")

case "${1:-} $#" in
"run 3")
    run=$2 port=$3
    mkdir -p "$run"/{etc,run,log,spool,cache,varlib/keys}
    run=$(cd "$run" && pwd)
    for template in "$here"/etc/*.conf; do
        sed "s|@ROOT@|$root|g; s|@LIB@|$lib|g; s|@RUN@|$run|g; s|@PORT@|$port|g" "$template" >"$run/etc/${template##*/}"
    done
    # Defaults will do for these, but Asterisk warns about a file that is not there.
    for defaults in acl ccss cli codecs features pjproject sorcery stasis udptl; do : >"$run/etc/$defaults.conf"; done
    # See rtp.conf. No "ip" on the machine means the table of local addresses the kernel always has.
    awk '/32 host LOCAL/ { if (address !~ /^127\./) print address } { address = $2 }' /proc/net/fib_trie | sort -u |
        sed 's/$/ => 127.0.0.1/' >>"$run/etc/rtp.conf"
    # A clean end takes a second and would save what nobody reads.
    exec 3<&0 </dev/null
    { cat <&3 >/dev/null; kill -KILL $$; } &
    exec 3<&- "${asterisk[@]}" -f -C "$run/etc/asterisk.conf"
    ;;
"cli 3") exec "${asterisk[@]}" -C "$2/etc/asterisk.conf" -r -x "$3" ;;
*)
    echo "usage: $0 run RUN PORT | cli RUN COMMAND" >&2
    exit 2
    ;;
esac
