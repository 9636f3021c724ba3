//! The reports being shown, parsed and laid out once and not on each frame.

use std::rc::Rc;

use eframe::egui::Id;

use super::layout::Tree;
use content_credentials::Report;

/// How many reports are kept.
const MAX_REPORTS: usize = 4;

/// At most this many bytes of the raw report are shown: laying out more is too slow.
const EXCERPT: usize = 40_000;

/// A report prepared for display.
#[derive(Debug)]
pub(crate) struct ReadReport {
    pub(crate) report: Report,
    /// The places of the file and its ingredients.
    pub(super) tree: Tree,
    /// The addresses of all thumbnails of its ingredients, each once, those of the first ingredients first.
    pub(super) thumbnails: Vec<String>,
    /// The whole text, pretty-printed.
    pub(crate) pretty: String,
    /// The part that is shown.
    pub(crate) excerpt: String,
    pub(crate) is_clipped: bool,
}

impl ReadReport {
    fn read(text: &str) -> Self {
        let pretty = crate::ui::inspector::pretty(text);
        let end = pretty.floor_char_boundary(EXCERPT);
        let report = Report::read(text);
        Self {
            tree: Tree::of(report.ingredients.iter().map(|ingredient| ingredient.depth)),
            thumbnails: thumbnails(&report),
            report,
            excerpt: pretty.get(..end).unwrap_or_default().to_owned(),
            is_clipped: end < pretty.len(),
            pretty,
        }
    }
}

/// The best thumbnail of each ingredient, then the others.
fn thumbnails(report: &Report) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for rank in 0..2 {
        for ingredient in &report.ingredients {
            let address = ingredient.thumbnails.get(rank);
            all.extend(address.filter(|address| !all.contains(address)).cloned());
        }
    }
    all
}

/// The reports that were shown last.
#[derive(Debug, Default)]
pub(crate) struct ReadReports {
    last: Vec<(Id, Rc<ReadReport>)>,
}

impl ReadReports {
    /// The report with this key; parsed only if it isn't one of the last.
    pub(crate) fn of(&mut self, key: Id, text: &str) -> Rc<ReadReport> {
        if let Some((_, read)) = self.last.iter().find(|(known, _)| *known == key) {
            return Rc::clone(read);
        }
        let read = Rc::new(ReadReport::read(text));
        self.last.truncate(MAX_REPORTS - 1);
        self.last.insert(0, (key, Rc::clone(&read)));
        read
    }
}
