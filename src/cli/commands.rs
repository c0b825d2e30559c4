//! What each command does.

use super::answer::{complain, of_saved, say, say_json, sentence_of};
use super::changing::{Changing, save_new};
use super::{Ended, Sentence, shapes};
use crate::check::{self, Blank, Checked, Finding};
use crate::desk::{Barred, Desk, Outstanding};
use crate::form::Form;
use crate::report::{Code, Edit, Report, read_listing};
use crate::sheet::{Sheet, amended, derive};
use crate::store::{self, CodeOwner, FormTable, Forms, Known, Opened};
use crate::value::MEANT_YEARS;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

pub(super) fn forms(json: bool) -> Result<Ended, Sentence> {
    let forms = Forms::load();
    forms.faults.iter().for_each(|fault| complain(fault));
    if json {
        return say_json(&shapes::forms(forms.iter().map(|known| known.form.as_ref())));
    }
    for Known { form, .. } in forms.iter() {
        say(&format!("{}\t{}\t{}\t{}年起", form.id, form.place, form.title, form.from_year))?;
    }
    Ok(Ended::Well)
}

pub(super) fn form(id: &str, json: bool) -> Result<Ended, Sentence> {
    let Known { form, .. } = known_form(id)?;
    let sheet = derive(&form, &Report::new(&form, form.from_year));
    if json {
        return say_json(&shapes::form(&form, &sheet));
    }
    for (cell, words) in sheet.cells_in_words(&form) {
        say(&format!("{}\t{words}", cell.at))?;
    }
    Ok(Ended::Well)
}

pub(super) fn lint(path: &Path) -> Result<Ended, Sentence> {
    let text = plain_text(path)?;
    let forms = Forms::load();
    let faults = forms.lint(&text);
    for fault in &faults {
        say(&fault.to_string())?;
    }
    match faults.len() {
        0 => {
            if let Some(why) = forms.outranked(&text) {
                return Err(format!("表样没有写错的地方，但是{why}"));
            }
            say("表样没有错误。")?;
            Ok(Ended::Well)
        }
        count => Err(format!("表样有{count}处错误，请按上面所说的行逐条改正。")),
    }
}

pub(super) fn new(id: &str, year: i32, out: &Path) -> Result<Ended, Sentence> {
    let known = known_form(id)?;
    save_new(out, &known, &Report::new(&known.form, known_year(year)?))?;
    Ok(Ended::Well)
}

/// A year that can be meant.
pub(super) fn known_year(year: i32) -> Result<i32, Sentence> {
    if MEANT_YEARS.contains(&year) {
        Ok(year)
    } else {
        Err(format!("年度{year}不对，请写{}到{}之间的年份。", MEANT_YEARS.start(), MEANT_YEARS.end()))
    }
}

pub(super) fn fill(path: &Path, cells: &Path) -> Result<Ended, Sentence> {
    let (changing, Opened { form, form_text, report, .. }) = Changing::open(path)?;
    let listing = plain_text(cells)?;
    let edits = read_listing(&listing).map_err(|fault| format!("{fault}文件没有改动。"))?;
    let count = edits.len();
    let filled = amended(&form, &report, &derive(&form, &report), &Edit::All(edits));
    let (report, _) = filled.map_err(|refused| format!("{refused}文件没有改动。"))?;
    changing.save((&form, &form_text), &report, false)?;
    of_saved(say(&format!("已填写{count}个单元格。")).map(|()| Ended::Well))
}

pub(super) fn show(path: &Path, json: bool) -> Result<Ended, Sentence> {
    let opened = open(path)?;
    let sheet = derive(&opened.form, &opened.report);
    let checked = checked(&opened, &sheet);
    if json {
        say_json(&shapes::show(&opened.form, &opened.report, &sheet))?;
    } else {
        for (cell, words) in sheet.cells_in_words(&opened.form) {
            say(&format!("{}\t{words}\t{}\t{}", cell.at, cell.text.replace('\n', "\\n"), shapes::origin(cell.origin)))?;
        }
    }
    Ok(ended(Outstanding::of(&checked)))
}

pub(super) fn check(paths: &[PathBuf], json: bool) -> Result<Ended, Sentence> {
    let mut outstanding = Outstanding::default();
    let mut all = Vec::new();
    let mut forms = FormTable::default();
    for path in paths {
        let opened = open_among(path, &mut forms)?;
        let sheet = derive(&opened.form, &opened.report);
        let checked = checked(&opened, &sheet);
        let counted = Outstanding::of(&checked);
        outstanding.wrong += counted.wrong;
        if json {
            all.push((path, checked));
        } else {
            say(&lines_of(path, &opened.form, &sheet, &checked, counted))?;
        }
    }
    match all.as_slice() {
        [] => {}
        [(_, only)] => {
            say_json(&shapes::CheckedReport::new(only))?;
        }
        several => {
            say_json(&shapes::CheckedReports::new(several))?;
        }
    }
    Ok(ended(outstanding))
}

