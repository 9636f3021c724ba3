//! What every panel draws with.

use model::{Details, Intent, Model, Timestamp, Upload, UploadId};

use super::{
    InspectorTab, Request, TextSource, inspector,
    rows::Rows,
    view::{Tab, View},
};

/// What every panel gets: the model to draw, the view state, and the list of requests.
pub(crate) struct Scene<'a> {
    pub(crate) model: &'a Model,
    pub(crate) view: &'a mut View,
    pub(crate) now: Timestamp,
    /// Whether the dark theme is in use.
    pub(crate) dark: bool,
    pub(crate) requests: Vec<Request>,
}

impl<'a> Scene<'a> {
    pub(super) fn dispatch(&mut self, intent: Intent) {
        self.requests.push(Request::Intent(intent));
    }

    /// Asks where to save a text.
    pub(super) fn save(&mut self, title: impl Into<String>, name: &str, text: TextSource) {
        let (title, name) = (title.into(), name.to_owned());
        self.requests.push(Request::SaveText { title, name, text });
    }

    /// The details of this upload, once they are loaded.
    pub(super) fn details(&self, upload: &Upload) -> Option<&'a Details> {
        let model = self.model;
        model.details.as_ref().filter(|details| details.id == upload.id)
    }

    /// The rows of the current tab, in display order.
    pub(super) fn rows(&self) -> Rows<'a> {
        let model = self.model;
        match self.view.tab {
            Tab::Queue => Rows::queue(&model.queue, self.view.queue.row_order.order()),
            Tab::History => Rows::History(&model.history),
            Tab::Check => Rows::Nothing,
        }
    }

    /// The inspected upload: the only selected one, or the selected one under the cursor.
    pub(super) fn lead(&self) -> Option<&'a Upload> {
        self.find(self.view.lead()?)
    }

    /// The selected uploads, in display order. Walks all rows, so call it for user actions, not on each frame; for each
    /// frame use [`View::tally`].
    pub(super) fn selection(&self) -> Vec<&'a Upload> {
        let selection = self.view.selection();
        match selection.len() {
            0 => Vec::new(),
            1 => self.lead().into_iter().collect(),
            _ => {
                let rows = self.rows();
                rows.iter().filter(|upload| selection.contains(upload.id)).collect()
            }
        }
    }

    /// The selected uploads that match, in display order.
    pub(super) fn selected_ids(&self, which: impl Fn(&Upload) -> bool) -> Vec<UploadId> {
        let chosen = self.selection().into_iter();
        chosen.filter(|upload| which(upload)).map(|upload| upload.id).collect()
    }

    /// How many of the selected records are not loaded.
    pub(super) fn unread(&self) -> usize {
        self.view.selection().len().saturating_sub(self.view.tally().files)
    }

    /// An upload of the current tab.
    pub(super) fn find(&self, id: UploadId) -> Option<&'a Upload> {
        let model = self.model;
        match self.view.tab {
            Tab::Queue => model.queue.get(id),
            Tab::History => model.history.get(id),
            Tab::Check => None,
        }
    }

    /// Selects only this upload and shows this inspector tab.
    pub(super) fn select(&mut self, id: UploadId, tab: InspectorTab) {
        self.view.choose(id);
        self.look_at(tab);
    }

    /// Shows this inspector tab for the upload under the cursor, and opens the inspector if it is closed.
    pub(super) fn look_at(&mut self, tab: InspectorTab) {
        self.view.inspector.tab = tab;
        inspector::peek_at_lead(self.view);
        if !self.model.settings.details {
            self.dispatch(Intent::ShowDetails(true));
        }
    }
}
