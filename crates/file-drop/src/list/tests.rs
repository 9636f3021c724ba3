use std::os::unix::ffi::OsStrExt;

use super::{entry::MAX_ENTRY_BYTES, *};

const HOST: &str = "harbor.example.org";

fn paths(list: &[u8]) -> Vec<String> {
    let read = parse(list, HOST);
    assert_eq!(read.refused, [], "{}", String::from_utf8_lossy(list));
    read.paths
        .iter()
        .map(|path| path.to_string_lossy().into_owned())
        .collect()
}

fn refusal(entry: &str) -> Refusal {
    let read = parse(entry.as_bytes(), HOST);
    assert_eq!(read.paths, [] as [PathBuf; 0], "{entry}");
    assert_eq!(read.refused.len(), 1, "{entry}");
    read.refused[0].reason.clone()
}

#[test]
fn every_line_ending_ends_an_entry_and_comments_are_skipped() {
    let list = b"# a list\r\nfile:///a\r\nfile:///b\nfile:///c\0\r\n  file:///d \r\n#file:///e\r\nfile:///f";
    assert_eq!(paths(list), ["/a", "/b", "/c", "/d", "/f"]);
    assert!(parse(b"\r\n\0# nothing\r\n", HOST).is_empty());
}

#[test]
fn every_form_of_a_url_of_this_machine_is_a_path() {
    for entry in [
        "file:///x/y",
        "file:/x/y",
        "FILE:///x/y",
        "file://localhost/x/y",
        "file://LocalHost/x/y",
        "file://harbor.example.org/x/y",
        "file://harbor/x/y",
        "/x/y",
        "'/x/y'",
        "\"/x/y\"",
    ] {
        assert_eq!(paths(entry.as_bytes()), ["/x/y"], "{entry}");
    }
}

#[test]
fn a_byte_order_mark_is_not_part_of_the_first_path() {
    assert_eq!(
        paths(b"\xef\xbb\xbf/photos/a.jpg\r\n/photos/b.jpg"),
        ["/photos/a.jpg", "/photos/b.jpg"]
    );
}

#[test]
fn names_keep_their_characters() {
    let list = b"file:///%C3%A9%20%25%23%3F%0A.png\r\nfile:///a#b?c%zz%4\r\n/as it is %20";
    assert_eq!(paths(list), ["/\u{e9} %#?\n.png", "/a#b?c%zz%4", "/as it is %20"]);
}

#[test]
fn a_name_need_not_be_utf_8() {
    for list in [&b"file:///%FF.jpg"[..], b"file:///\xFF.jpg", b"/\xFF.jpg"] {
        assert_eq!(parse(list, HOST).paths[0].as_os_str().as_bytes(), b"/\xFF.jpg");
    }
}

#[test]
fn entries_that_are_not_on_this_machine_are_refused_with_a_reason() {
    assert_eq!(refusal("file://nas/x"), Refusal::OtherHost("nas".to_owned()));
    assert_eq!(
        refusal("file://harbor.example.com/x"),
        Refusal::OtherHost("harbor.example.com".to_owned())
    );
    assert_eq!(
        refusal("HTTPS://example.org/x"),
        Refusal::OtherScheme("https".to_owned())
    );
    assert_eq!(refusal("sftp://nas/x"), Refusal::OtherScheme("sftp".to_owned()));
    for entry in [
        "x.jpg",
        "file:x",
        "file://localhost",
        "file:",
        "Note: two words",
        "file:///a%00b",
        "''",
    ] {
        assert_eq!(refusal(entry), Refusal::NotAPath, "{entry}");
    }
    assert_eq!(refusal(&format!("/{}", "x".repeat(MAX_ENTRY_BYTES))), Refusal::NotAPath);
}

#[test]
fn an_odd_entry_does_not_cost_the_others() {
    let read = parse(
        b"file:///a\r\nhttps://example.org/b\r\nfile:///a\r\nfile:///c\r\n",
        HOST,
    );
    assert_eq!(read.paths, [PathBuf::from("/a"), "/c".into()]);
    let refused: Vec<_> = read
        .refused
        .iter()
        .map(|refused| (refused.entry.to_str().unwrap(), &refused.reason))
        .collect();
    assert_eq!(
        refused,
        [
            ("https://example.org/b", &Refusal::OtherScheme("https".to_owned())),
            ("/a", &Refusal::Repeated)
        ]
    );
}

