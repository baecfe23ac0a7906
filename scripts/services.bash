# Sourced: a throw-away PostgreSQL cluster and Redis on free loopback ports.
#   start_services [durable]   sets HEARTH_TEST_POSTGRES and HEARTH_TEST_REDIS; durable: with fsync, for benchmarks
#   stop_services              stops and removes them

free_port() {
    /usr/bin/python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

start_services() {
    services_dir=$(mktemp -d "${TMPDIR:-/tmp}/hearth-services.XXXXXX")
    local bin user=() port
    bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)
    port=$(free_port)
    # PostgreSQL refuses to run as root.
    if [ "$(id -u)" -eq 0 ]; then
        chown postgres "$services_dir"
        user=(setpriv --reuid=postgres --regid=postgres --init-groups)
    fi
    services_pg_stop=("${user[@]}" "$bin/pg_ctl" -D "$services_dir/pg" -m immediate stop)
    local fsync=off
    [ "${1:-}" = durable ] && fsync=on
    (cd "$services_dir" && "${user[@]}" "$bin/initdb" -D "$services_dir/pg" -U hearth -A trust -E UTF8 --locale=C.UTF-8 --no-sync >initdb.log 2>&1 </dev/null) ||
        { cat "$services_dir/initdb.log" >&2; return 1; }
    (cd "$services_dir" && "${user[@]}" "$bin/pg_ctl" -D "$services_dir/pg" -w -t 60 -l "$services_dir/pg.log" \
        -o "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories='' -c fsync=$fsync -c max_connections=300" start >/dev/null) ||
        { cat "$services_dir/pg.log" >&2; return 1; }
    export HEARTH_TEST_POSTGRES="postgresql://hearth@127.0.0.1:$port/postgres"

    port=$(free_port)
    redis-server --bind 127.0.0.1 --port "$port" --save '' --appendonly no --daemonize no >"$services_dir.redis.log" 2>&1 &
    services_redis=$!
    export HEARTH_TEST_REDIS="redis://127.0.0.1:$port"
    local tries=0
    until redis-cli -h 127.0.0.1 -p "$port" ping >/dev/null 2>&1; do
        tries=$((tries + 1))
        [ $tries -lt 200 ] || { cat "$services_dir.redis.log" >&2; return 1; }
        sleep 0.05
    done
}

stop_services() {
    "${services_pg_stop[@]}" >/dev/null 2>&1 || true
    kill "$services_redis" 2>/dev/null || true
    wait "$services_redis" 2>/dev/null || true
    rm -rf "$services_dir" "$services_dir.redis.log"
}
