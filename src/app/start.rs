//! Opens the window, or explains why it can't.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
};

use eframe::egui::{Context, IconData, Ui, ViewportBuilder, ViewportCommand};

pub use super::display::RequestedDisplay;
use super::{App, renderer};
#[cfg(target_os = "linux")]
use super::{display, libraries};
use crate::ui;
use engine::sentence;

/// Why no window opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WindowError {
    /// No display.
    #[error("the window needs a display, but {0} is not set; `que-uploader upload` works without one")]
    NoDisplay(&'static str),
    /// There is a display, but a library or a graphics driver is missing.
    #[error("could not open a window on this display ({0}); `que-uploader upload` works without one")]
    NotOpened(String),
    /// The window is open, but the program could not start.
    #[error("{0}")]
    NotStarted(String),
}

/// Opens the window and returns when it is closed. Calls `create` once the window is open. Other threads can repaint it
/// through the `Context`, see [`Context::request_repaint`].
///
/// # Errors
/// [`WindowError`] if no window can be opened, or if `create` fails.
pub fn run(
    wanted: RequestedDisplay,
    requests: SystemRequests,
    create: impl FnOnce(&Context) -> Result<App, String>,
) -> Result<(), WindowError> {
    open(wanted, options(), Some(requests), |creation| {
        #[cfg_attr(target_os = "macos", expect(unused_mut, reason = "macOS needs nothing here"))]
        let mut app = create(&creation.egui_ctx)?;
        #[cfg(target_os = "linux")]
        app.drops.replace_winit(creation);
        #[cfg(windows)]
        app.dialogs.stay_above(creation);
        #[cfg(windows)]
        app.taskbar.show_on(creation);
        Ok(Box::new(app))
    })
}

/// Opens a small window that says why the program cannot start, and returns when it is closed.
///
/// # Errors
/// [`WindowError`] if no window can be opened either.
pub fn explain(wanted: RequestedDisplay, headline: &str, hint: &str) -> Result<(), WindowError> {
    let startup_error = StartupError {
        headline: sentence(headline),
        hint: hint.to_owned(),
    };
    open(wanted, small(options()), None, |_| Ok(Box::new(startup_error)))
}

/// The window of a program that cannot start.
struct StartupError {
    headline: String,
    hint: String,
}

impl eframe::App for StartupError {
    fn ui(&mut self, ui: &mut Ui, _: &mut eframe::Frame) {
        if ui::explain(ui, &self.headline, &self.hint) {
            ui.ctx().send_viewport_cmd(ViewportCommand::Close);
        }
    }
}

fn open(
    wanted: RequestedDisplay,
    #[cfg_attr(
        not(target_os = "linux"),
        expect(unused_mut, reason = "there is one kind of display")
    )]
    mut options: eframe::NativeOptions,
    requests: Option<SystemRequests>,
    create: impl FnOnce(&eframe::CreationContext<'_>) -> Result<Box<dyn eframe::App>, String>,
) -> Result<(), WindowError> {
    #[cfg(target_os = "linux")]
    let Some(display) = display::named(wanted, |name| std::env::var_os(name)) else {
        return Err(WindowError::NoDisplay(display::variables(wanted)));
    };
    #[cfg(target_os = "linux")]
    display::force(display, &mut options);
    #[cfg(not(target_os = "linux"))]
    let _ = wanted;
    let Attempt {
        outcome,
        opened,
        refused,
    } = attempt(options, requests, create);
    if let Some(error) = refused {
        return Err(WindowError::NotStarted(error));
    }
    let words = match outcome {
        Ok(Ok(())) => return Ok(()),
        Ok(Err(error)) => error.to_string(),
        // A panic after the window opened is a bug, so let it continue.
        Err(panic) if opened => std::panic::resume_unwind(panic),
        Err(panic) => panic_message(panic.as_ref()),
    };
    // winit and glutin name one library at most, and never say how to get it.
    #[cfg(target_os = "linux")]
    if let Some(missing) = libraries::missing(display) {
        return Err(WindowError::NotOpened(missing));
    }
    Err(WindowError::NotOpened(one_line(&words)))
}

fn panic_message(panic: &(dyn std::any::Any + Send)) -> String {
    panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("a library is missing")
        .to_owned()
}

/// The result of trying to open the window.
struct Attempt {
    /// What eframe returned, or the panic that ended it.
    outcome: std::thread::Result<eframe::Result>,
    /// Whether the window opened.
    opened: bool,
    /// Why `create` failed.
    refused: Option<String>,
}

