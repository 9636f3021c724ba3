//! What is dropped on the window, and what hovers over it: looked at before it falls, off the window's thread.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc,
        mpsc::{Receiver, Sender, channel},
    },
    thread,
    time::{Duration, Instant},
};

use eframe::egui::Context;
use raw_window_handle::{HasWindowHandle as _, RawWindowHandle};

use super::lists;
use crate::ui::Hovering;
use file_drop::{Event, list::List};
use model::{Queue, SkipReason, Skipped, Timestamp};
use que_sdk::{media_type, wire::MAX_PUT_BYTES};

/// How long files that hover are looked at. Those that are left then are told by their names alone.
const LOOKING: Duration = Duration::from_millis(300);

/// How long a drop is read before that is said: most are read at once.
const UNSAID: Duration = Duration::from_millis(300);

/// What has come of a drop.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Arrival {
    /// This was dropped.
    Dropped(List),
    /// This was copied elsewhere, and asked for here.
    Copied(String),
    /// Something was dropped and never came.
    Lost(file_drop::DropError),
}

/// Drops on the window.
pub(super) struct Drops {
    sender: Sender<Told>,
    receiver: Receiver<Told>,
    /// The drag that hovers, by number, and what is known of it.
    hovering: Option<(u64, Hovering)>,
    /// The drags that were dropped and are still read, and since when.
    reading: BTreeMap<u64, Instant>,
    /// Whether something else hovers than was asked for last.
    changed: bool,
    /// Whether winit knows of drops on this kind of window.
    winit_takes: bool,
    target: Option<file_drop::Target>,
}

enum Told {
    Event(Event),
    /// The files of this drag were looked at.
    Looked(u64, Looked),
}

impl Default for Drops {
    fn default() -> Self {
        let (sender, receiver) = channel();
        Self {
            sender,
            receiver,
            hovering: None,
            reading: BTreeMap::new(),
            changed: false,
            winit_takes: true,
            target: None,
        }
    }
}

impl Drops {
    /// Takes the drops on this window in winit's place, where that can be done.
    pub(super) fn take(&mut self, window: &eframe::CreationContext<'_>) {
        let Some(winit) = window.winit_window() else { return };
        let handle = window.window_handle();
        self.winit_takes = !handle.is_ok_and(|handle| matches!(handle.as_raw(), RawWindowHandle::Wayland(_)));
        let (sender, ctx) = (self.sender.clone(), window.egui_ctx.clone());
        let target = file_drop::Target::new(winit, file_drop::host_name(), move |event| {
            if sender.send(Told::Event(event)).is_ok() {
                ctx.request_repaint();
            }
        });
        match target {
            Ok(target) => self.target = Some(target),
            Err(error) => tracing::warn!(%error, "drops are left to winit"),
        }
    }

    /// Whether what winit tells of drops counts.
    pub(super) fn are_left_to_winit(&self) -> bool {
        !self.target.as_ref().is_some_and(file_drop::Target::replaces_winit)
    }

    /// Has it told what was copied elsewhere, if the toolkit may be deaf to it.
    pub(super) fn request_clipboard_text(&self) {
        if let Some(target) = &self.target {
            target.request_clipboard_text();
        }
    }

    /// Whether a drop on the window arrives at all.
    pub(super) fn arrive(&self) -> bool {
        self.target
            .as_ref()
            .map_or(self.winit_takes, file_drop::Target::accepts_drops)
    }

    /// What has come since the last time. What hovers is held against the `queue`.
    pub(super) fn arrival(&mut self, ctx: &Context, queue: &Queue) -> Option<Arrival> {
        loop {
            match self.receiver.try_recv().ok()? {
                Told::Event(Event::Hovering { drag, list: None }) => self.hover(Some((drag, Hovering::default()))),
                Told::Event(Event::Hovering { drag, list: Some(list) }) => self.look_at(drag, list, ctx),
                Told::Event(Event::Left { drag }) => self.no_more(drag),
                Told::Event(Event::Reading { drag }) => {
                    self.no_more(drag);
                    self.reading.insert(drag, Instant::now());
                }
                Told::Event(Event::Dropped { drag, list }) => {
                    self.no_more(drag);
                    // Copied only where it is still looked at.
                    return Some(Arrival::Dropped(Arc::unwrap_or_clone(list)));
                }
                Told::Event(Event::Failed { drag, reason }) => {
                    self.no_more(drag);
                    return Some(Arrival::Lost(reason));
                }
                Told::Event(Event::ClipboardText { text }) => return Some(Arrival::Copied(text)),
                Told::Event(Event::Ended) => {
                    self.hover(None);
                    self.reading.clear();
                }
                Told::Looked(drag, looked) => {
                    if self.hovering.as_ref().is_some_and(|(hovering, _)| *hovering == drag) {
                        self.hover(Some((drag, looked.without_those_of(queue))));
                    }
                }
            }
        }
    }

