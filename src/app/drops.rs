//! What is dropped on the window, and what hovers over it: looked at before it falls, off the window's thread.

use std::{
    fs,
    path::Path,
    sync::{
        Arc,
        mpsc::{Receiver, Sender, channel},
    },
    thread,
    time::{Duration, Instant},
};

use eframe::egui::Context;

use super::lists;
use crate::{
    drop::{self, list::List},
    model::{SkipReason, Skipped},
    que::{media_type, wire::MAX_PUT_BYTES},
    ui::Hovering,
};

/// How long files that hover are looked at. Those that are left then are told by their names alone.
const LOOKING: Duration = Duration::from_millis(300);

/// What has happened at the window.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Arrival {
    /// This hovers; nothing, where `None`.
    Hovering(Option<Hovering>),
    /// This was dropped.
    Dropped(List),
    /// Something was dropped and never came.
    Lost(drop::Lost),
}

/// Drops on the window.
pub(super) struct Drops {
    sender: Sender<Told>,
    receiver: Receiver<Told>,
    /// Grows with each drag: what was found out about an earlier one comes too late.
    drag: u64,
    #[cfg(target_os = "linux")]
    target: Option<drop::Target>,
}

enum Told {
    Event(drop::Event),
    /// The files of this drag were looked at.
    Looked(u64, Hovering),
}

impl Default for Drops {
    fn default() -> Self {
        let (sender, receiver) = channel();
        Self {
            sender,
            receiver,
            drag: 0,
            #[cfg(target_os = "linux")]
            target: None,
        }
    }
}

impl Drops {
    /// Takes the drops on this window in winit's place, where that can be done.
    #[cfg(target_os = "linux")]
    pub(super) fn take(&mut self, window: &eframe::CreationContext<'_>) {
        let (sender, ctx) = (self.sender.clone(), window.egui_ctx.clone());
        let target = drop::Target::of(window, drop::host_name(), move |event| {
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
    #[cfg(target_os = "linux")]
    pub(super) fn are_left_to_winit(&self) -> bool {
        !self.target.as_ref().is_some_and(drop::Target::takes_all)
    }

    /// What has happened since the last time.
    pub(super) fn arrival(&mut self, ctx: &Context) -> Option<Arrival> {
        loop {
            return Some(match self.receiver.try_recv().ok()? {
                Told::Event(drop::Event::Hovering(None)) => {
                    self.drag += 1;
                    Arrival::Hovering(Some(Hovering::default()))
                }
                Told::Event(drop::Event::Hovering(Some(list))) => {
                    self.look_at(list, ctx);
                    continue;
                }
                Told::Event(drop::Event::Left) => {
                    self.drag += 1;
                    Arrival::Hovering(None)
                }
                Told::Event(drop::Event::Dropped(list)) => {
                    self.drag += 1;
                    Arrival::Dropped(Arc::unwrap_or_clone(list))
                }
                Told::Event(drop::Event::Lost(lost)) => {
                    self.drag += 1;
                    Arrival::Lost(lost)
                }
                Told::Looked(drag, found) if drag == self.drag => Arrival::Hovering(Some(found)),
                Told::Looked(..) => continue,
            });
        }
    }

    fn look_at(&self, list: Arc<List>, ctx: &Context) {
        let (sender, ctx, drag) = (self.sender.clone(), ctx.clone(), self.drag);
        let thread = thread::Builder::new().name("hovering files".to_owned());
        let started = thread.spawn(move || {
            let _ = sender.send(Told::Looked(drag, look(&list, Instant::now() + LOOKING)));
            ctx.request_repaint();
        });
        if let Err(error) = started {
            tracing::warn!(%error, "files that hover cannot be looked at");
        }
    }
}

/// What a list holds, as far as it can be told until then.
fn look(list: &List, until: Instant) -> Hovering {
    let mut found = Hovering {
        refused: list.refused.iter().cloned().map(lists::left_out).collect(),
        ..Hovering::default()
    };
    for path in &list.paths {
        let refused = if Instant::now() < until {
            look_at_one(path, &mut found)
        } else {
            count_by_name(path, &mut found);
            None
        };
        if let Some(reason) = refused {
            let path = path.clone();
            found.refused.push(Skipped { path, reason });
        }
    }
    found
}

fn look_at_one(path: &Path, found: &mut Hovering) -> Option<SkipReason> {
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => found.folders += 1,
        Ok(metadata) if !metadata.is_file() => return Some(SkipReason::NotAFile),
        Ok(metadata) if metadata.len() > MAX_PUT_BYTES => return Some(SkipReason::TooLarge),
        Ok(_) => count_by_name(path, found),
        Err(_) if path.is_symlink() => return Some(SkipReason::BrokenLink),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Some(SkipReason::Missing),
        Err(error) => return Some(SkipReason::Unreadable(error.to_string())),
    }
    None
}

fn count_by_name(path: &Path, found: &mut Hovering) {
    let kind = media_type::detect(path, &[]).essence;
    let count = match kind.split('/').next() {
        Some("image") => &mut found.pictures,
        Some("video") => &mut found.videos,
        Some("audio") => &mut found.sounds,
        _ => &mut found.others,
    };
    *count += 1;
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use crate::drop::list;

    fn list_of(folder: &Path, names: &[&str]) -> List {
        let lines: String = names
            .iter()
            .map(|name| format!("file://{}/{name}\r\n", folder.display()))
            .collect();
        list::read(lines.as_bytes(), "here")
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
        );
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
        let found = look(&list_of(Path::new("/nowhere"), &["a.jpg", "b.mp4"]), Instant::now());
        assert_eq!((found.pictures, found.videos, found.refused.len()), (1, 1, 0));
    }

    #[test]
    fn what_was_found_out_about_an_earlier_drag_comes_too_late() {
        let (mut drops, ctx) = (Drops::default(), Context::default());
        let tell = |drops: &Drops, event| drops.sender.send(Told::Event(event)).unwrap();
        tell(&drops, drop::Event::Hovering(None));
        assert_eq!(drops.arrival(&ctx), Some(Arrival::Hovering(Some(Hovering::default()))));
        let earlier = drops.drag;
        tell(&drops, drop::Event::Left);
        assert_eq!(drops.arrival(&ctx), Some(Arrival::Hovering(None)));
        drops.sender.send(Told::Looked(earlier, Hovering::default())).unwrap();
        assert_eq!(drops.arrival(&ctx), None);
        tell(&drops, drop::Event::Dropped(Arc::new(List::default())));
        assert_eq!(drops.arrival(&ctx), Some(Arrival::Dropped(List::default())));
    }
}
