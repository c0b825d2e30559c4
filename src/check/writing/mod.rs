//! How the report is written: headings, annexes, dates, length, marks, words, quotations.

pub mod annexes;
pub mod entity;
pub mod front;
pub mod headings;
pub mod language;
pub mod leftover;
pub mod length;
pub mod quotations;
pub mod unread;
