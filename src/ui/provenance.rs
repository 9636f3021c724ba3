//! A report, drawn: the picture of the file with its pin, the verdict with who, when and with what in one card, the
//! provenance tree as pictures, two versions in comparison, then the details.
//!
//! It knows no upload: a [`Subject`] has all that is drawn. Its state is in [`State`].
//!
//! ```text
//! card      the verdict and the essentials      compare   two pictures side by side or with a slider
//! tree      the provenance tree as pictures     pictures  which pictures are needed, and those that are made
//! layout    the places of its nodes             pin       the Content Credentials pin
//! node      the facts of the chosen node        details   edits, assertions, checks, certificates, the raw report
//! ```

mod card;
mod compare;
mod details;
mod layout;
mod node;
mod picture;
mod pictures;
pub(crate) mod pin;
mod read;
mod tree;
mod validity;

use std::{path::PathBuf, sync::Arc};

use eframe::egui::{Context, Id, Role, Sense, Ui, Vec2, WidgetInfo};

pub(crate) use details::report_name;
pub(crate) use picture::paint as paint_picture;
pub(crate) use pictures::{Pictures, Shown, paint as paint_part};
pub(crate) use read::ReadReports;

use super::{Scene, controls, shapes::Shape, tokens, track::Tone};
use crate::thumbnails::{MadeOfFile, PictureFile, WantedOfFile};
use compare::Compare;
use content_credentials::{Expiring, Validity};
use localization::text;
use model::Verdict;

/// A report to draw.
pub(crate) struct Subject<'s> {
    /// Identifies the report, which is parsed only once, and the state of its tree.
    pub(crate) key: Id,
    /// The file's name.
    pub(crate) name: &'s str,
    /// Its MIME type, if known.
    pub(crate) content_type: Option<&'s str>,
    /// The verdict on the file.
    pub(crate) verdict: Verdict,
    /// The name of the verdict.
    pub(crate) headline: &'s str,
    /// The icon and the tone of the verdict.
    pub(crate) mark: (Shape, Tone),
    /// The verdict as a sentence, in English as it is kept, or as it came.
    pub(crate) explanation: &'s str,
    /// Whether its signature has no verified time and its certificate ends soon.
    pub(crate) expiring: Option<Expiring>,
    /// More about the verdict, a paragraph each.
    pub(crate) remarks: &'s [&'s str],
    /// More lines of the card, as name and value.
    pub(crate) facts: &'s [(&'s str, String)],
    /// The report as it came, which may be text that is not JSON.
    pub(crate) report: &'s str,
    /// Where its pictures come from.
    pub(crate) sources: &'s Sources,
}

/// The files that have the pictures of a report.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sources {
    /// The picture itself.
    pub(crate) itself: Option<Arc<PictureFile>>,
    /// The file whose manifest store has the thumbnails.
    pub(crate) manifests: Option<Arc<PictureFile>>,
    /// The original, to compare the picture of the signed copy with.
    pub(crate) other: Option<Arc<PictureFile>>,
    /// Whether the file with the manifest store is being downloaded.
    pub(crate) is_fetching: bool,
}

impl Sources {
    /// A file on this computer that is what the report is about.
    pub(crate) fn of_file(path: PathBuf, content_type: Option<String>, sha256: Option<String>) -> Self {
        let file = Arc::new(PictureFile {
            path,
            content_type,
            sha256,
        });
        Self {
            itself: Some(Arc::clone(&file)),
            manifests: Some(file),
            other: None,
            is_fetching: false,
        }
    }
}

/// The state of drawn reports.
#[derive(Default)]
pub(crate) struct State {
    pub(crate) pictures: Pictures,
    reports: ReadReports,
    /// The report with a chosen node, and that node.
    chosen: Option<(Id, usize)>,
    compare: Compare,
}

impl State {
    /// Starts a frame with no requests for pictures.
    pub(crate) fn begin(&mut self, ctx: &Context) {
        self.pictures.begin(ctx);
    }

    /// The pictures needed in this frame, if they differ from the last ones.
    pub(crate) fn wanted(&mut self) -> Option<Vec<WantedOfFile>> {
        self.pictures.news()
    }

    /// Keeps pictures that were made.
    pub(crate) fn take(&mut self, ctx: &Context, made: MadeOfFile) {
        self.pictures.take(ctx, made);
    }
}

/// Draws the picture that a file is, within this size.
pub(crate) fn picture_of(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    file: &Arc<PictureFile>,
    name: &str,
    content_type: Option<&str>,
    size: Vec2,
) {
    let shown = scene.view.provenance.pictures.itself(file);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, text!("provenance-picture", name = name)));
    picture::paint(ui, rect, &shown, picture::kind(content_type));
}

/// Whether the time of a report is verified, and when the certificate ends.
pub(crate) fn validity_of(scene: &mut Scene<'_>, key: Id, report: &str) -> Validity {
    scene.view.provenance.reports.of(key, report).report.reading.validity
}

/// Whether the thumbnails of a report's ingredients are in its file.
pub(crate) fn has_thumbnails(scene: &mut Scene<'_>, key: Id, report: &str) -> bool {
    let read = scene.view.provenance.reports.of(key, report);
    read.report
        .ingredients
        .iter()
        .any(|ingredient| !ingredient.thumbnails.is_empty())
}

/// Draws a report. `between` draws what belongs below the card, such as buttons.
pub(crate) fn show(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    subject: &Subject<'_>,
    between: impl FnOnce(&mut Ui, &mut Scene<'_>),
) {
    ui.spacing_mut().item_spacing.y = tokens::GAP;
    let read = scene.view.provenance.reports.of(subject.key, subject.report);
    let has_credentials = subject.verdict.has_credentials();
    picture::show(ui, scene, subject, &read);
    card::show(ui, scene, subject, &read);
    between(ui, scene);
    if let Some(address) = &read.report.reading.remote {
        // Not a link: nothing is fetched from there.
        let (name, copy) = (text!("provenance-remote"), text!("provenance-remote-copy"));
        controls::copied_value(ui, scene, &name, &copy, address);
    }
    if has_credentials && !read.report.ingredients.is_empty() {
        ui.add_space(tokens::GAP);
        tree::show(ui, scene, subject, &read);
        node::show(ui, scene, subject, &read);
    }
    ui.add_space(tokens::GAP_SMALL);
    details::show(ui, scene, subject, &read);
}
