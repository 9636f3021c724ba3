//! Lists of files from other programs: whatever they contain, no path is lost or doubled, and only paths come out.

use std::collections::HashSet;
#[cfg(unix)]
use std::path::PathBuf;

use file_drop::list;
#[cfg(unix)]
use file_drop::list::Refusal;
use proptest::prelude::*;

const HOST: &str = "harbour";

proptest! {
    #![proptest_config(super::cases())]

    #[test]
    fn fuzz_any_bytes_give_absolute_paths_without_duplicates(
        bytes in prop::collection::vec(any::<u8>(), 0..300),
        text in "((file:(//)?(localhost|harbour|nas)?/?|https?://|#|'|\"|%|%2|%FF|/|\\PC){0,12}(\r\n|\n|\0)){0,6}",
    ) {
        for bytes in [bytes.as_slice(), text.as_bytes()] {
            let list = list::parse(bytes, HOST);
            let different: HashSet<_> = list.paths.iter().collect();
            prop_assert_eq!(different.len(), list.paths.len());
            for path in &list.paths {
                prop_assert!(path.is_absolute(), "{path:?}");
            }
            let lines = bytes.split(|byte| *byte == b'\n' || *byte == 0).map(<[u8]>::trim_ascii);
            let entries = lines.filter(|line| !line.is_empty() && line[0] != b'#').count();
            prop_assert_eq!(list.paths.len() + list.refused.len(), entries, "every entry is listed or refused");
        }
    }

    #[cfg(unix)]
    #[test]
    fn fuzz_every_path_comes_back_in_order(
        names in prop::collection::vec(prop::collection::vec((1..=255_u8, any::<bool>()), 1..30), 0..8),
        form in prop::sample::select(vec!["file://", "file:", "FILE://localhost", "file://HARBOUR"]),
        end in prop::sample::select(vec!["\r\n", "\n", "\0"]),
        odd in prop::sample::select(vec!["", "# a comment", "https://example.org/x", "file://nas/x", "no path"]),
    ) {
        use std::os::unix::ffi::OsStringExt;
        let mut text = format!("{odd}{end}").into_bytes();
        let mut paths: Vec<PathBuf> = Vec::new();
        let mut repeated = 0;
        for name in &names {
            text.extend(form.as_bytes());
            text.push(b'/');
            for (byte, encode) in name {
                // As programs write it: they leave some of the allowed characters unescaped.
                if *encode || !(byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@".contains(byte)) {
                    text.extend(format!("%{byte:02x}").into_bytes());
                } else {
                    text.push(*byte);
                }
            }
            text.extend(end.as_bytes());
            let path = [b"/".to_vec(), name.iter().map(|(byte, _)| *byte).collect()].concat();
            let path = PathBuf::from(std::ffi::OsString::from_vec(path));
            if paths.contains(&path) {
                repeated += 1;
            } else {
                paths.push(path);
            }
        }
        let list = list::parse(&text, HOST);
        prop_assert_eq!(list.paths, paths);
        let told = list.refused.iter().filter(|refused| refused.reason == Refusal::Repeated).count();
        prop_assert_eq!(told, repeated);
        prop_assert_eq!(list.refused.len() - told, usize::from(odd.contains("//") || odd == "no path"));
    }
}
