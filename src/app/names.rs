//! Names that Windows doesn't keep as they are.

/// Windows devices. No file can have such a name there, whatever follows the first dot.
const DEVICES: [&str; 4] = ["CON", "PRN", "AUX", "NUL"];

/// Devices with a digit after the name, which may be one of Latin-1's superscripts.
const NUMBERED: [&str; 2] = ["COM", "LPT"];

/// The name, changed if Windows would open a device or drop its end. Done on every system: the file may be copied
/// to another.
pub(super) fn kept_on_windows(mut name: String) -> String {
    // Windows drops dots and spaces at the end.
    let kept = name.trim_end_matches(['.', ' ']).len();
    let dropped = name.len() - kept;
    name.truncate(kept);
    name.extend(std::iter::repeat_n('_', dropped));
    if is_device(&name) {
        name.insert(0, '_');
    }
    name
}

fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end();
    let is_numbered = |device: &&str| {
        let Some((begin, number)) = stem.split_at_checked(device.len()) else {
            return false;
        };
        let mut signs = number.chars();
        begin.eq_ignore_ascii_case(device)
            && signs
                .next()
                .is_some_and(|sign| sign.is_ascii_digit() || "¹²³".contains(sign))
            && signs.next().is_none()
    };
    DEVICES.iter().any(|device| stem.eq_ignore_ascii_case(device)) || NUMBERED.iter().any(is_numbered)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_no_device_of_windows() {
        for (name, kept) in [
            ("NUL", "_NUL"),
            ("con.jpg", "_con.jpg"),
            ("aux .tar.gz", "_aux .tar.gz"),
            ("COM1", "_COM1"),
            ("lpt².txt", "_lpt².txt"),
            ("COM10.txt", "COM10.txt"),
            ("COM.txt", "COM.txt"),
            ("console.jpg", "console.jpg"),
            ("nul_.jpg", "nul_.jpg"),
        ] {
            assert_eq!(kept_on_windows(name.to_owned()), kept);
        }
    }

    #[test]
    fn a_name_keeps_its_length_where_windows_would_cut_its_end() {
        for (name, kept) in [
            ("photo.", "photo_"),
            ("photo. .", "photo___"),
            ("...", "___"),
            (".hidden", ".hidden"),
        ] {
            assert_eq!(kept_on_windows(name.to_owned()), kept);
        }
    }
}
