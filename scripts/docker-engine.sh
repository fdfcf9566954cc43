#!/usr/bin/env bash
# Start the Docker engine when none answers; for machines without a service manager, such as a CI container.
set -euo pipefail

if docker info >/dev/null 2>&1; then
    exit 0
fi
if [[ $(id -u) != 0 ]]; then
    echo "docker-engine.sh: no Docker engine answers; start it (systemctl start docker)" >&2
    exit 1
fi
log=$(mktemp --tmpdir dockerd.XXXXXX.log)
setsid dockerd >"$log" 2>&1 </dev/null &
for _ in $(seq 60); do
    if docker info >/dev/null 2>&1; then
        exit 0
    fi
    if ! kill -0 $! 2>/dev/null; then
        break
    fi
    sleep 0.5
done
echo "docker-engine.sh: dockerd did not start; the end of $log:" >&2
tail -n 20 "$log" >&2
exit 1
