# Installed somewhere else, the program finds its themes and texts.
. "$TOP/tests/cmd/lib.sh"

make -s -C "$TOP" install DESTDIR="$WORK/root" PREFIX=/usr >/dev/null 2>err
is install "0 " "$? $(cat err)"
gives themes 0 "contrast
default
plain" "" root/usr/bin/tokensnap themes
build "$sample" >/dev/null
tokensnap=root/usr/bin/tokensnap
"$tokensnap" build -q --no-sync --as-of $as_of --timezone Europe/Berlin \
    -o other "$sample" >/dev/null
diff -r archive/$name other/$name >diff 2>&1
is same "0 " "$? $(cat diff)"
make -s -C "$TOP" uninstall DESTDIR="$WORK/root" PREFIX=/usr >/dev/null
is uninstalled "" "$(find root -type f)"
