# What the scripts beside this file share; sourced from the root of the repository, never run.
#
#   target    where cargo builds
#   work      a directory that is gone at the end, with the server that `start_demo` started
# shellcheck shell=bash disable=SC2034,SC2154

target=$(cargo metadata --no-deps --format-version 1 | grep -o '"target_directory":"[^"]*"' | cut -d '"' -f 4)
mkdir -p "$target"
work=$(mktemp -d)
server=
# shellcheck disable=SC2317 # called by the trap
cleanup() {
    if [ -n "$server" ]; then stop_server; fi
    rm -rf "$work"
}
trap cleanup EXIT

apt_updated=false
# install PACKAGE…: by apt. True if they are there afterwards.
install() {
    command -v apt-get >/dev/null || return 1
    local root=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || return 1
        root=(sudo)
    fi
    $apt_updated || "${root[@]}" apt-get update -qq || return 1
    apt_updated=true
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >"$work/apt.log" 2>&1 ||
        { tail -n 5 "$work/apt.log" >&2; return 1; }
}

# place KIND PACKAGE…: the directory in which these packages are installed.
place() { printf '%s' "$target/$(printf '%s\n' "$@" | tr -c 'a-zA-Z0-9.\n' _ | paste -s -d -)"; }

# python_with PACKAGE==VERSION…: sets `python`, in an environment of its own that has these packages.
python_with() {
    local venv
    venv=$(place python "$@")
    python=$venv/bin/python
    [ ! -e "$venv/done" ] || return 0
    make_venv() { python3 -m venv --clear "$venv" 2>"$work/venv.log"; }
    make_venv || { install python3 python3-venv && make_venv; } || { cat "$work/venv.log" >&2; exit 1; }
    "$venv/bin/pip" install --quiet --disable-pip-version-check --no-cache-dir "$@"
    touch "$venv/done"
}

# node_with PACKAGE@VERSION…: sets `modules`, a directory where Node.js finds these packages.
node_with() {
    modules=$(place node "$@")
    [ ! -e "$modules/done" ] || return 0
    command -v npm >/dev/null || install nodejs npm
    mkdir -p "$modules"
    npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$modules" "$@" >"$work/npm.log" 2>&1 ||
        { cat "$work/npm.log" >&2; exit 1; }
    touch "$modules/done"
}

# need_kontor: sets `kontor` to KONTOR_BIN, or builds one. As the tests build it, so that it is there after them.
need_kontor() {
    kontor=${KONTOR_BIN-}
    [ -z "$kontor" ] || return 0
    cargo build --quiet --locked --workspace --bins
    kontor=$target/debug/kontor
}

# serve_on SAYING COMMAND…: starts `kontor COMMAND…` on a free port, and waits until it says this; sets `port` and `data`.
serve_on() {
    local saying=$1 attempt
    shift
    for attempt in 1 2 3 4 5; do
        port=$((20000 + RANDOM % 12000)) # below the ports that the system gives to clients
        data=$work/data-$1-$attempt
        "$kontor" "$@" --listen "127.0.0.1:$port" --base-url "http://localhost:$port" --data-dir "$data" \
            --rate-limit 0 >"$work/out" 2>"$work/err" &
        server=$!
        for _ in $(seq 300); do
            # Its own words come last, so another program on this port does not pass for it.
            ! { cat "$work/out" "$work/err" | grep -q "$saying" && healthy; } || return 0
            kill -0 "$server" 2>/dev/null || break # as when the port is taken
            sleep 0.1
        done
        stop_server
    done
    echo "kontor $1 did not start:" >&2
    cat "$work/out" "$work/err" >&2
    return 1
}

stop_server() {
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
    server=
}

start_demo() { serve_on '^ *token: ' demo --log error; }

# A server with an empty database, which shows at /mailbox what it would mail.
start_empty() { serve_on "serving" serve --mailbox --log info; }

# demo_token: the token that the demo printed.
demo_token() { sed -n 's/^ *token: *//p' "$work/out" | head -n 1; }

# ask PATH: what the API answers. Not every resolver knows *.localhost, so the host is named in the header.
ask() { curl --silent --fail --max-time 10 --header "Host: api.localhost:$port" "http://127.0.0.1:$port$1"; }
healthy() { ask /health >/dev/null; }

# need_browser PACKAGE@VERSION…: sets `modules` as node_with does, with what drives a browser among them, and CHROMIUM to
# Chromium. Empty where there is none, which is a failure with CI set.
need_browser() {
    node_with playwright-core@1.65.1 "$@"
    cp scripts/browser.mjs "$modules/" # Node.js looks for modules beside the file
    CHROMIUM=$(command -v chromium || command -v chromium-browser || true)
    if [ -z "$CHROMIUM" ] && install chromium; then CHROMIUM=$(command -v chromium); fi
    if [ -z "$CHROMIUM" ]; then
        echo "There is no chromium: what needs a browser is skipped" >&2
        [ -z "${CI-}" ] || exit 1
    fi
    export CHROMIUM
}
