//! File dialogs. Each has its own thread, because it blocks until the user answers.

use std::{
    io,
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, Sender, channel},
    time::{Duration, Instant},
};

use eframe::egui::Context;
use rfd::FileDialog;

use super::names;
use crate::ui::TextSource;
use localization::text;
use model::{ExportFormat, UploadId};
use que_sdk::text::is_unprintable;

/// The result of a dialog.
pub(super) enum Answer {
    /// Paths to add.
    Paths(Vec<PathBuf>),
    /// Paths to find in the history.
    ToFind(Vec<PathBuf>),
    /// Paths to check.
    ToCheck(Vec<PathBuf>),
    /// Export these records.
    Export {
        /// The records.
        ids: Vec<UploadId>,
        /// The format.
        format: ExportFormat,
        /// The file.
        path: PathBuf,
    },
    /// Save the signed copy of this upload here.
    Save(UploadId, PathBuf),
    /// Save the signed copies of these uploads under these names.
    SaveAll(Vec<(UploadId, PathBuf)>),
    /// A text was saved there.
    Saved(PathBuf),
    /// A text could not be saved there.
    NotSaved(PathBuf, io::Error),
    /// Use the certificate authorities in this file.
    Authorities(PathBuf),
    /// Add this file as a trust list.
    TrustList(PathBuf),
    /// No file manager showed this file.
    NoFileManager(PathBuf),
    /// The dialog was canceled.
    Canceled,
    /// The desktop has no file dialog.
    NoDialog,
}

/// The open dialog, and results.
pub(super) struct Dialogs {
    sender: Sender<Answer>,
    receiver: Receiver<Answer>,
    open: bool,
    /// The base of each dialog.
    begin: FileDialog,
}

impl Default for Dialogs {
    fn default() -> Self {
        let (sender, receiver) = channel();
        Self {
            sender,
            receiver,
            open: false,
            begin: FileDialog::new(),
        }
    }
}

impl Dialogs {
    /// Keeps dialogs in front of this window. On Linux the portal does that.
    #[cfg(windows)]
    pub(super) fn stay_above(&mut self, window: &eframe::CreationContext<'_>) {
        self.begin = FileDialog::new().set_parent(window);
    }

    /// Asks which files to add. Does nothing while a dialog is open.
    pub(super) fn pick_files(&mut self, ctx: &Context) {
        let title = text!("notices-pick-files");
        self.ask(ctx, |dialog| dialog.set_title(title).pick_files());
    }

    /// Asks which folders to add. Does nothing while a dialog is open.
    pub(super) fn pick_folders(&mut self, ctx: &Context) {
        let title = text!("notices-pick-folders");
        self.ask(ctx, |dialog| dialog.set_title(title).pick_folders());
    }

    /// Asks which files to find in the history. Does nothing while a dialog is open.
    pub(super) fn pick_to_find(&mut self, ctx: &Context) {
        let title = text!("notices-pick-to-find");
        self.ask_for(ctx, |dialog| {
            let dialog = dialog.set_title(title);
            match judge(dialog.pick_files()) {
                Answer::Paths(paths) => Answer::ToFind(paths),
                other => other,
            }
        });
    }

    /// Asks which files to check. Does nothing while a dialog is open.
    pub(super) fn pick_to_check(&mut self, ctx: &Context) {
        let title = text!("notices-pick-to-check");
        self.ask_for(ctx, |dialog| {
            let dialog = dialog.set_title(title);
            match judge(dialog.pick_files()) {
                Answer::Paths(paths) => Answer::ToCheck(paths),
                other => other,
            }
        });
    }

    /// Asks where to write records. Does nothing while a dialog is open. The extension of the chosen name decides the format; a
    /// name without one of them gets `format`.
    pub(super) fn pick_export(&mut self, ctx: &Context, ids: Vec<UploadId>, format: ExportFormat, stem: &str) {
        let name = format!("{stem}.{}", format.extension());
        let title = text!("notices-pick-export");
        self.ask_for(ctx, move |dialog| {
            let mut dialog = dialog.set_title(title).set_file_name(name);
            let others = ExportFormat::ALL.into_iter().filter(|other| *other != format);
            for format in std::iter::once(format).chain(others) {
                dialog = dialog.add_filter(format.name(), &[format.extension()]);
            }
            ask_where(dialog, |path| Answer::Export {
                ids,
                format: format_of(&path).unwrap_or(format),
                path,
            })
        });
    }

