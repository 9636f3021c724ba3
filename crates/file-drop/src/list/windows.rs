//! What `file:` URLs mean on Windows. Compiled for tests on every system.

/// The path in a URL without a host, such as `/C:/photos/a.jpg`. `None` without a drive: such a path depends on where the
/// program was started.
pub(super) fn path(path: &[u8]) -> Option<String> {
    // Four and five slashes are seen where a program puts `file:///` before a path of a share.
    let share = path.strip_prefix(b"//").or_else(|| path.strip_prefix(b"/\\\\"));
    if let Some(share) = share {
        let share = share.strip_prefix(b"/").unwrap_or(share);
        let slash = share.iter().position(|byte| matches!(byte, b'/' | b'\\'))?;
        let (host, path) = share.split_at(slash);
        return self::share(&String::from_utf8_lossy(host), path);
    }
    let rest = path.strip_prefix(b"/")?;
    match rest {
        // `|` is how the first browsers wrote the colon.
        [drive, b':' | b'|', b'/' | b'\\', rest @ ..] if drive.is_ascii_alphabetic() => {
            Some(format!("{}:\\{}", char::from(*drive), backslashed(rest)))
        }
        _ => None,
    }
}

/// The path in a URL with the host of another machine, such as `server` and `/photos/a.jpg`. `None` where it names no share.
pub(super) fn share(host: &str, path: &[u8]) -> Option<String> {
    let path = backslashed(path);
    let path = path.strip_prefix('\\')?;
    // `?` and `.` lead to devices.
    let is_host = !host.is_empty() && !host.contains(['\\', '/', '?', ':']) && host != ".";
    let has_share = path.split('\\').next().is_some_and(|share| !share.is_empty());
    (is_host && has_share).then(|| format!("\\\\{host}\\{path}"))
}

fn backslashed(path: &[u8]) -> String {
    String::from_utf8_lossy(path).replace('/', "\\")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_with_a_drive_is_a_path() {
        for (url, expected) in [
            ("/C:/photos/a b.jpg", Some("C:\\photos\\a b.jpg")),
            ("/c:/", Some("c:\\")),
            ("/C|/a.jpg", Some("C:\\a.jpg")),
            ("/C:\\a.jpg", Some("C:\\a.jpg")),
            ("/C:a.jpg", None),
            ("/1:/a.jpg", None),
            ("/photos/a.jpg", None),
            ("/", None),
        ] {
            assert_eq!(path(url.as_bytes()).as_deref(), expected, "{url}");
        }
    }

    #[test]
    fn a_url_with_a_host_is_a_share() {
        assert_eq!(
            share("server", b"/photos/a.jpg").as_deref(),
            Some("\\\\server\\photos\\a.jpg")
        );
        assert_eq!(
            path(b"//server/photos/a.jpg").as_deref(),
            Some("\\\\server\\photos\\a.jpg")
        );
        assert_eq!(
            path(b"///server/photos/a.jpg").as_deref(),
            Some("\\\\server\\photos\\a.jpg")
        );
        for (host, rest) in [
            ("server", "/"),
            ("server", ""),
            (".", "/pipe/x"),
            ("?", "/C:/x"),
            ("", "/share/x"),
        ] {
            assert_eq!(share(host, rest.as_bytes()), None, "{host} {rest}");
        }
        assert_eq!(path(b"//?/C:/x"), None);
        assert_eq!(path(b"//./pipe/x"), None);
    }

    #[cfg(windows)]
    #[test]
    fn a_list_of_drives_and_shares_is_read_and_capital_letters_make_no_second_file() {
        let list = "file:///C:/photos/A.jpg\r\nfile://nas/share/b.jpg\r\nC:\\photos\\a.JPG\r\n\
                    \\\\nas\\share\\c.jpg\r\nfile:///photos/d.jpg\r\nfile://localhost/D:/e.jpg\r\n";
        let list = crate::list::parse(list.as_bytes(), "here");
        let paths: Vec<_> = list.paths.iter().map(|path| path.to_str().unwrap()).collect();
        assert_eq!(
            paths,
            [
                "C:\\photos\\A.jpg",
                "\\\\nas\\share\\b.jpg",
                "\\\\nas\\share\\c.jpg",
                "D:\\e.jpg"
            ]
        );
        let refused: Vec<_> = list.refused.iter().map(|refused| &refused.reason).collect();
        assert_eq!(
            refused,
            [&crate::list::Refusal::NotAPath, &crate::list::Refusal::Repeated]
        );
    }
}
