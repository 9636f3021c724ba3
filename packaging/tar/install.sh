#!/bin/sh
# Installs Que Uploader only for you, or for everyone with a prefix such as /usr/local. An older version there is replaced.
#   ./install [PREFIX]             default: ~/.local
#   ./install --remove [PREFIX]    removes it; your queue, history and settings stay
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
remove=
if [ "${1:-}" = --remove ]; then remove=1; shift; fi
prefix=${1:-$HOME/.local}
if [ -z "$remove" ]; then mkdir -p -- "$prefix"; fi
prefix=$(CDPATH='' cd -- "$prefix" && pwd)
entry=share/applications/que-uploader.desktop
# What the last version installed. Not below share/que-uploader, where the queue is.
list=share/doc/que-uploader/installed-files

cd "$here"
files=$(find bin share -type f | LC_ALL=C sort)
before=
if [ -f "$prefix/$list" ]; then before=$(cat "$prefix/$list"); fi
# Only names that an archive can contain, whatever the list says.
each() { printf '%s\n' "$1" | grep -E '^(bin|share)/' | grep -Fv /../ || :; }

if [ -n "$remove" ]; then
    { each "$before"; each "$files"; } | while IFS= read -r file; do rm -f "$prefix/$file"; done
    rm -f "$prefix/$list"
    rmdir "$prefix/share/doc/que-uploader" 2>/dev/null || :
    echo "Removed from $prefix. Your queue, history and settings are still in ${XDG_DATA_HOME:-$HOME/.local/share}/que-uploader."
else
    each "$files" | while IFS= read -r file; do
        mkdir -p "$prefix/$(dirname "$file")"
        # A running program cannot be written to, but it can be replaced.
        cp "$file" "$prefix/$file.new"
        mv -f "$prefix/$file.new" "$prefix/$file"
    done
    # Files of the last version that this one no longer has.
    each "$before" | while IFS= read -r file; do
        if [ ! -f "$file" ]; then rm -f "$prefix/$file"; fi
    done
    printf '%s\n' "$files" >"$prefix/$list"
    # By its full path: that folder may not be on the desktop's PATH. Exec has its own rules for quoting.
    plain=$(printf '%s\n' "$prefix" | sed 's/\\/\\\\/g') \
        quoted=$(printf '%s\n' "$prefix" | sed -e 's/\\/\\\\\\\\/g' -e 's/["`$]/\\\\&/g' -e 's/%/%%/g') \
        awk '
            /^Exec=que-uploader/ { print "Exec=\"" ENVIRON["quoted"] "/bin/que-uploader\"" substr($0, length("Exec=que-uploader") + 1); next }
            /^TryExec=/ { print "TryExec=" ENVIRON["plain"] "/bin/que-uploader"; next }
            /^Icon=/ { print "Icon=" ENVIRON["plain"] "/share/icons/hicolor/scalable/apps/que-uploader.svg"; next }
            { print }' "$entry" >"$prefix/$entry"
    echo "Installed: $prefix/bin/que-uploader"
    case ":$PATH:" in
        *":$prefix/bin:"*) ;;
        *) echo "$prefix/bin is not on your PATH. The menu entry works all the same." ;;
    esac
fi
if command -v update-desktop-database >/dev/null; then update-desktop-database -q "$prefix/share/applications" || :; fi
