//! Whether the window opens on X11 or on Wayland.
//!
//! If there is an X display, it is used, on Wayland desktops through XWayland: the window then gets the same frame as other
//! windows. winit alone would choose Wayland.

#[cfg(target_os = "linux")]
use std::ffi::OsString;

/// The requested display.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestedDisplay {
    /// Any display.
    Any,
    /// Wayland only.
    Wayland,
}

/// The kinds of display on Linux.
#[cfg(target_os = "linux")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Display {
    X11,
    Wayland,
}

/// The display to use, from the environment. `None` if it names no suitable one.
#[cfg(target_os = "linux")]
pub(super) fn named(wanted: RequestedDisplay, variable: impl Fn(&str) -> Option<OsString>) -> Option<Display> {
    let is_named = |name| variable(name).is_some_and(|value| !value.is_empty());
    let has_wayland = || cfg!(feature = "wayland") && (is_named("WAYLAND_DISPLAY") || is_named("WAYLAND_SOCKET"));
    match wanted {
        RequestedDisplay::Any if is_named("DISPLAY") => Some(Display::X11),
        RequestedDisplay::Any | RequestedDisplay::Wayland => has_wayland().then_some(Display::Wayland),
    }
}

/// The variable that has to be set.
#[cfg(target_os = "linux")]
pub(super) fn variables(wanted: RequestedDisplay) -> &'static str {
    match wanted {
        RequestedDisplay::Wayland => "WAYLAND_DISPLAY",
        RequestedDisplay::Any => "DISPLAY",
    }
}

/// Makes winit use this display.
#[cfg(target_os = "linux")]
pub(super) fn force(display: Display, options: &mut eframe::NativeOptions) {
    use winit::platform::{wayland::EventLoopBuilderExtWayland as _, x11::EventLoopBuilderExtX11 as _};
    options.event_loop_builder = Some(Box::new(move |builder| {
        match display {
            Display::X11 => builder.with_x11(),
            Display::Wayland => builder.with_wayland(),
        };
    }));
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    fn among(names: &[&str], wanted: RequestedDisplay) -> Option<Display> {
        named(wanted, |name| names.contains(&name).then(|| "0".into()))
    }

    #[test]
    fn an_empty_variable_names_no_display() {
        assert_eq!(named(RequestedDisplay::Any, |_| None), None);
        assert_eq!(named(RequestedDisplay::Any, |_| Some("".into())), None);
        assert_eq!(among(&["DISPLAY"], RequestedDisplay::Any), Some(Display::X11));
    }

    #[test]
    fn x11_is_preferred_unless_wayland_is_wanted() {
        let both = ["DISPLAY", "WAYLAND_DISPLAY"];
        assert_eq!(among(&both, RequestedDisplay::Any), Some(Display::X11));
        assert_eq!(among(&["DISPLAY"], RequestedDisplay::Wayland), None);
        let wayland = cfg!(feature = "wayland").then_some(Display::Wayland);
        assert_eq!(among(&both, RequestedDisplay::Wayland), wayland);
        assert_eq!(among(&["WAYLAND_DISPLAY"], RequestedDisplay::Any), wayland);
    }
}
