//! One open report: report, sheet and findings kept in step, with undo.
