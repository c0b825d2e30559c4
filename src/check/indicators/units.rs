//! 计量单位: the same in name, target and result, and fit for the kind of indicator.

use crate::check::authority::Authority;
use crate::check::context::Context;
use crate::check::finding::Finding;
use crate::check::finding::Severity::{Doubt, Note};
use crate::check::indicator::{IndicatorRow, ScoredGrid};
use crate::check::rule::{Found, Rule};
use crate::form::{CellId, ColumnRole, Role};
use crate::sheet::Cell;
use crate::value::{Aim, Sense, Target, is_digit, quantities, read_target, yuan_in};
use rust_decimal::Decimal;

/// What is counted, as a unit.
#[rustfmt::skip]
const COUNTS: [&str; 72] = [
    "次", "场", "场次", "期", "批", "批次", "人", "人次", "名", "位", "家", "户", "户次", "家次", "个", "件", "份",
    "篇", "条", "项", "套", "台", "所", "处", "座", "辆", "本", "册", "张", "起", "例", "宗", "棵", "株",
    "头", "只", "匹", "羽", "尾", "间", "口", "眼", "栋", "幢", "块", "片", "根", "支", "枚", "粒", "盏", "艘", "架", "组", "对", "床", "箱",
    "袋", "瓶", "盒", "车次", "班", "集", "课时", "学时", "万人", "万人次", "万株", "万头", "万羽", "台套", "台（套）",
];
/// What is measured, as a unit.
#[rustfmt::skip]
const MEASURES: [&str; 45] = [
    "%", "‰", "分", "天", "日", "小时", "分钟", "工作日", "个工作日", "个月", "月", "年", "周",
    "米", "厘米", "毫米", "公里", "千米", "km", "m", "平方米", "㎡", "平方公里", "立方米", "立方", "m³", "万立方米", "方", "亩", "万亩", "公顷",
    "公斤", "千克", "克", "吨", "万吨", "斤", "升", "千瓦", "千瓦时", "兆瓦", "度", "延米", "元/人", "元/亩",
];
/// Units that count the same things.
const ALIKE: [&[&str]; 10] = [
    &["人", "名", "位", "人次"],
    &["次", "场", "场次", "期"],
    &["家", "个", "户", "项", "件", "处", "所", "套", "台", "座", "条"],
    &["天", "日"],
    &["㎡", "平方米", "平米", "平方", "m²", "m2"],
    &["公里", "千米", "km"],
    &["公斤", "千克", "kg"],
    &["立方米", "立方", "方", "m³", "m3"],
    &["工作日", "个工作日"],
    &["万", "万元"],
];

/// A quantitative indicator's units: in its name, its target and its result, empty where none is written.
struct Units<'a> {
    row: IndicatorRow<'a>,
    named: &'a str,
    target: (&'a Cell, &'a Target),
    result: Option<(&'a Cell, &'a Target)>,
}

impl<'a> Units<'a> {
    fn of(row: IndicatorRow<'a>) -> Option<Self> {
        let number = |column| row.target(column).filter(|(_, value)| value.number().is_some());
        let target = number(ColumnRole::Target)?;
        // 24小时预报准确率 is a share, and hours only say of what.
        let counted = || if matches!(target.1.unit(), "%" | "‰") { "" } else { unit_of_number(row.name()) };
        Some(Self {
            named: Some(unit_of_name(row.name())).filter(|unit| !unit.is_empty()).unwrap_or_else(counted),
            target,
            result: number(ColumnRole::Actual),
            row,
        })
    }
}

pub static UNIT_DIFFERS: Rule = Rule {
    id: "unit-differs",
    number: "Q02",
    severity: Doubt,
    title: "指标名称、指标值和完成值的计量单位不一致，或没有写",
    basis: "指标值和完成值应写明计量单位，并且一致",
    authority: Authority::Practice,
    run: unit_differs,
};

