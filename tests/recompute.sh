#!/usr/bin/env bash
# What the workbook's formulas come to in an office suite: all kept results are taken out, LibreOffice computes them
# anew, and every sheet must read as before. Needs LibreOffice (libreoffice-calc), zip, unzip and the
# release build, or another by ZIPING.
#   tests/recompute.sh [FILE.zpb]    the sample by default
set -euo pipefail
cd "$(dirname "$0")/.."
for tool in soffice zip unzip; do
    command -v "$tool" >/dev/null || { echo "$tool is not installed" >&2; exit 1; }
done
ziping=$(realpath "${ZIPING:-${CARGO_TARGET_DIR:-target}/release/ziping}")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

report=${1:-$folder/sample.zpb}
if [ $# -eq 0 ]; then
    "$ziping" new hunan-lusong-2023 --year 2023 --out "$report" >/dev/null
    "$ziping" fill "$report" --cells assets/sample/hunan-lusong-2023.tsv >/dev/null
fi
"$ziping" print "$report" --out "$folder" --as xlsx >/dev/null || [ $? -eq 1 ]
mkdir "$folder/kept" "$folder/anew" "$folder/package"
mv "$folder"/*.xlsx "$folder/kept/book.xlsx"
unzip -q "$folder/kept/book.xlsx" -d "$folder/package"
formulas=$(cat "$folder"/package/xl/worksheets/*.xml | grep -o '</f>' | wc -l)
[ "$formulas" -gt 0 ] || { echo "there is no formula in the workbook" >&2; exit 1; }
sed -i -E 's|</f><v>[^<]*</v>|</f>|g' "$folder"/package/xl/worksheets/*.xml
(cd "$folder/package" && zip -q -r ../anew/book.xlsx .)

for which in kept anew; do
    soffice "-env:UserInstallation=file://$folder/office" --headless \
        --convert-to 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1' \
        --outdir "$folder/$which" "$folder/$which/book.xlsx" >/dev/null 2>&1
    rm "$folder/$which/book.xlsx"
done
sheets=$(find "$folder/kept" -name '*.csv' | wc -l)
diff -r "$folder/kept" "$folder/anew" || { echo "LibreOffice computes other figures" >&2; exit 1; }
echo "$sheets sheets, $formulas formulas: LibreOffice computes the same figures."
