//! What the PC's clock says.

use chrono::{DateTime, Local};
use std::time::SystemTime;

/// Now, here. Also where a dead battery has set the clock before 1970, of which `Local::now` dies.
#[must_use]
pub fn now() -> DateTime<Local> {
    SystemTime::now().into()
}
