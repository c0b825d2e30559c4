//! Figures in prose: `【全年预算数】` in a text stands for the cell's present figure.

use super::Sheet;
use crate::form::{CellId, Form};
use crate::value::Text;

/// A figure that sentences can quote, as it stands now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// The name between the brackets.
    pub name: Text,
    /// The cell it is taken from.
    pub at: CellId,
    /// What is put into the sentence, empty while the cell is.
    pub text: Text,
    /// 万元, 分 or nothing, for the sentence's writer.
    pub unit: Text,
}

impl Sheet {
    /// The figures that sentences can quote, in the form's order.
    #[must_use]
    pub fn figures(&self, form: &Form) -> Vec<Quoted> {
        let quoted = |figure: &crate::form::Figure| {
            let at = CellId::parse(&figure.at)?;
            let text = self.cell(&at).map(|cell| cell.text.clone()).unwrap_or_default();
            Some(Quoted { name: figure.name.clone(), at, text, unit: figure.unit.clone() })
        };
        form.figures.iter().filter_map(quoted).collect()
    }
}

/// A text with the figures it quotes put in. Brackets that name no figure, or one still blank, stay as they are.
#[must_use]
pub fn quote(text: &str, figures: &[Quoted]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('【') {
        filled.push_str(before);
        let figure =
            after.split_once('】').and_then(|(name, tail)| Some((figures.iter().find(|f| f.name == name)?, tail)));
        match figure {
            Some((figure, tail)) if !figure.text.is_empty() => {
                filled.push_str(&figure.text);
                rest = tail;
            }
            _ => {
                filled.push('【');
                rest = after;
            }
        }
    }
    filled.push_str(rest);
    filled
}
