# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Shared by run, test and check-deb: sourced by bash, never executed.

set -eu
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
# Nothing here asks questions, whatever the environment of the caller.
export DEBIAN_FRONTEND=noninteractive
export NINJA_STATUS='[%f/%t] '
# Results of the compiler are shared between clones of the project.
export CCACHE_BASEDIR="$root" CCACHE_NOHASHDIR=1

say()
{
    printf '== %s\n' "$*"
}

die()
{
    printf 'error: %s\n' "$*" >&2
    exit 1
}

# Runs a command as root: directly, or through sudo, which may ask for a password at the terminal.
as_root()
{
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    else
        sudo DEBIAN_FRONTEND=noninteractive "$@"
    fi
}

can_be_root()
{
    [ "$(id -u)" -eq 0 ] || command -v sudo >/dev/null
}

# Prints the packages of the named groups, each once.
packages_of()
{
    local group
    for group in "$@"; do
        awk -v group="$group" '$1 == group { print $2 }' "$root/packaging/dependencies"
    done | sort -u
}

# Prints those of the packages on standard input that are not installed.
missing_of()
{
    local wanted installed
    wanted=$(cat)
    # shellcheck disable=SC2086 # package names have no blanks
    installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' $wanted 2>/dev/null |
        sed -n 's/^installed //p' | sort -u) || true
    comm -23 <(printf '%s\n' "$wanted") <(printf '%s\n' "$installed")
}

quietly_as_root()
{
    local log="$root/build/apt.log"
    if ! as_root "$@" </dev/null >>"$log" 2>&1; then
        tail -n 30 "$log" >&2
        return 1
    fi
}

# Installs what the named groups need and this machine has not. Touches apt only then.
need()
{
    local missing
    missing=$(packages_of "$@" | missing_of | tr '\n' ' ')
    if [ -z "${missing// /}" ]; then
        say "All needed packages are installed"
        return
    fi
    can_be_root || die "there is no sudo here; as root: apt-get install $missing"
    mkdir -p "$root/build"
    : >"$root/build/apt.log"
    say "Installing packages: $missing"
    quietly_as_root apt-get -q update ||
        say "Package lists could not be updated; trying with those that are here"
    # shellcheck disable=SC2086
    quietly_as_root apt-get -q -y --no-install-recommends -o DPkg::Lock::Timeout=300 \
        install $missing || die "packages could not be installed (see build/apt.log)"
    say "Packages installed"
}

# Configures a preset where that was not done yet (Ninja does it again by itself when a CMake file
# changes) and builds the named targets, or everything.
build_preset()
{
    local preset=$1
    shift
    cd "$root"
    if [ ! -f "build/$preset/build.ninja" ]; then
        say "Configuring (preset $preset)"
        cmake --preset "$preset" -Wno-dev --log-level=NOTICE </dev/null
    fi
    say "Building (preset $preset, log on this screen)"
    cmake --build --preset "$preset" --parallel "$(nproc)" ${1:+--target "$@"} </dev/null
}

# Runs a command on a display of its own that nobody sees.
on_virtual_display()
{
    env -u WAYLAND_DISPLAY -u DISPLAY QT_QPA_PLATFORM=xcb \
        xvfb-run -a -s '-screen 0 1600x1200x24 -nolisten tcp' "$@"
}
