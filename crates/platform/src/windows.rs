//! Windows.

#![expect(
    unsafe_code,
    reason = "windows-sys declares the system's functions as they are, and no crate wraps these"
)]

pub(super) mod app_id;
pub(super) mod console;
pub(super) mod launcher;
pub(super) mod region;
pub(super) mod session;
pub(super) mod taskbar;
