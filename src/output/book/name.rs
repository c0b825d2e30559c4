//! What sheets are called, and cells.

use crate::form::CellId;
use crate::value::Text;
use std::collections::BTreeSet;

/// Excel's limit, in UTF-16 units.
const LONGEST: usize = 31;

/// A name for each sheet as Excel takes it: no sign it refuses, not too long, none twice.
pub(super) fn names(wanted: impl Iterator<Item = String>) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let mut name = |wanted: String| {
        let plain = plain(&wanted);
        let numbered = (2..).map(|n| format!("-{n}")).map(|end| cut(&plain, LONGEST - end.len()) + &end);
        let free = std::iter::once(cut(&plain, LONGEST)).chain(numbered).find(|name| taken.insert(name.to_lowercase()));
        free.unwrap_or_default()
    };
    wanted.map(&mut name).collect()
}

fn plain(wanted: &str) -> String {
    let refused = |c: char| c.is_control() || "[]:*?/\\".contains(c);
    let plain: String = wanted.chars().map(|c| if refused(c) { ' ' } else { c }).collect();
    let plain = plain.trim_matches(|c: char| c == '\'' || c.is_whitespace());
    // Excel keeps this one name for itself.
    if plain.is_empty() || plain.eq_ignore_ascii_case("history") { format!("表{plain}") } else { plain.into() }
}

fn cut(text: &str, longest: usize) -> String {
    let mut length = 0;
    let fits = |c: &char| {
        length += c.len_utf16();
        length <= longest
    };
    text.chars().take_while(fits).collect::<String>().trim_end_matches(['\'', ' ']).into()
}

/// Those of the names that Excel takes, each once: letters and figures, and no address.
pub(super) fn defined(names: &[(Text, CellId)]) -> impl Iterator<Item = (&str, &CellId)> {
    let mut taken = BTreeSet::new();
    let fits = |name: &str| {
        let begins = name.chars().next().is_some_and(char::is_alphabetic);
        begins && !name.is_ascii() && name.chars().all(char::is_alphanumeric) && name.chars().count() <= LONGEST
    };
    let all = names.iter().map(|(name, at)| (name.as_str(), at));
    all.filter(move |(name, _)| fits(name) && taken.insert(name.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_called_as_excel_takes_it() {
        let at = CellId::parse("a/b").unwrap_or_default();
        let names = ["全年预算数", "三公经费", "全年预算数", "R1C1", "A1", "2023年数", "预算（万元）", "a b"];
        let names = names.map(|name| (Text::from(name), at.clone()));
        assert_eq!(defined(&names).map(|(name, _)| name).collect::<Vec<_>>(), ["全年预算数", "三公经费"]);
    }

    #[test]
    fn names_are_such_as_excel_takes() {
        let wanted =
            ["附件4-1", "附件4-1", "a/b:c*", "A B C", "'x'", "[]", "History", &"长".repeat(40), &"长".repeat(40)];
        let wanted = wanted.map(String::from);
        let names = super::names(wanted.into_iter());
        let long = "长".repeat(31);
        let second = "长".repeat(29) + "-2";
        assert_eq!(names, ["附件4-1", "附件4-1-2", "a b c", "A B C-2", "x", "表", "表History", &long, &second]);
    }
}
