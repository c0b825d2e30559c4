//! A Word file (.docx) of the whole report, to be edited further: real headings, real tables, the official faces by
//! name. The same manuscript gives the same bytes: no clock but the time it was handed, no random names.

mod body;
mod contents;
mod custom;
mod fit;
mod flow;
mod pages;
mod paragraph;
mod section;
mod square;
mod stamp;
mod table;

use super::manuscript::Manuscript;
use super::xml;
use chrono::SecondsFormat;
use pages::PageKind;
use stamp::Foot;
use std::io::{self, Cursor, Write as _};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Why a Word file could not be made.
#[derive(Debug, thiserror::Error)]
pub enum WordFault {
    /// The form does not say how it stands on paper.
    #[error("这个表样没有写明打印版式（paper），请补上或换用本程序自带的表样。")]
    NoPaper,
    /// The file could not be put together.
    #[error("生成Word文件没有成功，请把文件和这句话交给软件维护人员：{0}")]
    Package(String),
}

const TYPES: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
const RELATION_LIST: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const CORE: &str = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
const CORE_RELATION: &str = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";

/// A part that the document refers to: by its name, which is its file's name too.
struct PackagePart {
    name: String,
    /// The format's word for it: styles, footer.
    kind: &'static str,
    bytes: Vec<u8>,
}

/// The whole report as a Word file: every printed part, in order.
///
/// # Errors
/// When the form does not say how it stands on paper, or the file cannot be put together.
pub fn word(manuscript: &Manuscript) -> Result<Vec<u8>, WordFault> {
    if manuscript.printed().next().is_none() {
        return Err(WordFault::NoPaper);
    }
    package(manuscript).map_err(|fault| WordFault::Package(fault.to_string()))
}

fn package(manuscript: &Manuscript) -> io::Result<Vec<u8>> {
    let pieces = pieces(manuscript)?;
    let enclosed = custom::parts(manuscript)?;
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut put = |name: &str, bytes: &[u8]| -> io::Result<()> {
        zip.start_file(name, SimpleFileOptions::DEFAULT)?;
        zip.write_all(bytes)
    };
    put("[Content_Types].xml", &types(&pieces, !enclosed.is_empty())?)?;
    put("_rels/.rels", &relations()?)?;
    put("docProps/core.xml", &properties(manuscript)?)?;
    put("word/document.xml", &body::document(manuscript)?)?;
    put("word/_rels/document.xml.rels", &document_relations(&pieces, !enclosed.is_empty())?)?;
    for piece in &pieces {
        put(&format!("word/{}.xml", piece.name), &piece.bytes)?;
    }
    for (name, bytes) in &enclosed {
        put(name, bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// What the document refers to.
fn pieces(manuscript: &Manuscript) -> io::Result<Vec<PackagePart>> {
    let fixed = |kind: &'static str, text: &str| PackagePart { name: kind.into(), kind, bytes: text.into() };
    let mut pieces = vec![
        fixed("styles", include_str!("../../../assets/word/styles.xml")),
        fixed("settings", include_str!("../../../assets/word/settings.xml")),
        fixed("fontTable", include_str!("../../../assets/word/fontTable.xml")),
    ];
    let mut all: Vec<PageKind> = Vec::new();
    for pages in manuscript.printed().map(PageKind::of) {
        if all.contains(&pages) {
            continue;
        }
        all.push(pages);
        for foot in Foot::under(pages) {
            pieces.push(PackagePart { name: foot.name(), kind: "footer", bytes: foot.written(&manuscript.stamp)? });
        }
    }
    if !manuscript.stamp.watermark.is_empty() {
        for side in stamp::SIDES {
            let bytes = stamp::header(side, &manuscript.stamp.watermark)?;
            pieces.push(PackagePart { name: side.header().into(), kind: "header", bytes });
        }
    }
    Ok(pieces)
}

fn types(pieces: &[PackagePart], encloses: bool) -> io::Result<Vec<u8>> {
    xml::part("Types", &[("xmlns", "http://schemas.openxmlformats.org/package/2006/content-types")], |xml| {
        let relations = "application/vnd.openxmlformats-package.relationships+xml";
        xml.leaf("Default", &[("Extension", "rels"), ("ContentType", relations)]);
        xml.leaf("Default", &[("Extension", "xml"), ("ContentType", "application/xml")]);
        let mut says = |name: &str, sort: &str| {
            xml.leaf("Override", &[("PartName", name), ("ContentType", sort)]);
        };
        says("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml");
        says("/word/document.xml", &format!("{TYPES}document.main+xml"));
        for piece in pieces {
            says(&format!("/word/{}.xml", piece.name), &format!("{TYPES}{}+xml", piece.kind));
        }
        if encloses {
            says(custom::PROPERTIES, custom::TYPE);
        }
    })
}

fn relations() -> io::Result<Vec<u8>> {
    xml::part("Relationships", &[("xmlns", RELATION_LIST)], |xml| {
        let document = format!("{RELATIONS}officeDocument");
        xml.leaf("Relationship", &[("Id", "document"), ("Type", &document), ("Target", "word/document.xml")]);
        xml.leaf("Relationship", &[("Id", "core"), ("Type", CORE_RELATION), ("Target", "docProps/core.xml")]);
    })
}

fn document_relations(pieces: &[PackagePart], encloses: bool) -> io::Result<Vec<u8>> {
    xml::part("Relationships", &[("xmlns", RELATION_LIST)], |xml| {
        for PackagePart { name, kind, .. } in pieces {
            let (sort, target) = (format!("{RELATIONS}{kind}"), format!("{name}.xml"));
            xml.leaf("Relationship", &[("Id", name), ("Type", &sort), ("Target", &target)]);
        }
        if encloses {
            let sort = format!("{RELATIONS}customXml");
            xml.leaf("Relationship", &[("Id", "enclosed"), ("Type", &sort), ("Target", "../customXml/item1.xml")]);
        }
    })
}

/// Title, unit, and when it is made, as far as that is said; nothing of who made it and on which PC.
fn properties(manuscript: &Manuscript) -> io::Result<Vec<u8>> {
    let names = [
        ("xmlns:cp", CORE),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:dcterms", "http://purl.org/dc/terms/"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ];
    xml::part("cp:coreProperties", &names, |xml| {
        xml.element("dc:title", &[], |xml| xml.text(&manuscript.title));
        xml.element("dc:creator", &[], |xml| xml.text(&manuscript.unit));
        if let Some(made) = manuscript.made {
            let made = made.to_utc().to_rfc3339_opts(SecondsFormat::Secs, true);
            for name in ["dcterms:created", "dcterms:modified"] {
                xml.element(name, &[("xsi:type", "dcterms:W3CDTF")], |xml| xml.text(&made));
            }
        }
    })
}
