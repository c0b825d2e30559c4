#!/usr/bin/env bash
# Makes the files of old Office programs again. old.xls and old-95.xls: LibreOffice (libreoffice-calc) writes them from a
# flat sheet; a percentage, a day, hidden rows, columns and sheets, formulas, a merged cell, a text of two faces.
# old/*.doc: it (libreoffice-writer) writes them from what a test makes of layouts of the harvest, and parts.doc from a Word
# file with everything in it that may be read wrongly.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat >"$work/old.fods" <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:automatic-styles>
<number:percentage-style style:name="N1"><number:number number:decimal-places="2" number:min-integer-digits="1"/><number:text>%</number:text></number:percentage-style>
<number:date-style style:name="N2"><number:year number:style="long"/><number:text>-</number:text><number:month/><number:text>-</number:text><number:day/></number:date-style>
<style:style style:name="ce1" style:family="table-cell" style:data-style-name="N1"/>
<style:style style:name="ce2" style:family="table-cell" style:data-style-name="N2"/>
<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>
<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
</office:automatic-styles>
<office:body><office:spreadsheet><table:table table:name="附件2">
<table:table-column table:number-columns-repeated="4"/><table:table-column table:visibility="collapse"/>
<table:table-row><table:table-cell table:number-columns-spanned="3" table:number-rows-spanned="1" office:value-type="string"><text:p>基础<text:span text:style-name="T1">数据</text:span>表</text:p></table:table-cell><table:covered-table-cell table:number-columns-repeated="2"/></table:table-row>
<table:table-row><table:table-cell office:value-type="string"><text:p>公用经费</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="7.87"><text:p>7.87</text:p></table:table-cell><table:table-cell table:style-name="ce1" office:value-type="percentage" office:value="0.95"><text:p>95.00%</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="59"><text:p>59</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell></table:table-row>
<table:table-row table:visibility="collapse"><table:table-cell office:value-type="string"><text:p>填报日期</text:p></table:table-cell><table:table-cell table:style-name="ce2" office:value-type="date" office:date-value="2024-03-15"><text:p>2024-3-15</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell table:formula="of:=[.B2]*2" office:value-type="float" office:value="15.74"><text:p>15.74</text:p></table:table-cell><table:table-cell table:formula="of:=1/0" office:value-type="string"><text:p>#DIV/0!</text:p></table:table-cell></table:table-row>
</table:table><table:table table:name="旧表" table:style-name="ta2"><table:table-row><table:table-cell office:value-type="float" office:value="-23.915"><text:p>-23.915</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document>
XML
convert() {
    soffice "-env:UserInstallation=file://$work/office" --headless --convert-to "$1" --outdir "$work" "$work/old.fods" >/dev/null 2>&1
    cp "$work/old.xls" "$2"
}
convert xls old.xls
convert "xls:MS Excel 95" old-95.xls
made=../../../target/tmp/old
cargo test --test content -- --ignored what_old_files_are_made_of_is_made
soffice "-env:UserInstallation=file://$work/office" --headless --convert-to doc --outdir old "$made"/*.rtf "$made"/*.docx >/dev/null 2>&1
