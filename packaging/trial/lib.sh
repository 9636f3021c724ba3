# Shared by the trials of the packages; source it after packaging/lib.sh.
# shellcheck shell=bash disable=SC2154,SC2034  # variables that other scripts set or use
trees=$work/trees
pictures=$work/pictures
port=18460
older=0.1.9
mkdir -p "$trees" "$pictures"

row=()
# fact NAME VALUE: one cell of the table.
fact() { row+=("$1=$2"); say "   $1: $2"; }
told() { local IFS='|'; echo "${row[*]}"; }

# bare SUITE: a fresh minimal Debian in $tree, with what apt needs to install from the same mirror as this system.
bare() {
    need debootstrap "Debian's package debootstrap"
    local suite=$1 packed=$trees/$1.tar
    # shellcheck disable=SC2016  # apt's own variable
    mirror=${DEBIAN_MIRROR:-$(apt-get indextargets --format '$(REPO_URI)' | grep -v security | head -1)}
    if [ ! -f "$packed" ]; then
        say "   debootstrap $suite"
        rm -rf "$trees/new"
        as_root debootstrap --variant=minbase "$suite" "$trees/new" "$mirror" >"$work/debootstrap-$suite.log" 2>&1 || { tail -5 "$work/debootstrap-$suite.log" >&2; die "debootstrap $suite failed"; }
        as_root tar -C "$trees/new" -cf "$packed.part" .
        mv "$packed.part" "$packed"
        as_root rm -rf --one-file-system "$trees/new"
    fi
    tree=$trees/$suite-$$
    mkdir -p "$tree"
    as_root tar -C "$tree" -xf "$packed"
    as_root cp /etc/resolv.conf "$tree/etc/resolv.conf"
    # How this system reaches the mirror counts there as well.
    local settings
    for settings in /etc/apt/apt.conf /etc/apt/apt.conf.d/*proxy*; do
        if [ -e "$settings" ]; then as_root cp "$settings" "$tree/etc/apt/apt.conf.d/"; fi
    done
    as_root mkdir -p "$tree/packages" "$tree/home/tester"
    as_root mount --bind /dev "$tree/dev"
    as_root mount -t proc proc "$tree/proc"
}

# inside COMMAND...: runs it in the tree, as a desktop would: a home, a language, the display.
inside() {
    as_root chroot "$tree" env -i HOME=/home/tester LANG=C.UTF-8 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
        DISPLAY="${display:-}" DEBIAN_FRONTEND=noninteractive "${with[@]}" "$@"
}
with=()

gone() {
    [ -n "${tree:-}" ] || return 0
    as_root umount "$tree/proc" "$tree/dev" 2>/dev/null || true
    if ! findmnt -rn -o TARGET | grep "^$tree/" >/dev/null; then as_root rm -rf --one-file-system "$tree"; fi
}

# stop PID: ends a job of this script with everything that it started.
stop() {
    local child
    for child in $(pgrep -P "$1"); do stop "$child"; done
    kill "$1" 2>/dev/null || return 0
    for _ in $(seq 100); do kill -0 "$1" 2>/dev/null || return 0; sleep 0.1; done
    kill -9 "$1" 2>/dev/null || true
}

screen() {
    need Xvfb "Debian's package xvfb"
    need xdotool "Debian's package xdotool"
    need import "Debian's package imagemagick"
    coproc XVFB { exec Xvfb -displayfd 1 -screen 0 1280x800x24 -nolisten tcp 2>/dev/null; }
    # shellcheck disable=SC2153  # set by coproc; the trials end it
    screen_pid=$XVFB_PID
    local number
    read -r number <&"${XVFB[0]}"
    display=:$number
}

# window NAME COMMAND...: starts it and waits for its window; fact `start` is the time until then. Leaves a picture. With
# `launched` set, the command only launches the program and ends.
window() {
    local picture=$1 began now pid
    shift
    began=$(date +%s%N)
    "$@" >"$work/window.log" 2>&1 &
    pid=$!
    for _ in $(seq 600); do
        if DISPLAY=$display xdotool search --onlyvisible --name '^Que Uploader$' >/dev/null 2>&1; then
            now=$(date +%s%N)
            sleep 3
            DISPLAY=$display import -window root "$pictures/$picture.png"
            fact start "${started_by:-menu entry}: window after $(((now - began) / 1000000)) ms"
            stop "$pid"
            wait "$pid" 2>/dev/null || true
            return
        fi
        if [ -z "${launched:-}" ] && ! kill -0 "$pid" 2>/dev/null; then break; fi
        sleep 0.1
    done
    stop "$pid"
    fact start "no window: $(grep -v '^ *$' "$work/window.log" | tail -3 | tr '\n' ' ')"
    return 1
}

# database_version: of the file that `database`, which each trial defines, prints.
database_version() {
    as_root python3 -c 'import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute("PRAGMA user_version").fetchone()[0])' "$(database)"
}

# queued RUN...: leaves two files in the queue of a server that does not answer.
queued() {
    local status=0
    "$@" upload --api-url "http://127.0.0.1:$port" --longest-outage 2 "$picture_path" "$film_path" >"$work/queued.log" 2>&1 || status=$?
    [ $status = 1 ] || { cat "$work/queued.log" >&2; die "the queue was to wait for a server, but the status is $status"; }
    older_database=$(database_version)
}

# resumed: starts that server and uploads what was left.
resumed() {
    "${server[@]}" sandbox --port $port >"$work/server.json" 2>/dev/null &
    local pid=$! done_
    for _ in $(seq 300); do grep -q api_key "$work/server.json" && break; sleep 0.1; done
    key=$(sed -n 's/.*"api_key": *"\([^"]*\)".*/\1/p' "$work/server.json")
    "$@" upload --resume --json --api-url "http://127.0.0.1:$port" >"$work/resumed.json" 2>"$work/resumed.log" || true
    done_=$(grep -c '"event":"uploaded"' "$work/resumed.json" || true)
    stop $pid
    wait $pid 2>/dev/null || true
    [ "$done_" = 2 ] || { cat "$work/resumed.json" "$work/resumed.log" >&2; die "of 2 files in the queue $done_ were uploaded after the upgrade"; }
    local now
    now=$(database_version)
    if [ "$older_database" != "$now" ]; then now="database $older_database became $now"; else now="database $now as before"; fi
    fact upgrade "over $older; $now; queue kept: its 2 files uploaded"
}

# worked RUN...: uploads, signs and verifies a picture in the sandbox, by the command of the README.
worked() {
    local verdict
    "$@" upload --sandbox --sign --origin screenCapture --verify --json "$picture_path" >"$work/worked.json" 2>"$work/worked.log" || true
    verdict=$(sed -n 's/.*"event":"verified".*"verdict":"\([a-z]*\)".*/\1/p' "$work/worked.json")
    # The sandbox trusts its own signer.
    [ "$verdict" = trusted ] || { cat "$work/worked.json" "$work/worked.log" >&2; die "the verdict is '$verdict'"; }
    fact "upload, sign, verify" "$verdict: \`que-uploader upload --sandbox --sign --origin screenCapture --verify window.png\`"
}
