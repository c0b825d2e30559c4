//! 定稿 and its lifting, and what stands in the way.

use super::Desk;
use super::history::History;
use crate::check::{Blank, Checked, Finding, Severity};
use crate::report::{Edit, Refused};
use chrono::NaiveDate;

/// How many findings are outstanding, by severity, and how many required cells are blank.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outstanding {
    /// 错误
    pub wrong: usize,
    /// 需说明
    pub doubt: usize,
    /// 还没填
    pub blank: usize,
}

impl Outstanding {
    /// Counts those that are.
    #[must_use]
    pub fn of(Checked { findings, blanks, .. }: &Checked) -> Self {
        let mut outstanding = Self::default();
        for finding in findings {
            outstanding.count(finding);
        }
        for blank in blanks {
            outstanding.count_blank(blank);
        }
        outstanding
    }

    pub(super) fn count_blank(&mut self, blank: &Blank) {
        self.blank += usize::from(blank.explained.is_none());
    }

    pub(super) fn count(&mut self, finding: &Finding) {
        match finding.severity {
            Severity::Wrong => self.wrong += usize::from(finding.is_outstanding()),
            Severity::Doubt => self.doubt += usize::from(finding.is_outstanding()),
            Severity::Note => {}
        }
    }
}

/// What stands in the way of 定稿.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bars {
    /// Findings that are outstanding.
    pub outstanding: Outstanding,
    /// Texts that are 待核实.
    pub unconfirmed: usize,
}

impl Bars {
    /// What is outstanding, and what to do about it; only what there is.
    fn says(&self) -> String {
        let (Outstanding { wrong, doubt, blank }, unconfirmed) = (self.outstanding, self.unconfirmed);
        let (mut what, mut how) = (Vec::new(), Vec::new());
        if wrong + doubt > 0 {
            what.push(format!("错误{wrong}条、需说明{doubt}条没有处理"));
            how.push("在审核栏逐条改正或说明");
        }
        if blank > 0 {
            what.push(format!("{blank}格还没填"));
            how.push("把必填的格子填上，确实没有的填“无”或者说明原因");
        }
        if unconfirmed > 0 {
            what.push(format!("{unconfirmed}格待核实"));
            how.push("逐格核对待核实的内容，没有问题的点“已核实”，有变化的改写");
        }
        format!("还不能定稿：{}。请{}。", what.join("，"), how.join("；"))
    }
}

/// Why a report is not finished, or its 定稿 not lifted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Barred {
    /// Something is outstanding.
    #[error("{}", .0.says())]
    Outstanding(Bars),
    /// The report refuses.
    #[error(transparent)]
    Refused(#[from] Refused),
}

impl Desk {
    /// What stands in the way of 定稿.
    #[must_use]
    pub fn bars(&self) -> Bars {
        Bars { outstanding: self.review.outstanding(), unconfirmed: self.unconfirmed(None).len() }
    }

    /// 定稿 on that day: from here on only notes can be added. It cannot be taken back by undo, only lifted, which goes
    /// on record; so no step leads across it.
    ///
    /// # Errors
    /// What stands in the way on that day, with the numbers; that it is final already.
    pub fn finish(&mut self, today: NaiveDate) -> Result<(), Barred> {
        self.may_change()?;
        self.turn_to(today);
        let bars = self.bars();
        // Whatever was found since, a final report is refused as what it is.
        if bars != Bars::default() && !self.report.is_finished() {
            return Err(Barred::Outstanding(bars));
        }
        self.close(&Edit::Finish(today))
    }

    /// 取消定稿 on that day, for a reason that goes on record.
    ///
    /// # Errors
    /// When it is not final or no reason is given.
    pub fn lift(&mut self, today: NaiveDate, why: &str) -> Result<(), Barred> {
        self.turn_to(today);
        self.close(&Edit::Lift { on: today, why: why.into() })
    }

    fn close(&mut self, edit: &Edit) -> Result<(), Barred> {
        self.apply(edit)?;
        self.history = History::default();
        Ok(())
    }
}