/// What was found in a report, a line each.
fn lines_of(path: &Path, form: &Form, sheet: &Sheet, checked: &Checked, outstanding: Outstanding) -> String {
    let Outstanding { wrong, doubt, blank } = outstanding;
    let mut lines = format!("{}：错误{wrong}条，需说明{doubt}条", path.display());
    if blank > 0 {
        // Nothing refuses to be written into a text.
        write!(lines, "，还没填{blank}格").ok();
    }
    let explained = |text: &Option<String>| text.as_ref().map_or(String::new(), |text| format!("（已说明：{text}）"));
    for Finding { severity, at, says, explained: reason, rule, .. } in &checked.findings {
        let (place, explained) = (sheet.words(form, at), explained(reason));
        write!(lines, "\n{}\t{at}\t{place}\t{says}{explained}\t{rule}", severity.word()).ok();
    }
    for blank in &checked.blanks {
        let Blank { at, explained: reason, .. } = blank;
        let (place, explained) = (sheet.words(form, at), explained(reason));
        write!(lines, "\n还没填\t{at}\t{place}\t{}{explained}\tblank", blank.says()).ok();
    }
    lines
}

pub(super) fn verify(path: &Path, code: &str, json: bool) -> Result<Ended, Sentence> {
    let code = Code::parse(code).map_err(|bad| bad.to_string())?;
    let owner = store::code_owner(path, code).map_err(|fault| fault.to_string())?;
    if json {
        say_json(&shapes::verify(code, &owner))?;
    } else {
        say(&owner.says())?;
    }
    Ok(if matches!(owner, CodeOwner::Present { .. }) { Ended::Well } else { Ended::Outstanding })
}

pub(super) fn finish(path: &Path, lift: Option<&str>) -> Result<Ended, Sentence> {
    let (changing, Opened { form, form_text, report, .. }) = Changing::open(path)?;
    let today = super::now().date_naive();
    let mut desk = Desk::new(form, report, today);
    let done = if let Some(why) = lift { desk.lift(today, why) } else { desk.finish(today) };
    match done {
        Err(barred @ Barred::Outstanding(_)) => {
            complain(&barred.to_string());
            return Ok(Ended::Outstanding);
        }
        Err(refused) => return Err(refused.to_string()),
        Ok(()) => {}
    }
    changing.save((desk.form(), &form_text), desk.report(), false)?;
    let code = Code::of(desk.form(), &desk.report().content);
    let words = if lift.is_some() {
        "已取消定稿，原因已记在文件里。".into()
    } else {
        format!("已定稿，校验码 {code}。")
    };
    of_saved(say(&words).map(|()| Ended::Well))
}

pub(super) fn open(path: &Path) -> Result<Opened, Sentence> {
    open_among(path, &mut FormTable::default())
}

/// One of several files, most of them on the same form.
fn open_among(path: &Path, forms: &mut FormTable) -> Result<Opened, Sentence> {
    let opened = store::open_among(path, forms).map_err(|fault| sentence_of(&fault, path))?;
    if let Some(notice) = opened.notice() {
        complain(&format!("{notice}{}", path.display()));
    }
    Ok(opened)
}

/// A text that is no report: a listing, a form. Spreadsheets like to write other encodings.
fn plain_text(path: &Path) -> Result<String, Sentence> {
    store::open_text(path).map_err(|fault| match fault {
        store::OpenFault::NotOurs => format!("这不是UTF-8编码的文本，请另存为UTF-8编码后再试：{}", path.display()),
        fault => fault.to_string(),
    })
}

pub(super) fn checked(opened: &Opened, sheet: &Sheet) -> Checked {
    check::checked(&opened.form, &opened.report, sheet, super::now().date_naive())
}

pub(super) fn ended(outstanding: Outstanding) -> Ended {
    if outstanding.wrong > 0 { Ended::Outstanding } else { Ended::Well }
}

pub(super) fn known_form(id: &str) -> Result<Known, Sentence> {
    Forms::load().find(id).cloned().ok_or_else(|| format!("没有名为“{id}”的表样，请用 ziping forms 查看已有的表样。"))
}
