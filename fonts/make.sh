#!/bin/sh
# Makes every font file and licence text in this folder from Debian 12 packages,
# and the icons from the npm package of Lucide.
#
#   fonts/make.sh            writes next to itself
#   fonts/make.sh DIR        writes into DIR
#
# Needs a Debian 12 machine with its usual package sources, and npm.  Only hb-subset, bzip2
# and zstd get installed (when missing); the font packages are downloaded and
# unpacked into a temporary folder, because installing them would pull in all
# of TeX Live and change the fonts of the desktop.
set -eu
export LC_ALL=C.UTF-8

here=$(cd "$(dirname "$0")" && pwd)
out=${1:-$here}
mkdir -p "$out/LICENSES"
out=$(cd "$out" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM

# ---------------------------------------------------------------- packages --
root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

root apt-get update -qq
command -v hb-subset >/dev/null && command -v bzcat >/dev/null && command -v zstd >/dev/null ||
  root apt-get install -y -qq --no-install-recommends libharfbuzz-bin bzip2 zstd

# The versions the committed files were made from; another version is used
# too, but said aloud, because then the result is a different font.
packages="fonts-noto-cjk=1:20220127+repack1-1 fonts-lxgw-wenkai=1.250+repack-1
texlive-lang-chinese=2022.20230122-1 fonts-dejavu-core=2.37-6
unicode-data=15.0.0-1 afdko-bin=3.6.2+dfsg1-1"

mkdir "$work/root"
cd "$work"
for p in $packages; do
  name=${p%%=*}
  apt-get -qq -o APT::Sandbox::User=root download "$name"
  deb=$(ls "$name"_*.deb)
  version=$(dpkg-deb -f "$deb" Version)
  [ "$version" = "${p#*=}" ] ||
    echo "note: $name is $version, the committed fonts came from ${p#*=}" >&2
  dpkg-deb -x "$deb" root
  rm "$deb"
done

share=$work/root/usr/share
noto=$share/fonts/opentype/noto
fandol=$share/texlive/texmf-dist/fonts/opentype/public/fandol
afdko=$work/root/usr/libexec/afdko

# --------------------------------------------------------------- char lists --
# Han, everyday: GB 2312 (Unihan kGB0, 6763) and the official list of standard
# characters 通用规范汉字表 (kTGH, 8105).  Together they are 8230: neither
# contains the other, and old documents still use the GB 2312 forms.
bzcat "$share/unicode/Unihan_OtherMappings.txt.bz2" |
  awk -F '\t' '/^U/ && ($2 == "kGB0" || $2 == "kTGH") { print substr($1, 3) }' |
  sort -u >"$work/han.txt"
[ "$(wc -l <"$work/han.txt")" = 8230 ] || { echo "unexpected Unihan data" >&2; exit 1; }

# Everything that is not Han.  One block list for all faces: hb-subset skips
# what a face does not have.
cat >"$work/symbols.txt" <<'LIST'
20-7E A0-FF
# pinyin letters, Greek, Cyrillic (all in GB 2312)
101 113 11B 12B 14D 16B 1CE 1D0 1D2 1D4 1D6 1D8 1DA 1DC 144 148 1F9 251 261
2C6 2C7 2C9-2CB 2D9 2DC 391-3A1 3A3-3C9 401 410-44F 451
# general punctuation, super- and subscripts, currency, letterlike (℃ №),
# fractions, Roman numerals
2010-2027 2030-205E 2070-209C 20A0-20BF 2100-214F 2153-215E 2160-217F 2189
# arrows, mathematics, technical, circled numbers, boxes, shapes, dingbats
2190-21FF 2200-22FF 2300-23FF 2460-24FF 2500-257F 2580-259F 25A0-25FF
2600-26FF 2700-27BF 2B00-2BFF
# radicals: text copied out of PDF files often holds these in place of the
# real characters; they share outlines with them, so they cost next to nothing
2E80-2EF3 2F00-2FD5
# CJK punctuation, kana, bopomofo, strokes, (一) ㈱ ㊣, ㎡ ㏄ and their kind
3000-303F 3041-30FF 3105-312F 31C0-31E3 3220-3243 3251-325F 3280-32B0
32B1-32BF 3371-33DF
# vertical and small forms, full-width forms
FE10-FE19 FE30-FE4F FE50-FE6B FF01-FF5E FF61-FF65 FFE0-FFE6
LIST
sed -i '/^#/d' "$work/symbols.txt"

# Han for the 宋, 楷 and bold faces: everyday set plus characters that turn up
# in personal names (names.txt); rarer ones fall back to NotoSansSC-Regular.
cat "$work/han.txt" "$work/symbols.txt" >"$work/everyday.txt"

# Han for NotoSansSC-Regular, the last fallback: all of GBK (the whole
# 4E00-9FFF block, plus GBK's compatibility forms) and all the face has
# beyond the BMP.  Extension A is left out except for what kTGH and
# names.txt ask for.
{ cat "$work/everyday.txt"
  echo 4E00-9FFF F92C F979 F995 F9E7 F9F1 FA0C-FA29 10000-10FFFF; } >"$work/gbk.txt"

# ------------------------------------------------------------------ subsets --
# subset SOURCE INDEX LIST TARGET [more hb-subset options]
#   * kern, halt, palt, liga, calt, ccmp, mark: what Chinese text set in
#     horizontal lines uses.  NOT locl: in these faces it only leads to the
#     Japanese, Korean, Taiwan and Hong Kong forms, which would double the
#     size; the default forms are already the mainland ones.
#   * no vertical writing, so no vertical metrics either;
#   * no hints: both renderers draw outlines unhinted, on screen and paper;
#   * all name records in English, so that copyright and licence lines stay;
#   * packed where the name says so: the faces that the window never shows.
subset() {
  source=$1 index=$2 list=$3 target=$4
  shift 4
  hb-subset --font-file="$source" --face-index="$index" \
    --unicodes-file="$list" --no-hinting --name-IDs='*' \
    --layout-features=kern,halt,palt,liga,calt,ccmp,mark \
    --drop-tables+=vhea,vmtx,VORG,BASE \
    --output-file="$work/subset" "$@"
  case $target in
  *.otf | *.otf.zst)
    # hb-subset keeps the subroutines made for the full face. Writing them anew
    # (tx +S, from afdko-bin) saves 3 to 10 per cent; what is packed packs
    # closer by 3 to 8 per cent without any (tx -S).
    case $target in *.zst) subroutines=-S ;; *) subroutines=+S ;; esac
    "$afdko/tx" -cff $subroutines +b "$work/subset" "$work/cff" >/dev/null 2>"$work/tx.log" ||
      { cat "$work/tx.log" >&2; exit 1; }
    "$afdko/sfntedit" -a "CFF =$work/cff" "$work/subset" "$work/small" >/dev/null
    mv "$work/small" "$work/subset" ;;
  esac
  chmod 644 "$work/subset"
  case $target in
  *.zst) zstd -q --ultra -22 -f "$work/subset" -o "$out/$target" ;;
  *) mv "$work/subset" "$out/$target" ;;
  esac
  printf '%9d  %s\n' "$(stat -c %s "$out/$target")" "$target"
}
names=--text-file=$here/names.txt

