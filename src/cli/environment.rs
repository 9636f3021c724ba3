//! Treats empty environment variables as unset.
//!
//! Scripts, containers and services often set variables to an empty value, as in `QUE_API_URL= que-uploader`. Libraries take
//! that as a value: an empty `HTTPS_PROXY` hides `https_proxy`, and an empty `SSL_CERT_FILE` replaces the system's
//! certificates. A program can't safely change its own environment, but it can start again without these variables.

/// Variables that this program and its libraries read. Not `TZ`: an empty one means UTC.
#[cfg(unix)]
const READ: &[&str] = &[
    "QUE_API_KEY",
    "QUE_API_KEY_AUTH",
    "QUE_API_URL",
    "QUE_UPLOADER_DATA_DIR",
    "QUE_UPLOADER_TRUST_LISTS_URL",
    "ALL_PROXY",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "NO_PROXY",
    "all_proxy",
    "http_proxy",
    "https_proxy",
    "no_proxy",
    "SSL_CERT_DIR",
    "SSL_CERT_FILE",
    "HOME",
    "TMPDIR",
    "XDG_CACHE_HOME",
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
    "XDG_RUNTIME_DIR",
    "DBUS_SESSION_BUS_ADDRESS",
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "WAYLAND_SOCKET",
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "COLORTERM",
    "NO_COLOR",
    "TERM",
];

/// Executes this program again, in the same process, without its empty variables. Returns if there are none, or on failure.
/// Windows has no empty variables.
pub(super) fn drop_empty() {
    #[cfg(unix)]
    {
        use std::{env, os::unix::process::CommandExt as _, process::Command};

        let is_empty = |name: &&&str| env::var_os(name).is_some_and(|value| value.is_empty());
        let empty: Vec<_> = READ.iter().filter(is_empty).collect();
        if empty.is_empty() {
            return;
        }
        let Ok(program) = env::current_exe() else { return };
        let mut command = Command::new(program);
        let mut arguments = env::args_os();
        if let Some(name) = arguments.next() {
            command.arg0(name);
        }
        command.args(arguments);
        for name in empty {
            command.env_remove(name);
        }
        // Only returns on failure. Then each library handles its empty variables its own way.
        let _ = command.exec();
    }
}
