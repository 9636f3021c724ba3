//! The start of the window, and one plain sentence where there can be none.

use std::panic::{AssertUnwindSafe, catch_unwind};

use eframe::egui::{Context, IconData, Ui, ViewportBuilder, ViewportCommand};

#[cfg(target_os = "linux")]
use super::display;
pub use super::display::WantedDisplay;
use super::{App, renderer};
use crate::ui;
use engine::sentence;

/// Why there is no window.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WindowError {
    /// No display.
    #[error("the window needs a display, and {0} names none; `que-uploader upload` works without one")]
    NoDisplay(&'static str),
    /// A display, but no window on it: a library or a graphics driver is missing.
    #[error("the window could not be opened on this display ({0}); `que-uploader upload` works without one")]
    NotOpened(String),
    /// The program itself could not start behind the window.
    #[error("{0}")]
    NotStarted(String),
}

/// Opens the window and stays until it is closed. `create` is called once there is a window; what it answers with is
/// shown in it. Its `Context` serves to wake the window from other threads: [`Context::request_repaint`].
///
/// # Errors
/// [`WindowError`] where no window can be opened, or where `create` says why it could not.
pub fn run(wanted: WantedDisplay, create: impl FnOnce(&Context) -> Result<App, String>) -> Result<(), WindowError> {
    open(wanted, options(), |creation| {
        #[cfg_attr(target_os = "macos", expect(unused_mut, reason = "winit's drops need nothing"))]
        let mut app = create(&creation.egui_ctx)?;
        #[cfg(target_os = "linux")]
        app.drops.take(creation);
        #[cfg(windows)]
        app.dialogs.stay_above(creation);
        Ok(Box::new(app))
    })
}

/// Opens a small window that says why the program cannot start, and stays until it is closed.
///
/// # Errors
/// [`WindowError`] where no window can be opened either.
pub fn explain(wanted: WantedDisplay, headline: &str, hint: &str) -> Result<(), WindowError> {
    let startup_error = StartupError {
        headline: sentence(headline),
        hint: hint.to_owned(),
    };
    open(wanted, small(options()), |_| Ok(Box::new(startup_error)))
}

/// A program that cannot start.
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
    wanted: WantedDisplay,
    #[cfg_attr(
        not(target_os = "linux"),
        expect(unused_mut, reason = "there is one kind of display")
    )]
    mut options: eframe::NativeOptions,
    create: impl FnOnce(&eframe::CreationContext<'_>) -> Result<Box<dyn eframe::App>, String>,
) -> Result<(), WindowError> {
    #[cfg(target_os = "linux")]
    match display::named(wanted, |name| std::env::var_os(name)) {
        Some(display) => display::lead_to(display, &mut options),
        None => return Err(WindowError::NoDisplay(display::variables(wanted))),
    }
    #[cfg(not(target_os = "linux"))]
    let _ = wanted;
    let Attempt {
        outcome,
        opened,
        refused,
    } = attempt(options, create);
    if let Some(error) = refused {
        return Err(WindowError::NotStarted(error));
    }
    match outcome {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(WindowError::NotOpened(one_line(&error.to_string()))),
        // A panic of an open window is a mistake of this program: it goes on.
        Err(panic) if opened => std::panic::resume_unwind(panic),
        Err(panic) => {
            let words = panic
                .downcast_ref::<String>()
                .map(String::as_str)
                .or_else(|| panic.downcast_ref::<&str>().copied())
                .unwrap_or("a library is missing");
            Err(WindowError::NotOpened(one_line(words)))
        }
    }
}

/// How it went with the window.
struct Attempt {
    /// What eframe returned, or the panic that ended it.
    outcome: std::thread::Result<eframe::Result>,
    /// Whether there was a window.
    opened: bool,
    /// Why `create` refused to fill it.
    refused: Option<String>,
}

/// Opens the window in each way until one works, and stays until it is closed.
fn attempt(
    options: eframe::NativeOptions,
    create: impl FnOnce(&eframe::CreationContext<'_>) -> Result<Box<dyn eframe::App>, String>,
) -> Attempt {
    let mut attempt = Attempt {
        outcome: Ok(Ok(())),
        opened: false,
        refused: None,
    };
    // A missing library ends in a panic inside winit or glutin. Until the window is open, a panic is an answer.
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let mut hook = Some(hook);
    let mut create = Some(create);
    for options in renderer::each(options) {
        let (opened, refused) = (&mut attempt.opened, &mut attempt.refused);
        attempt.outcome = catch_unwind(AssertUnwindSafe(|| {
            eframe::run_native(
                "que-uploader",
                options,
                Box::new(|creation| {
                    *opened = true;
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

/// The first line, and not too much of it. winit puts the place in its own source before what happened.
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
        .with_title("Que Uploader")
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

/// For a few sentences.
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
    fn without_a_display_the_way_without_a_window_is_named() {
        for error in [
            WindowError::NoDisplay("DISPLAY"),
            WindowError::NotOpened("x".to_owned()),
        ] {
            assert!(error.to_string().contains("`que-uploader upload` works"), "{error}");
        }
    }

    #[test]
    fn a_reason_has_no_place_in_a_source_in_it() {
        let text = "winit EventLoopError: os error at /x/linux/mod.rs:788: Failed to open connection to X server\nmore";
        assert_eq!(one_line(text), "Failed to open connection to X server");
        assert_eq!(one_line("plain words"), "plain words");
    }

    #[test]
    fn the_icon_is_there() {
        assert_eq!(icon().map(|icon| (icon.width, icon.height)), Some((256, 256)));
    }
}
