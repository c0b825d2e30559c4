//! No document becomes HTML: the module `html` is empty, no rule is registered, and no element of it is ever made.

use typst_library::foundations::{Content, Module, NativeRuleMap, Scope, StyleChain};
use typst_library::visualize::Color;
use typst_macros::elem;

/// The one element that typst asks about.
#[elem(name = "elem")]
pub struct HtmlElem {
    /// Which it is.
    #[required]
    pub tag: i64,
}

/// What typst asks of an element.
pub mod tag {
    pub fn is_whitespace_collapsing(_: i64) -> bool {
        false
    }

    pub fn should_group_into_pars(_: i64) -> bool {
        false
    }
}

pub fn module() -> Module {
    Module::new("html", Scope::new())
}

pub fn register(_: &mut NativeRuleMap) {}

pub fn html_mathml_body<'a>(_: &'a Content, _: StyleChain<'a>) -> Option<Option<&'a Content>> {
    None
}

pub fn html_span_filled(content: Content, _: Color) -> Content {
    content
}
