//! The libraries that winit and glutin load when a window opens. They aren't linked, so a bare system can lack them.

use std::process::{Command, Stdio};

use super::display::Display;

/// File name and Debian package.
const X11: [(&str, &str); 6] = [
    ("libX11.so.6", "libx11-6"),
    ("libX11-xcb.so.1", "libx11-xcb1"),
    ("libXcursor.so.1", "libxcursor1"),
    ("libXi.so.6", "libxi6"),
    ("libxkbcommon.so.0", "libxkbcommon0"),
    ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
];
const WAYLAND: [(&str, &str); 4] = [
    ("libwayland-client.so.0", "libwayland-client0"),
    ("libwayland-egl.so.1", "libwayland-egl1"),
    ("libxkbcommon.so.0", "libxkbcommon0"),
    ("libEGL.so.1", "libegl1"),
];

/// The missing libraries and how to install them, as one sentence. `None` if none is missing, or if the system cannot tell.
pub(super) fn missing(display: Display) -> Option<String> {
    let output = ["/sbin/ldconfig", "ldconfig"].iter().find_map(|program| {
        let mut command = Command::new(program);
        command.arg("-p").stdin(Stdio::null()).stderr(Stdio::null());
        command.output().ok()
    })?;
    sentence(display, &String::from_utf8_lossy(&output.stdout))
}

fn sentence(display: Display, cache: &str) -> Option<String> {
    let has = |file: &str| cache.lines().any(|line| line.split_whitespace().next() == Some(file));
    // Systems without a cache, such as NixOS, find libraries in other ways.
    if !has("libc.so.6") {
        return None;
    }
    let needed: &[_] = match display {
        Display::X11 => &X11,
        Display::Wayland => &WAYLAND,
    };
    let mut missing: Vec<_> = needed.iter().filter(|(file, _)| !has(file)).copied().collect();
    // X11 draws through either of the two.
    if display == Display::X11 && !has("libEGL.so.1") && !has("libGL.so.1") {
        missing.push(("libEGL.so.1", "libegl1"));
    }
    if missing.is_empty() {
        return None;
    }
    let (files, packages): (Vec<_>, Vec<_>) = missing.into_iter().unzip();
    Some(format!(
        "this system lacks {}; on Debian or Ubuntu: sudo apt install {} libgl1-mesa-dri",
        files.join(", "),
        packages.join(" ")
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_libraries_are_named_with_their_packages() {
        let said = sentence(
            Display::X11,
            "\tlibc.so.6 (libc6,x86-64) => /lib/libc.so.6\n\tlibX11.so.6 (libc6) => /x\n",
        )
        .unwrap_or_default();
        assert!(
            said.contains("libXcursor.so.1") && said.contains("libxcursor1"),
            "{said}"
        );
        assert!(
            !said.contains("libX11.so.6") && said.contains("libX11-xcb.so.1"),
            "{said}"
        );
    }

    #[test]
    fn no_library_is_called_missing_on_a_system_that_cannot_tell() {
        assert_eq!(sentence(Display::X11, ""), None);
        let all: String = X11
            .iter()
            .chain(&WAYLAND)
            .map(|(file, _)| format!("\t{file} (libc6) => /x\n"))
            .collect();
        assert_eq!(
            sentence(Display::Wayland, &format!("\tlibc.so.6 (libc6) => /x\n{all}")),
            None
        );
    }
}