    /// What hovers over the window, where that is something else than the last time.
    pub(super) fn news_of_hovering(&mut self) -> Option<Option<&Hovering>> {
        std::mem::take(&mut self.changed).then(|| self.hovering())
    }

    fn hovering(&self) -> Option<&Hovering> {
        self.hovering.as_ref().map(|(_, known)| known)
    }

    fn hover(&mut self, hovering: Option<(u64, Hovering)>) {
        self.hovering = hovering;
        self.changed = true;
    }

    /// Whether a drop is read for so long that it is to be said. Has the window look again when that may be so.
    pub(super) fn are_read(&self, ctx: &Context) -> bool {
        let Some(since) = self.reading.values().min() else {
            return false;
        };
        let left = UNSAID.saturating_sub(since.elapsed());
        if !left.is_zero() {
            ctx.request_repaint_after(left);
        }
        left.is_zero()
    }

    /// A drag hovers no more and is not read any more. Another one may hover already.
    fn no_more(&mut self, drag: u64) {
        if self.hovering.as_ref().is_some_and(|(hovering, _)| *hovering == drag) {
            self.hover(None);
        }
        self.reading.remove(&drag);
    }

    fn look_at(&self, drag: u64, list: Arc<List>, ctx: &Context) {
        let (sender, ctx) = (self.sender.clone(), ctx.clone());
        let thread = thread::Builder::new().name("hovering files".to_owned());
        let started = thread.spawn(move || {
            let looked = look(&list, Instant::now() + LOOKING);
            // Who takes it at the drop then has it alone.
            drop(list);
            let _ = sender.send(Told::Looked(drag, looked));
            ctx.request_repaint();
        });
        if let Err(error) = started {
            tracing::warn!(%error, "files that hover cannot be looked at");
        }
    }
}

/// What was found out about files that hover.
#[derive(Debug, Default)]
struct Looked {
    found: Hovering,
    /// The files among it that may be in the queue already.
    files: Vec<(PathBuf, u64, Option<Timestamp>)>,
}

