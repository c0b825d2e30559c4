//! `import`: an old Word file or workbook into a new report, with everything said that was found.

use super::answer::{say, say_json};
use super::commands::{known_form, known_year, save_new};
use super::{Ended, Sentence};
use crate::form::Form;
use crate::intake::{Document, ImportPlan, LARGEST, Place, Placed, read, recognise};
use crate::report::{Report, apply};
use crate::sheet::{Sheet, derive};
use crate::store::read_bounded;
use chrono::Datelike as _;
use serde_json::{Value as Json, json};
use std::path::Path;

/// What is asked for.
pub(super) struct ImportWish<'w> {
    pub document: &'w Path,
    pub form: &'w str,
    pub out: &'w Path,
    pub year: Option<i32>,
    /// Only these sheets of a workbook; all, where none is named.
    pub sheets: &'w [String],
    pub json: bool,
}

pub(super) fn import(wish: &ImportWish) -> Result<Ended, Sentence> {
    let ImportWish { document: path, out, year, json, .. } = *wish;
    let known = known_form(wish.form)?;
    let form = &known.form;
    let mut document = document(path)?;
    if !wish.sheets.is_empty() {
        document = document.only(wish.sheets).map_err(|(unknown, names)| no_such_sheet(&unknown, &names))?;
    }
    let otherwise = known_year(year.unwrap_or_else(|| chrono::Local::now().year() - 1))?;
    let plan = recognise(form, &document, otherwise);
    if plan.placed.is_empty() {
        return Err(format!("文件里没有认出{}的任何一格，请确认选对了文件和表样：{}", form.title, path.display()));
    }
    let mut report = Report::new(form, plan.year);
    let edit = plan.edit(form, &report, |_| true);
    apply(form, &mut report, &edit).map_err(|refused| refused.to_string())?;
    save_new(out, &known, &report)?;
    let sheet = derive(form, &report);
    if json {
        return say_json(&shape(form, &document, &sheet, &plan));
    }
    say_all(form, &document, &sheet, &plan)?;
    Ok(Ended::Well)
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
    for table in &plan.tables {
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
    for homeless in &plan.homeless {
        let text = homeless.text.replace('\n', "\\n");
        say(&format!("没有找到位置\t{}\t{text}\t{}", homeless.from.words(document), homeless.why))?;
    }
    plan.remarks.iter().try_for_each(|remark| say(remark))
}

fn shape(form: &Form, document: &Document, sheet: &Sheet, plan: &ImportPlan) -> Json {
    let placed = |placed: &Placed| {
        json!({
            "at": placed.at.to_string(), "words": sheet.words(form, &placed.at), "text": placed.text,
            "from": placed.from.words(document), "sure": placed.is_sure(), "doubts": placed.doubts,
        })
    };
    let table = |table: &crate::intake::FoundTable| {
        let at = Place { block: table.block, spot: None }.words(document);
        json!({"table": at, "row": table.row + 1, "part": table.part, "project": table.project})
    };
    let homeless = |homeless: &crate::intake::Homeless| json!({"from": homeless.from.words(document), "text": homeless.text, "why": homeless.why});
    json!({
        "year": plan.year,
        "tables": plan.tables.iter().map(table).collect::<Vec<_>>(),
        "placed": plan.placed.iter().map(placed).collect::<Vec<_>>(),
        "agreed": plan.agreed.iter().map(placed).collect::<Vec<_>>(),
        "homeless": plan.homeless.iter().map(homeless).collect::<Vec<_>>(),
        "remarks": plan.remarks,
    })
}
