# shellcheck shell=bash
# `./godwit demo`: two throw-away PostgreSQL servers, the service, a sample database, a migration,
# a comparison of our own. Sourced by ./godwit, whose functions and variables it uses.

DEMO_DIR=''           # everything that the demo writes
DEMO_KEEP=false
DEMO_ONLINE=false
DEMO_SERVICE=''       # the service's process
DEMO_STARTED=()       # data folders of the servers that run
DEMO_RUN_AS=()        # PostgreSQL refuses to run as root
DEMO_SOURCE_PORT=''
DEMO_TARGET_PORT=''
DEMO_SERVICE_PORT=''
readonly DEMO_ADMIN=dba
readonly DEMO_SOURCE_PASSWORD='source: "secret" \ 1'
# shellcheck disable=SC2016 # an awkward password, on purpose
readonly DEMO_TARGET_PASSWORD='target: ${secret} & 2'
readonly DEMO_DATABASE=rental_shop
readonly DEMO_NAME=demo

demo() {
    while (($# > 0)); do
        case $1 in
            --keep) DEMO_KEEP=true ;;
            --online) DEMO_ONLINE=true ;;
            --help | -h)
                say "Usage: ./godwit demo [--online] [--keep]   (--keep leaves service and servers running)"
                return
                ;;
            *) usage_error "demo does not know $1." ;;
        esac
        shift
    done
    terminal_settings
    trap demo_clean_up EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    demo_find_extension
    demo_prepare
    demo_start_service
    demo_start_server source
    demo_start_server target
    demo_load
    demo_await_service
    if $DEMO_ONLINE; then
        demo_migrate_online
        demo_check_promises
        demo_compare
        demo_summary
        demo_summary_online
    else
        demo_migrate
        demo_compare
        demo_summary
    fi
    say "The rental shop has moved."
    if $DEMO_KEEP; then demo_tell_addresses; fi
}

demo_prepare() {
    DEMO_DIR=$(mktemp -d "${TMPDIR:-/tmp}/godwit-demo.XXXXXX")
    chmod 711 "$DEMO_DIR"
    if ((EUID == 0)); then
        local user=nobody
        if id postgres >/dev/null 2>&1; then user=postgres; fi
        DEMO_RUN_AS=(setpriv "--reuid=$user" "--regid=$(id -gn "$user")" --clear-groups --)
    fi
    # Somewhere else each time, so that two demos on one machine hardly ever meet.
    DEMO_SOURCE_PORT=$(free_port $((15000 + RANDOM % 9000)))
    DEMO_TARGET_PORT=$(free_port $((DEMO_SOURCE_PORT + 1)))
    DEMO_SERVICE_PORT=$(free_port $((DEMO_TARGET_PORT + 1)))
}

