//! `forward`: last year's report into this year's, with everything said that was carried or was not.

use super::answer::{of_saved, say, say_json};
use super::changing::save_new;
use super::commands::{known_form, known_year, open};
use super::{Ended, Sentence};
use crate::carry::{Forwarded, forward as carried_forward, stale_years};
use crate::store::{Known, Opened};
use serde_json::json;
use std::path::Path;
use std::sync::Arc;

pub(super) fn forward(path: &Path, year: i32, out: &Path, form: Option<&str>, json: bool) -> Result<Ended, Sentence> {
    let Opened { form: old, form_text, report: last, .. } = open(path)?;
    // The newest edition of the same form, where there is one; else the form the report is on, with the text kept there.
    let own = || Known { form: Arc::clone(&old), text: Arc::clone(&form_text) };
    let new = known_form(form.unwrap_or(&old.id)).or_else(|unknown| form.map_or(Ok(own()), |_| Err(unknown)))?;
    if known_year(year)? <= last.content.year {
        return Err(format!("上年的自评表是{}年度的，请写它以后的年度。", last.content.year));
    }
    let forwarded = carried_forward(&old, &form_text, &last, &new.form, year);
    save_new(out, &new, &forwarded.report)?;
    of_saved(told(year, &forwarded, json))
}

/// What was carried and what was not.
fn told(year: i32, forwarded: &Forwarded, json: bool) -> Result<Ended, Sentence> {
    let stale = stale_years(&forwarded.report);
    let Forwarded { carried, blank, left, .. } = forwarded;
    if json {
        let carried: Vec<_> = carried.iter().map(|(from, to)| json!({"from": from, "to": to})).collect();
        let left: Vec<_> =
            left.iter().map(|left| json!({"at": left.at, "words": left.words, "text": left.text})).collect();
        let stale: Vec<_> = stale.iter().map(|stale| json!({"at": stale.at, "years": stale.years})).collect();
        return say_json(
            &json!({"year": year, "carried": carried, "blank": blank, "left": left, "stale_years": stale}),
        );
    }
    say(&format!("已结转{}格，都待核实；{}格今年重新填，留空。", carried.len(), blank.len()))?;
    for left in left {
        let text = left.text.replace('\n', "\\n");
        say(&format!("今年的表样没有这一格，原文保留在文件里\t{}\t{}\t{text}", left.at, left.words))?;
    }
    for stale in stale {
        let years: Vec<String> = stale.years.iter().map(|year| format!("{year}年")).collect();
        say(&format!("结转的文字里还写着{}，请核对\t{}", years.join("、"), stale.at))?;
    }
    Ok(Ended::Well)
}
