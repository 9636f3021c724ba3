//! Events of the system for one folder, through `notify` and its debouncer.

use std::{path::Path, sync::mpsc::Sender, time::Duration};

use notify_debouncer_mini::{
    DebounceEventResult, Debouncer, new_debouncer,
    notify::{Error, ErrorKind, RecommendedWatcher, RecursiveMode},
};

use crate::watcher::Message;

/// How long events of one path are gathered.
const GATHERING: Duration = Duration::from_millis(250);

/// The events of one folder, until this is dropped.
pub(crate) struct Announced {
    _debouncer: Debouncer<RecommendedWatcher>,
}

impl Announced {
    /// Begins to watch a folder.
    pub(crate) fn begin(path: &Path, subfolders: bool, folder: usize, inbox: Sender<Message>) -> Result<Self, String> {
        let mode = if subfolders {
            RecursiveMode::Recursive
        } else {
            RecursiveMode::NonRecursive
        };
        let handler = move |found: DebounceEventResult| {
            let message = match found {
                Ok(events) => Message::Announced {
                    folder,
                    paths: events.into_iter().map(|event| event.path).collect(),
                },
                Err(error) => Message::AnnouncementsFailed {
                    folder,
                    reason: words(&error),
                },
            };
            // After the end nobody listens.
            let _ = inbox.send(message);
        };
        let mut debouncer = new_debouncer(GATHERING, handler).map_err(|error| words(&error))?;
        debouncer.watcher().watch(path, mode).map_err(|error| words(&error))?;
        Ok(Self { _debouncer: debouncer })
    }
}

/// Why there are no events, as part of a sentence.
fn words(error: &Error) -> String {
    match &error.kind {
        ErrorKind::MaxFilesWatch => "the system watches no more folders (fs.inotify.max_user_watches)".to_owned(),
        // EMFILE: in inotify it is the limit of instances, in general that of open files.
        #[cfg(target_os = "linux")]
        ErrorKind::Io(error) if error.raw_os_error() == Some(24) => {
            "the system has no more watches for this user (fs.inotify.max_user_instances)".to_owned()
        }
        ErrorKind::Io(error) => error.to_string(),
        ErrorKind::PathNotFound => "it is gone".to_owned(),
        _ => error.to_string(),
    }
}
