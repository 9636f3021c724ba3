//! Files of a program in a sandbox (Flatpak, Snap): the paths that it knows are not those of this machine, so it leaves
//! the files with the desktop's portal and hands over a key to them.

use std::{
    collections::{HashMap, HashSet},
    path::{Path, PathBuf},
    time::Duration,
};

use zbus::{blocking::connection, zvariant::Value};

use super::list::{List, Refusal};

/// How long the portal may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// What a drag offers that has such a key: as the portal's description calls it, and as GTK called it first.
pub(super) const FORMS: [&str; 2] = ["application/vnd.portal.filetransfer", "application/vnd.portal.files"];

/// The key, as a source hands it over.
pub(super) fn key(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes)
        .trim_matches(|sign: char| sign == '\0' || sign.is_whitespace())
        .to_owned()
}

/// Asks the portal for the files of a key. Blocks. A key is good for once.
pub(super) fn retrieve(key: &str) -> zbus::Result<Vec<PathBuf>> {
    let bus = connection::Builder::session()?.method_timeout(PATIENCE).build()?;
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

/// The files that a portal gave, with what the source's own list has besides: nothing of it is lost.
///
/// The portal may call a file by another path, but by the same name. What it lacks is taken from the list if it is there
/// and the source is in no sandbox, whose paths mean other files; else it is refused by name.
pub(super) fn together(files: Vec<PathBuf>, list: &List, sandboxed: bool, exists: impl Fn(&Path) -> bool) -> List {
    let mut all = List {
        refused: list.refused.clone(),
        more_refused: list.more_refused,
        ..List::default()
    };
    let mut given: HashSet<PathBuf> = HashSet::with_capacity(files.len());
    for path in files {
        if given.insert(path.clone()) {
            all.paths.push(path);
        } else {
            all.refuse(path, Refusal::Repeated);
        }
    }
    let (same, other): (Vec<_>, Vec<_>) = list.paths.iter().partition(|path| given.contains(*path));
    for path in same {
        given.remove(path);
    }
    let mut names: HashMap<_, usize> = HashMap::new();
    for path in &given {
        *names.entry(path.file_name()).or_default() += 1;
    }
    for path in other {
        match names.get_mut(&path.file_name()) {
            Some(left) if *left > 0 => *left -= 1,
            _ if !sandboxed && exists(path) => all.paths.push(path.clone()),
            _ => all.refuse(path.clone(), Refusal::NotDelivered),
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::list;

    fn told(files: &[&str], listed: &str, sandboxed: bool) -> (Vec<PathBuf>, Vec<(PathBuf, Refusal)>) {
        let files = files.iter().map(PathBuf::from).collect();
        let all = together(files, &list::parse(listed.as_bytes(), "here"), sandboxed, |path| {
            path.starts_with("/there")
        });
        let refused = all.refused.into_iter().map(|refused| (refused.entry, refused.reason));
        (all.paths, refused.collect())
    }

    #[test]
    fn files_of_a_portal_have_other_paths_and_the_same_names() {
        let listed = "/in/a.jpg\n/in/b.jpg\nhttps://example.org/c\n";
        let (paths, refused) = told(&["/run/doc/1/a.jpg", "/run/doc/2/b.jpg"], listed, true);
        assert_eq!(paths, [PathBuf::from("/run/doc/1/a.jpg"), "/run/doc/2/b.jpg".into()]);
        let scheme = Refusal::OtherScheme("https".to_owned());
        assert_eq!(refused, [("https://example.org/c".into(), scheme)]);
    }

    #[test]
    fn what_a_portal_lacks_is_taken_from_the_list_or_refused_by_name() {
        let listed = "/there/a.jpg\n/there/b.jpg\n/gone/c.jpg\n/there/x/a.jpg\n";
        let missing = |path: &str| (PathBuf::from(path), Refusal::NotDelivered);
        let (paths, refused) = told(&["/there/a.jpg", "/there/a.jpg"], listed, false);
        assert_eq!(
            paths,
            ["/there/a.jpg", "/there/b.jpg", "/there/x/a.jpg"].map(PathBuf::from)
        );
        assert_eq!(
            refused,
            [("/there/a.jpg".into(), Refusal::Repeated), missing("/gone/c.jpg")]
        );
        // A path of a sandbox is another file here.
        let (paths, refused) = told(&["/there/a.jpg"], listed, true);
        assert_eq!(paths, ["/there/a.jpg"].map(PathBuf::from));
        assert_eq!(refused, ["/there/b.jpg", "/gone/c.jpg", "/there/x/a.jpg"].map(missing));
    }
}
