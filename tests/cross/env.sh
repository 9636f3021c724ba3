# shellcheck shell=bash
# Source this with bash from the root of the project. Finds Rust's standard library for Windows and macOS, and sets the
# environment for cargo to build for Windows and check for macOS from Linux.
#
#   cross_targets    the targets that can be used
#   cross_missing    a sentence for each that cannot
#
# Looks among the installed targets (`rustup target add`), in the sysroot that $QUE_CROSS_SYSROOT names, and creates one with
# ../shared/tools/cross if that exists.

cross_targets=()
cross_missing=

cross_find() {
    local sysroot=${QUE_CROSS_SYSROOT:-} target name here=$PWD/tests/cross
    local made=${CARGO_TARGET_DIR:-$PWD/target}/cross-sysroot make=../shared/tools/cross/make-sysroot
    for target in x86_64-pc-windows-gnu aarch64-apple-darwin x86_64-apple-darwin; do
        name=${target^^}
        name=${name//-/_}
        if compgen -G "$(rustc --print target-libdir --target "$target")/libstd-*" >/dev/null; then
            cross_targets+=("$target")
            continue
        fi
        if [ -z "$sysroot" ] && [ -x "$make" ]; then
            "$make" "$made" >/dev/null && sysroot=$made
        fi
        if [ -n "$sysroot" ] && compgen -G "$sysroot/lib/rustlib/$target/lib/libstd-*" >/dev/null; then
            export "CARGO_TARGET_${name}_RUSTFLAGS=--sysroot $sysroot"
            cross_targets+=("$target")
        else
            cross_missing+="There is no standard library for $target here (rustup target add $target). "
        fi
    done
    # Debian's other mingw compiler lacks threads for C++.
    export CARGO_TARGET_X86_64_PC_WINDOWS_GNU_LINKER=x86_64-w64-mingw32-gcc-posix
    export CC_x86_64_pc_windows_gnu=x86_64-w64-mingw32-gcc-posix AR_x86_64_pc_windows_gnu=x86_64-w64-mingw32-ar
    # C code for macOS needs Apple's SDK. Nothing is linked for it here, so its objects can be empty.
    local mac
    for mac in aarch64_apple_darwin x86_64_apple_darwin; do
        export "CC_$mac=$here/no-cc" "AR_$mac=$here/no-ar"
    done
    export SDKROOT=$here CRATE_CC_NO_DEFAULTS=1
}
cross_find

# Installs Debian's packages that are missing. Elsewhere, it trusts that what they contain is there.
cross_install() {
    local package missing=()
    command -v dpkg-query >/dev/null || return 0
    for package in "$@"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
    done
    if [ ${#missing[@]} -eq 0 ]; then return; fi
    echo "installing: ${missing[*]}" >&2
    local as_root=()
    [ "$(id -u)" = 0 ] || as_root=(sudo)
    "${as_root[@]}" apt-get update -qq
    DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -qq -y --no-install-recommends "${missing[@]}" >/dev/null
}
