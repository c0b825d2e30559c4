//! `import`: an old Word file or workbook into a new report or one that is there, or as the approved targets beside it,
//! with everything said that was found.

use super::answer::{of_saved, say, say_json};
use super::changing::{Changing, save_new};
use super::commands::{known_form, known_year};
use super::{Ended, Sentence};
use crate::form::Form;
use crate::intake::{Document, FoundTable, Homeless, ImportPlan, LARGEST, Place, Placed, read, recognise, stated_year};
use crate::report::{Approved, Edit, Refused, apply};
use crate::sheet::{Sheet, amended, derive};
use crate::store::{FormTable, Opened, read_bounded};
use serde_json::{Value as Json, json};
use std::path::Path;
use std::sync::Arc;

/// What is asked for.
pub(super) struct ImportWish<'w> {
    pub document: &'w Path,
    /// Only these sheets of a workbook; all, where none is named.
    pub sheets: &'w [String],
    pub json: bool,
}

/// A document into a new report: on the form named, or else on the one that a paper of ours encloses.
pub(super) fn import(wish: &ImportWish, form: Option<&str>, out: &Path, year: Option<i32>) -> Result<Ended, Sentence> {
    let document = wish.read()?;
    let known = match form {
        Some(form) => known_form(form)?,
        None => document.own().and_then(|own| FormTable::default().known(&own.form_text)).ok_or_else(no_form)?,
    };
    let form = &known.form;
    let year = stated_year(&document).or(year);
    let plan = wish.plan(form, &document, known_year(year.unwrap_or(form.from_year))?)?;
    if year.is_none() {
        let path = wish.document.display();
        return Err(format!("文件里没有写是哪一年度的，请加上 --year 和四位数的年份：{path}"));
    }
    let mut report = plan.blank(form);
    let edit = plan.edit(form, &report, |_| true);
    apply(form, &mut report, &edit).map_err(|refused| refused.to_string())?;
    save_new(out, &known, &report)?;
    of_saved(wish.told(form, &document, &derive(form, &report), &plan, &[]))
}

fn no_form() -> Sentence {
    "这个文件没有带着表样（单独的附件、公开版和别的软件写的都不带），请用 --form 写明表样名称，可用 ziping forms 查看。"
        .into()
}

/// A document into a report that is there; what stands in it stays, unless it is to be overwritten.
pub(super) fn import_into(wish: &ImportWish, file: &Path, overwrite: bool) -> Result<Ended, Sentence> {
    let (changing, Opened { form, form_text, report, .. }) = Changing::open(file)?;
    let document = wish.read()?;
    let year = report.content.year;
    if let Some(other) = stated_year(&document).filter(|other| *other != year) {
        return Err(format!("文件是{other}年度的，这个自评表是{year}年度的，没有放入：{}", file.display()));
    }
    let plan = wish.plan(&form, &document, year)?;
    let there = plan.overwritten(&form, &report);
    let edit = if overwrite { plan.edit(&form, &report, |_| true) } else { plan.edit_blank(&form, &report, |_| true) };
    let done = amended(&form, &report, &derive(&form, &report), &edit);
    let (report, sheet) = done.map_err(|refused| format!("{refused}文件没有改动。"))?;
    changing.save((&form, &form_text), &report, true)?;
    let stays = there.iter().map(|text| !overwrite && !text.is_empty());
    let kept: Vec<&Placed> =
        plan.placed.iter().zip(stays).filter(|(_, stays)| *stays).map(|(placed, _)| placed).collect();
    of_saved(wish.told(&form, &document, &sheet, &plan, &kept))
}

