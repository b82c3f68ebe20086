#!/usr/bin/env bash
# A new user's first minutes on a minimal Debian, from this checkout's last commit.
#
#     sudo packaging/fresh_machine.sh OUT [--no-suite]
#
# Makes a minimal root with mmdebstrap (python3, python3-venv, git and the README's line of system
# libraries, nothing else), clones the checkout, and types what the README says as an ordinary user:
# the program before the libraries are there (it has to name the command), the first command with a
# picture of the window under Xvfb, `pip install .` into another environment with a picture from another
# folder, and the second command, the suite. Leaves in OUT the pictures, the logs and `times.txt`.
# Exit code 0 if all of it works.
#
# Needs mmdebstrap, Xvfb and git, and root's rights. The mirror of Debian and of Python packages are
# those of this machine: apt's and pip's own settings are taken along.
#     SETSUDO_SUITE=trixie      another release of Debian; default bookworm
set -euo pipefail

out=$(realpath -m "${1:?folder for the results}")
checkout=$(cd "$(dirname "$0")/.." && pwd)
if [ -z "${SETSUDO_WORK:-}" ]; then
    # The mounts are made in a namespace that ends with the script, so that what is deleted here
    # holds none of them, and no folder of this machine with them.
    work=$(mktemp -d -p "${TMPDIR:-/var/tmp}")
    code=0
    SETSUDO_WORK=$work unshare --mount --pid --fork --kill-child "$0" "$@" || code=$?
    rm -rf --one-file-system "$work"
    exit "$code"
fi
root=$SETSUDO_WORK/root
mkdir -p "$out"

step() {  # step NAME COMMAND...: its output into a log, its time into times.txt; ends the script
    local name=$1 began=$SECONDS code=0
    shift
    "$@" >"$out/$name.log" 2>&1 || code=$?
    printf '%-22s %4d s  %s\n' "$name" $((SECONDS - began)) "$([ $code = 0 ] && echo ok || echo "exit $code")" |
        tee -a "$out/times.txt"
    [ $code = 0 ] || { tail -n 30 "$out/$name.log"; exit 1; }
}

: >"$out/times.txt"
step minimal-root mmdebstrap --variant=minbase --include=python3,python3-venv,git,ca-certificates \
    "${SETSUDO_SUITE:-bookworm}" "$root"

# What this machine knows of mirrors: apt's settings, pip's settings, the folders these name.
apt-config dump | grep -E '^Acquire::(https?|Retries)' >"$root/etc/apt/apt.conf.d/99-mirror" || true
cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
[ ! -e /etc/ssl/certs/ca-certificates.crt ] ||
    cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/ca-certificates.crt"
for file in /etc/pip.conf /etc/xdg/pip/pip.conf; do
    [ ! -e "$file" ] || install -D -m 644 "$file" "$root$file"
done
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount -t tmpfs -o mode=1777 shm "$root/dev/shm"
settings=$(cat /etc/pip.conf /etc/xdg/pip/pip.conf 2>/dev/null || true; env | grep '^PIP_' || true)
for folder in $(grep -oE '(file://)?/[^ ,]+' <<<"$settings" | sed 's|^file://||' | sort -u); do
    if [ -d "$folder" ]; then
        mkdir -p "$root$folder"
        mount --bind "$folder" "$root$folder"
        mount -o remount,bind,ro "$root$folder"
    elif [ -f "$folder" ] && [ ! -e "$root$folder" ]; then
        install -D -m 644 "$folder" "$root$folder"
    fi
done

chroot "$root" useradd --create-home reader
home=$root/home/reader
git clone -q "$checkout" "$home/setsudo"
mkdir -p "$home/out" "$root/tmp/.X11-unix"
chroot "$root" chown -R reader: /home/reader

forwarded=$(env | grep -iE '^(PIP_[A-Z_]+|(https?|no|all)_proxy|SSL_CERT_FILE|REQUESTS_CA_BUNDLE)=' || true)
mapfile -t forwarded <<<"${forwarded:-LANG=C.UTF-8}"
as_reader() {  # as_reader COMMAND: a line of shell, typed in the checkout
    chroot --userspec=reader:reader "$root" env -i HOME=/home/reader USER=reader LANG=C.UTF-8 \
        PATH=/usr/local/bin:/usr/bin:/bin "${forwarded[@]}" ${display:+DISPLAY=$display} \
        bash -c "cd ~/setsudo && $1"
}
readme() {  # readme PATTERN: the README's line that matches, as it is to be typed
    grep -m1 -E "$1" "$home/setsudo/README.md"
}

mkdir -p /tmp/.X11-unix
mount -t tmpfs -o mode=1777 x11 /tmp/.X11-unix  # this mount namespace's own screens
mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"
coproc xvfb { exec Xvfb -displayfd 1 -screen 0 1366x768x24 -nolisten tcp -noreset 2>/dev/null; }
read -r number <&"${xvfb[0]}"
display=:$number

install=$(readme '^python3 -m venv .*main\.py --demo$')
step install as_reader "${install% && *}"

# Without the libraries: one sentence that names the command, and exit code 2.
code=0
as_reader '.venv/bin/python main.py --demo' >"$out/before.log" 2>&1 || code=$?
cat "$out/before.log"
[ "$code" = 2 ] && [ "$(wc -l <"$out/before.log")" = 1 ] && grep -q 'apt-get install' "$out/before.log"

libraries() { chroot "$root" bash -c 'export DEBIAN_FRONTEND=noninteractive; apt-get update -qq && '"$1"; }
apt=$(readme '^sudo apt-get install ')
step libraries libraries "${apt/sudo apt-get install/apt-get install -y --no-install-recommends}"

for language in en ja; do
    step "window-$language" as_reader \
        ".venv/bin/python main.py --demo --language $language --screenshot ~/out/window-$language.png"
done
# As a program that is installed, not a checkout: into an empty environment, started elsewhere.
step wheel as_reader 'python3 -m venv ~/installed && ~/installed/bin/pip install .'
step window-installed as_reader 'cd / && ~/installed/bin/setsudo --demo --screenshot ~/out/installed.png'
cp "$home"/out/*.png "$out/"
display=
step self-test as_reader '.venv/bin/python main.py --self-test'
if [ "${2:-}" != --no-suite ]; then
    step suite as_reader "$(readme '^python3 -m venv .*pytest$')"
    tail -n 15 "$out/suite.log"
fi
echo "everything worked; the pictures and logs are in $out"
