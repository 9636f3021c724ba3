#!/bin/sh
# Installs Que Uploader only for you, or for everyone with a prefix such as /usr/local.
#   ./install [PREFIX]             default: ~/.local
#   ./install --remove [PREFIX]    removes it; your queue, history and settings stay
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
remove=
if [ "${1:-}" = --remove ]; then remove=1; shift; fi
prefix=${1:-$HOME/.local}
mkdir -p "$prefix"
prefix=$(CDPATH='' cd -- "$prefix" && pwd)
entry=share/applications/que-uploader.desktop

cd "$here"
if [ -n "$remove" ]; then
    find bin share -type f | while read -r file; do rm -f "$prefix/$file"; done
    rmdir "$prefix/share/doc/que-uploader" 2>/dev/null || :
    echo "Removed from $prefix. Your queue, history and settings are still in ${XDG_DATA_HOME:-$HOME/.local/share}/que-uploader."
else
    find bin share -type f | while read -r file; do
        mkdir -p "$prefix/$(dirname "$file")"
        # A running program cannot be written to, but it can be replaced.
        cp "$file" "$prefix/$file.new"
        mv -f "$prefix/$file.new" "$prefix/$file"
    done
    # By its full path: that folder may not be on the desktop's PATH.
    sed -e "s|^Exec=que-uploader|Exec=\"$prefix/bin/que-uploader\"|" -e "s|^TryExec=.*|TryExec=$prefix/bin/que-uploader|" \
        -e "s|^Icon=.*|Icon=$prefix/share/icons/hicolor/scalable/apps/que-uploader.svg|" "$entry" >"$prefix/$entry"
    echo "Installed: $prefix/bin/que-uploader"
    case ":$PATH:" in
        *":$prefix/bin:"*) ;;
        *) echo "$prefix/bin is not on your PATH. The menu entry works all the same." ;;
    esac
fi
if command -v update-desktop-database >/dev/null; then update-desktop-database -q "$prefix/share/applications" || :; fi
