//! A paper of ours that comes back: its content as it encloses it, cell for cell, and what was changed in it since.
//!
//! What stands in the document now is laid beside what was printed. The same is not read again; what is another has the
//! last word, and is to be looked at. What cannot be laid beside anything is read like any other document.

mod matching;
mod more;
mod paper;
mod sight;
mod standing;
mod taking;

use super::{placing, year};
use crate::form::Form;
use crate::intake::document::Document;
use crate::intake::plan::ImportPlan;
use crate::report::Enclosed;
use sight::{Sight, Sights};
use taking::Taking;

/// The plan of a paper of ours; `plain` is how it reads without what it encloses. That is also the answer, with the reason
/// why, where what it encloses is of another form, or of little use since the document has become another.
pub(super) fn plan(form: &Form, document: &Document, enclosed: &Enclosed, plain: ImportPlan) -> ImportPlan {
    let theirs = enclosed.form_text.as_ref();
    let refused = |why: &str| {
        let mut plain = plain.clone();
        plain.remarks.push(format!("这个文件是本程序导出的，{why}，已按看得见的文字读取，请逐格核对。"));
        plain
    };
    match crate::form::parse(theirs) {
        Err(_) => return refused("随文件保存的表样有损坏"),
        Ok(theirs) if (&theirs.id, theirs.edition) != (&form.id, form.edition) => {
            return refused(&format!("用的是另一个表样（{}，第{}版）", theirs.title, theirs.edition));
        }
        Ok(_) if !enclosed.is_of(form) => return refused("随文件保存的内容与表样对不上"),
        Ok(_) => {}
    }
    let (rows, texts) = paper::paper(&enclosed.printed);
    let found = paper::rows(document);
    let passages = matching::passages(&rows, &found);
    let Sights { all, known } = sight::sights(&passages, &rows, &found, texts.len());
    if document.untouched {
        let known = placing::places(document).map(|(place, _)| place).collect();
        let all = all.into_iter().map(Sight::untouched);
        return Taking::new(form, enclosed, texts.into_iter().zip(all)).plan(document, &known, plain);
    }
    let (printed, there) = matching::alike(&passages, &rows, &found);
    if there * 2 < printed {
        return refused("后来大部分改成了别的内容");
    }
    let taking = Taking::new(form, enclosed, texts.into_iter().zip(all));
    let year = year::seen_year(document).filter(|year| *year != enclosed.content.year);
    if let Some(year) = year.filter(|_| taking.is_changed() || there < printed) {
        return refused(&format!("是{}年度的，后来改成了{year}年度的", enclosed.content.year));
    }
    taking.plan(document, &known, plain)
}
