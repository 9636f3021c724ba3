//! Whether a window's program runs in a sandbox, where paths mean other files.

use std::{fs, path::Path};

use x11rb::{
    protocol::{
        res::{ClientIdMask, ClientIdSpec, ConnectionExt as _},
        xproto::Window,
    },
    rust_connection::RustConnection,
};

/// Whether the program that created this window is known to run in a Flatpak or a Snap.
pub(super) fn is_sandboxed(connection: &RustConnection, window: Window) -> bool {
    process_of(connection, window).is_some_and(|process| {
        let process = Path::new("/proc").join(process.to_string());
        let in_flatpak = process.join("root/.flatpak-info").exists();
        let in_snap = || fs::read_to_string(process.join("attr/current")).is_ok_and(|label| label.starts_with("snap."));
        in_flatpak || in_snap()
    })
}

/// The process that created a window, according to the X server (X-Resource extension): a program can't fake it.
fn process_of(connection: &RustConnection, window: Window) -> Option<u32> {
    let mask = ClientIdMask::LOCAL_CLIENT_PID;
    let asked = connection
        .res_query_client_ids(&[ClientIdSpec { client: window, mask }])
        .ok()?;
    let ids = asked.reply().ok()?.ids;
    let process = ids.iter().find(|id| id.spec.mask.contains(mask))?;
    process.value.first().copied()
}
