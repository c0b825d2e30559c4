//! `ziping` (绩效自评填报): fill in, check, print and keep the yearly performance self-evaluation of a government unit.
//!
//! The layers, left never importing right:
//! [`value`] ← [`form`] ← [`report`] ← [`sheet`] ← [`carry`] ← [`check`] ← [`desk`] ← `app`. Beside them [`store`] knows
//! forms and reports, [`output`] sheets and checks too, `export` both, [`intake`] forms, reports and sheets, `spool`
//! nothing; `app` knows all, `cli` all but `spool`. ARCHITECTURE.md says why.

/// A check makes some thousand small texts and drops them again; measured, this allocator takes a tenth off the time.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[cfg(feature = "screen")]
pub mod app;
pub mod carry;
pub mod check;
pub mod cli;
pub mod desk;
#[cfg(feature = "print")]
pub mod export;
pub mod form;
pub mod intake;
pub mod output;
pub mod report;
pub mod sheet;
#[cfg(feature = "print")]
pub mod spool;
pub mod store;
pub mod value;
