//! The pages of a form: its tabs, 整表, 一览, 预览打印.

use crate::form::{Form, Opening, Tab};

/// A page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum View {
    Fill(Tab),
    /// 整表: all of the form on one page.
    Whole,
    /// 一览: charts.
    Glance,
    Preview,
}

impl View {
    const ALL: [Self; 8] = [
        Self::Fill(Tab::Unit),
        Self::Fill(Tab::Budget),
        Self::Fill(Tab::Projects),
        Self::Fill(Tab::Indicators),
        Self::Fill(Tab::Report),
        Self::Whole,
        Self::Glance,
        Self::Preview,
    ];

    /// The pages of a form: one without projects, or without a report, has none for them.
    pub fn pages(form: &Form) -> impl Iterator<Item = Self> {
        let has = |tab| form.sections.iter().any(|section| section.tab == tab);
        Self::ALL.into_iter().filter(move |view| view.tab().is_none_or(has))
    }

    /// The clerk's word.
    pub fn words(self) -> &'static str {
        match self {
            Self::Fill(tab) => tab.word(),
            Self::Whole => "整表",
            Self::Glance => "一览",
            Self::Preview => "预览打印",
        }
    }

    /// The chapter of the manual about it.
    pub fn chapter(self) -> &'static str {
        match self {
            Self::Fill(Tab::Report) => "自评报告",
            Self::Preview => "打印和保存",
            _ => "填写",
        }
    }

    /// The tab of the form that it shows, where it shows one.
    pub fn tab(self) -> Option<Tab> {
        match self {
            Self::Fill(tab) => Some(tab),
            Self::Whole | Self::Glance | Self::Preview => None,
        }
    }

    /// Cells are filled in on it.
    pub fn has_cells(self) -> bool {
        !matches!(self, Self::Glance | Self::Preview)
    }

    /// The first of a form's tabs.
    pub fn first(form: &Form) -> Self {
        Self::Fill(form.sections.iter().map(|section| section.tab).min().unwrap_or(Tab::Unit))
    }

    /// With what a form opens.
    pub fn opening(form: &Form) -> Self {
        match form.opening() {
            Opening::Whole => Self::Whole,
            Opening::Tabs => Self::first(form),
        }
    }
}
