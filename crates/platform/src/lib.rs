//! Calls to one operating system that have no safe wrapper. On other systems each function does nothing.

// The calls themselves are the only unsafe code, and only Windows has any: see `windows`.
#![cfg_attr(not(windows), forbid(unsafe_code))]

#[cfg(target_os = "linux")]
mod linux;
#[cfg(windows)]
mod windows;

/// Connects standard input, output and error to the console of the program that started this one, if it has one.
///
/// On Windows a program with a window starts without a console, so that a double click opens none. Streams that are
/// redirected stay as they are. Call it before anything is printed.
pub fn attach_console() {
    #[cfg(windows)]
    windows::console::attach();
}

/// Runs the `.exe` with this program's name and arguments, waits until it ends, and returns its exit status. It shares this
/// program's console and standard streams. Console events such as Ctrl+C are left to it.
///
/// # Errors
/// The `.exe` can't be started: the text names it.
#[cfg(windows)]
pub fn run_program_beside() -> std::io::Result<i32> {
    windows::launcher::run()
}

/// A program's icon in the docks and taskbars of Linux desktops that show progress on it: those of KDE, Ubuntu, elementary and
/// others that listen for the signal of [Unity's launcher API].
///
/// [Unity's launcher API]: https://wiki.ubuntu.com/Unity/LauncherAPI
#[cfg(target_os = "linux")]
#[derive(Debug)]
pub struct LauncherEntry(linux::launcher::Entry);

#[cfg(target_os = "linux")]
impl LauncherEntry {
    /// The entry of the program with this desktop file, such as `que-uploader.desktop`.
    #[must_use]
    pub fn of(desktop_file: &str) -> Self {
        Self(linux::launcher::Entry::of(desktop_file))
    }

    /// Shows progress. Never blocks: a thread talks to the session bus. Without a bus, nothing is shown.
    pub fn show(&self, progress: Progress) {
        self.0.show(progress);
    }
}

/// Names this program by the id that the installer gave its entry in the start menu. Windows then groups its windows with that
/// entry, and shows its notifications under that name. Call it before the first window opens. Only on Windows.
///
/// # Errors
/// The system refuses the id.
pub fn set_app_id(id: &str) -> std::io::Result<()> {
    #[cfg(windows)]
    return windows::app_id::set(id);
    #[cfg(not(windows))]
    {
        let _ = id;
        Ok(())
    }
}

/// The tag of the locale by whose rules dates and numbers are to be written, if that is a setting of its own beside the
/// language: `de-CH` with an English Windows.
///
/// Windows' regional format; elsewhere the environment's `LC_TIME`, or what stands for it. `None` if nothing is set, and on
/// macOS, whose language tags have the region already.
#[must_use]
pub fn regional_format() -> Option<String> {
    #[cfg(windows)]
    return windows::region::format();
    #[cfg(target_os = "macos")]
    return None;
    #[cfg(not(any(windows, target_os = "macos")))]
    ["LC_ALL", "LC_TIME", "LANG"]
        .into_iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.is_empty())
        .as_deref()
        .and_then(tag_of_locale)
}

/// The language tag of a POSIX locale: `de-CH` for `de_CH.UTF-8@euro`, and none for `C`.
#[cfg(any(test, not(any(windows, target_os = "macos"))))]
fn tag_of_locale(name: &str) -> Option<String> {
    let name = name.split(['.', '@']).next().unwrap_or_default();
    (!matches!(name, "" | "C" | "POSIX")).then(|| name.replace('_', "-"))
}

/// What the taskbar shows on a window's button. Numbers are thousandths of the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Progress {
    /// Nothing is going on.
    #[default]
    None,
    /// Something is going on, and its end is unknown.
    Unknown,
    /// This much is done.
    Working(u16),
    /// This much is done, and it waits for something.
    Paused(u16),
}

/// A window's button in the taskbar. Only on Windows.
#[cfg(windows)]
#[derive(Debug)]
pub struct TaskbarButton(windows::taskbar::Button);

#[cfg(windows)]
impl TaskbarButton {
    /// The button of a window of this thread, by its handle (`HWND`).
    ///
    /// # Errors
    /// There is no taskbar, as on a Windows without Explorer, or the thread has not called `OleInitialize`, as winit does.
    pub fn of(window: std::num::NonZeroIsize) -> std::io::Result<Self> {
        windows::taskbar::Button::of(window).map(Self)
    }

    /// Shows progress, in the system's color for it.
    pub fn show(&self, progress: Progress) {
        self.0.show(progress);
    }
}

/// Calls `then` when the user signs out or the system shuts down, and delays that for a few seconds so that the program
/// can shut down cleanly. Only on Windows: elsewhere a signal says so.
///
/// Windows tells programs with windows through messages, not through console events. Only the first call counts.
///
/// # Errors
/// The thread that waits for the message can't be started.
pub fn on_session_end(then: impl Fn() + Send + Sync + 'static) -> std::io::Result<()> {
    #[cfg(windows)]
    return windows::session::listen(Box::new(then));
    #[cfg(not(windows))]
    {
        let _ = then;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locales_of_posix_have_language_tags() {
        for (name, tag) in [
            ("de_CH.UTF-8", Some("de-CH")),
            ("en_DK", Some("en-DK")),
            ("sr_RS@latin", Some("sr-RS")),
            ("C.UTF-8", None),
            ("POSIX", None),
        ] {
            assert_eq!(tag_of_locale(name).as_deref(), tag, "{name}");
        }
    }
}
