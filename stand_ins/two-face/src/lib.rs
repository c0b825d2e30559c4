//! No program text stands on a page: no language of any is known.

pub mod syntax {
    pub fn extra_no_newlines() -> syntect::parsing::SyntaxSet {
        syntect::parsing::SyntaxSet
    }
}