#[test]
fn the_start_of_a_list_of_junk_is_kept_and_the_rest_is_counted() {
    let more = 3;
    for (line, reason) in [
        ("a\n", Refusal::NotAPath),
        ("http:x\n", Refusal::OtherScheme("http".into())),
    ] {
        let read = parse(line.repeat(MAX_REFUSED + more).as_bytes(), HOST);
        assert_eq!((read.refused.len(), read.more_refused), (MAX_REFUSED, more), "{line}");
        assert!(read.refused.iter().all(|refused| refused.reason == reason), "{line}");
    }
    let read = parse("/a\n".repeat(1 + MAX_REFUSED + more).as_bytes(), HOST);
    assert_eq!(read.paths, [PathBuf::from("/a")]);
    assert_eq!((read.refused.len(), read.more_refused), (MAX_REFUSED, more));
    assert_eq!(read.refused[0].reason, Refusal::Repeated);
}

#[test]
fn paths_over_the_limit_are_refused_by_name() {
    let lines: String = (0..=MAX_PATHS).map(|number| format!("/{number}\n")).collect();
    let read = parse(lines.as_bytes(), HOST);
    assert_eq!(read.paths.len(), MAX_PATHS);
    assert_eq!(read.refused.len(), 1);
    assert_eq!(read.refused[0].entry, PathBuf::from(format!("/{MAX_PATHS}")));
    assert_eq!(read.refused[0].reason, Refusal::TooMany);
}

