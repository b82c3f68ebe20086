#!/bin/sh
# Installs Setsudo for you alone, without root:   ./install.sh [--remove]
# The program goes to ~/.local/opt/setsudo; a menu entry and two commands point to it.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
share=${XDG_DATA_HOME:-"$HOME/.local/share"}
place="$HOME/.local/opt/setsudo"
commands="$HOME/.local/bin"
entry="$share/applications/setsudo.desktop"
icon="$share/icons/hicolor/256x256/apps/setsudo.png"

remove() {
    rm -rf "$place"
    rm -f "$commands/setsudo" "$commands/setsudo-cli" "$entry" "$icon"
}

if [ "${1:-}" = --remove ]; then
    remove
    echo "Setsudo was removed. Your settings are left in ${XDG_CONFIG_HOME:-$HOME/.config}/Setsudo."
    exit 0
fi
if [ "$here" = "$place" ]; then
    echo "Run install.sh from the folder that you unpacked." >&2
    exit 1
fi

remove
mkdir -p "$place" "$commands" "$(dirname "$entry")" "$(dirname "$icon")"
cp -R "$here/." "$place/"
ln -s "$place/setsudo" "$commands/setsudo"
ln -s "$place/setsudo-cli" "$commands/setsudo-cli"
cp "$here/setsudo.png" "$icon"
# In a menu entry a path with spaces stands in quotes.
sed "s|^Exec=.*|Exec=\"$place/setsudo\" %F|" "$here/setsudo.desktop" >"$entry"
if command -v update-desktop-database >/dev/null 2>&1; then
    update-desktop-database "$share/applications" 2>/dev/null || true
fi
echo "Setsudo is in your menu; on the command line: $commands/setsudo"
