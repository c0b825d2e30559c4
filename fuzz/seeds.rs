//! Makes the seeds of the fuzzers from the documents and files of the tests: `cargo run --bin seeds`, in this folder.

use std::path::Path;
use ziping_fuzz::laid::document;
use ziping_fuzz::made;

/// What parts the parts of a package in a seed; see [`ziping_fuzz::parts`].
const BETWEEN: &str = "\n=====\n";

fn main() -> std::io::Result<()> {
    let documents = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/data/documents");
    let mut texts: Vec<(String, String)> = Vec::new();
    for folder in [documents.clone(), documents.join("harvest")] {
        for entry in std::fs::read_dir(&folder).into_iter().flatten() {
            let path = entry?.path();
            if path.extension().is_some_and(|end| end == "txt") {
                let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                texts.push((name, std::fs::read_to_string(path)?));
            }
        }
    }
    for (name, text) in &texts {
        for (n, case) in text.split("\n=== ").enumerate() {
            let laid = document(case.split("\n>>>\n").next().unwrap_or_default());
            seed("docx", &format!("{name}-{n}.docx"), &made::word_of(&laid))?;
            seed("docx", &format!("{name}-{n}"), word_parts(&laid).as_bytes())?;
            seed("xlsx", &format!("{name}-{n}.xlsx"), &made::book_of(&laid))?;
            seed("ods", &format!("{name}-{n}.ods"), &made::ods_of(&laid))?;
            seed("ods", &format!("{name}-{n}"), made::ods_content("", &made::ods_tables(&laid)).as_bytes())?;
            seed("xls", &format!("{name}-{n}.xls"), &made::xls_of(&laid))?;
            seed("rtf", &format!("{name}-{n}.rtf"), made::rtf_of(&laid).strip_prefix(b"{\\rtf1").unwrap_or_default())?;
            seed("html", &format!("{name}-{n}.html"), made::web_of(&laid).trim_start_matches("<html>").as_bytes())?;
            seed("xml", &format!("{name}-{n}.xml"), made::book_xml_of(&laid).as_bytes())?;
            for (sheet, table) in made::sheets_of(&laid).iter().enumerate() {
                seed("csv", &format!("{name}-{n}-{sheet}.csv"), made::csv_of(table).as_bytes())?;
            }
            seed("pdf", &format!("{name}-{n}.pdf"), &made::pdf::pdf_of(&laid))?;
            for (page, drawn) in made::pdf::drawn(&laid, 595.0, 842.0).iter().enumerate() {
                seed("pdf", &format!("{name}-{n}-{page}"), drawn.as_bytes())?;
            }
            for (sheet, table) in made::sheets_of(&laid).iter().enumerate() {
                seed("xlsx", &format!("{name}-{n}-{sheet}"), book_parts(&made::sheet_of(table)).as_bytes())?;
            }
        }
    }
    for entry in std::fs::read_dir(documents.join("old")).into_iter().flatten() {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        seed("doc", &name, &std::fs::read(&path)?)?;
    }
    for old in ["old.xls", "old-95.xls"] {
        if let Ok(bytes) = std::fs::read(documents.join(old)) {
            seed("xls", old, &bytes)?;
        }
    }
    reports_and_forms(&documents.join(".."))
}

fn reports_and_forms(data: &Path) -> std::io::Result<()> {
    let assets = data.join("../../assets");
    for (folder, kind) in [
        (data.join("files"), "report"),
        (data.join("files"), "listing"),
        (data.join("filled"), "listing"),
        (assets.join("sample"), "listing"),
        (data.join("forms"), "form"),
        (assets.join("forms"), "form"),
        (assets.clone(), "form"),
    ] {
        for entry in std::fs::read_dir(folder).into_iter().flatten() {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let ending = if kind == "report" {
                "zpb"
            } else if kind == "form" {
                "ron"
            } else {
                "tsv"
            };
            if path.extension().is_none_or(|there| there != ending) {
                continue;
            }
            let text = std::fs::read_to_string(&path)?;
            seed(kind, &name, text.as_bytes())?;
            // The report alone.
            if let Some((report, _)) = text.split_once("report:").and_then(|(_, rest)| rest.split_once("form_text:")) {
                seed(kind, &format!("{name}-report"), report.trim_end().trim_end_matches(',').as_bytes())?;
            }
        }
    }
    Ok(())
}

fn seed(kind: &str, name: &str, bytes: &[u8]) -> std::io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(kind);
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join(name), bytes)
}

fn word_parts(laid: &ziping::intake::Document) -> String {
    let body = made::word_body(laid);
    let styles = r#"<w:style w:styleId="a"><w:name w:val="heading 2"/></w:style><w:style w:styleId="b"><w:basedOn w:val="a"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>"#;
    let lists = r#"<w:abstractNum w:abstractNumId="5"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="5"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="8"/></w:lvlOverride></w:num>"#;
    let odd = r#"<w:p><w:pPr><w:pStyle w:val="b"/><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>甲</w:t></w:r><w:ins><w:r><w:t>乙</w:t></w:r></w:ins><w:del><w:r><w:delText>丙</w:delText></w:r></w:del></w:p>"#;
    [made::word_document(&(body + odd)), made::word_styles(styles), made::word_lists(lists)].join(BETWEEN)
}

fn book_parts(sheet: &str) -> String {
    let space = r#"xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="r""#;
    let other = r#"<cols><col min="3" max="4" hidden="1"/></cols><sheetData><row r="2" hidden="1"><c r="A2" t="s"><v>0</v></c><c r="B2"><f>1+1</f></c><c t="b"><v>1</v></c></row></sheetData>"#;
    [
        format!("<worksheet {space}>{sheet}</worksheet>"),
        format!("<sst {space}><si><t>甲</t></si><si><r><t>乙</t></r></si></sst>"),
        format!("<styleSheet {space}><numFmts><numFmt numFmtId=\"164\" formatCode=\"0.0%\"/></numFmts>{}</styleSheet>", made::STYLES),
        format!("<workbook {space}><sheets><sheet name=\"附件2\" r:id=\"rId1\"/><sheet name=\"表\" state=\"hidden\" r:id=\"rId2\"/></sheets></workbook>"),
        "<Relationships><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Target=\"worksheets/sheet2.xml\"/></Relationships>".into(),
        format!("<worksheet {space}>{other}</worksheet>"),
    ]
    .join(BETWEEN)
}
