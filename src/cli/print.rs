//! `print`: the report as files, and what a public copy hides and keeps.

use super::answer::complain;
use super::commands::{checked, ended, open};
use super::{Ended, Sentence};
use crate::desk::Outstanding;
use crate::export::{Wish, export};
use crate::form::Form;
use crate::report::{Personal, PersonalKind, Report, personal};
use crate::sheet::derive;
use crate::store::{self, Opened};
use std::collections::HashSet;
use std::path::Path;

/// `keep` is what a public copy leaves in, by its words.
pub(super) fn print(path: &Path, out: &Path, wish: Wish, keep: &[String]) -> Result<Ended, Sentence> {
    let opened = open(path)?;
    let Opened { form, form_text, report, .. } = &opened;
    let wish = Wish { keep: kept(form, report, keep)?, ..wish };
    let name = path.file_stem().map_or_else(|| "自评表".into(), |stem| stem.to_string_lossy().into_owned());
    let now = super::now().fixed_offset();
    let exported = export((form, form_text), report, &wish, (out, &name), now, &|_| true);
    let exported = exported.map_err(|fault| fault.to_string())?;
    if wish.public {
        say_hidden(form, report, &wish.keep);
    }
    exported.notices.iter().for_each(|notice| complain(notice));
    // What goes out can be found again by its 校验码; a folder that takes nothing is no reason not to print.
    let kept = store::keep(path, form, form_text, report, now.naive_local()).and_then(|_| match &exported.copy {
        Some(copy) => store::keep_public(path, form, report, copy),
        None => Ok(()),
    });
    if let Err(fault) = kept {
        complain(&format!("文件已经生成，但没有在旁边留存这一版：{fault}"));
    }
    Ok(ended(Outstanding::of(&checked(&opened, &derive(form, report)))))
}

/// The places with these words, wherever they stand. What names none of them was meant otherwise: nothing is made.
fn kept(form: &Form, report: &Report, keep: &[String]) -> Result<Vec<Personal>, Sentence> {
    if keep.is_empty() {
        return Ok(Vec::new());
    }
    let found = personal(form, report);
    let is = |place: &Personal, words: &str| on_one_line(&place.text).trim() == on_one_line(words).trim();
    for words in keep {
        let mut named = found.iter().filter(|place| is(place, words)).peekable();
        if named.peek().is_none() {
            return Err(format!(
                "没有生成文件：公开版要隐去的内容里没有“{words}”，--keep 请照公开版列出的原样写，或者不写这一项。"
            ));
        }
        if named.all(|place| place.kind == PersonalKind::Cell) {
            return Err(format!("没有生成文件：“{words}”在个人信息栏里，公开版总是隐去，请不写这一项。"));
        }
    }
    let stays = |place: &Personal| place.kind != PersonalKind::Cell && keep.iter().any(|words| is(place, words));
    Ok(found.into_iter().filter(stays).collect())
}

/// Each place that a public copy hides, and each that it keeps: nobody was asked.
fn say_hidden(form: &Form, report: &Report, keep: &[Personal]) {
    let keep: HashSet<&Personal> = keep.iter().collect();
    for place in personal(form, report) {
        let done = if keep.contains(&place) { "照原样保留了" } else { "隐去了" };
        complain(&match place.kind {
            PersonalKind::Cell => format!("公开版{done}{}：{}", place.kind.word(), place.at),
            kind => {
                let (text, sentence) = (on_one_line(&place.text), place.sentence(report));
                format!("公开版{done}{}“{text}”：{sentence}（{}）", kind.word(), place.at)
            }
        });
    }
}

fn on_one_line(text: &str) -> String {
    text.replace('\n', " ")
}