# Face 2 of each Noto collection is the SC (mainland) one.
subset "$noto/NotoSansCJK-Regular.ttc" 2 "$work/gbk.txt" NotoSansSC-Regular.otf "$names"
subset "$noto/NotoSansCJK-Bold.ttc" 2 "$work/everyday.txt" NotoSansSC-Bold.otf "$names"
subset "$noto/NotoSerifCJK-Regular.ttc" 2 "$work/everyday.txt" NotoSerifSC-Regular.otf.zst "$names"
subset "$noto/NotoSerifCJK-Bold.ttc" 2 "$work/everyday.txt" NotoSerifSC-Bold.otf.zst "$names"
subset "$share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf" 0 \
  "$work/everyday.txt" LXGWWenKai-Regular.ttf.zst "$names"

# FandolFang: every Han character it has (7942), and its signs except the
# faulty ones, which must come from the next face instead:
#   * U+FFE5 ￥ draws a DOLLAR sign, U+FFE3 ￣ a hyphen, U+FF3F ＿ nothing to be
#     seen, U+FF0D － a short hyphen, U+FFE0 ￠ and U+2122 ™ are stunted;
#   * box drawing, blocks and shapes (2500-25FF) have uneven widths and do not
#     join or line up with text;
#   * Yi syllables, private use and vertical forms are of no use here.
echo '20-2121 2123-24FF 2600-9FFF F900-FAFF FF01-FF0C FF0E-FF3E FF40-FFDF
  FFE1-FFE2 FFE4' >"$work/fang.txt"
subset "$fandol/FandolFang-Regular.otf" 0 "$work/fang.txt" FandolFang-Regular.otf.zst

# Marks that the Chinese faces lack (☐ ☑ ☒ ✗ ✎ ⚙ ⌫ ▸ ▾ ↩ ⟳ ...), and the
# invisible joiners, so that a check for missing characters stays quiet.
echo '20 A0 200B-200D 2010-2015 2030-203A 2060 2080-208E 2139 2190-23FF
  25A0-27BF 27F0-27FF 2B00-2BFF FEFF' >"$work/marks.txt"
subset "$share/fonts/truetype/dejavu/DejaVuSans.ttf" 0 "$work/marks.txt" Symbols.ttf \
  --drop-tables+=GDEF,GPOS,GSUB,MATH  # MATH would offer it as a formula font

