# Shared by packaging/run, packaging/try and the scripts of each package; source it.
# shellcheck shell=bash disable=SC2034  # its variables are used by those that source it
set -euo pipefail
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$top"

name=que-uploader
# The program that waits for the other in Windows' shells, installed as que-uploader.com.
launcher=$name-console
# Reverse domain name, as in the data folder on macOS.
id=org.addque.que-uploader
# VERSION builds a package with another version, to test an upgrade.
version=${VERSION:-$(sed -n '/^\[workspace.package\]/,/^\[/s/^version = "\(.*\)"$/\1/p' Cargo.toml)}
summary="Upload media to Que, sign and verify Content Credentials"
homepage=https://addque.org
machine=$(uname -m)

build_folder=${CARGO_TARGET_DIR:-$top/target}
packages=${PACKAGES:-$build_folder/packages}
work=$build_folder/packaging
tools=$work/tools
export PATH="$tools/bin:$PATH"

# The same commit gives the same bytes: packages do not contain the build time.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || date +%s)}
export SOURCE_DATE_EPOCH

say() { printf '%s\n' "$*" >&2; }
step() { printf '\n== %s\n' "$*" >&2; }
die() { say "packaging: $*"; exit 1; }
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

# need TOOL HOW-TO-GET-IT: ends with status 3, which `run` reports as "not built".
need() {
    if command -v "$1" >/dev/null; then return; fi
    say "packaging: $1 is missing. To get it: $2"
    exit 3
}

# With TOOLS_ONLY, a script ends here: `run` first asks each whether it has its tools, before anything takes long.
tools_checked() { [ -z "${TOOLS_ONLY:-}" ] || exit 0; }

# The address of the repository, if there is one: AppStream screenshots and links of the package need it.
repository() {
    if [ -n "${GITHUB_REPOSITORY:-}" ]; then
        echo "${GITHUB_SERVER_URL:-https://github.com}/$GITHUB_REPOSITORY"
    else
        sed -n 's/^repository = "\(.*\)"$/\1/p' Cargo.toml | head -1
    fi
}

# The maintainer, from the variables of Debian's tools, or else the author of the commit.
packager() {
    if [ -n "${DEBEMAIL:-}" ]; then
        echo "${DEBFULLNAME:-$DEBEMAIL} <$DEBEMAIL>"
    else
        # An address that is reserved for no one: packages name no person who did not ask for it.
        echo 'Que Uploader contributors <que-uploader@localhost.invalid>'
    fi
}

# The newest glibc symbol version that a program requires.
glibc_floor() { objdump -T "$1" | sed -n 's/.*GLIBC_\([0-9.]*\).*/\1/p' | sort -Vu | tail -1; }

# cargo_tool CRATE VERSION: installs a cargo subcommand under the target folder, once.
cargo_tool() {
    command -v "$1" >/dev/null && return
    step "installing $1 $2 from crates.io"
    CARGO_TARGET_DIR=$tools/build cargo install --quiet --locked --root "$tools" "$1" --version "$2" >&2 ||
        die "$1 could not be installed. To do it by hand: cargo install --locked $1 --version $2"
    rm -rf "$tools/build"
}

# finished FILE: moves a package that was written below $work to the others, so that an interrupted run leaves none there.
finished() {
    mkdir -p "$packages"
    mv -f "$1" "$packages/"
}
