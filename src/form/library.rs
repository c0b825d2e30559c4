//! The forms that come with the program. Another place's form is one more file here, or one given by hand.

use super::{Form, FormFault, lint};
use std::sync::Arc;

/// The text of every bundled form.
const SOURCES: &[&str] = &[
    include_str!("../../assets/forms/hunan-lusong-2023.ron"),
    include_str!("../../assets/forms/mof-project-2020.ron"),
    include_str!("../../assets/forms/mof-project-cost-2021.ron"),
    include_str!("../../assets/forms/hubei-project-2020.ron"),
    include_str!("../../assets/forms/sichuan-project-2023.ron"),
    include_str!("../../assets/forms/yunnan-project-2020.ron"),
    include_str!("../../assets/forms/chongqing-whole-2021.ron"),
    include_str!("../../assets/forms/hunan-hengshan-2020.ron"),
];

/// The texts of the bundled forms, in the order they are offered.
pub fn sources() -> impl Iterator<Item = &'static str> {
    SOURCES.iter().copied()
}

/// A form's text, read and linted.
///
/// # Errors
/// The first fault, with its line.
pub fn parse(text: &str) -> Result<Form, FormFault> {
    let (form, faults) = lint::read(text);
    match (form, faults.into_iter().next()) {
        (Some(form), None) => Ok(form),
        (_, Some(fault)) => Err(fault),
        (None, None) => Err(FormFault { line: 1, says: "表样文件是空的。".into() }),
    }
}

/// The bundled form of that name.
#[must_use]
pub fn bundled(id: &str) -> Option<Arc<Form>> {
    sources().filter_map(|text| parse(text).ok()).find(|form| form.id == id).map(Arc::new)
}

/// The text of the bundled form of that name.
#[must_use]
pub fn bundled_text(id: &str) -> Option<&'static str> {
    sources().find(|text| parse(text).is_ok_and(|form| form.id == id))
}