impl Looked {
    /// Tells what is in the queue already as what will be left out.
    fn without_those_of(self, queue: &Queue) -> Hovering {
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

/// What a list holds, as far as it can be told until then.
fn look(list: &List, until: Instant) -> Looked {
    let mut looked = Looked::default();
    looked.found.refused = lists::left_out(list.refused.iter().cloned(), list.more_refused);
    for path in &list.paths {
        let refused = if Instant::now() < until {
            look_at_one(path, &mut looked)
        } else {
            *count_of(path, &mut looked.found) += 1;
            None
        };
        if let Some(reason) = refused {
            let path = path.clone();
            looked.found.refused.push(Skipped { path, reason });
        }
    }
    looked
}

fn look_at_one(path: &Path, looked: &mut Looked) -> Option<SkipReason> {
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => looked.found.folders += 1,
        Ok(metadata) if !metadata.is_file() => return Some(SkipReason::NotAFile { named: true }),
        Ok(metadata) if metadata.len() > MAX_PUT_BYTES => return Some(SkipReason::TooLarge),
        Ok(metadata) => {
            let modified = metadata.modified().ok().map(Timestamp::from);
            looked.files.push((path.to_owned(), metadata.len(), modified));
            *count_of(path, &mut looked.found) += 1;
        }
        Err(_) if path.is_symlink() => return Some(SkipReason::BrokenLink),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Some(SkipReason::Missing),
        Err(error) => return Some(SkipReason::Unreadable(error.to_string())),
    }
    None
}

/// Where a file is counted, by its name.
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
    fn files_that_hover_are_told_by_kind_and_those_that_will_be_refused_by_reason() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        for name in ["a.jpg", "b.PNG", "c.mp4", "d.wav", "e.xyz", "f"] {
            fs::write(at(name), "").unwrap();
        }
        fs::create_dir(at("folder.jpg")).unwrap();
        std::os::unix::fs::symlink("nowhere", at("broken")).unwrap();
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
            "huge.mov",
            "missing.jpg",
            "a.jpg",
        ];
        let found = look(
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
                SkipReason::TooLarge,
                SkipReason::Missing
            ]
        );
    }

    #[test]
    fn when_the_time_is_up_names_are_enough() {
        let found = look(&list_of(Path::new("/nowhere"), &["a.jpg", "b.mp4"]), Instant::now()).found;
        assert_eq!((found.pictures, found.videos, found.refused.len()), (1, 1, 0));
    }

    /// What is dropped with these events, one after the other, on an empty queue.
    fn tell(drops: &mut Drops, told: impl IntoIterator<Item = Told>) -> Vec<Arrival> {
        let (ctx, model) = (Context::default(), Model::new(Settings::default(), "here", false));
        for told in told {
            drops.sender.send(told).unwrap();
        }
        std::iter::from_fn(|| drops.arrival(&ctx, &model.queue)).collect()
    }

    fn hovers(drag: u64) -> Told {
        Told::Event(Event::Hovering { drag, list: None })
    }

    fn looked(drag: u64, folders: usize) -> Told {
        let mut looked = Looked::default();
        looked.found.folders = folders;
        Told::Looked(drag, looked)
    }

    #[test]
    fn what_was_found_out_about_an_earlier_drag_comes_too_late() {
        let mut drops = Drops::default();
        tell(&mut drops, [hovers(1)]);
        assert_eq!(drops.hovering(), Some(&Hovering::default()));
        tell(&mut drops, [Told::Event(Event::Left { drag: 1 }), looked(1, 7)]);
        assert_eq!(drops.hovering(), None);
        tell(&mut drops, [hovers(2), looked(1, 7)]);
        assert_eq!(drops.hovering(), Some(&Hovering::default()));
        tell(&mut drops, [looked(2, 7)]);
        assert_eq!(drops.hovering().unwrap().folders, 7);
    }

    #[test]
    fn a_drag_hovers_on_while_earlier_drops_are_read_and_end() {
        let (mut drops, list) = (Drops::default(), Arc::new(List::default()));
        let reading = |drag| Told::Event(Event::Reading { drag });
        assert_eq!(
            tell(&mut drops, [hovers(1), reading(1), hovers(2), reading(2), hovers(3)]),
            []
        );
        assert!(drops.hovering().is_some());
        assert_eq!(drops.reading.keys().copied().collect::<Vec<_>>(), [1, 2]);
        let lost = file_drop::DropError::Timeout;
        let ends = [
            Event::Dropped { drag: 2, list },
            Event::Failed { drag: 1, reason: lost },
        ];
        assert_eq!(
            tell(&mut drops, ends.map(Told::Event)),
            [Arrival::Dropped(List::default()), Arrival::Lost(lost)]
        );
        assert!(drops.hovering().is_some() && drops.reading.is_empty());
        assert_eq!(tell(&mut drops, [Told::Event(Event::Ended)]), []);
        assert_eq!(drops.hovering(), None);
    }

    #[test]
    fn it_is_said_that_a_drop_is_read_once_that_takes_long() {
        let (mut drops, ctx) = (Drops::default(), Context::default());
        assert!(!drops.are_read(&ctx));
        tell(&mut drops, [hovers(1), Told::Event(Event::Reading { drag: 1 })]);
        let long_ago = Instant::now().checked_sub(UNSAID).unwrap();
        drops.reading.insert(1, long_ago);
        assert!(drops.are_read(&ctx));
        tell(
            &mut drops,
            [Told::Event(Event::Failed {
                drag: 1,
                reason: file_drop::DropError::NoData,
            })],
        );
        assert!(!drops.are_read(&ctx));
    }

    #[test]
    fn what_is_in_the_queue_already_is_told_while_it_hovers() {
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
        let looked = look(&list, Instant::now() + Duration::from_secs(60));
        let found = looked.without_those_of(&model.queue);
        assert_eq!(found.pictures, 1);
        let reason = SkipReason::Duplicate;
        assert_eq!(found.refused, [Skipped { path, reason }]);
    }
}
