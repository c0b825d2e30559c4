#!/usr/bin/env bash
# ziping.exe for Windows 10 and 11, alone in a zip with its licences: from a bare Debian 12 with Rust.
. "$(dirname "$0")/common.sh"
target=x86_64-pc-windows-gnu
needs clang gcc-mingw-w64-x86-64 imagemagick zip
toolchain=$(packaging/toolchain.sh $target)
export PATH=$toolchain/bin:$PATH

step "icon, version and names"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
convert assets/icon.png -define icon:auto-resize=128,64,48,32,24,16 "$work/icon.ico"
numbers=$(echo "${version%%-*}" | tr . ,),0
x86_64-w64-mingw32-windres -I "$work" -I packaging -DVERSION_NUMBERS="$numbers" -DVERSION_TEXT="\\\"$version\\\"" \
    packaging/windows.rc "$work/resources.o"

# Debian's mingw always links with its own linker. Rust's folds what is alike; clang calls it, and mingw has the libraries.
lld=$(rustc --print sysroot)/lib/rustlib/$(rustc --print host-tuple)/bin/gcc-ld/ld.lld
libraries=$(dirname "$(x86_64-w64-mingw32-gcc -print-libgcc-file-name)")

step "ziping.exe"
export CARGO_TARGET_X86_64_PC_WINDOWS_GNU_LINKER=clang RUSTFLAGS="$trimmed"
cargo rustc --locked --profile packaging --target $target --bin ziping -- \
    -C link-arg=--target=x86_64-w64-mingw32 -C link-arg="--ld-path=$lld" -C link-arg="-L$libraries" \
    -C link-arg="$work/resources.o" -C link-arg=-Wl,--strip-all,--gc-sections,--icf=safe,--no-insert-timestamp
folder=$work/ziping-$version
mkdir "$folder"
cp "$built/$target/packaging/ziping.exe" "$folder/"
licences "$folder/licences" $target
find "$work" -exec touch -d "@$SOURCE_DATE_EPOCH" {} +
rm -f "$out/ziping-$version-windows-x86_64.zip"
(cd "$work" && find "ziping-$version" | sort | TZ=UTC zip -q -X -9 "$out/ziping-$version-windows-x86_64.zip" -@)
cp -p "$folder/ziping.exe" "$out/ziping.exe"
sums
