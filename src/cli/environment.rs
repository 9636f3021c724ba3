//! Variables of the environment that are set to nothing: they count as unset.
//!
//! `QUE_API_URL= que-uploader` is what a script says whose own variable is empty, and containers and services set whole
//! lists of variables so. Libraries that read some of them take an empty one for a value: an empty `HTTPS_PROXY` hides
//! `https_proxy`, and an empty `SSL_CERT_FILE` takes the place of the system's certificates. A program cannot safely change
//! its own environment, but it can begin once more without them.

/// What this program and its libraries read. Not `TZ`: where that is empty, the time is UTC.
#[cfg(unix)]
const READ: &[&str] = &[
    "QUE_API_KEY",
    "QUE_API_KEY_AUTH",
    "QUE_API_URL",
    "QUE_UPLOADER_DATA_DIR",
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

/// Begins this program once more, in the same process, without the variables that are empty. Returns where there are none,
/// and where that cannot be done. Windows has no empty variables.
pub(super) fn leave_out_empty() {
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
        // It comes back only where it failed; then each variable means what its reader takes it for.
        let _ = command.exec();
    }
}
