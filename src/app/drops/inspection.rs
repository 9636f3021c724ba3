//! Inspects dragged files before they are dropped, to show their kinds and which of them will be skipped.

use std::{
    fs,
    io::{self, ErrorKind},
    path::{Path, PathBuf},
    time::Instant,
};

use rustix::io::Errno;

use crate::{app::lists, ui::Hovering};
use file_drop::list::List;
use model::{Queue, SkipReason, Skipped, Timestamp};
use que_sdk::{media_type, wire::MAX_PUT_BYTES};

/// What is known about dragged files.
#[derive(Debug, Default)]
pub(super) struct Inspected {
    pub(super) found: Hovering,
    /// Its files, which may already be in the queue.
    files: Vec<(PathBuf, u64, Option<Timestamp>)>,
}

impl Inspected {
    /// Counts files that are already in the queue as skipped.
    pub(super) fn without_duplicates(self, queue: &Queue) -> Hovering {
        let mut found = self.found;
        for (path, size, modified) in self.files {
            if queue.holds(&path, size, modified) {
                *count_of(&path, &mut found) -= 1;
                let reason = SkipReason::Duplicate;
                found.refused.push(Skipped { path, reason });
            }
        }
        found
    }
}

/// Inspects the files of a list until the deadline, and classifies the rest by name.
pub(super) fn inspect(list: &List, until: Instant) -> Inspected {
    let mut inspected = Inspected::default();
    inspected.found.refused = lists::left_out(list.refused.iter().cloned(), list.more_refused);
    for path in &list.paths {
        let refused = if Instant::now() < until {
            inspect_one(path, &mut inspected)
        } else {
            *count_of(path, &mut inspected.found) += 1;
            None
        };
        if let Some(reason) = refused {
            let path = path.clone();
            inspected.found.refused.push(Skipped { path, reason });
        }
    }
    inspected
}

fn inspect_one(path: &Path, inspected: &mut Inspected) -> Option<SkipReason> {
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => inspected.found.folders += 1,
        Ok(metadata) if !metadata.is_file() => return Some(SkipReason::NotAFile { named: true }),
        Ok(metadata) if metadata.len() > MAX_PUT_BYTES => return Some(SkipReason::TooLarge),
        Ok(metadata) => {
            let modified = metadata.modified().ok().map(Timestamp::from);
            inspected.files.push((path.to_owned(), metadata.len(), modified));
            *count_of(path, &mut inspected.found) += 1;
        }
        Err(error) => return Some(skip_reason(path, &error)),
    }
    None
}

fn skip_reason(path: &Path, error: &io::Error) -> SkipReason {
    if error.raw_os_error() == Some(Errno::LOOP.raw_os_error()) {
        return SkipReason::Unreadable("it is a link that leads to itself".to_owned());
    }
    match error.kind() {
        ErrorKind::PermissionDenied => SkipReason::Unreadable(error.to_string()),
        _ if path.is_symlink() => SkipReason::BrokenLink,
        ErrorKind::NotFound => SkipReason::Missing,
        _ => SkipReason::Unreadable(error.to_string()),
    }
}

/// The count that a file belongs to, by its name.
fn count_of<'a>(path: &Path, found: &'a mut Hovering) -> &'a mut usize {
    let kind = media_type::detect(path, &[]).essence;
    match kind.split('/').next() {
        Some("image") => &mut found.pictures,
        Some("video") => &mut found.videos,
        Some("audio") => &mut found.sounds,
        _ => &mut found.others,
    }
}

#[cfg(test)]
mod tests {
    use std::{os::unix::fs::symlink, time::Duration};

    use super::*;
    use file_drop::list;
    use model::{FoundFile, Intent, Model, Settings, Source};

    fn list_of(folder: &Path, names: &[&str]) -> List {
        let lines: String = names
            .iter()
            .map(|name| format!("file://{}/{name}\r\n", folder.display()))
            .collect();
        list::parse(lines.as_bytes(), "here")
    }

    #[test]
    fn dragged_files_are_counted_by_kind_and_skipped_ones_listed_with_a_reason() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        for name in ["a.jpg", "b.PNG", "c.mp4", "d.wav", "e.xyz", "f"] {
            fs::write(at(name), "").unwrap();
        }
        fs::create_dir(at("folder.jpg")).unwrap();
        symlink("nowhere", at("broken")).unwrap();
        symlink("itself", at("itself")).unwrap();
        fs::File::create(at("huge.mov"))
            .unwrap()
            .set_len(MAX_PUT_BYTES + 1)
            .unwrap();
        let names = [
            "a.jpg",
            "b.PNG",
            "c.mp4",
            "d.wav",
            "e.xyz",
            "f",
            "folder.jpg",
            "broken",
            "itself",
            "huge.mov",
            "missing.jpg",
            "a.jpg",
        ];
        let found = inspect(
            &list_of(folder.path(), &names),
            Instant::now() + Duration::from_secs(60),
        )
        .found;
        let counts = [found.pictures, found.videos, found.sounds, found.others, found.folders];
        assert_eq!(counts, [2, 1, 1, 2, 1]);
        let reasons: Vec<_> = found.refused.into_iter().map(|skipped| skipped.reason).collect();
        assert_eq!(
            reasons,
            [
                SkipReason::Duplicate,
                SkipReason::BrokenLink,
                SkipReason::Unreadable("it is a link that leads to itself".to_owned()),
                SkipReason::TooLarge,
                SkipReason::Missing
            ]
        );
    }

    #[test]
    fn when_the_time_is_up_files_are_classified_by_name() {
        let found = inspect(&list_of(Path::new("/nowhere"), &["a.jpg", "b.mp4"]), Instant::now()).found;
        assert_eq!((found.pictures, found.videos, found.refused.len()), (1, 1, 0));
    }

    #[test]
    fn dragged_files_that_are_already_in_the_queue_are_duplicates() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.jpg");
        for name in ["a.jpg", "b.jpg"] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        let mut model = Model::new(Settings::default(), "here", false);
        let now = Timestamp::from_millis(1_700_000_000_000);
        model.decide(Intent::Add(vec![path.clone()]));
        let source = Source {
            relative: "a.jpg".into(),
            size: 0,
            modified: fs::metadata(&path).unwrap().modified().ok().map(Timestamp::from),
            path: path.clone(),
        };
        let files = vec![FoundFile { source }];
        model.absorb(model::Event::Found { batch: 1, files }, now);
        let list = list_of(folder.path(), &["a.jpg", "b.jpg"]);
        let inspected = inspect(&list, Instant::now() + Duration::from_secs(60));
        let found = inspected.without_duplicates(&model.queue);
        assert_eq!(found.pictures, 1);
        let reason = SkipReason::Duplicate;
        assert_eq!(found.refused, [Skipped { path, reason }]);
    }
}
