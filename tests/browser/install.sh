#!/bin/sh
# install.sh: the node modules of the browser tests, into build/browser.
# Does nothing when they are there and the lock file has not changed.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
modules=$here/../../build/browser
want=$(cat "$here/package.json" "$here/package-lock.json" "$here/.npmrc" |
    sha256sum)
[ "$(cat "$modules/installed" 2>/dev/null)" != "$want" ] || exit 0
rm -rf "$modules/installed" "$modules/node_modules"
mkdir -p "$modules"
cp "$here/package.json" "$here/package-lock.json" "$here/.npmrc" "$modules"
(cd "$modules" && npm ci --loglevel=error) >&2
echo "$want" >"$modules/installed"