/// A document as the approved targets beside a report that is there; nothing in the report itself changes.
pub(super) fn import_approved(wish: &ImportWish, file: &Path, overwrite: bool) -> Result<Ended, Sentence> {
    let (changing, Opened { form, form_text, mut report, .. }) = Changing::open(file)?;
    if let Some(there) = report.approved.as_ref().filter(|_| !overwrite) {
        let (from, place) = (&there.from, file.display());
        return Err(format!(
            "这个自评表已有年初批复的绩效目标（读自{from}），没有改动；要换成这一份，请加上 --overwrite：{place}"
        ));
    }
    let document = wish.read()?;
    let year = report.content.year;
    if let Some(other) = stated_year(&document).filter(|other| *other != year) {
        return Err(format!("{}文件没有改动。", Refused::OtherYear(other, year)));
    }
    let plan = wish.plan(&form, &document, year)?;
    let from = wish.document.file_name().unwrap_or_default().to_string_lossy();
    let approved = plan.approved(&form, &from, |_| true);
    let sheet = derive(&form, &approved.report);
    if sheet.indicators_in_use() == 0 {
        let path = wish.document.display();
        return Err(format!("文件里没有认出任何一个绩效指标，自评表没有改动，请确认选的是绩效目标表：{path}"));
    }
    let done = apply(&form, &mut report, &Edit::Approve(Some(Arc::new(approved))));
    done.map_err(|refused| format!("{refused}文件没有改动。"))?;
    changing.save((&form, &form_text), &report, true)?;
    of_saved(wish.told_approved(&form, &document, &sheet, plan))
}

impl ImportWish<'_> {
    fn read(&self) -> Result<Document, Sentence> {
        let document = document(self.document)?;
        if self.sheets.is_empty() {
            return Ok(document);
        }
        document.only(self.sheets).map_err(|(unknown, names)| no_such_sheet(&unknown, &names))
    }

    fn plan(&self, form: &Form, document: &Document, year: i32) -> Result<ImportPlan, Sentence> {
        let plan = recognise(form, document, year);
        if plan.placed.is_empty() {
            let path = self.document.display();
            return Err(format!("文件里没有认出{}的任何一格，请确认选对了文件和表样：{path}", form.title));
        }
        Ok(plan)
    }

    /// What went where; `kept` is what did not go in, because something stands there.
    fn told(
        &self,
        form: &Form,
        document: &Document,
        sheet: &Sheet,
        plan: &ImportPlan,
        kept: &[&Placed],
    ) -> Result<Ended, Sentence> {
        if self.json {
            return say_json(&shape(form, document, sheet, plan, kept));
        }
        say_all(form, document, sheet, plan)?;
        for placed in kept {
            let words = sheet.words(form, &placed.at);
            say(&format!("保留原有的\t{}\t{words}\t文件里写的是“{}”", placed.at, placed.text.replace('\n', "\\n")))?;
        }
        Ok(Ended::Well)
    }
}

impl ImportWish<'_> {
    /// What was read of approved targets, and what of the document is none.
    fn told_approved(
        &self,
        form: &Form,
        document: &Document,
        sheet: &Sheet,
        plan: ImportPlan,
    ) -> Result<Ended, Sentence> {
        let (placed, left_out): (Vec<Placed>, Vec<Placed>) =
            plan.placed.into_iter().partition(|placed| Approved::states(form, &placed.at));
        let plan = ImportPlan { placed, ..plan };
        let indicators = sheet.indicators_in_use();
        if self.json {
            let mut shape = shape(form, document, sheet, &plan, &[]);
            let left_out = left_out.iter().map(|placed| placed_shape(form, document, sheet, placed));
            let approved = json!({"indicators": indicators, "left_out": left_out.collect::<Vec<_>>()});
            shape.as_object_mut().and_then(|all| all.insert("approved".into(), approved));
            return say_json(&shape);
        }
        let (year, cells) = (plan.year, plan.placed.len());
        let beside = "已作为年初批复的绩效目标放在旁边对照，表里的内容没有改动";
        say(&format!("{year}年度，{beside}：{indicators}个指标，共{cells}格。"))?;
        say_each(form, document, sheet, &plan)?;
        for placed in &left_out {
            let words = sheet.words(form, &placed.at);
            say(&format!("不是绩效目标，没有读入\t{}\t{words}\t{}", placed.at, placed.text.replace('\n', "\\n")))?;
        }
        Ok(Ended::Well)
    }
}

