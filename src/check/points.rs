//! stub
use super::Rule;
pub(super) static RULES: [Rule; 0] = [];
