#!/usr/bin/env bash
# Packages for Kylin V10, UOS 20, Debian (.deb), openEuler (.rpm) and any other (.tar.xz), with a program that asks for
# no glibc after 2.28: from a bare Debian 12 with Rust.
#
#   packaging/linux.sh [amd64|arm64]…      both where none is named
. "$(dirname "$0")/common.sh"
oldest=2.28
needs dpkg-dev python3-venv binutils imagemagick rpm xz-utils

# A linker that knows the symbols of old systems.
zig=${XDG_CACHE_HOME:-$HOME/.cache}/ziping-packaging/zig
[ -x "$zig/bin/python" ] || { python3 -m venv "$zig" && "$zig/bin/pip" install -q ziglang==0.13.0; }
export PATH=$zig/bin:$PATH
cargo zigbuild --version >/dev/null 2>&1 || cargo install --quiet --locked cargo-zigbuild

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# What a package puts on a PC, below a folder.
tree() {
    local arch=$1 target=$2 into=$3 size
    install -D -m 755 "$built/$target/packaging/ziping" "$into/usr/bin/ziping"
    install -D -m 644 packaging/ziping.desktop "$into/usr/share/applications/ziping.desktop"
    install -D -m 644 packaging/ziping-mime.xml "$into/usr/share/mime/packages/ziping.xml"
    for size in 16 32 48 64 128; do
        mkdir -p "$into/usr/share/icons/hicolor/${size}x$size/apps"
        convert assets/icon.png -resize "${size}x$size" -define png:exclude-chunks=date,time \
            "$into/usr/share/icons/hicolor/${size}x$size/apps/ziping.png"
    done
    install -D -m 644 assets/manual.txt "$into/usr/share/doc/ziping/manual.txt"
    licences "$into/usr/share/doc/ziping/licences" "$target"
}

# No symbol of a C library after the oldest system's.
asks_for_no_newer_glibc() {
    local newest
    newest=$(objdump -T "$1" | grep -o 'GLIBC_[0-9.]*' | sed s/GLIBC_// | sort -uV | tail -1)
    [ "$(printf '%s\n' "$newest" "$oldest" | sort -V | tail -1)" = "$oldest" ] || fail "The program asks for glibc $newest."
    echo "The program asks for glibc $newest at most."
}

package() {
    local arch=$1 target=$2 toolchain into
    step "$arch: program"
    toolchain=$(packaging/toolchain.sh "$target")
    # At a fixed place: what would be moved at every start makes 4 MB of the program.
    PATH=$toolchain/bin:$PATH RUSTFLAGS="$trimmed -C relocation-model=static" \
        cargo zigbuild --locked --profile packaging --target "$target.$oldest" --bin ziping
    asks_for_no_newer_glibc "$built/$target/packaging/ziping"

    step "$arch: packages"
    into=$work/$arch
    tree "$arch" "$target" "$into"
    mkdir "$into/DEBIAN"
    sed "s/@VERSION@/${version/-/\~}/; s/@ARCH@/$arch/; s/@SIZE@/$(du -sk "$into/usr" | cut -f1)/" \
        packaging/control >"$into/DEBIAN/control"
    install -m 755 packaging/after-change.sh "$into/DEBIAN/postinst"
    install -m 755 packaging/after-change.sh "$into/DEBIAN/postrm"
    find "$into" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
    dpkg-deb --root-owner-group -Zxz -z9 -b "$into" "$out/ziping_${version}_$arch.deb"

    local plain=$work/plain/ziping-$version
    rm -rf "$work/plain"
    mkdir -p "$plain"
    cp "$into/usr/bin/ziping" packaging/ziping.desktop packaging/ziping-mime.xml assets/icon.png "$plain/"
    cp -r "$into/usr/share/doc/ziping/." "$plain/"
    rpmbuild --quiet -bb packaging/ziping.spec --target "${target%%-*}" --define "_topdir $work/rpm" \
        --define "version_of_ours ${version/-/\~}" --define "tree $into" --define "_rpmdir $out"

    tar -C "$work/plain" --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" \
        -cf - "ziping-$version" | xz -9 -T1 >"$out/ziping-$version-linux-$arch.tar.xz"
}

for arch in "${@:-amd64 arm64}"; do
    for one in $arch; do
        case $one in
        amd64) package amd64 x86_64-unknown-linux-gnu ;;
        arm64) package arm64 aarch64-unknown-linux-gnu ;;
        *) fail "amd64 or arm64, not $one" ;;
        esac
    done
done
sums