# The toolbar's line icons, from the package that Lucide itself publishes (npm
# is only asked for it; nothing of it is run): save undo-2 redo-2 list-plus
# arrow-up arrow-down slash search columns-2 list-checks printer file-output
# replace message-square panels-top-left history eye triangle-alert
# chart-column panel-right x minus plus contrast trash-2 folder-open.
lucide=1.62.0
npm pack --silent "lucide-static@$lucide" >/dev/null
tar -xzf "lucide-static-$lucide.tgz"
echo 'E14D E2A1 E2A0 E23F E04A E042 E51D E151 E098 E1D0 E141 E0C8 E3DB E117
  E12C E1F5 E0BA E193 E2A3 E431 E1B2 E11C E13D E09D E18E E247' >"$work/icons.txt"
subset "$work/package/font/lucide.ttf" 0 "$work/icons.txt" Icons.ttf

# ----------------------------------------------------------------- licences --
# The texts are the ones in the packages.  debian/copyright indents them by a
# space and writes an empty line as " ."; undo that.
stanza() { # FILE, LICENCE: the body of the stanza "License: LICENCE"
  awk -v want="License: $2" '
    $0 == want { on = 1; next }            # a "Files" stanza has this line too,
    on && !/^ / { if (lines) exit; on = 0 } # but no text under it
    on { sub(/^ /, ""); if ($0 == ".") $0 = ""; print; lines++ }' "$1"
}
licences=$out/LICENSES

{ cat <<'TEXT'
NotoSansSC-Regular.otf, NotoSansSC-Bold.otf
Copyright © 2014-2021 Adobe (http://www.adobe.com/).
Noto is a trademark of Google Inc.

NotoSerifSC-Regular.otf, NotoSerifSC-Bold.otf
Copyright © 2017-2022 Adobe (http://www.adobe.com/).
Noto is a trademark of Google Inc.

The Debian package fonts-noto-cjk gives: Copyright 2010-2012, Google Corporation.

These files are subsets (Modified Versions) made by fonts/make.sh.
This Font Software is licensed under the SIL Open Font License, Version 1.1.

TEXT
  stanza "$share/doc/fonts-noto-cjk/copyright" SIL-1.1
} >"$licences/Noto-CJK-OFL-1.1.txt"

{ cat <<'TEXT'
LXGWWenKai-Regular.ttf
Copyright 2021-2023 LXGW (https://github.com/lxgw/LxgwWenKai)
Copyright 2020 The Klee Project Authors (https://github.com/fontworks-fonts/Klee)
Klee is a trademark of Fontworks Inc.

This file is a subset (Modified Version) made by fonts/make.sh.
This Font Software is licensed under the SIL Open Font License, Version 1.1.

The copyright notice in version 1.250 itself, quoted above, reserves no font
name.  The copyright file of the Debian package fonts-lxgw-wenkai, first
written for an earlier version, says: 'With Reserved Font Names "霞鹜" and
"LXGW". Fonts rebuilt from unmodified source code are allowed to use Reserved
Font Names.'

TEXT
  stanza "$share/doc/fonts-lxgw-wenkai/copyright" OFL-1.1
} >"$licences/LXGW-WenKai-OFL-1.1.txt"

# Fandol: GPL version 3 with the font exception at its end, and the README
# that names the authors and says so.
zcat "$share/doc/texlive-doc/fonts/fandol/COPYING.gz" >"$licences/Fandol-GPL-3-font-exception.txt"
cp "$share/doc/texlive-doc/fonts/fandol/README" "$licences/Fandol-README.txt"

# DejaVu: the full notice (Bitstream Vera and Arev) is in the font's own name
# table; Debian's copyright file has only the first half.
cp "$share/fonts/truetype/dejavu/DejaVuSans.ttf" "$work/dejavu.ttf"
"$afdko/sfntedit" -x "name=$work/name" "$work/dejavu.ttf" >/dev/null
LC_ALL=C sed -n '/Fonts are (c) Bitstream/,/^\. fr\./p' "$work/name" |
  LC_ALL=C awk '{ # the line before and after run into other name records
    sub(/.*Fonts are \(c\) Bitstream/, "Fonts are (c) Bitstream")
    sub(/^\. fr\..*/, ". fr."); print }' \
    >"$licences/DejaVu-Bitstream-Vera-Arev.txt"

cp "$work/package/LICENSE" "$licences/Lucide-ISC.txt"

chmod 644 "$licences"/*
for f in "$licences"/*OFL* ; do grep -q 'OTHER DEALINGS IN THE' "$f"; done
grep -q 'As a special exception' "$licences/Fandol-GPL-3-font-exception.txt"
grep -q 'Arev Fonts Copyright' "$licences/DejaVu-Bitstream-Vera-Arev.txt"
echo "done: $out"
echo "What the faces have stands in fonts/book.json: cargo test --lib the_book says where a new one lies."
