//! What differs between macOS, Windows and Linux in the window: the names of system parts. Shortcuts that differ are in
//! the table of commands.

use eframe::egui::{Context, os::OperatingSystem};

/// The desktop that the window runs on. egui detects it, and tests choose it with [`Context::set_os`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Desktop {
    /// macOS.
    Mac,
    /// Windows.
    Windows,
    /// Linux and other Unix desktops.
    Linux,
}

impl Desktop {
    /// The desktop that this program was built for.
    #[must_use]
    pub const fn here() -> Self {
        Self::on(OperatingSystem::from_target_os())
    }

    /// The desktop of this window.
    pub(crate) fn of(ctx: &Context) -> Self {
        Self::on(ctx.os())
    }

    const fn on(system: OperatingSystem) -> Self {
        match system {
            OperatingSystem::Mac | OperatingSystem::IOS => Self::Mac,
            OperatingSystem::Windows => Self::Windows,
            OperatingSystem::Nix | OperatingSystem::Android | OperatingSystem::Unknown => Self::Linux,
        }
    }

    /// The system for messages that depend on it, as the argument `$system`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Mac => "mac",
            Self::Windows => "windows",
            Self::Linux => "linux",
        }
    }

    /// Where the system stores passwords. Sentences whose grammar needs another form choose by [`Desktop::word`].
    pub(crate) fn keyring(self) -> String {
        localization::message(match self {
            Self::Mac => "commands-keyring-mac",
            Self::Windows => "commands-keyring-windows",
            Self::Linux => "commands-keyring-linux",
        })
    }
}
