#!/usr/bin/env bash
# Unpacks Debian's Asterisk 22 and Kamailio, with every library they link, into TARGET. Nothing is installed on the
# machine: the packages are only downloaded and unpacked, apt's state is a folder of its own, no package script runs, no
# root is needed.
#
#   install.sh TARGET          # up to a minute and 90 MB the first time, nothing at all when TARGET is up to date
#
# FERROPHONE_DEBIAN_MIRROR   a Debian mirror to use; without it the mirrors of the machine's own apt sources are tried
# FERROPHONE_DEBIAN_SUITE    the suite to take them from (forky: the first one since bullseye that has Asterisk)
#
# Signatures are checked against Debian's archive keyring. The age of the release file is not: a mirror may lag.
set -euo pipefail
export LC_ALL=C

say() { printf 'pbx: %s\n' "$*" >&2; }
die() { say "$@"; exit 1; }

[ $# -eq 1 ] || die "usage: $0 TARGET"
suite=${FERROPHONE_DEBIAN_SUITE:-forky}
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
packages=(asterisk asterisk-core-sounds-en-gsm asterisk-moh-opsound-gsm kamailio kamailio-websocket-modules)

mkdir -p "$(dirname "$1")"
target=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
stamp=$target/.installed
# The stamp is this file and its settings: a changed recipe unpacks anew.
recipe="$(sha256sum <"${BASH_SOURCE[0]}") $suite"

if [ -f "$stamp" ] && [ "$(head -n 1 "$stamp")" = "$recipe" ]; then
    say "$(tail -n 1 "$stamp") in $target"
    exit 0
fi

for tool in apt-get dpkg dpkg-deb; do
    command -v "$tool" >/dev/null || die "needs a Debian-like machine or container ('$tool' is missing)"
done
[ -r "$keyring" ] || die "needs Debian's archive keyring: apt-get install debian-archive-keyring"

# The archives named by the machine's apt sources, first to last, in both of apt's formats. Security archives and third
# parties may be among them: they hold no such suite under Debian's signature and fall out below.
mirrors() {
    local files
    if [ -n "${FERROPHONE_DEBIAN_MIRROR:-}" ]; then
        echo "$FERROPHONE_DEBIAN_MIRROR"
        return
    fi
    shopt -s nullglob
    files=(/etc/apt/sources.list.d/*.sources)
    [ ${#files[@]} -eq 0 ] || awk 'tolower($1) == "uris:" { for (i = 2; i <= NF; i++) print $i }' "${files[@]}"
    files=(/etc/apt/sources.list /etc/apt/sources.list.d/*.list)
    # deb [option=value option=value] URI SUITE COMPONENT...
    awk '$1 == "deb" { sub(/\[[^]]*\]/, ""); print $2 }' "${files[@]}" 2>/dev/null || true
}

work=$(mktemp -d "$target.XXXXXX")
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
mkdir -p "$work"/{lists/partial,archives/partial,tree}
: >"$work/status"
# How this machine reaches the network (proxies, certificates) is all that is kept of its own apt settings.
apt-config dump | grep -E '^Acquire::https?::' >"$work/apt.conf" || true
cat >>"$work/apt.conf" <<CONF
Dir::Etc::Parts "/dev/null";
Dir::Etc::SourceList "$work/sources.list";
Dir::Etc::SourceParts "/dev/null";
Dir::Etc::Preferences "/dev/null";
Dir::Etc::PreferencesParts "/dev/null";
Dir::State "$work";
Dir::State::Lists "$work/lists";
Dir::State::Status "$work/status";
Dir::Cache "$work";
Dir::Cache::Archives "$work/archives";
Debug::NoLocking "true";
APT::Sandbox::User "";
APT::Install-Recommends "false";
APT::Update::Error-Mode "any";
APT::Keep-Downloaded-Packages "true";
Acquire::AllowInsecureRepositories "false";
Acquire::Check-Valid-Until "false";
Acquire::Languages "none";
Acquire::Retries "3";
CONF
export APT_CONFIG=$work/apt.conf

found=
for mirror in $(mirrors | awk '!seen[$0]++'); do
    echo "deb [signed-by=$keyring] $mirror $suite main" >"$work/sources.list"
    if apt-get -q update >"$work/update.log" 2>&1; then
        found=yes
        break
    fi
done
if [ -z "$found" ]; then
    [ ! -f "$work/update.log" ] || sed 's/^/    /' "$work/update.log" >&2
    die "no Debian mirror with '$suite' among the machine's apt sources; name one in FERROPHONE_DEBIAN_MIRROR"
fi

say "downloading Asterisk and Kamailio of Debian $suite"
apt-get -q -y --download-only install "${packages[@]}" >"$work/download.log" 2>&1 ||
    { tail -n 20 "$work/download.log" | sed 's/^/    /' >&2; die "the download failed"; }

say "unpacking"
for package in "$work"/archives/*.deb; do dpkg-deb --extract "$package" "$work/tree"; done

# What a PBX that runs no programs and speaks one language has no use for: half of the tree.
rm -rf "$work"/tree/usr/bin "$work"/tree/usr/share/{bash-completion,doc,info,lintian,locale,man,perl,perl5,zoneinfo} \
    "$work"/tree/usr/lib/*-linux-gnu/{gconv,perl,perl5,perl-base}

lib=$(echo "$work"/tree/usr/lib/*-linux-gnu)
run() { "$lib"/ld-linux*.so.* --library-path "$lib" "$work/tree/usr/sbin/$1" "$2"; }
asterisk=$(run asterisk -V) || die "the unpacked Asterisk does not run"
kamailio=$(run kamailio -v | sed -n 's/^version: kamailio \([^ ]*\).*/Kamailio \1/p') || die "the unpacked Kamailio does not run"
case $asterisk in
"Asterisk 22."*) ;;
*) die "$suite holds $asterisk, the tests are written for Asterisk 22" ;;
esac

printf '%s\n%s\n' "$recipe" "$asterisk and $kamailio" >"$work/tree/.installed"
rm -rf "$target"
mv "$work/tree" "$target"
say "$asterisk and $kamailio in $target"
