//! Desktop notifications, sent on threads of their own: a notification service may be slow, or there may be none.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use eframe::egui::Context;
use notify_rust::Notification;

use super::incoming::show_window;
use localization::text;
use que_sdk::text::is_unprintable;

/// The program's name and icon name in desktop files.
const PROGRAM: &str = "que-uploader";

/// How many notifications may wait for an answer. A service that never answers keeps no more threads than this.
const MAX_WAITING: usize = 4;

/// The longest headline and the longest text, in characters.
const LENGTHS: (usize, usize) = (120, 400);

/// Shows desktop notifications.
#[derive(Debug, Default)]
pub(super) struct Notifications {
    waiting: Arc<AtomicUsize>,
}

impl Notifications {
    /// Shows a notification. A click on it brings the window to the front. Never blocks. Without a notification service,
    /// only a line in the log says so.
    pub(super) fn show(&self, ctx: &Context, headline: &str, text: &str) {
        if self.waiting.fetch_add(1, Ordering::SeqCst) >= MAX_WAITING {
            self.waiting.fetch_sub(1, Ordering::SeqCst);
            tracing::debug!("no notification: {MAX_WAITING} earlier ones have no answer yet");
            return;
        }
        let (waiting, ctx) = (Arc::clone(&self.waiting), ctx.clone());
        let (headline, text) = (plain(headline, LENGTHS.0), plain(text, LENGTHS.1));
        // The thread speaks no language but English.
        let open = text!("notices-notification-open");
        let started = thread::Builder::new().name("notification".to_owned()).spawn(move || {
            if let Err(error) = send(&headline, &text, &open, || show_window(&ctx)) {
                tracing::info!("no desktop notification: {error}");
            }
            waiting.fetch_sub(1, Ordering::SeqCst);
        });
        if let Err(error) = started {
            self.waiting.fetch_sub(1, Ordering::SeqCst);
            tracing::info!("no desktop notification: {error}");
        }
    }
}

/// Shows it and waits until it is closed. Calls `clicked` if the user clicks it, or its button where it has one, named `open`.
fn send(headline: &str, text: &str, open: &str, clicked: impl FnOnce()) -> notify_rust::error::Result<()> {
    let mut notification = Notification::new();
    notification
        .appname("Que Uploader")
        .icon(PROGRAM)
        .summary(headline)
        .body(&for_service(text));
    // Without an entry in the start menu, as after unpacking the zip, Windows shows none.
    #[cfg(windows)]
    notification.app_id(super::start::APP_ID);
    #[cfg(target_os = "linux")]
    notification
        .hint(notify_rust::Hint::DesktopEntry(desktop_entry()))
        .action("default", open);
    #[cfg(not(target_os = "linux"))]
    let _ = open;
    #[cfg(target_os = "macos")]
    come_from_the_app()?;
    let shown = notification.show()?;
    #[cfg(target_os = "linux")]
    shown.wait_for_action(|action| {
        if action == "default" {
            clicked();
        }
    });
    #[cfg(windows)]
    shown.wait_for_response(|response: &notify_rust::NotificationResponse| {
        if *response == notify_rust::NotificationResponse::Default {
            clicked();
        }
    })?;
    // macOS brings the program to the front by itself, and would need its main loop to tell.
    #[cfg(target_os = "macos")]
    {
        drop(shown);
        let _ = clicked;
    }
    Ok(())
}

/// Gives notifications the app's name and icon. macOS knows the app once it was opened or moved to Applications; a program that
/// runs outside of it shows none, rather than one that comes from Finder.
#[cfg(target_os = "macos")]
fn come_from_the_app() -> notify_rust::error::Result<()> {
    static FROM_THE_APP: std::sync::LazyLock<Result<(), String>> = std::sync::LazyLock::new(|| {
        notify_rust::set_application(super::start::APP_ID).map_err(|error| error.to_string())
    });
    let from_the_app = FROM_THE_APP.as_ref();
    from_the_app
        .copied()
        .map_err(|error| notify_rust::error::ErrorKind::Msg(error.clone()).into())
}

/// The name of the desktop file without its extension. Flatpak renames it.
#[cfg(target_os = "linux")]
pub(super) fn desktop_entry() -> String {
    std::env::var("FLATPAK_ID").unwrap_or_else(|_| PROGRAM.to_owned())
}

/// As the notification service expects it: most read a text as markup.
#[cfg(target_os = "linux")]
fn for_service(text: &str) -> String {
    let is_plain = notify_rust::get_capabilities().is_ok_and(|all| !all.iter().any(|one| one == "body-markup"));
    if is_plain { text.to_owned() } else { escaped(text) }
}

#[cfg(not(target_os = "linux"))]
fn for_service(text: &str) -> String {
    text.to_owned()
}

#[cfg(target_os = "linux")]
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A text without characters that nobody sees, at most this long.
fn plain(text: &str, max: usize) -> String {
    let signs = text.chars().filter(|sign| *sign == '\n' || !is_unprintable(*sign));
    let mut plain: String = signs.take(max + 1).collect();
    if let Some((end, _)) = plain.char_indices().nth(max) {
        plain.truncate(end);
        plain.push('…');
    }
    plain
}

// Two attributes: clippy knows tests only by the first.
#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests;