    /// Asks where to save the signed copy of this upload. Does nothing while a dialog is open.
    pub(super) fn save_signed(&mut self, ctx: &Context, id: UploadId, name: String, folder: Option<PathBuf>) {
        let title = text!("notices-pick-save-signed");
        self.ask_for(ctx, move |dialog| {
            let mut dialog = dialog.set_title(title).set_file_name(file_name(&name));
            if let Some(folder) = folder {
                dialog = dialog.set_directory(folder);
            }
            ask_where(dialog, |path| Answer::Save(id, path))
        });
    }

    /// Asks for the folder to save the signed copies of these uploads to. Does nothing while a dialog is open.
    pub(super) fn save_all_signed(&mut self, ctx: &Context, files: Vec<(UploadId, String)>, folder: Option<PathBuf>) {
        let title = text!("notices-pick-signed-folder");
        self.ask_for(ctx, move |dialog| {
            let mut dialog = dialog.set_title(title);
            if let Some(folder) = folder {
                dialog = dialog.set_directory(folder);
            }
            // Multiple selection: only that distinguishes a canceled dialog from a missing one.
            match judge(dialog.pick_folders()) {
                Answer::Paths(folders) => folders.into_iter().next().map_or(Answer::Canceled, |folder| {
                    let place = |(id, name): (UploadId, String)| (id, folder.join(file_name(&name)));
                    Answer::SaveAll(files.into_iter().map(place).collect())
                }),
                other => other,
            }
        });
    }

    /// Asks where to save a text, and writes it there. Does nothing while a dialog is open.
    pub(super) fn save_text(&mut self, ctx: &Context, title: String, name: String, text: TextSource) {
        self.ask_for(ctx, move |dialog| {
            let dialog = dialog.set_title(title).set_file_name(file_name(&name));
            ask_where(dialog, |path| match write(&path, text) {
                Ok(()) => Answer::Saved(path),
                Err(error) => Answer::NotSaved(path, error),
            })
        });
    }

    /// Asks for a file with certificate authorities. Does nothing while a dialog is open.
    pub(super) fn pick_authorities(&mut self, ctx: &Context) {
        self.pick_certificates(ctx, text!("notices-pick-authorities"), Answer::Authorities);
    }

    /// Asks for a file to add as a trust list. Does nothing while a dialog is open.
    pub(super) fn pick_trust_list(&mut self, ctx: &Context) {
        self.pick_certificates(ctx, text!("notices-pick-trust-list"), Answer::TrustList);
    }

    fn pick_certificates(&mut self, ctx: &Context, title: String, chosen: fn(PathBuf) -> Answer) {
        let (certificates, all) = (text!("notices-pick-certificates"), text!("notices-pick-all-files"));
        self.ask_for(ctx, move |dialog| {
            let dialog = dialog
                .set_title(title)
                .add_filter(certificates, &["pem", "crt", "cer"])
                .add_filter(all, &["*"]);
            // Multiple selection: only that distinguishes a canceled dialog from a missing one.
            match judge(dialog.pick_files()) {
                Answer::Paths(paths) => paths.into_iter().next().map_or(Answer::Canceled, chosen),
                other => other,
            }
        });
    }

    /// Shows a file in the file manager; its folder if it is gone. This blocks as a dialog does, so it has a thread, too.
    pub(super) fn open_folder(&self, ctx: &Context, file: PathBuf) {
        let (sender, ctx) = (self.sender.clone(), ctx.clone());
        let thread = std::thread::Builder::new().name("file manager".to_owned());
        let started = thread.spawn(move || {
            let shown = match file.parent() {
                Some(folder) if !file.exists() => opener::open(folder),
                _ => opener::reveal(&file).or_else(|_| opener::open(file.parent().unwrap_or(&file))),
            };
            if let Err(error) = shown {
                tracing::info!("no file manager: {error}");
                let _ = sender.send(Answer::NoFileManager(file));
                ctx.request_repaint();
            }
        });
        if let Err(error) = started {
            tracing::info!("no file manager: {error}");
        }
    }

    /// The next result, if there is one.
    pub(super) fn answer(&mut self) -> Option<Answer> {
        let answer = self.receiver.try_recv().ok()?;
        self.open &= matches!(answer, Answer::NoFileManager(_));
        Some(answer)
    }

