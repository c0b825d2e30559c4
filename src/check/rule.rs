//! What a rule is, and all of them in order.

use super::{
    Found, Look, Severity, activities, amounts, base, blanks, budget, buildings, decimals, front, goals, indicators,
    last_year, leftover, points, quoted, scale, spending, spread, survey, text, totals, units, unread, weights,
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
    let families: [&'static [Rule]; 23] = [
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
        &unread::RULES,
        &quoted::RULES,
        &leftover::RULES,
        &goals::RULES,
        &amounts::RULES,
        &text::RULES,
        &front::RULES,
    ];
    families.into_iter().flatten()
}
