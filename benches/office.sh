#!/usr/bin/env bash
# Our PDF of the sample beside LibreOffice's of our own Word file, same machine, same run: says the ratio.
# Needs LibreOffice (`soffice`) and the release build.
#
#   benches/office.sh [PROGRAM]
set -euo pipefail
cd "$(dirname "$0")/.."

program=$(realpath "${1:-${CARGO_TARGET_DIR:-target}/release/ziping}")
command -v soffice >/dev/null || { echo "soffice is not installed" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
file=$work/sample.zpb
"$program" new hunan-lusong-2023 --year 2023 --out "$file"
"$program" fill "$file" --cells assets/sample/hunan-lusong-2023.tsv >/dev/null

# 1 is the answer of a report with open 错误, as the sample has.
ours() { "$program" print "$file" --out "$work" --as "$1" 2>/dev/null || [ $? -eq 1 ]; }
theirs() { soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to pdf --outdir "$work/theirs" "$work/sample.docx" >/dev/null 2>&1; }
# The best of several rounds, in milliseconds.
best() {
    local rounds=$1 least=999999 from took
    shift
    for ((i = 0; i < rounds; i++)); do
        from=$(date +%s%N)
        "$@"
        took=$((($(date +%s%N) - from) / 1000000))
        if [ "$took" -lt "$least" ]; then least=$took; fi
    done
    echo "$least"
}
ours docx
theirs # makes its profile, which is not counted
set=$(best 8 ours pdf,docx,xlsx)
pdf=$(best 8 ours pdf)
office=$(best 4 theirs)
echo "PDF, Word and Excel: $set ms; PDF: $pdf ms; LibreOffice, PDF of the same: $office ms, $((office * 10 / pdf / 10)).$((office * 10 / pdf % 10)) times as long"
