#!/usr/bin/env bash
# A Rust toolchain that builds for another system: prints its folder.
#
#   packaging/toolchain.sh TARGET        e.g. x86_64-pc-windows-gnu, aarch64-unknown-linux-gnu
#
# `rustup target add` where that can be had. Where it cannot, the standard library is built once from Debian's own
# sources of the same version (package rust-src), into a copy of the toolchain: the one at hand stays as it is.
set -euo pipefail
target=$1
version=$(rustc --version | cut -d' ' -f2)
sysroot=$(rustc --print sysroot)

has_target() { compgen -G "$1/lib/rustlib/$target/lib/libstd-*.rlib" >/dev/null; }

if has_target "$sysroot" || rustup target add "$target" >&2 && has_target "$sysroot"; then
    echo "$sysroot"
    exit
fi

kept=${XDG_CACHE_HOME:-$HOME/.cache}/ziping-packaging
made=$kept/rust-$version-$target
if has_target "$made"; then
    echo "$made"
    exit
fi

echo "The standard library for $target is built from Debian's sources of Rust $version." >&2
mkdir -p "$kept"
work=$(mktemp -d -p "$kept")
trap 'rm -rf "$work"' EXIT
mkdir -p "$work"/apt/{lists/partial,cache/archives/partial,parts}
: >"$work/apt/status"
mirror=$(sed -n 's/^URIs: *//p' /etc/apt/sources.list.d/debian.sources | head -1)
key=/usr/share/keyrings/debian-archive-keyring.gpg
for suite in trixie-backports trixie forky sid; do
    printf 'Types: deb\nURIs: %s\nSuites: %s\nComponents: main\nSigned-By: %s\n\n' "$mirror" "$suite" "$key"
done >"$work/apt/parts/debian.sources"
options=(
    -o Dir::Etc::sourcelist=/dev/null -o Dir::Etc::sourceparts="$work/apt/parts" -o Dir::State::lists="$work/apt/lists"
    -o Dir::Cache="$work/apt/cache" -o Dir::State::status="$work/apt/status" -o APT::Sandbox::User=root
)
apt-get -qq "${options[@]}" update >&2
package=$(apt-cache "${options[@]}" madison rust-src | awk -v v="$version" '$3 ~ "^" v "[+]" { print $3; exit }')
[ -n "$package" ] || { echo "Debian has no sources of Rust $version." >&2; exit 1; }
(cd "$work" && apt-get -qq "${options[@]}" download "rust-src=$package" >&2 && dpkg -x rust-src_*.deb source)

cp -al "$sysroot" "$work/rust" 2>/dev/null || { rm -rf "$work/rust" && cp -a "$sysroot" "$work/rust"; }
mkdir -p "$work/rust/lib/rustlib/src/rust" "$work/std/src"
cp -a "$work/source/usr/src/rustc-$version/library" "$work/rust/lib/rustlib/src/rust/"
: >"$work/std/src/lib.rs"
printf '[package]\nname = "std-libraries"\nversion = "0.0.0"\nedition = "2024"\n' >"$work/std/Cargo.toml"
(cd "$work/std" && env -u RUSTC -u RUSTFLAGS PATH="$work/rust/bin:$PATH" RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR="$work/out" \
    cargo build -q --release --target "$target" -Zbuild-std=std,panic_unwind >&2)
mkdir -p "$work/rust/lib/rustlib/$target/lib"
cp "$work/out/$target/release/deps/"lib*.rlib "$work/rust/lib/rustlib/$target/lib/"
rm -f "$work/rust/lib/rustlib/$target/lib/"libstd_libraries-*
mv "$work/rust" "$made"
echo "$made"
