#!/usr/bin/env bash
# Makes old.xls again, a workbook of an old Office program: LibreOffice (libreoffice-calc) writes it from a flat sheet.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat >"$work/old.fods" <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:body><office:spreadsheet><table:table table:name="附件2">
<table:table-row><table:table-cell table:number-columns-spanned="3" table:number-rows-spanned="1" office:value-type="string"><text:p>基础数据表</text:p></table:table-cell><table:covered-table-cell table:number-columns-repeated="2"/></table:table-row>
<table:table-row><table:table-cell office:value-type="string"><text:p>公用经费</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="7.87"><text:p>7.87</text:p></table:table-cell><table:table-cell office:value-type="percentage" office:value="0.95"><text:p>95%</text:p></table:table-cell></table:table-row>
</table:table></office:spreadsheet></office:body></office:document>
XML
soffice "-env:UserInstallation=file://$work/office" --headless --convert-to xls --outdir "$work" "$work/old.fods" >/dev/null 2>&1
cp "$work/old.xls" old.xls
