//! 审核 by keys and buttons: from finding to finding, the words that one is about, all of it at a look.

use crate::app::App;
use crate::app::action::{Listed, SideAction};
use crate::app::dialog::outstanding::OutstandingList;
use eframe::egui::Context;

impl App {
    /// What is new of the cell one is in is not shown yet, and what in its text looks wrong is.
    pub(crate) fn attend(&mut self) {
        if let Some(open) = &mut self.open {
            let current = self.editor.current();
            open.desk.attend(current);
            self.side.cited.look(&open.desk, current);
        }
    }

    pub(crate) fn side_action(&mut self, action: SideAction) {
        match action {
            SideAction::List(listed) => self.listed = listed,
            SideAction::Select(at, words) => {
                if self.editor.current() == Some(&at) {
                    self.editor.select_words(&words);
                }
            }
        }
    }

    /// To the next finding that is listed, or to the one before. The list is shown for it.
    pub(crate) fn step_finding(&mut self, ctx: &Context, forward: bool) {
        let tab = self.view.tab();
        let Some(open) = &self.open else { return };
        (self.listed, self.side_wish) = (Listed::Findings, Some(true));
        (self.comparison.on, self.difference.on) = (false, false);
        for action in self.side.findings.step(&open.desk, tab, forward) {
            self.act(ctx, action);
        }
    }

    /// 核对全部: all that is outstanding, also in the cell and row one is still in.
    pub(crate) fn check_all(&mut self) {
        if let Some(open) = &mut self.open {
            open.desk.settle();
        }
        self.show_of(|desk| Box::new(OutstandingList::of(desk, "核对全部")));
    }
}
