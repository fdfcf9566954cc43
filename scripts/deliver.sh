#!/usr/bin/env bash
# One Pulumi command for one stack, the way every pipeline runs it: deliver.sh preview|up STACK [IMAGE_URI]
#
# With an image it deploys that one, by digest; without one it builds one. The built site lies in app/web/dist.
# After `up` it appends what serves now to the file $OUTPUTS, as url=, version= and image_uri= lines.
set -euo pipefail
cd "$(dirname "$0")/.."

usage() {
    echo "usage: deliver.sh preview|up STACK [IMAGE_URI]" >&2
    exit 2
}

[[ $# == 2 || $# == 3 ]] || usage
stack=$2 image_uri=${3:-}
keep_site=(-o app/web/dist/index.html)

settings() {
    # Images are the account's, so that what staging has tested stays when staging goes.
    pulumi config set imageRepository habits/app --stack "$stack"
    if [[ -n $image_uri ]]; then pulumi config set imageUri "$image_uri" --stack "$stack"; fi
}

case $1 in
preview)
    settings
    make preview "${keep_site[@]}" STACK="$stack" PULUMI_FLAGS="--non-interactive --diff --color never"
    ;;
up)
    python3 scripts/order.py "$stack"
    settings
    make up "${keep_site[@]}" STACK="$stack" PULUMI_FLAGS="--non-interactive --yes"
    for output in url version imageUri; do
        value=$(pulumi stack output "$output" --stack "$stack")
        echo "${output/imageUri/image_uri}=$value" >>"$OUTPUTS"
    done
    ;;
*) usage ;;
esac
