#!/bin/sh
# What the desktop knows of programs and files is made anew, where it keeps such lists.
anew() {
    if command -v "$1" >/dev/null 2>&1; then "$@" || true; fi
}
anew update-desktop-database -q
anew update-mime-database /usr/share/mime
anew gtk-update-icon-cache -q -t -f /usr/share/icons/hicolor
