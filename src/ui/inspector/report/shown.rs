//! The report being shown, parsed once and not on each frame.

use std::rc::Rc;

use content_credentials::Report;
use model::{Timestamp, UploadId, VerifiedFacts, VerifyTarget};

/// At most this many bytes of the raw report are shown: laying out more is too slow.
const EXCERPT: usize = 40_000;

/// A report prepared for display.
#[derive(Debug)]
pub(crate) struct ShownReport {
    pub(crate) report: Report,
    /// The whole text, pretty-printed.
    pub(crate) pretty: String,
    /// The part that is shown.
    pub(crate) excerpt: String,
    pub(crate) is_clipped: bool,
}

impl ShownReport {
    pub(crate) fn read(text: &str) -> Self {
        let pretty = crate::ui::inspector::pretty(text);
        let end = pretty.floor_char_boundary(EXCERPT);
        Self {
            report: Report::read(text),
            excerpt: pretty.get(..end).unwrap_or_default().to_owned(),
            is_clipped: end < pretty.len(),
            pretty,
        }
    }
}

/// Identifies a report.
type ReportKey = (UploadId, VerifyTarget, Timestamp);

/// The report that was shown last.
#[derive(Debug, Default)]
pub(crate) struct ReportCache {
    last: Option<(ReportKey, Rc<ShownReport>)>,
}

impl ReportCache {
    /// The report of these facts; parsed only if it differs from the last one.
    pub(crate) fn of(&mut self, id: UploadId, facts: &VerifiedFacts) -> Rc<ShownReport> {
        let name = (id, facts.target, facts.verified_at);
        match &self.last {
            Some((known, shown)) if *known == name => Rc::clone(shown),
            _ => {
                let shown = Rc::new(ShownReport::read(&facts.report));
                self.last = Some((name, Rc::clone(&shown)));
                shown
            }
        }
    }
}
