//! 基础数据表: staff, public expenses, projects, procurement, buildings, last year's accounts.

pub mod activities;
pub mod basic;
pub mod buildings;
pub mod last_year;
pub mod over;
pub mod spending;
