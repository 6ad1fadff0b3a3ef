#!/usr/bin/env bash
# Gets the program for the action: one that is there (EXECUTABLE), one to download (DOWNLOAD_URL with DOWNLOAD_SHA256), or
# one that is built from sources (SOURCE; left out, those around this file).
#
#   scanplan-get.sh FILE    the program is linked or copied to FILE
set -euo pipefail

target=$1
die() {
    printf '%s\n' "scanplan-get: $1" >&2
    exit 5
}

if [ -n "${EXECUTABLE:-}" ]; then
    found=$(command -v -- "$EXECUTABLE") || die "there is no program $EXECUTABLE"
    case $found in /*) ;; *) found=$PWD/$found ;; esac
    ln -sf -- "$found" "$target"
elif [ -n "${DOWNLOAD_URL:-}" ]; then
    case $DOWNLOAD_URL in https://*) ;; *) die "the address to download from must begin with https://" ;; esac
    case ${DOWNLOAD_SHA256:-} in
    *[!0-9a-f]*) die "the SHA-256 must be 64 hexadecimal digits in small letters" ;;
    esac
    [ "${#DOWNLOAD_SHA256}" -eq 64 ] || die "the SHA-256 of the download is missing"
    scratch=$(mktemp -d)
    trap 'rm -rf "$scratch"' EXIT
    curl --fail --silent --show-error --location --proto '=https' --output "$scratch/download" -- "$DOWNLOAD_URL"
    printf '%s  %s\n' "$DOWNLOAD_SHA256" "$scratch/download" | sha256sum --check --status ||
        die "the download is not what its SHA-256 says"
    case $DOWNLOAD_URL in
    *.tar.gz | *.tgz)
        mkdir "$scratch/unpacked"
        tar -xzf "$scratch/download" -C "$scratch/unpacked"
        found=$(find "$scratch/unpacked" -type f -name scanplan -perm -u+x | head -n 1)
        [ -n "$found" ] || die "no program is called scanplan in the download"
        ;;
    *) found=$scratch/download ;;
    esac
    install -m 755 "$found" "$target"
else
    SOURCE=${SOURCE:-$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../../.." && pwd)}
    [ -f "$SOURCE/Package.swift" ] || die "there are no sources in $SOURCE; say where the program is"
    swift build --package-path "$SOURCE" -c release --product scanplan
    ln -sf -- "$(swift build --package-path "$SOURCE" -c release --show-bin-path)/scanplan" "$target"
fi
"$target" --version
