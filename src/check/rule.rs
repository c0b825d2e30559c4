//! What a rule is, and all of them in order.

use super::{
    Found, Look, Severity, activities, amounts, base, blanks, budget, buildings, decimals, front, goals, indicators,
    language, last_year, leftover, length, naming, points, quoted, scale, slip, spending, spread, staff, story, survey,
    text, totals, units, unread, weights, wording,
};

/// One rule. Its id is never renamed or reused.
pub struct Rule {
    /// The stable id.
    pub id: &'static str,
    /// Its number in the field's catalogue of checks: B budget, D basic data, S points, Q indicators, T texts, F form,
    /// V values.
    pub number: &'static str,
    /// How grave its findings are.
    pub severity: Severity,
    /// What it looks for, in a few words.
    pub title: &'static str,
    /// What it rests on, in the clerk's words.
    pub basis: &'static str,
    /// Looks, and says what it finds.
    pub run: fn(&Look<'_>, &mut Found),
}

/// Every rule, in the order of the screen.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    let families: [&'static [Rule]; 30] = [
        &budget::RULES,
        &scale::RULES,
        &base::RULES,
        &spending::RULES,
        &last_year::RULES,
        &buildings::RULES,
        &blanks::RULES,
        &activities::RULES,
        &decimals::RULES,
        &weights::RULES,
        &spread::RULES,
        &points::RULES,
        &totals::RULES,
        &survey::RULES,
        &indicators::RULES,
        &units::RULES,
        &naming::RULES,
        &wording::RULES,
        &unread::RULES,
        &quoted::RULES,
        &leftover::RULES,
        &goals::RULES,
        &slip::RULES,
        &amounts::RULES,
        &staff::RULES,
        &text::RULES,
        &story::RULES,
        &front::RULES,
        &length::RULES,
        &language::RULES,
    ];
    families.into_iter().flatten()
}
