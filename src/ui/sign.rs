//! Making a manifest and signing with it: for one file in the inspector, for many in a sheet.

mod draft;
mod editor;
mod json;
mod lints;
mod presets;
mod preview;
mod questions;
mod sheet;
mod sums;

pub(crate) use draft::Draft;
pub(crate) use editor::show as edit;
pub(crate) use presets::{Deleted, begin, undo_delete};
pub(crate) use sheet::{Sheet, open, show as show_sheet};

use super::{Scene, words};
use content_credentials::FileFacts;
pub(crate) use draft::Face;
use model::{Intent, Timestamp};

/// The manifest of one file as it would be sent now.
fn filled(draft: &Draft, name: &str, now: Timestamp) -> String {
    let date = words::day(now);
    content_credentials::fill(draft.text(), FileFacts { name, date: &date })
}

/// Offers the author's name again the next time, where it is one and the same for all files.
pub(crate) fn remember_author(scene: &mut Scene<'_>, draft: &Draft) {
    let author = draft.form().map(|form| form.author.clone()).unwrap_or_default();
    if draft.preset.is_none() && !author.contains(['{', '}']) {
        scene.tell(Intent::RememberAuthor(author));
    }
}
