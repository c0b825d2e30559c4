//! What the report's texts say, beside the tables: amounts, goals, one fact with two numbers, staff, years, problems, the unit's name.

pub mod amounts;
pub mod goal_texts;
pub mod goals;
pub mod named_amounts;
pub mod problems;
pub mod projects;
pub mod staff;
pub mod two_numbers;
pub mod unit_name;
pub mod years;
