#!/usr/bin/env bash
# Give the image build its base: the official one, or where no registry can be reached a stand-in made from
# Debian packages. Prints the base's name, for `docker build --build-arg BASE_IMAGE=...`.
#
# Both are Debian with Python 3.13 and pip. The stand-in believes the authorities that this machine believes.
set -euo pipefail
cd "$(dirname "$0")/.."

official=$(sed -n 's/^ARG BASE_IMAGE=//p' app/backend/Dockerfile)
stand_in=habits-base:local
archive=.local/base-image.tar.gz

if docker image inspect "$official" >/dev/null 2>&1; then
    echo "$official"
    exit 0
fi
if docker image inspect "$stand_in" >/dev/null 2>&1; then
    echo "$stand_in"
    exit 0
fi
if timeout 60 docker pull --quiet "$official" >/dev/null 2>&1; then
    echo "$official"
    exit 0
fi

if [[ ! -f $archive ]]; then
    command -v debootstrap >/dev/null || {
        echo "base-image.sh: $official cannot be pulled, and debootstrap, which makes a stand-in, is not installed" >&2
        exit 1
    }
    [[ $(id -u) == 0 ]] || {
        echo "base-image.sh: $official cannot be pulled; making a stand-in needs root" >&2
        exit 1
    }
    echo "base-image.sh: $official cannot be pulled; making a stand-in from Debian packages" >&2
    root=$(mktemp --directory)
    trap 'rm -rf "$root"' EXIT
    log=$root.log
    debootstrap --variant=minbase --include=python3,python3-pip,ca-certificates trixie "$root" >"$log" 2>&1 || {
        tail -n 20 "$log" >&2
        exit 1
    }
    rm "$log"
    # As in the official image: `python` is this Python, and pip may use it.
    ln -s /usr/bin/python3 "$root/usr/local/bin/python"
    rm "$root"/usr/lib/python3.*/EXTERNALLY-MANAGED
    rm -rf "$root"/var/cache/apt/* "$root"/var/lib/apt/lists/* "$root"/usr/share/{doc,man,locale}
    find "$root" -name '*.pyc' -delete
    cp /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/ca-certificates.crt"
    mkdir -p "$(dirname "$archive")"
    tar --create --gzip --numeric-owner --directory "$root" --file "$archive.part" .
    mv "$archive.part" "$archive"
fi
docker import --change 'CMD ["python"]' "$archive" "$stand_in" >/dev/null
echo "$stand_in"