#[cfg(target_os = "linux")]
#[test]
fn a_last_line_without_a_line_ending_may_be_cut_off() {
    assert_eq!(unterminated_path(b"file:///a\r\nfile:///b", HOST), Some("/b".into()));
    for whole in [
        &b"file:///a\r\nfile:///b\r\n"[..],
        b"file:///a",
        b"/a\n#b",
        b"/a\0",
        b"",
    ] {
        assert_eq!(unterminated_path(whole, HOST), None);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_last_line_that_is_cut_off_before_its_path_was_not_delivered() {
    for cut in 1.."file://localhost/b".len() {
        let list = format!("file:///a\r\n{}", &"file://localhost/b"[..cut]);
        let read = parse_interrupted(list.as_bytes(), HOST);
        let reasons: Vec<_> = read.refused.iter().map(|refused| &refused.reason).collect();
        // From the slash after the host on, it names a path, which is checked on disk.
        if cut < "file://localhost/".len() && cut != "file:/".len() {
            assert_eq!(reasons, [&Refusal::NotDelivered], "{list}");
        } else {
            assert_eq!((read.paths.len(), reasons.len()), (2, 0), "{list}");
        }
    }
    for (list, reason) in [
        ("file:///a\r\nb", Refusal::NotAPath),
        (
            "file:///a\r\nhttps://example.org/b",
            Refusal::OtherScheme("https".to_owned()),
        ),
        (
            "file:///a\r\nfile://elsewhere/b",
            Refusal::OtherHost("elsewhere".to_owned()),
        ),
        ("file:///a\r\nfile:\r\n", Refusal::NotAPath),
        ("file:", Refusal::NotAPath),
    ] {
        let refused = parse_interrupted(list.as_bytes(), HOST).refused;
        assert_eq!(refused.first().map(|refused| &refused.reason), Some(&reason), "{list}");
    }
}

#[test]
fn arguments_are_urls_or_paths_of_any_name() {
    let given = [
        "file:///a%20b",
        "file:/c",
        "d e",
        "f:g.jpg",
        "photo:1.jpg",
        "file:h",
        "'i'",
        "https://example.org/j",
        "",
    ];
    let list = parse_arguments(&given.map(PathBuf::from), HOST);
    let paths = ["/a b", "/c", "d e", "f:g.jpg", "photo:1.jpg", "file:h", "'i'"];
    assert_eq!(list.paths, paths.map(PathBuf::from));
    assert_eq!(list.refused.len(), 2);
    assert_eq!(list.refused[0].reason, Refusal::OtherScheme("https".to_owned()));
}

fn on_windows(list: &str) -> List {
    let rules = PathRules::Windows;
    parse_for(Machine { rules, host: HOST }, list.as_bytes())
}

#[test]
fn a_windows_url_is_a_path_on_a_drive_or_a_share() {
    for (entry, path) in [
        ("file:///C:/x/y", r"C:\x\y"),
        ("file:///c:/%C3%A9%20y", "c:\\\u{e9} y"),
        ("file:///C:/", r"C:\"),
        ("file:/C:/x", r"C:\x"),
        ("file:C:/x", r"C:\x"),
        ("file:///C|/x", r"C:\x"),
        ("file:///C%3A/x", r"C:\x"),
        ("file://localhost/C:/x", r"C:\x"),
        ("file://harbor/C:/x", r"C:\x"),
        ("file://server/share/x", r"\\server\share\x"),
        ("file://server/share", r"\\server\share"),
        ("file://harbor/share/x", r"\\harbor\share\x"),
        ("file:////server/share/x", r"\\server\share\x"),
        ("file://///server/share/x", r"\\server\share\x"),
        (r"C:\x", r"C:\x"),
        ("\"C:/x y\"", "C:/x y"),
        (r"\\server\share\x", r"\\server\share\x"),
        (r"\\?\C:\x", r"\\?\C:\x"),
    ] {
        let list = on_windows(entry);
        assert_eq!(list.refused, [], "{entry}");
        assert_eq!(list.paths, [PathBuf::from(path)], "{entry}");
    }
}

#[test]
fn a_windows_path_without_a_drive_or_a_share_is_refused() {
    for entry in [
        "file:///x",
        "file:/x/y",
        "file:x",
        "file:///C:",
        "file:///C:x",
        "file://server",
        "file://server/",
        "file:////server",
        "file://localhost",
        "file://./pipe/x",
        "file://%3F/C:x/y",
        "file://a%5Cb/c/d",
        "/x",
        r"\x",
        "C:x",
        "x.jpg",
        "file:///C:/a%00b",
    ] {
        let list = on_windows(entry);
        assert_eq!(list.paths, [] as [PathBuf; 0], "{entry}");
        let reasons: Vec<_> = list.refused.iter().map(|refused| &refused.reason).collect();
        assert_eq!(reasons, [&Refusal::NotAPath], "{entry}");
    }
    let elsewhere = on_windows("file://server/C:/x");
    assert_eq!(elsewhere.refused[0].reason, Refusal::OtherHost("server".to_owned()));
}

#[test]
fn windows_duplicates_are_found_whatever_their_case_and_the_first_spelling_stays() {
    let entries = "file:///C:/Photos/A.JPG\nc:\\photos\\a.jpg\n//SERVER/share/b\nfile://server/Share/B\n";
    let list = on_windows(entries);
    assert_eq!(list.paths, [r"C:\Photos\A.JPG", "//SERVER/share/b"].map(PathBuf::from));
    let refused: Vec<_> = list
        .refused
        .iter()
        .map(|refused| (refused.entry.to_str().unwrap(), &refused.reason))
        .collect();
    assert_eq!(
        refused,
        [
            (r"c:\photos\a.jpg", &Refusal::Repeated),
            (r"\\server\Share\B", &Refusal::Repeated)
        ]
    );
    let both = parse(b"/a/A.JPG\n/a/a.jpg", HOST);
    assert_eq!(both.paths.len(), 2, "elsewhere they are two files");
}

#[test]
fn a_windows_argument_is_a_url_only_if_it_cannot_be_a_name() {
    let machine = Machine {
        rules: PathRules::Windows,
        host: HOST,
    };
    let given = [
        r"C:\a",
        "b c",
        "file:C:/d",
        "file:e",
        "photo:1.jpg",
        "file://server/share/f",
    ];
    let list = parse_arguments_for(machine, &given.map(PathBuf::from));
    let paths = [r"C:\a", "b c", r"C:\d", "file:e", "photo:1.jpg", r"\\server\share\f"];
    assert_eq!(list.paths, paths.map(PathBuf::from));
}
