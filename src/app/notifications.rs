//! Desktop notifications, sent on threads of their own: a notification service may be slow, or there may be none.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use eframe::egui::Context;
use notify_rust::{Notification, NotificationHandle};
use parking_lot::Mutex;

use super::incoming::show_window;
use localization::text;
use que_sdk::text::is_unprintable;

/// The program's name and icon name in desktop files.
const PROGRAM: &str = "que-uploader";

/// How many notifications may wait for an answer. A service that never answers keeps no more threads than this, and one that
/// shows the later ones.
const MAX_WAITING: usize = 4;

/// The longest headline and the longest text, in characters.
const LENGTHS: (usize, usize) = (120, 400);

/// What a notification says, as it is shown.
#[derive(Debug)]
struct Message {
    headline: String,
    text: String,
    open: String,
}

/// Shows desktop notifications.
#[derive(Debug, Default)]
pub(super) struct Notifications {
    waiting: Arc<AtomicUsize>,
    later: Arc<Mutex<Later>>,
}

/// The notifications beyond those that wait: each replaces the newest that is shown.
#[derive(Debug, Default)]
struct Later {
    /// The one that waits for a click, if the service has numbered it.
    newest: Option<u32>,
    /// The last one that is not shown yet: nobody needs those before it.
    next: Option<Message>,
    /// Whether a thread shows them.
    is_running: bool,
}

impl Notifications {
    /// Shows a notification. A click on it brings the window to the front. Never blocks. Without a notification service,
    /// only a line in the log says so.
    pub(super) fn show(&self, ctx: &Context, headline: &str, text: &str) {
        let message = Message {
            headline: plain(headline, LENGTHS.0),
            text: plain(text, LENGTHS.1),
            // The thread speaks no language but English.
            open: text!("notices-notification-open"),
        };
        if self.waiting.fetch_add(1, Ordering::SeqCst) >= MAX_WAITING {
            self.waiting.fetch_sub(1, Ordering::SeqCst);
            self.replace(message);
            return;
        }
        let (waiting, later, ctx) = (Arc::clone(&self.waiting), Arc::clone(&self.later), ctx.clone());
        let started = spawn(move || {
            log(send(&message, &later, || show_window(&ctx)));
            waiting.fetch_sub(1, Ordering::SeqCst);
        });
        if !started {
            self.waiting.fetch_sub(1, Ordering::SeqCst);
        }
    }

    /// Shows it in place of the newest, whose thread still waits for the click.
    fn replace(&self, message: Message) {
        let mut later = self.later.lock();
        later.next = Some(message);
        if later.is_running {
            return;
        }
        let shared = Arc::clone(&self.later);
        later.is_running = spawn(move || {
            loop {
                let (message, newest) = {
                    let mut later = shared.lock();
                    let Some(message) = later.next.take() else {
                        later.is_running = false;
                        return;
                    };
                    (message, later.newest)
                };
                log(shown(&message, newest).map(drop));
            }
        });
    }
}

/// Whether the thread was started.
fn spawn(work: impl FnOnce() + Send + 'static) -> bool {
    let started = thread::Builder::new().name("notification".to_owned()).spawn(work);
    if let Err(error) = &started {
        tracing::info!("no desktop notification: {error}");
    }
    started.is_ok()
}

fn log(shown: notify_rust::error::Result<()>) {
    if let Err(error) = shown {
        tracing::info!("no desktop notification: {error}");
    }
}

/// As this system's service shows it, with a button where it has one.
fn notification(message: &Message) -> Notification {
    let mut notification = Notification::new();
    notification
        .appname("Que Uploader")
        .icon(PROGRAM)
        .summary(&message.headline)
        .body(&for_service(&message.text));
    // Without an entry in the start menu, as after unpacking the zip, Windows shows none.
    #[cfg(windows)]
    notification.app_id(super::start::APP_ID);
    #[cfg(target_os = "linux")]
    notification
        .hint(notify_rust::Hint::DesktopEntry(desktop_entry()))
        .action("default", &message.open);
    #[cfg(not(target_os = "linux"))]
    let _ = &message.open;
    notification
}

/// Shows it, in place of the one with this number if there is one.
fn shown(message: &Message, replaces: Option<u32>) -> notify_rust::error::Result<NotificationHandle> {
    #[cfg(target_os = "macos")]
    come_from_the_app()?;
    let mut notification = notification(message);
    if let Some(id) = replaces {
        notification.id(id);
    }
    notification.show()
}

/// Shows it and waits until it is closed. Calls `clicked` if the user clicks it, or its button where it has one.
fn send(message: &Message, later: &Mutex<Later>, clicked: impl FnOnce()) -> notify_rust::error::Result<()> {
    let shown = shown(message, None)?;
    #[cfg(target_os = "linux")]
    {
        let id = shown.id();
        later.lock().newest = Some(id);
        shown.wait_for_action(|action| {
            if action == "default" {
                clicked();
            }
        });
        let mut later = later.lock();
        if later.newest == Some(id) {
            later.newest = None;
        }
    }
    #[cfg(not(target_os = "linux"))]
    let _ = later;
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
