//! What a Word file encloses, unseen: custom XML, which Word and WPS keep as it is.

use super::{RELATION_LIST, RELATIONS, table, xml};
use crate::output::enclosing::Standing;
use crate::output::manuscript::Manuscript;
use std::io;

/// The name of the part that says what the enclosed one is.
pub(super) const PROPERTIES: &str = "/customXml/itemProps1.xml";
/// What sort of part that is.
pub(super) const TYPE: &str = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml";
/// Whose XML it is.
const OURS: &str = "urn:ziping:enclosed";
/// The part's own name, always the same so that the file is.
const ID: &str = "{5A1B0E0C-7A1F-4E2B-9C57-2D8E6F3B9A41}";
const DATA_STORE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/customXml";

/// The parts by name; none where nothing is enclosed.
///
/// # Errors
/// When the library cannot write.
pub(super) fn parts(manuscript: &Manuscript) -> io::Result<Vec<(&'static str, Vec<u8>)>> {
    let standing = Standing { rows: table::cells_by_row };
    let Some(enclosed) = manuscript.enclosed(manuscript.printed(), &standing) else { return Ok(Vec::new()) };
    let item = xml::part("enclosed", &[("xmlns", OURS)], |xml| xml.text(&enclosed.written()))?;
    let properties = xml::part("ds:datastoreItem", &[("ds:itemID", ID), ("xmlns:ds", DATA_STORE)], |xml| {
        xml.element("ds:schemaRefs", &[], |xml| xml.leaf("ds:schemaRef", &[("ds:uri", OURS)]));
    })?;
    let relations = xml::part("Relationships", &[("xmlns", RELATION_LIST)], |xml| {
        let sort = format!("{RELATIONS}customXmlProps");
        xml.leaf("Relationship", &[("Id", "properties"), ("Type", &sort), ("Target", "itemProps1.xml")]);
    })?;
    Ok(vec![
        ("customXml/item1.xml", item),
        ("customXml/itemProps1.xml", properties),
        ("customXml/_rels/item1.xml.rels", relations),
    ])
}
