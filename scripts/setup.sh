# shellcheck shell=sh
# To be sourced, not run: what `run`, `test` and their helpers need of the machine.
#
# On Debian (and Ubuntu) missing packages are installed; elsewhere, or without the right to install, the user is told
# which ones are missing and the build goes on, because it may well work without them.

say() { printf '%s\n' "$*" >&2; }

die() {
    say "$*"
    exit 1
}

# Nothing below makes sense without a compiler, so ask for it before anything is installed.
require_swift() {
    command -v swift >/dev/null 2>&1 ||
        die "There is no 'swift' on the PATH. Install Swift 6.3 or newer: https://www.swift.org/install/linux/"
}

# A toolchain that lacks a shared library cannot even tell its version: call this after install_missing.
require_swift_version() {
    swift_version=$(swift --version 2>&1) || die "'swift --version' fails:
$swift_version"
    swift_release=$(printf '%s\n' "$swift_version" | sed -n 's/.*Swift version \([0-9]*\)\.\([0-9]*\).*/\1 \2/p' | head -n 1)
    [ -n "$swift_release" ] || die "'swift --version' tells no version:
$swift_version"
    # shellcheck disable=SC2086 # two numbers
    set -- $swift_release
    [ "$1" -gt 6 ] || { [ "$1" -eq 6 ] && [ "$2" -ge 3 ]; } ||
        die "Swift 6.3 or newer is needed, and 'swift' is version $1.$2. Get it: https://www.swift.org/install/linux/"
}

missing=

# want PACKAGE UNLESS-COMMAND...: the package is missing if the command fails.
want() {
    want_package=$1
    shift
    "$@" >/dev/null 2>&1 || missing="$missing $want_package"
}

has_library() {
    PATH="$PATH:/usr/sbin:/sbin" ldconfig -p 2>/dev/null | grep -q "[[:space:]]$1 "
}

# True if one of the names, which the shell made from a pattern, is there.
exists() {
    for exists_file in "$@"; do
        [ ! -e "$exists_file" ] || return 0
    done
    return 1
}

# What a Swift toolchain needs to start, fetch packages, compile and link, and what the allocator needs. Asked for by
# what is used, not by package: the same file may come from a newer package of another name, or from no package at all.
want_build_packages() {
    [ "$(uname -s)" = Linux ] || return 0
    # On later releases the C++ library has another version in its name; there the compiler's package brings it.
    standard_library=g++
    if grep -qs '^VERSION_CODENAME=bookworm' /etc/os-release; then standard_library=libstdc++-12-dev; fi
    want binutils command -v ld
    want git command -v git
    want ca-certificates exists /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt /etc/ssl/cert.pem
    want libc6-dev exists /usr/include/stdio.h
    want "$standard_library" exists /usr/include/c++/*/vector
    want libcurl4 has_library libcurl.so.4
    want libncurses6 has_library libncurses.so.6
    want libsqlite3-0 has_library libsqlite3.so.0
    want libxml2 has_library libxml2.so.2
    want pkg-config command -v pkg-config
    want zlib1g-dev exists /usr/include/zlib.h /usr/local/include/zlib.h
    want nettle-dev exists /usr/include/nettle/hmac.h /usr/local/include/nettle/hmac.h
    want libzstd-dev exists /usr/include/zstd.h /usr/local/include/zstd.h
    want libsqlite3-dev exists /usr/include/sqlite3.h /usr/local/include/sqlite3.h
    want libjemalloc-dev exists /usr/include/jemalloc/jemalloc.h /usr/local/include/jemalloc/jemalloc.h
}

# What makes Debian packages and looks for what is wrong with them.
want_dist_packages() {
    [ "$(uname -s)" = Linux ] || return 0
    want dpkg-dev command -v dpkg-shlibdeps
    want lintian command -v lintian
}

# A browser without a window, and what lets a program drive it. Its fonts have signs of many scripts.
want_browser_packages() {
    [ "$(uname -s)" = Linux ] || return 0
    want chromium command -v chromium
    want chromium-driver command -v chromedriver
    want fonts-dejavu-core exists /usr/share/fonts/truetype/dejavu/*.ttf
}

# A Python that can make virtual environments.
want_python_packages() {
    want python3 command -v python3
    want python3-venv python3 -c 'import ensurepip, venv'
}

# Installs what was wanted and is missing. Never fails: what is really needed will be missed soon enough.
install_missing() {
    [ -n "$missing" ] || return 0
    install_by_hand="apt-get install -y --no-install-recommends$missing"
    if ! command -v apt-get >/dev/null 2>&1; then
        say "These Debian packages, or their like, seem to be missing:$missing"
        return 0
    fi
    if [ "$(id -u)" -eq 0 ]; then
        elevate=
    elif command -v sudo >/dev/null 2>&1; then
        # Without a terminal nobody is there to type a password.
        if [ -t 0 ]; then elevate=sudo; else elevate='sudo -n'; fi
    else
        say "Some packages are missing, and only root can install them:"
        say "    $install_by_hand"
        say "Going on without. (Without jemalloc the program is slower but gives the same answers.)"
        return 0
    fi
    say "Installing Debian packages:$missing"
    install_log=$(mktemp)
    # shellcheck disable=SC2086 # lists of words
    if ! {
        $elevate apt-get update -q -o DPkg::Lock::Timeout=300 &&
            $elevate env DEBIAN_FRONTEND=noninteractive \
                apt-get install -y -q -o DPkg::Lock::Timeout=300 --no-install-recommends $missing
    } </dev/null >"$install_log" 2>&1; then
        cat "$install_log" >&2
        say "That did not work. Install them by hand, as root, if the build fails now:"
        say "    $install_by_hand"
    fi
    rm -f "$install_log"
}
