#!/bin/sh
# need.sh build|test|bench...: install what these need, quickly when all is there.
set -eu

packages=
for what; do
	case $what in
	build) packages="$packages gcc libc6-dev pkg-config libcmark-dev \
	    libxml2-dev libsqlite3-dev libssl-dev libinih-dev sqlite3 \
	    tzdata" ;;
	test) packages="$packages libcmocka-dev libxml2-utils valgrind clang \
	    libclang-rt-dev \
	    universal-ctags python3 chromium default-jre-headless \
	    mandoc w3m poppler-utils pngquant openssl python3-jsonschema \
	    libreoffice-calc-nogui"
		# Not when they came from elsewhere: the packages would clash.
		command -v npm >/dev/null || packages="$packages nodejs npm" ;;
	man) packages="$packages mandoc" ;;
	bench) packages="$packages python3 python3-jinja2 hugo coreutils" ;;
	*) echo "need.sh: what is $what?" >&2; exit 2 ;;
	esac
done
if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
	for tool in cc pkg-config sqlite3; do
		command -v $tool >/dev/null || missing=yes
	done
	[ -z "${missing:-}" ] && pkg-config libcmark libxml-2.0 sqlite3 \
	    libcrypto inih && exit 0
	echo "This is no Debian system.  Please install what Debian calls:" >&2
	echo $packages >&2
	exit 1
fi
wanted=
for package in $packages; do
	case $(dpkg-query -W -f '${Status}' "$package" 2>/dev/null) in
	*' installed') ;;
	*) wanted="$wanted $package" ;;
	esac
done
[ -n "$wanted" ] || exit 0
as_root=
[ "$(id -u)" = 0 ] || as_root=sudo
echo "installing:$wanted" >&2
$as_root apt-get update -qq >&2
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -qq -y \
    --no-install-recommends $wanted >&2
