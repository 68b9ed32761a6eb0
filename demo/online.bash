# shellcheck shell=bash
# `./godwit demo --online`: the demo's database moves while applications write to it. Sourced by
# ./godwit after demo.bash.

readonly DEMO_WRITERS=3
DEMO_WRITING=()       # the applications' processes

demo_migrate_online() {
    quietly "Starting $DEMO_WRITERS applications that write to the source and log what they were promised" \
        "$DEMO_DIR/writers.log" demo_start_writers ||
        fail "The applications could not start."
    demo_write_properties Online none
    say ""
    say "godwit create --name $DEMO_NAME --mode Online --properties migration.json --wait"
    demo_godwit create --name "$DEMO_NAME" --mode Online --properties "$DEMO_DIR/migration.json" --wait ||
        fail "The migration does not wait for a cutover."
    say ""
    sleep 3
    demo_cli show "$DEMO_NAME" --query 'databases[0].following' --output json >"$DEMO_DIR/following.json"
    say "godwit cutover $DEMO_NAME --fence --wait"
    demo_godwit cutover "$DEMO_NAME" --fence --wait || fail "The cutover did not succeed."
    demo_stop_writers
    say ""
}

demo_start_writers() {
    local writer
    demo_psql source --dbname="$DEMO_DATABASE" --set=ON_ERROR_STOP=1 --command="
        CREATE TABLE shop.promise (
            number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, writer int, at timestamptz DEFAULT now())"
    for ((writer = 0; writer < DEMO_WRITERS; writer++)); do
        demo_write "$writer" &
        DEMO_WRITING+=($!)
    done
    sleep 1
    # Each of them is at work.
    for ((writer = 0; writer < DEMO_WRITERS; writer++)); do
        cat "$DEMO_DIR/writer.$writer.log"
        [[ -s $DEMO_DIR/promised.$writer && ! -s $DEMO_DIR/writer.$writer.log ]] || return 1
    done
}

# Until the source ends its session, as the fence does, and then no more: it is an application that
# does not try again.
demo_write() { # number
    local file="$HOME_DIR/demo/writer.sql"
    (while cat "$file"; do :; done) 2>/dev/null |
        demo_psql source --dbname="$DEMO_DATABASE" >"$DEMO_DIR/promised.$1" 2>"$DEMO_DIR/writer.$1.log" || true
}

demo_stop_writers() {
    local writer
    for writer in "${DEMO_WRITING[@]}"; do
        wait "$writer" || true
    done
    DEMO_WRITING=()
}

# Every number that a commit was answered for is in the target's table.
demo_check_promises() {
    quietly "Looking for every promised commit on the target" "$DEMO_DIR/promises.log" demo_missing_promises ||
        fail "Promised commits are missing on the target; see $DEMO_DIR/promises.log."
    # Filled at the cutover on the target; long before on the source. Its fence would be a difference.
    demo_psql source --dbname="$DEMO_DATABASE" --command="SET transaction_read_only = off" \
        --command="SET default_transaction_read_only = off" \
        --command="REFRESH MATERIALIZED VIEW shop.z_rentals_by_film" \
        --command="REFRESH MATERIALIZED VIEW shop.m_rentals_by_rating" \
        --command="REFRESH MATERIALIZED VIEW shop.a_best_rating" \
        --command="ALTER DATABASE $DEMO_DATABASE RESET default_transaction_read_only" >/dev/null
    quietly "Waiting until the source is clean" "$DEMO_DIR/clean.log" demo_await_clean ||
        fail "Something of the migration is left on the source."
}

demo_missing_promises() {
    sort -u "$DEMO_DIR"/promised.* >"$DEMO_DIR/promises"
    demo_psql target --dbname="$DEMO_DATABASE" --tuples-only --no-align --command="SELECT number FROM shop.promise" |
        sort >"$DEMO_DIR/kept"
    [[ -s $DEMO_DIR/promises ]]
    # What was committed though nobody was told is there too: that is no loss.
    comm -23 "$DEMO_DIR/promises" "$DEMO_DIR/kept" >"$DEMO_DIR/missing"
    cat "$DEMO_DIR/missing"
    [[ ! -s $DEMO_DIR/missing ]]
}

demo_await_clean() {
    local turn left
    for ((turn = 0; turn < 300; turn++)); do
        left=$(demo_psql source --dbname="$DEMO_DATABASE" --tuples-only --no-align --command="
            SELECT (SELECT count(*) FROM pg_replication_slots) +
                   (SELECT count(*) FROM pg_publication WHERE pubname LIKE 'godwit%')")
        [[ $left == 0 ]] && return
        sleep 0.1
    done
    return 1
}

demo_summary_online() {
    local promised inserted updated deleted pause
    promised=$(wc -l <"$DEMO_DIR/promises")
    demo_cli show "$DEMO_NAME" --output table --query \
        'databases[0].following.[cdcInsertCounter, cdcUpdateCounter, cdcDeleteCounter, cutover.pauseMillis]' \
        >"$DEMO_DIR/summary.online"
    { read -r inserted && read -r updated && read -r deleted && read -r pause; } <"$DEMO_DIR/summary.online"
    say "  Followed         $(thousands "$inserted") inserted, $(thousands "$updated") updated, $(thousands "$deleted") deleted"
    say "  Promised         $(thousands "$promised") commits were promised to applications; every one is on the target"
    say "  Pause            $((pause / 1000)).$(printf '%03d' $((pause % 1000)))s from the fence to the new database's name"
    say ""
}