/// Q02. Name, target and result speak of different units, or none of them of any.
///
/// Nought has no unit, and weights that stand for targets are another rule's.
fn unit_differs(context: &Context, found: &mut Found) {
    let misplaced: Vec<&CellId> = context
        .grids
        .iter()
        .flat_map(ScoredGrid::weights_for_targets)
        .filter_map(|row| row.cell(ColumnRole::Target))
        .map(|cell| &cell.at)
        .collect();
    for Units { row, named, target: (cell, target), result } in context.indicators().filter_map(Units::of) {
        let (name, aimed, text) = (row.name(), target.unit(), row.aimed());
        let done = result.map_or("", |(_, actual)| actual.unit());
        let Some(unit) = [aimed, named, done].into_iter().find(|unit| !unit.is_empty()) else {
            if misplaced.contains(&&cell.at) || target.number().is_some_and(|number| number.is_zero()) {
                continue;
            }
            let says = format!("“{name}”的指标值“{text}”没有写计量单位，完成值和名称里也没有，请写上单位。");
            found.say(&row.cell(ColumnRole::Unit).unwrap_or(cell).at, &[], says);
            continue;
        };
        if !aimed.is_empty() && !named.is_empty() && !is_same(aimed, named) {
            let says = format!("“{name}”名称里的单位是“{named}”，指标值“{text}”的单位是“{aimed}”，请改成一致。");
            found.say(&cell.at, &[], says);
        } else if let Some((of, _)) = result.filter(|_| !done.is_empty() && !is_same(unit, done)) {
            let reached = of.text.trim();
            let says =
                format!("“{name}”的指标值是“{text}”，单位是“{unit}”，完成值“{reached}”的单位是“{done}”，请改成一致。");
            found.say(&of.at, &[&cell.at], says);
        }
    }
}

pub static UNIT_LEFT_OUT: Rule = Rule {
    id: "unit-left-out",
    number: "Q02",
    severity: Note,
    title: "指标值和完成值只有一处带计量单位",
    basis: "指标值和完成值应写明计量单位，并且一致",
    authority: Authority::Practice,
    run: unit_left_out,
};

/// Q02. Only one of target and result has its unit; it can be written behind the other number.
fn unit_left_out(context: &Context, found: &mut Found) {
    for Units { row, target, result, .. } in context.indicators().filter_map(Units::of) {
        let Some(result) = result else { continue };
        let sides = [(target, "指标值", result, "完成值"), (result, "完成值", target, "指标值")];
        for ((with, value), one, (without, bare), other) in sides {
            let unit = value.unit();
            // A unit in a column of its own is that of target and result.
            if unit.is_empty() || !bare.unit().is_empty() || row.cell(ColumnRole::Unit).is_some() {
                continue;
            }
            let (had, lacking) = (with.text.trim(), without.text.trim());
            let says = format!("“{}”的{one}“{had}”带单位，{other}“{lacking}”没有带，请写上“{unit}”。", row.name());
            found.say(&without.at, &[&with.at], says).mend_unit(without, bare, unit);
        }
    }
}

impl Finding {
    /// Offers to write the unit behind the number, where that says the same number.
    fn mend_unit(&mut self, cell: &Cell, value: &Target, unit: &str) {
        let mended = format!("{}{unit}", cell.text.trim());
        let number = value.number().unwrap_or_default();
        // 0.97 against 95% is a share: 97%.
        let share = unit == "%" && number > Decimal::ZERO && number <= Decimal::ONE;
        let same =
            read_target(&mended).value().is_some_and(|read| read.unit() == unit && read.number() == Some(number));
        if same && !share {
            self.mend_by_writing(&cell.at, &mended);
        }
    }
}

pub static INDICATOR_KIND_MISMATCH: Rule = Rule {
    id: "indicator-kind-mismatch",
    number: "Q06",
    severity: Doubt,
    title: "质量指标、时效指标里填的是数量",
    basis: "质量指标反映做得怎样，时效指标反映是否按时",
    authority: Authority::Practice,
    run: indicator_kind_mismatch,
};

/// Q06. A count where quality or timeliness is asked for.
fn indicator_kind_mismatch(context: &Context, found: &mut Found) {
    for row in context.indicators() {
        let fault = match row.kind.role {
            Some(Role::Quality) => {
                counted(&row).map(|unit| format!("以“{unit}”计数，反映的是数量；质量指标请用合格率、达标率一类"))
            }
            Some(Role::Timeliness) => {
                (!is_about_time(&row)).then(|| "没有时限，也没有及时率；时效指标请写完成时间或及时率".to_string())
            }
            _ => None,
        };
        let (Some(fault), Some(name), Some(target)) = (fault, row.cell(ColumnRole::Name), row.cell(ColumnRole::Target))
        else {
            continue;
        };
        if !name.is_blank() && target.is_stated() {
            let label = &row.kind.label;
            let says =
                format!("{label}“{}”（指标值{}）{fault}，这一行请改列数量指标或换一个指标。", row.name(), row.aimed());
            found.say(&name.at, &[&target.at], says);
        }
    }
}

pub static QUANTITY_IS_NO_COUNT: Rule = Rule {
    id: "quantity-is-no-count",
    number: "Q28",
    severity: Doubt,
    title: "数量指标填的是金额或完成率",
    basis: "数量指标填数量，金额列成本指标，完成率列质量或时效指标",
    authority: Authority::Form,
    run: quantity_is_no_count,
};

