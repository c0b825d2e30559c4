//! On Windows the program belongs to the desktop and has no console: its commands speak in the one they were called from.

/// Borrows the caller's console, if there is one.
#[cfg(windows)]
#[allow(unsafe_code, reason = "the system has no safe call for it; this one takes no pointer and fails harmlessly")]
pub(super) fn borrow() {
    use windows_sys::Win32::System::Console::{ATTACH_PARENT_PROCESS, AttachConsole};
    // SAFETY: a number goes in, a flag comes out.
    unsafe { AttachConsole(ATTACH_PARENT_PROCESS) };
}

/// Elsewhere it is there already.
#[cfg(not(windows))]
pub(super) fn borrow() {}
