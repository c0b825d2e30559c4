//! What must not grow faster than what it is given: measured, so nothing else runs beside it.

#[path = "../given/mod.rs"]
mod given;

#[path = "../linear.rs"]
mod linear;
