//! The text of a paragraph: what one reads, without what is struck, hidden, instructed or only referred to.

use super::is_on;
use crate::intake::package::{attribute, child, named};
use roxmltree::Node;

/// Its text. Text boxes in it are no part of it.
pub(super) fn text(paragraph: Node) -> String {
    let mut text = String::new();
    gather(paragraph, &mut text);
    text
}

fn gather(node: Node, into: &mut String) {
    for child in node.children().filter(Node::is_element) {
        match child.tag_name().name() {
            "t" => into.push_str(child.text().unwrap_or_default()),
            "tab" | "ptab" if named(node, "r") => into.push('\t'),
            "br" | "cr" => into.push('\n'),
            "noBreakHyphen" => into.push('-'),
            "sym" => {
                let code = attribute(child, "char").and_then(|code| u16::from_str_radix(code, 16).ok());
                into.push_str(code.map(symbol).unwrap_or_default());
            }
            "r" if is_hidden(child) => {}
            // Struck out, moved away, instructions of fields, pictures and boxes, notes and comments.
            "del" | "moveFrom" | "delText" | "instrText" | "pPr" | "rPr" | "sdtPr" | "sdtEndPr" | "drawing"
            | "pict" | "object" | "AlternateContent" | "rt" | "footnoteReference" | "endnoteReference"
            | "commentReference" => {}
            _ => gather(child, into),
        }
    }
}

fn is_hidden(run: Node) -> bool {
    child(run, "rPr").is_some_and(|properties| is_on(properties, "vanish"))
}

/// Ticks and boxes of symbol faces; anything else of them has no character of its own.
pub(super) fn symbol(code: u16) -> &'static str {
    match code {
        0xf0fe | 0xf052 | 0xf0fd => "☑",
        0xf0a8 | 0xf06f | 0xf0a3 => "☐",
        0xf0fc => "√",
        _ => "",
    }
}
