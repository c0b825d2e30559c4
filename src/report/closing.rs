//! 定稿: a report is finished, and may be taken up again; both are kept on record.

use crate::value::Text;
use serde::{Deserialize, Serialize};

/// One entry of the record. The last one says how things stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Closing {
    /// 定稿: nothing can be changed from here on.
    Finished {
        /// The day, as 2024-03-15.
        on: Text,
        /// The 校验码 it then had.
        code: Text,
    },
    /// 取消定稿
    Lifted {
        /// The day, as 2024-03-15.
        on: Text,
        /// Why, in the clerk's words.
        why: Text,
    },
}