/// Tries each renderer until the window opens, and returns when the window is closed.
fn attempt(
    options: eframe::NativeOptions,
    mut requests: Option<SystemRequests>,
    create: impl FnOnce(&eframe::CreationContext<'_>) -> Result<Box<dyn eframe::App>, String>,
) -> Attempt {
    let mut attempt = Attempt {
        outcome: Ok(Ok(())),
        opened: false,
        refused: None,
    };
    // winit and glutin panic if a library is missing. Until the window is open, a panic is treated as an error.
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let mut hook = Some(hook);
    let mut create = Some(create);
    for options in renderer::each(options) {
        let (opened, refused) = (&mut attempt.opened, &mut attempt.refused);
        attempt.outcome = catch_unwind(AssertUnwindSafe(|| {
            run_native(
                options,
                requests.take(),
                Box::new(|creation| {
                    *opened = true;
                    tracing::info!("{} draws the window", renderer::name(creation));
                    if let Some(hook) = hook.take() {
                        std::panic::set_hook(hook);
                    }
                    ui::install(&creation.egui_ctx);
                    let create = create.take().ok_or("the window was opened twice")?;
                    create(creation).map_err(|error| {
                        *refused = Some(error.clone());
                        error.into()
                    })
                }),
            )
        }));
        if attempt.opened {
            break;
        }
    }
    if let Some(hook) = hook.take() {
        std::panic::set_hook(hook);
    }
    attempt
}

/// Requests from the system while the window is open, only on macOS.
pub struct SystemRequests {
    /// Files are opened with the program: by Finder, or dropped on its icon in the Dock.
    pub open: Box<dyn Fn(Vec<PathBuf>) + Send + Sync>,
    /// The user chose Quit. Returns whether the window handles it.
    pub quit: Box<dyn Fn() -> bool + Send + Sync>,
}

/// The program's id for notifications, as in the installer for Windows and the app for macOS.
pub(super) const APP_ID: &str = "org.addque.que-uploader";

#[cfg(not(target_os = "macos"))]
fn run_native(
    options: eframe::NativeOptions,
    _requests: Option<SystemRequests>,
    create: eframe::AppCreator<'_>,
) -> eframe::Result {
    if let Err(error) = platform::set_app_id(APP_ID) {
        tracing::warn!(%error, "Windows does not know the program by its id");
    }
    eframe::run_native("que-uploader", options, create)
}

/// Builds the event loop itself: requests must be handled from its first turn, because files that start the program arrive
/// before the window opens.
#[cfg(target_os = "macos")]
fn run_native(
    options: eframe::NativeOptions,
    requests: Option<SystemRequests>,
    create: eframe::AppCreator<'_>,
) -> eframe::Result {
    let event_loop = winit::event_loop::EventLoop::<eframe::UserEvent>::with_user_event().build()?;
    if let Some(SystemRequests { open, quit }) = requests
        && let Err(error) = file_drop::macos::handle_requests(open, quit)
    {
        tracing::warn!(%error, "files opened by Finder are not received");
    }
    let mut program = eframe::create_native("que-uploader", options, create, &event_loop);
    event_loop.run_app(&mut program)?;
    Ok(())
}

/// The first line, shortened. winit puts a place in its own source before the message, which is cut off.
fn one_line(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    let what = line
        .rsplit_once(".rs:")
        .and_then(|(_, rest)| rest.split_once(": "))
        .map_or(line, |(_, what)| what);
    what.chars().take(200).collect()
}

fn options() -> eframe::NativeOptions {
    let mut viewport = ViewportBuilder::default()
        .with_title(ui::TITLE)
        .with_app_id("que-uploader")
        .with_inner_size([1180.0, 760.0])
        .with_min_inner_size([820.0, 560.0])
        .with_drag_and_drop(true);
    if let Some(icon) = icon() {
        viewport = viewport.with_icon(icon);
    }
    eframe::NativeOptions {
        viewport,
        persist_window: false,
        ..Default::default()
    }
}

/// Options for a window with a few sentences.
fn small(mut options: eframe::NativeOptions) -> eframe::NativeOptions {
    options.viewport = options
        .viewport
        .with_min_inner_size([480.0, 280.0])
        .with_inner_size([560.0, 320.0])
        .with_drag_and_drop(false);
    options
}

fn icon() -> Option<IconData> {
    let image = image::load_from_memory(include_bytes!("../../assets/icon.png"))
        .ok()?
        .into_rgba8();
    let (width, height) = image.dimensions();
    Some(IconData {
        rgba: image.into_raw(),
        width,
        height,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_display_the_error_names_the_command_that_needs_none() {
        for error in [
            WindowError::NoDisplay("DISPLAY"),
            WindowError::NotOpened("x".to_owned()),
        ] {
            assert!(error.to_string().contains("`que-uploader upload` works"), "{error}");
        }
    }

    #[test]
    fn a_reason_names_no_place_in_source_code() {
        let text = "winit EventLoopError: os error at /x/linux/mod.rs:788: Failed to open connection to X server\nmore";
        assert_eq!(one_line(text), "Failed to open connection to X server");
        assert_eq!(one_line("plain words"), "plain words");
    }

    #[test]
    fn the_icon_can_be_decoded() {
        assert_eq!(icon().map(|icon| (icon.width, icon.height)), Some((256, 256)));
    }
}
