# What every package has in common; read by the others with `.`.
set -euo pipefail
export LC_ALL=C.UTF-8
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -1)
# The same sources give the same bytes: one time for everything that has one, and no path of this machine.
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH CARGO_INCREMENTAL=0
trimmed="--remap-path-prefix=$root=. --remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=cargo"
built=${CARGO_TARGET_DIR:-$root/target}
trimmed+=" --remap-path-prefix=$built=target"
out=$built/packages
mkdir -p "$out"

step() { echo "== $* ($((SECONDS / 60)) min)"; }
fail() { echo "$*" >&2; exit 1; }

# needs PACKAGE…: installs what of Debian is missing.
needs() {
    local missing=() as_root=() package
    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q '^install ok installed$' || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    [ "$(id -u)" -eq 0 ] || as_root=(sudo)
    step "system packages: ${missing[*]}"
    "${as_root[@]}" apt-get update -qq
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
}

# licences FOLDER TARGET: what the program is made of, with versions and licences, and the licences' words.
licences() {
    local folder=$1 target=$2
    mkdir -p "$folder"
    cp LICENSE "$folder/" 2>/dev/null || true
    cp -r fonts/LICENSES "$folder/fonts"
    cargo about --version >/dev/null 2>&1 || cargo install --quiet --locked cargo-about --features cli
    # It reads crates of other systems too, which no build has brought yet.
    cargo fetch --quiet --locked
    cargo about generate --offline --fail --locked --target "$target" -c packaging/about.toml packaging/about.hbs \
        -o "$folder/crates.txt"
}

# sums: SHA256SUMS of all packages that lie there.
sums() {
    (cd "$out" && find . -maxdepth 1 -type f ! -name SHA256SUMS -printf '%P\n' | sort | xargs sha256sum >SHA256SUMS)
    step "in $out"
    cat "$out/SHA256SUMS"
    (cd "$out" && ls -l)
}