/// Q28. Money or 完成率 as a quantity, where the form forbids that.
fn quantity_is_no_count(context: &Context, found: &mut Found) {
    if !context.form.limits.counts_only {
        return;
    }
    for row in context.indicators().filter(|row| row.kind.role == Some(Role::Quantity)) {
        let (Some(name), Some((_, target))) = (row.cell(ColumnRole::Name), row.target(ColumnRole::Target)) else {
            continue;
        };
        let own = row.line.unit(ColumnRole::Target);
        let unit = if own.is_empty() { unit_of_name(row.name()) } else { own };
        let (what, elsewhere) = if unit.ends_with('元') && yuan_in(unit).is_some() {
            ("金额", "成本指标")
        } else if matches!(unit, "%" | "‰") && row.name().contains("完成率") {
            ("完成率", "质量或时效指标")
        } else {
            continue;
        };
        if target.number().is_some() {
            let (label, aimed) = (&row.kind.label, row.aimed());
            let says = format!("{label}“{}”（指标值{aimed}）是{what}，请换成数量，或改列{elsewhere}。", row.name());
            found.say(&name.at, &[], says);
        }
    }
}

/// The unit an indicator counts in, unless fewer is better: faults and complaints are a matter of quality.
pub fn counted<'a>(row: &IndicatorRow<'a>) -> Option<&'a str> {
    let (_, target) = row.target(ColumnRole::Target)?;
    target.number()?;
    let unit = if target.unit().is_empty() { unit_of_name(row.name()) } else { target.unit() };
    (COUNTS.contains(&unit) && !row.indicator.sense.is_some_and(Sense::is_reverse)).then_some(unit)
}

/// Words that speak of time.
const OF_TIME: [&str; 14] =
    ["及时", "按时", "按期", "准时", "时间", "时限", "时效", "期限", "计划", "进度", "率", "全天", "年底", "当年"];
/// Units of time and of rates.
const TIMES: [&str; 12] = ["%", "‰", "天", "日", "小时", "分钟", "工作日", "个工作日", "个月", "月", "年", "周"];

fn is_about_time(row: &IndicatorRow) -> bool {
    let spoken =
        |column| row.cell(column).is_some_and(|cell: &Cell| OF_TIME.iter().any(|word| cell.text.contains(word)));
    let by_value = |column| {
        row.target(column).is_some_and(|(_, value)| match &value.aim {
            Aim::By(_) => true,
            Aim::Amount { unit, .. } => TIMES.contains(&unit.as_str()),
            Aim::Quality(_) => false,
        })
    };
    let columns = [ColumnRole::Target, ColumnRole::Actual];
    spoken(ColumnRole::Name)
        || TIMES.contains(&unit_of_name(row.name()))
        || columns.into_iter().any(|c| spoken(c) || by_value(c))
}

/// 次 of 学习培训（次）, and 平方米 of 场地硬化（≥100平方米）; empty where the name ends with no known unit.
pub fn unit_of_name(name: &str) -> &str {
    let inner = name.trim().strip_suffix(['）', ')']).and_then(|head| Some(head.rsplit_once(['（', '('])?.1.trim()));
    let inner = inner.map(|inner| inner.trim_start_matches(|c: char| "≥≤><=＞＜.*×".contains(c) || is_digit(c)).trim());
    let inner =
        inner.map(|inner| inner.strip_prefix("单位").map_or(inner, |unit| unit.trim_start_matches(['：', ':', ' '])));
    inner.filter(|unit| COUNTS.contains(unit) || MEASURES.contains(unit) || yuan_in(unit).is_some()).unwrap_or_default()
}

/// 公里 of 道路32.1公里.
fn unit_of_number(name: &str) -> &str {
    quantities(name).next().filter(|told| !told.is_money() && told.unit != "%").map_or("", |told| told.unit)
}

/// The same unit, one that converts into it, or one with a remark behind it (360天服务读者).
fn is_same(one: &str, other: &str) -> bool {
    let both = |known: &dyn Fn(&str) -> bool| known(one) && known(other);
    let remark = |long: &str, short: &str| {
        long.strip_prefix(short).is_some_and(|rest| rest.chars().count() > 1 && !rest.starts_with('/'))
    };
    one == other
        || both(&|unit| yuan_in(unit).is_some())
        || both(&|unit| matches!(unit, "%" | "‰"))
        || ALIKE.iter().any(|alike| both(&|unit| alike.contains(&unit)))
        || remark(one, other)
        || remark(other, one)
}