fn no_such_sheet(unknown: &str, names: &[String]) -> Sentence {
    match names {
        [] => "这个文件没有工作表，请去掉 --sheet。".into(),
        names => format!("没有工作表“{unknown}”，请用这个文件里有的工作表：{}。", names.join("、")),
    }
}

/// A document from the disk.
fn document(path: &Path) -> Result<Document, Sentence> {
    let bytes = read_bounded(path, LARGEST).map_err(|fault| fault.to_string())?;
    read(&bytes).map_err(|why| format!("{why}{}", path.display()))
}

fn say_all(form: &Form, document: &Document, sheet: &Sheet, plan: &ImportPlan) -> Result<(), Sentence> {
    say(&format!("{}年度，共放好{}格，与程序计算一致的{}处。", plan.year, plan.placed.len(), plan.agreed.len()))?;
    say_each(form, document, sheet, plan)
}

/// Every table, every text and where it went, and what found no place.
fn say_each(form: &Form, document: &Document, sheet: &Sheet, plan: &ImportPlan) -> Result<(), Sentence> {
    // Of a table of the form's own words alone there is nothing to say.
    let is_told = |table: &&FoundTable| {
        !table.part.is_empty() || plan.homeless.iter().any(|homeless| homeless.from.block == table.block)
    };
    for table in plan.tables.iter().filter(is_told) {
        let at = Place { block: table.block, spot: None }.words(document);
        let part = if table.part.is_empty() { "没有认出是哪张表".into() } else { format!("是{}", table.part) };
        let project = table.project.map_or_else(String::new, |project| format!("，项目{project}"));
        say(&format!("{at}第{}行起{part}{project}", table.row + 1))?;
    }
    for placed in &plan.placed {
        let from = placed.from.words(document);
        let doubts = placed.doubts.concat();
        let text = placed.text.replace('\n', "\\n");
        say(&format!("{}\t{}\t{text}\t{from}\t{doubts}", placed.at, sheet.words(form, &placed.at)))?;
    }
    // What has one reason is told once, with all it is about.
    for same in plan.homeless.chunk_by(|one, other| one.why == other.why) {
        let (Some(first), texts) = (same.first(), same.iter().map(quoted).collect::<Vec<_>>()) else { continue };
        let from = first.from.words(document);
        let from = if same.len() > 1 { format!("{from}起{}处", same.len()) } else { from };
        say(&format!("没有找到位置\t{from}\t{}\t{}", texts.join("｜"), first.why))?;
    }
    plan.remarks.iter().try_for_each(|remark| say(remark))
}

fn quoted(homeless: &Homeless) -> String {
    homeless.text.replace('\n', "\\n")
}

fn placed_shape(form: &Form, document: &Document, sheet: &Sheet, placed: &Placed) -> Json {
    json!({
        "at": placed.at.to_string(), "words": sheet.words(form, &placed.at), "text": placed.text,
        "from": placed.from.words(document), "sure": placed.is_sure(), "doubts": placed.doubts,
        "printed": placed.printed.as_ref().map(|printed| &printed.text),
    })
}

fn shape(form: &Form, document: &Document, sheet: &Sheet, plan: &ImportPlan, kept: &[&Placed]) -> Json {
    let placed = |placed: &Placed| placed_shape(form, document, sheet, placed);
    let table = |table: &crate::intake::FoundTable| {
        let at = Place { block: table.block, spot: None }.words(document);
        json!({"table": at, "row": table.row + 1, "part": table.part, "project": table.project})
    };
    let homeless = |homeless: &crate::intake::Homeless| json!({"from": homeless.from.words(document), "text": homeless.text, "why": homeless.why});
    json!({
        "year": plan.year,
        "own": plan.rows.is_some(),
        "tables": plan.tables.iter().map(table).collect::<Vec<_>>(),
        "placed": plan.placed.iter().map(placed).collect::<Vec<_>>(),
        "agreed": plan.agreed.iter().map(placed).collect::<Vec<_>>(),
        "homeless": plan.homeless.iter().map(homeless).collect::<Vec<_>>(),
        "kept": kept.iter().map(|kept| placed(kept)).collect::<Vec<_>>(),
        "remarks": plan.remarks,
    })
}
