//! Intents and events about records: searching the history, lookups, deleting, copying, exporting.

use std::path::PathBuf;

use super::{
    Command, CopyFormat, Copying, Event, HistoryOrder, HistorySearch, Lookup, LookupOutcome, LookupProgress, Model,
    NoticeKind, Said, UploadId, UploadIdSet, removal::discard,
};

impl Model {
    /// A search keeps the current order.
    pub(super) fn search_history(&mut self, mut search: HistorySearch) -> Vec<Command> {
        search.order = self.history.search.order;
        let mut commands = Vec::new();
        if search.contents.is_none() {
            // A search by words replaces a lookup.
            commands = self.end_lookup();
        }
        commands.push(self.begin_search(search));
        commands
    }

    /// Sorts the current results. A lookup continues.
    pub(super) fn sort_history(&mut self, order: HistoryOrder) -> Vec<Command> {
        let search = HistorySearch {
            order,
            ..self.history.search.clone()
        };
        vec![self.begin_search(search)]
    }

    fn begin_search(&mut self, search: HistorySearch) -> Command {
        let number = self.history.begin(search.clone());
        Command::SearchHistory { number, search }
    }

    pub(super) fn look_up(&mut self, paths: Vec<PathBuf>) -> Vec<Command> {
        if paths.is_empty() {
            return Vec::new();
        }
        let mut commands = self.end_lookup();
        self.history.lookup = Lookup::Reading(LookupProgress::default());
        self.last_lookup += 1;
        let number = self.last_lookup;
        commands.push(Command::LookUp { number, paths });
        commands
    }

    /// Ends the lookup and hides its result.
    pub(super) fn stop_lookup(&mut self) -> Vec<Command> {
        let mut commands = self.end_lookup();
        if self.history.search.contents.is_some() {
            commands.extend(self.search_history(HistorySearch::default()));
        }
        commands
    }

    pub(super) fn end_lookup(&mut self) -> Vec<Command> {
        match std::mem::take(&mut self.history.lookup) {
            Lookup::Reading(_) => vec![Command::StopLookup],
            Lookup::None | Lookup::Ended(_) => Vec::new(),
        }
    }

    /// Formats uploads for the clipboard: here if all are loaded, otherwise in the worker.
    pub(super) fn copy(&mut self, ids: Vec<UploadId>, format: CopyFormat) -> Vec<Command> {
        if ids.is_empty() {
            return Vec::new();
        }
        let mut copying = Copying::new(format.clone());
        for id in &ids {
            match self.upload(*id) {
                Some(upload) => copying.add(upload),
                None => return vec![Command::Copy { ids, format }],
            }
        }
        self.copied_text = Some(copying.finish());
        Vec::new()
    }

    pub(super) fn about_records(&mut self, event: Event) -> Vec<Command> {
        match event {
            Event::HistoryFound { number, ids, days } if self.history.is_current(number) => {
                self.history.take(ids, &days);
            }
            Event::HistoryRead {
                mut uploads,
                unreadable,
            } => {
                for upload in &mut uploads {
                    // The queue has a newer version of its uploads.
                    if let Some(here) = self.queue.get(upload.id) {
                        upload.clone_from(here);
                    }
                }
                self.history.fill(uploads, unreadable);
            }
            Event::RecordsRead {
                bulk_operation,
                uploads,
                unreadable,
            } => return self.records_read(bulk_operation, uploads, unreadable),
            Event::RecordsNotRead(bulk_operation) => return self.records_not_read(bulk_operation),
            Event::LookingUp { number, progress } if self.looks_up(number) => {
                self.history.lookup = Lookup::Reading(progress);
            }
            Event::LookedUp { number, outcome } if self.looks_up(number) => return self.looked_up(outcome),
            Event::Forgotten {
                ids,
                kept,
                credentials,
                credentials_left,
            } => return self.forgotten(&ids, kept, (credentials, credentials_left)),
            Event::Copied(clipping) => self.copied_text = Some(clipping),
            Event::Exported {
                path,
                records,
                unreadable,
            } => {
                self.notify(NoticeKind::done(Said::Exported {
                    path,
                    records,
                    unreadable,
                }));
            }
            // A late answer to an earlier request.
            _ => {}
        }
        Vec::new()
    }

    fn looks_up(&self, number: u64) -> bool {
        number == self.last_lookup && matches!(self.history.lookup, Lookup::Reading(_))
    }

    fn looked_up(&mut self, outcome: LookupOutcome) -> Vec<Command> {
        let search = HistorySearch::of_contents(outcome.contents.clone());
        self.history.lookup = Lookup::Ended(outcome);
        self.search_history(search)
    }

    fn forgotten(
        &mut self,
        ids: &[UploadId],
        kept: usize,
        (credentials, credentials_left): (usize, usize),
    ) -> Vec<Command> {
        let ids: UploadIdSet = ids.iter().copied().collect();
        self.history.remove(&ids);
        // Uploads put back into the queue meanwhile are recorded again and start over.
        let begins_anew = |id: &UploadId| self.queue.get(*id).is_some_and(|upload| upload.object.is_none());
        let (anew, gone): (UploadIdSet, UploadIdSet) = ids.iter().copied().partition(begins_anew);
        let taken = self.queue.take_out(gone.iter().copied());
        let mut commands: Vec<_> = discard(taken.rows.into_uploads()).into_iter().collect();
        commands.extend(self.forget_removed(&gone));
        for id in anew {
            self.change(id, |upload| upload.unknown_outcomes.clear());
        }
        self.notify(NoticeKind::done(Said::Forgotten {
            records: ids.len(),
            kept,
            credentials,
        }));
        if credentials_left > 0 {
            self.notify(NoticeKind::trouble(Said::EarlierNotDeleted(credentials_left)));
        }
        commands.extend(self.forget_in_bulk_operations(&ids));
        commands
    }
}
