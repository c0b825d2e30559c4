#!/usr/bin/env bash
# Makes the PDF files beside it again: LibreOffice (libreoffice-writer, libreoffice-calc) prints the Word files and the
# workbooks that ziping writes of the sample and of filled examples. NAME.word.pdf and NAME.book.pdf are read back by
# pdf_files.rs. locked.pdf needs a password, open.pdf is encrypted but does not (qpdf).
set -euo pipefail
cd "$(dirname "$0")"
ziping=${1:-../../../target/debug/ziping}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
make() {
    local form=$1 kind=$2 name=$3 cells=$4
    [ -e "$work/$form.zpb" ] || "$ziping" new "$form" --year "${form##*-}" --out "$work/$form.zpb"
    "$ziping" fill "$work/$form.zpb" --cells "$cells"
    "$ziping" print "$work/$form.zpb" --out "$work" --as docx,xlsx || [ $? -eq 1 ]
    local from=docx
    [ "$kind" = word ] || from=xlsx
    soffice "-env:UserInstallation=file://$work/office" --headless --convert-to pdf --outdir "$work/$kind" "$work/$form.$from"
    cp "$work/$kind/$form.pdf" "$name.$kind.pdf"
}
make hunan-lusong-2023 word sample ../../../assets/sample/hunan-lusong-2023.tsv
for form in hubei-project-2020 yunnan-project-2020; do
    make "$form" word "$form" "../filled/$form.tsv"
done
for form in sichuan-project-2023 chongqing-whole-2021; do
    make "$form" book "$form" "../filled/$form.tsv"
done
qpdf --encrypt "" owner 256 -- yunnan-project-2020.word.pdf open.pdf
qpdf --encrypt user owner 256 -- yunnan-project-2020.word.pdf locked.pdf