free_port() { # first candidate
    local port=$1
    while (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do port=$((port + 1)); done
    printf '%s' "$port"
}

# As the user that may run PostgreSQL, from a folder that this user may enter.
as_postgres() { (cd "$DEMO_DIR" && "${DEMO_RUN_AS[@]}" env HOME="$DEMO_DIR" "$@"); }

demo_start_service() {
    service_command "$DEMO_DIR/data" "$DEMO_SERVICE_PORT" ''
    mkdir "$DEMO_DIR/data"
    # In a session of its own: with --keep it outlives this terminal.
    (cd "$DEMO_DIR" && exec setsid "${SERVICE_COMMAND[@]}" </dev/null >"$DEMO_DIR/service.log" 2>&1) &
    DEMO_SERVICE=$!
}

demo_server_port() { if [[ $1 == source ]]; then printf '%s' "$DEMO_SOURCE_PORT"; else printf '%s' "$DEMO_TARGET_PORT"; fi; }

demo_server_password() { if [[ $1 == source ]]; then printf '%s' "$DEMO_SOURCE_PASSWORD"; else printf '%s' "$DEMO_TARGET_PASSWORD"; fi; }

demo_start_server() { # source | target
    local side=$1 folder="$DEMO_DIR/$1"
    mkdir "$folder"
    (umask 077 && demo_server_password "$side" >"$folder/password")
    ((EUID != 0)) || chown -R "${DEMO_RUN_AS[1]#--reuid=}" "$folder"
    quietly "Starting the $side: PostgreSQL $(postgres_major "$POSTGRES_BIN") at 127.0.0.1:$(demo_server_port "$side")" \
        "$DEMO_DIR/$side.start.log" demo_init_and_start "$folder" "$(demo_server_port "$side")" ||
        fail "The $side server did not start; see $DEMO_DIR/$side.start.log and $folder/server.log."
    DEMO_STARTED+=("$folder/pgdata")
}

demo_init_and_start() { # folder port
    as_postgres "$POSTGRES_BIN/initdb" --pgdata="$1/pgdata" --username="$DEMO_ADMIN" --pwfile="$1/password" \
        --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 --no-sync
    rm -f "$1/password"
    cat >>"$1/pgdata/postgresql.conf" <<TEXT
listen_addresses = '127.0.0.1'
port = $2
unix_socket_directories = '$1'
shared_buffers = 256MB
max_wal_size = 2GB
wal_level = logical
TEXT
    as_postgres "$POSTGRES_BIN/pg_ctl" --pgdata="$1/pgdata" --log="$1/server.log" --wait --silent start
}

demo_psql() { # source | target, psql arguments…
    local side=$1
    shift
    PGPASSWORD=$(demo_server_password "$side") PGCLIENTENCODING=UTF8 PGOPTIONS='-c statement_timeout=0' \
        "$POSTGRES_BIN/psql" --no-psqlrc --quiet --host=127.0.0.1 --port="$(demo_server_port "$side")" \
        --username="$DEMO_ADMIN" "$@"
}

# An extension with configuration tables, which PostgreSQL itself does not ship. Where it cannot be
# had, the demo goes without, and does not ask again.
demo_find_extension() {
    local major without="$STATE_DIR/demo-without-extension"
    major=$(postgres_major "$POSTGRES_BIN")
    if [[ $POSTGRES_BIN != /usr/lib/postgresql/* || -e $without ||
        -e /usr/share/postgresql/$major/extension/pg_track_settings.control ]]; then
        return
    fi
    (install_packages "An extension with configuration tables" "postgresql-$major-pg-track-settings") || {
        say "The demo goes without it."
        touch "$without"
    }
}

demo_load() {
    quietly "Making the sample database $DEMO_DATABASE on the source" "$DEMO_DIR/load.log" demo_load_files ||
        fail "The sample database could not be made."
}

demo_load_files() {
    local file
    demo_psql source --dbname=postgres --file="$HOME_DIR/demo/1-server.sql"
    for file in 2-schema 3-rows 4-rules; do
        demo_psql source --dbname="$DEMO_DATABASE" --file="$HOME_DIR/demo/$file.sql"
    done
}

# The health page answers 200 when everything was read and is ready.
demo_healthy() {
    local status
    exec 3<>"/dev/tcp/127.0.0.1/$DEMO_SERVICE_PORT" || return 1
    printf 'GET /api/v1/health HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n' >&3
    IFS= read -r -t 5 status <&3 || status=''
    exec 3>&- 3<&-
    [[ $status == *' 200'* ]]
}

demo_await_service() {
    quietly "Starting Godwit at http://127.0.0.1:$DEMO_SERVICE_PORT" "$DEMO_DIR/service.wait.log" demo_until_healthy || {
        say "The end of the service's log:"
        tail -n 30 "$DEMO_DIR/service.log" | sed 's/^/    /' >&2
        fail "The service did not start."
    }
}

demo_until_healthy() {
    local turn
    for ((turn = 0; turn < 600; turn++)); do
        if demo_healthy 2>/dev/null; then return 0; fi
        kill -0 "$DEMO_SERVICE" 2>/dev/null || return 1
        sleep 0.2
    done
    return 1
}

demo_cli() { cli --server "http://127.0.0.1:$DEMO_SERVICE_PORT" "$@"; }

demo_write_properties() { # mode verification
    cat >"$DEMO_DIR/migration.json" <<TEXT
{
    "properties": {
        "sourceDbServerResourceId": "127.0.0.1:$DEMO_SOURCE_PORT@$DEMO_ADMIN",
        "targetDbServerResourceId": "127.0.0.1:$DEMO_TARGET_PORT@$DEMO_ADMIN",
        "DBsToMigrate": ["$DEMO_DATABASE"],
        "OverwriteDBsInTarget": "true",
        "sourceType": "OnPremises",
        "sslMode": "Prefer",
        "migrateRoles": true,
        "migrationMode": "$1",
        "verification": "$2"
    }
}
TEXT
}

demo_godwit() {
    GODWIT_SOURCE_PASSWORD=$DEMO_SOURCE_PASSWORD GODWIT_TARGET_PASSWORD=$DEMO_TARGET_PASSWORD demo_cli "$@"
}

demo_migrate() {
    demo_write_properties Offline full
    say ""
    say "godwit create --name $DEMO_NAME --option ValidateAndMigrate --properties migration.json --wait"
    local status=0
    demo_godwit create --name "$DEMO_NAME" --option ValidateAndMigrate \
        --properties "$DEMO_DIR/migration.json" --wait || status=$?
    if ((status != 0)); then
        fail "The migration did not succeed (exit code $status)."
    fi
    say ""
}

# What Godwit says is one thing; this asks both servers themselves.
demo_compare() {
    quietly "Comparing both databases row by row, apart from Godwit" "$DEMO_DIR/compare.log" demo_compare_all ||
        fail "Source and target differ."
}

demo_compare_all() {
    local side
    demo_psql source --dbname="$DEMO_DATABASE" --tuples-only --no-align --file="$HOME_DIR/demo/fingerprints.sql" \
        >"$DEMO_DIR/fingerprint-queries.sql"
    for side in source target; do
        demo_psql "$side" --dbname="$DEMO_DATABASE" --tuples-only --no-align --set=ON_ERROR_STOP=1 \
            --file="$DEMO_DIR/fingerprint-queries.sql" >"$DEMO_DIR/$side.fingerprints"
        demo_schema "$side" >"$DEMO_DIR/$side.schema"
    done
    [[ -s $DEMO_DIR/source.fingerprints && -s $DEMO_DIR/source.schema ]]
    diff "$DEMO_DIR/source.fingerprints" "$DEMO_DIR/target.fingerprints"
    diff "$DEMO_DIR/source.schema" "$DEMO_DIR/target.schema"
}

# Subscriptions do not move; the tokens around a dump are random.
demo_schema() { # source | target
    PGPASSWORD=$(demo_server_password "$1") "$POSTGRES_BIN/pg_dump" --host=127.0.0.1 --port="$(demo_server_port "$1")" \
        --username="$DEMO_ADMIN" --schema-only --create --no-subscriptions --dbname="$DEMO_DATABASE" |
        grep -vE '^\\(un)?restrict '
}

demo_summary() {
    local rows bytes seconds tables indexes equal kinds milliseconds checked
    demo_cli show "$DEMO_NAME" --output table --query \
        '[progress.tables, progress.rows, progress.bytes, progress.indexes, durationSeconds, comparison.equal]' \
        >"$DEMO_DIR/summary"
    { read -r tables && read -r rows && read -r bytes && read -r indexes && read -r seconds && read -r equal; } <"$DEMO_DIR/summary"
    kinds=$(demo_psql target --dbname="$DEMO_DATABASE" --tuples-only --no-align \
        --command="SELECT count(DISTINCT classid) FROM pg_depend WHERE objid >= 16384")
    say ""
    if $DEMO_ONLINE; then
        say "  Tables           $(thousands "$tables")"
    else
        say "  Tables           $(thousands "$tables")   ($equal compared by Godwit, all equal)"
    fi
    say "  Rows             $(thousands "$rows")"
    say "  Bytes            $(thousands "$bytes")"
    say "  Indexes          $(thousands "$indexes")"
    say "  Kinds of object  $kinds"
    milliseconds=$(LC_ALL=C printf '%.3f' "$seconds")
    milliseconds=$((10#${milliseconds/./}))
    checked=$(grep -c '^SELECT ' "$DEMO_DIR/fingerprint-queries.sql")
    say "  Duration         $((milliseconds / 1000)).$((milliseconds % 1000 / 100))s   ($(thousands $((rows * 1000 / (milliseconds + 1)))) rows/s from create to Succeeded, checks included)"
    say "  Comparison       $checked tables, materialized views, sequences and large objects equal by checksum; schema equal by pg_dump"
    say ""
}

demo_tell_addresses() {
    cat >&2 <<TEXT

Service and servers keep running (--keep). Try:

  export GODWIT_URL=http://127.0.0.1:$DEMO_SERVICE_PORT
  ./godwit show $DEMO_NAME
  ./godwit tables $DEMO_NAME
  ./godwit events $DEMO_NAME
  PGPASSWORD='$DEMO_SOURCE_PASSWORD' psql -h 127.0.0.1 -p $DEMO_SOURCE_PORT -U $DEMO_ADMIN $DEMO_DATABASE   # source
  PGPASSWORD='$DEMO_TARGET_PASSWORD' psql -h 127.0.0.1 -p $DEMO_TARGET_PORT -U $DEMO_ADMIN $DEMO_DATABASE   # target

All files are in $DEMO_DIR. To end it all:

  $DEMO_DIR/stop
TEXT
}

demo_write_stop() {
    {
        printf '#!/bin/sh\n# Ends what the demo left running, and removes its files.\n'
        # Only if that process is still the one.
        # shellcheck disable=SC2016 # expanded when the file is run
        printf 'case "$(tr "\\0" " " </proc/%s/cmdline 2>/dev/null)" in *%s*) kill %s ;; esac\n' \
            "$DEMO_SERVICE" "$DEMO_DIR" "$DEMO_SERVICE"
        local folder
        for folder in "${DEMO_STARTED[@]}"; do
            printf '(cd / && %s %s stop --silent --mode=fast --pgdata=%s)\n' \
                "$(printf '%q ' "${DEMO_RUN_AS[@]}")" "$(printf '%q' "$POSTGRES_BIN/pg_ctl")" "$(printf '%q' "$folder")"
        done
        printf 'rm -rf %q\n' "$DEMO_DIR"
    } >"$DEMO_DIR/stop"
    chmod 755 "$DEMO_DIR/stop"
}

# Ends only what this demo started.
demo_clean_up() {
    local status=$? folder
    trap - EXIT INT TERM HUP
    if ((${#DEMO_WRITING[@]} > 0)); then kill "${DEMO_WRITING[@]}" 2>/dev/null || true; fi
    [[ -n $DEMO_DIR && -d $DEMO_DIR ]] || exit "$status"
    if $DEMO_KEEP && ((status == 0)); then
        demo_write_stop
        exit 0
    fi
    if [[ -n $DEMO_SERVICE ]] && kill -0 "$DEMO_SERVICE" 2>/dev/null; then
        kill "$DEMO_SERVICE" 2>/dev/null || true
        wait "$DEMO_SERVICE" 2>/dev/null || true
    fi
    for folder in "${DEMO_STARTED[@]}"; do
        as_postgres "$POSTGRES_BIN/pg_ctl" --pgdata="$folder" --silent --mode=immediate stop >/dev/null 2>&1 || true
    done
    if ((status == 0 || status == 130 || status == 143)); then
        rm -rf "$DEMO_DIR"
    else
        say "Logs are left in $DEMO_DIR; nothing runs any more."
    fi
    exit "$status"
}
