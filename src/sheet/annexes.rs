//! 附件: the list of annexes where the clerk writes none.

use super::Sheet;
use crate::form::{Annex, Form};

impl Sheet {
    /// The list of annexes as they really are, a line an annex: the report itself is the first and is not listed in
    /// itself.
    #[must_use]
    pub fn annexes(&self, form: &Form) -> String {
        let all = form.annexes.iter().enumerate().skip(1).flat_map(|(n, annex)| self.listed(form, n, annex));
        all.collect::<Vec<_>>().join("\n")
    }

    /// The lines of an annex: one, or one for each project.
    fn listed(&self, form: &Form, n: usize, annex: &Annex) -> Vec<String> {
        // 附件2 is listed as 2.
        let number = annex.label.trim_start_matches(|c: char| !c.is_ascii_digit());
        let number = if number.is_empty() { n.to_string() } else { number.into() };
        let title = form.words(&annex.title, self.year);
        let of = |project| format!("{number}-{}.{title}{}", project + 1, self.of_project(project));
        match (annex.each_project, self.projects()) {
            (true, 0) => Vec::new(),
            (true, projects @ 2..) => (0..projects).map(of).collect(),
            _ => vec![format!("{number}.{title}")],
        }
    }
}
