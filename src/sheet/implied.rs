//! What the form never states but its figures imply. Each is none where a figure it rests on is not stated.

use super::Sheet;
use crate::form::{ColumnRole, Role};
use crate::value::{Money, Rate};

/// What the form never states.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImpliedFigures {
    /// 预算调整: 全年预算 less 年初预算.
    pub adjustment: Option<Money>,
    /// 预算调整率, of 年初预算.
    pub adjustment_rate: Option<Rate>,
    /// 年初基本支出预算: 年初预算 less the projects' part of it.
    pub initial_basic: Option<Money>,
    /// 基本支出预算调整: 全年基本支出 less 年初基本支出.
    pub basic_adjustment: Option<Money>,
    /// Of 年初基本支出.
    pub basic_adjustment_rate: Option<Rate>,
    /// 人员经费: 基本支出 less 公用经费.
    pub staff: Option<Money>,
    /// 年初人员经费: 年初基本支出 less 公用经费预算.
    pub initial_staff: Option<Money>,
    /// 人员经费调整
    pub staff_adjustment: Option<Money>,
    /// 公用经费调整
    pub public_adjustment: Option<Money>,
    /// 项目支出调整, last year's carry-over included: 全年 less 年初.
    pub project_adjustment: Option<Money>,
}

impl ImpliedFigures {
    pub(super) fn of(sheet: &Sheet) -> Self {
        let money = |row, column| sheet.at(row, column).and_then(super::Cell::money);
        let initial = money(Role::Budget, ColumnRole::Initial);
        let full = money(Role::Budget, ColumnRole::Full);
        let basic = money(Role::BasicOutlay, ColumnRole::Amount);
        let projects = money(Role::ProjectOutlay, ColumnRole::Amount);
        let initial_projects = money(Role::ProjectFunds, ColumnRole::Budgeted);
        let public = money(Role::PublicFunds, ColumnRole::Final);
        let initial_public = money(Role::PublicFunds, ColumnRole::Budgeted);

        let adjustment = less(full, initial);
        let initial_basic = less(initial, initial_projects);
        let basic_adjustment = less(basic, initial_basic);
        let staff = less(basic, public);
        let initial_staff = less(initial_basic, initial_public);
        Self {
            adjustment,
            adjustment_rate: share(adjustment, initial),
            initial_basic,
            basic_adjustment,
            basic_adjustment_rate: share(basic_adjustment, initial_basic),
            staff,
            initial_staff,
            staff_adjustment: less(staff, initial_staff),
            public_adjustment: less(public, initial_public),
            project_adjustment: less(projects, initial_projects),
        }
    }
}

fn less(from: Option<Money>, less: Option<Money>) -> Option<Money> {
    Some(from? - less?)
}

fn share(part: Option<Money>, whole: Option<Money>) -> Option<Rate> {
    part?.share_of(whole?)
}
