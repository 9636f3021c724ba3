//! Files from a sandboxed program (Flatpak, Snap). Its paths don't exist outside of the sandbox, so it registers the files with
//! the desktop's [file transfer portal] and hands over a key to them.
//!
//! [file transfer portal]: https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.FileTransfer.html

use std::{
    collections::{HashMap, HashSet},
    path::{Path, PathBuf},
    time::Duration,
};

use zbus::{blocking::connection, zvariant::Value};

use super::list::{List, Refusal};

/// How long one call may take.
const CALL_TIMEOUT: Duration = Duration::from_secs(20);

/// The MIME types of a key: the documented one, and the one that GTK used first.
pub(super) const MIME_TYPES: [&str; 2] = ["application/vnd.portal.filetransfer", "application/vnd.portal.files"];

/// Parses the key that a source hands over.
pub(super) fn key(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes)
        .trim_matches(|character: char| character == '\0' || character.is_whitespace())
        .to_owned()
}

/// Retrieves the files of a key, which works only once. Blocks.
pub(super) fn retrieve(key: &str) -> zbus::Result<Vec<PathBuf>> {
    let bus = connection::Builder::session()?.method_timeout(CALL_TIMEOUT).build()?;
    let options: HashMap<&str, Value<'_>> = HashMap::new();
    let answer = bus.call_method(
        Some("org.freedesktop.portal.Documents"),
        "/org/freedesktop/portal/documents",
        Some("org.freedesktop.portal.FileTransfer"),
        "RetrieveFiles",
        &(key, options),
    )?;
    let paths: Vec<String> = answer.body().deserialize()?;
    Ok(paths.into_iter().map(PathBuf::from).collect())
}

/// Merges the portal's files with the source's own list, so that none is lost.
///
/// The portal may give a file another path, but never another name. A file that only the list has is taken if it exists and
/// the source isn't sandboxed: a sandbox's paths mean other files. Otherwise it is refused by name.
pub(super) fn merge(files: Vec<PathBuf>, list: &List, sandboxed: bool, exists: impl Fn(&Path) -> bool) -> List {
    let mut merged = List {
        refused: list.refused.clone(),
        more_refused: list.more_refused,
        ..List::default()
    };
    let mut delivered: HashSet<PathBuf> = HashSet::with_capacity(files.len());
    for path in files {
        if delivered.insert(path.clone()) {
            merged.paths.push(path);
        } else {
            merged.refuse(path, Refusal::Repeated);
        }
    }
    let (same, others): (Vec<_>, Vec<_>) = list.paths.iter().partition(|path| delivered.contains(*path));
    for path in same {
        delivered.remove(path);
    }
    let mut names: HashMap<_, usize> = HashMap::new();
    for path in &delivered {
        *names.entry(path.file_name()).or_default() += 1;
    }
    for path in others {
        match names.get_mut(&path.file_name()) {
            Some(left) if *left > 0 => *left -= 1,
            _ if !sandboxed && exists(path) => merged.paths.push(path.clone()),
            _ => merged.refuse(path.clone(), Refusal::NotDelivered),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::list;

    fn merged(files: &[&str], listed: &str, sandboxed: bool) -> (Vec<PathBuf>, Vec<(PathBuf, Refusal)>) {
        let files = files.iter().map(PathBuf::from).collect();
        let all = merge(files, &list::parse(listed.as_bytes(), "here"), sandboxed, |path| {
            path.starts_with("/there")
        });
        let refused = all.refused.into_iter().map(|refused| (refused.entry, refused.reason));
        (all.paths, refused.collect())
    }

    #[test]
    fn portal_files_have_other_paths_and_the_same_names() {
        let listed = "/in/a.jpg\n/in/b.jpg\nhttps://example.org/c\n";
        let (paths, refused) = merged(&["/run/doc/1/a.jpg", "/run/doc/2/b.jpg"], listed, true);
        assert_eq!(paths, [PathBuf::from("/run/doc/1/a.jpg"), "/run/doc/2/b.jpg".into()]);
        let scheme = Refusal::OtherScheme("https".to_owned());
        assert_eq!(refused, [("https://example.org/c".into(), scheme)]);
    }

    #[test]
    fn files_that_the_portal_lacks_come_from_the_list_or_are_refused_by_name() {
        let listed = "/there/a.jpg\n/there/b.jpg\n/gone/c.jpg\n/there/x/a.jpg\n";
        let missing = |path: &str| (PathBuf::from(path), Refusal::NotDelivered);
        let (paths, refused) = merged(&["/there/a.jpg", "/there/a.jpg"], listed, false);
        assert_eq!(
            paths,
            ["/there/a.jpg", "/there/b.jpg", "/there/x/a.jpg"].map(PathBuf::from)
        );
        assert_eq!(
            refused,
            [("/there/a.jpg".into(), Refusal::Repeated), missing("/gone/c.jpg")]
        );
        // A sandbox's path is another file here.
        let (paths, refused) = merged(&["/there/a.jpg"], listed, true);
        assert_eq!(paths, ["/there/a.jpg"].map(PathBuf::from));
        assert_eq!(refused, ["/there/b.jpg", "/gone/c.jpg", "/there/x/a.jpg"].map(missing));
    }
}
