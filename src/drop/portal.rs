//! Files of a program in a sandbox (Flatpak, Snap): the paths that it knows are not those of this machine, so it leaves
//! the files with the desktop's portal and hands over a key to them.

use std::{collections::HashMap, path::PathBuf, time::Duration};

use zbus::{blocking::connection, zvariant::Value};

/// How long the portal may take.
pub(super) const PATIENCE: Duration = Duration::from_secs(20);

/// What a drag offers that has such a key.
pub(super) const FORM: &[u8] = b"application/vnd.portal.filetransfer";

/// Asks the portal for the files of a key. Blocks. A key is good for once.
pub(super) fn retrieve(key: &str) -> zbus::Result<Vec<PathBuf>> {
    let bus = connection::Builder::session()?.method_timeout(PATIENCE).build()?;
    let options: HashMap<&str, Value<'_>> = HashMap::new();
    let answer = bus.call_method(
        Some("org.freedesktop.portal.Documents"),
        "/org/freedesktop/portal/documents",
        Some("org.freedesktop.portal.FileTransfer"),
        "RetrieveFiles",
        &(key, options),
    )?;
    let paths: Vec<String> = answer.body().deserialize()?;
    Ok(paths.into_iter().map(PathBuf::from).collect())
}