    fn ask(&mut self, ctx: &Context, ask: impl FnOnce(FileDialog) -> Option<Vec<PathBuf>> + Send + 'static) {
        self.ask_for(ctx, |dialog| judge(ask(dialog)));
    }

    fn ask_for(&mut self, ctx: &Context, ask: impl FnOnce(FileDialog) -> Answer + Send + 'static) {
        if self.open {
            return;
        }
        let (sender, ctx, dialog) = (self.sender.clone(), ctx.clone(), self.begin.clone());
        let thread = std::thread::Builder::new().name("file dialog".to_owned());
        let started = thread.spawn(move || {
            let _ = sender.send(ask(dialog));
            ctx.request_repaint();
        });
        match started {
            Ok(_) => self.open = true,
            Err(_) => {
                let _ = self.sender.send(Answer::NoDialog);
            }
        }
    }
}

/// A dialog that is over sooner than this was never shown: nobody can close one so fast.
const QUICKEST_PERSON: Duration = Duration::from_millis(300);

/// Asks where to save something.
fn ask_where(dialog: FileDialog, chosen: impl FnOnce(PathBuf) -> Answer) -> Answer {
    let asked = Instant::now();
    match dialog.save_file() {
        Some(path) => chosen(path),
        // rfd also returns `None`, but at once, if there is no dialog.
        None if cfg!(target_os = "linux") && asked.elapsed() < QUICKEST_PERSON => Answer::NoDialog,
        None => Answer::Canceled,
    }
}

/// The format that the extension of a name stands for.
fn format_of(path: &Path) -> Option<ExportFormat> {
    ExportFormat::of_extension(path.extension()?.to_str()?)
}

/// Writes a text atomically, and earlier credentials beside it.
fn write(path: &Path, text: TextSource) -> io::Result<()> {
    let (make, kept) = text.into_parts();
    engine::write_proof(path, kept.as_ref(), make).map(drop)
}

/// A name that is valid on every file system: uploads may come from any.
fn file_name(name: &str) -> String {
    let sign = |sign: char| match sign {
        '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '_',
        // Control characters, such as an override of the text direction.
        sign if is_unprintable(sign) => '_',
        sign => sign,
    };
    let name: String = name.chars().map(sign).collect();
    // Keep the extension. Names may have 255 bytes at most.
    let start = name.ceil_char_boundary(name.len().saturating_sub(200));
    names::kept_on_windows(name.get(start..).unwrap_or_default().to_owned())
}

/// What rfd's result means. On Linux, a canceled dialog returns an empty list, and `None` means that there is neither a
/// portal nor zenity. Other systems always have a dialog, and `None` means canceled.
fn judge(chosen: Option<Vec<PathBuf>>) -> Answer {
    match chosen {
        Some(paths) if paths.is_empty() => Answer::Canceled,
        Some(paths) => Answer::Paths(paths),
        None if cfg!(target_os = "linux") => Answer::NoDialog,
        None => Answer::Canceled,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_that_was_chosen_for_an_export_decides_its_format() {
        for (name, format) in [
            ("keys.csv", Some(ExportFormat::Csv)),
            ("keys.JSON", Some(ExportFormat::Json)),
            ("a.csv/keys.md", Some(ExportFormat::Markdown)),
            ("keys.txt", None),
            ("keys", None),
        ] {
            assert_eq!(format_of(Path::new(name)), format, "{name}");
        }
    }

    #[test]
    fn suggested_names_are_valid_on_every_file_system() {
        assert_eq!(file_name("harbour.jpg.report.json"), "harbour.jpg.report.json");
        assert_eq!(file_name("a/b\\c:d\n.json"), "a_b_c_d_.json");
        assert_eq!(file_name("photo\u{202e}gpj.exe"), "photo_gpj.exe");
        assert_eq!(file_name("con.jpg"), "_con.jpg");
        let long = format!("{}.proof.json", "é".repeat(300));
        let offered = file_name(&long);
        assert!(offered.len() <= 200 && offered.ends_with("é.proof.json"), "{offered}");
    }

    #[test]
    fn a_canceled_dialog_is_distinguished_from_a_missing_one() {
        assert!(matches!(judge(Some(Vec::new())), Answer::Canceled));
        assert!(matches!(judge(Some(vec!["/a".into()])), Answer::Paths(_)));
        if cfg!(target_os = "linux") {
            assert!(matches!(judge(None), Answer::NoDialog));
        }
    }
}
