//! Handles the engine's events.

use std::sync::Arc;

use serde_json::json;

use super::{
    Run,
    failures::{asked_to_wait, no_key},
    now,
    watching::ended_step,
};
use crate::{
    app::adding,
    cli::{
        self, existing,
        output::{self, CliError},
    },
};
use model::{ApiKeyState, CREDENTIALS_UNKNOWN, Event, Hold, ObjectRef, UploadId};

impl Run {
    /// Prints an event and updates the model. Returns an exit status if the run can't continue.
    pub(super) fn handle(&mut self, event: Event) -> Result<Option<u8>, CliError> {
        if self.watching.is_none() {
            return self.handle_one(event);
        }
        let Some(event) = self.without_vanished(event) else {
            return Ok(None);
        };
        let id = ended_step(&event);
        let code = self.handle_one(event)?;
        if let Some(id) = id {
            self.step_ended(id);
        }
        Ok(code)
    }

    fn handle_one(&mut self, event: Event) -> Result<Option<u8>, CliError> {
        match &event {
            // By far the most frequent event.
            Event::Progress(_) => self.absorb(event),
            Event::Recorded(ids) => {
                self.added(ids);
                self.absorb(event);
            }
            Event::Uploaded { .. } | Event::Signed { .. } | Event::Verified { .. } => self.handle_success(event),
            Event::ScanEnded { .. } => {
                self.absorb(event);
                self.skipped();
                for words in self.earlier.words() {
                    self.note(&words);
                }
            }
            Event::Found { .. } | Event::Restoring(_) | Event::Restored(_) => self.handle_files(event),
            Event::Waiting {
                id,
                until,
                attempts,
                failure,
            } => {
                self.retrying(*id, *until, *attempts, failure);
                self.absorb(event);
            }
            Event::SigningSkipped { id, existing } => {
                let (id, existing) = (*id, existing.clone());
                // These commands record that the file stays unsigned, so they are only sent after that decision.
                let left_unsigned = self.model.absorb(event, now());
                self.has_credentials(id, &existing, left_unsigned);
            }
            Event::Failed { .. }
            | Event::SignFailed { .. }
            | Event::VerifyFailed { .. }
            | Event::OutcomeUnknown { .. } => self.handle_failure(event),
            Event::CredentialsNotKept { id, name, reason } => {
                let object = self.model.upload(*id).and_then(|upload| upload.object.as_ref());
                let key = object.map(|object| object.key.as_str());
                let bar = &self.bar;
                bar.suspend(|| existing::print_not_kept(name, reason, key));
            }
            Event::HoldBegan(hold) => {
                if let Some(code) = self.handle_hold(hold) {
                    return Ok(Some(code));
                }
                self.absorb(event);
            }
            Event::ApiKeyChanged(ApiKeyState::Missing { keyring_trouble }) => {
                return Err(no_key(keyring_trouble.clone()));
            }
            Event::ApiKeyChanged(ApiKeyState::Present { .. }) if self.waiting_for_key => {
                self.absorb(event);
                self.add_paths();
            }
            Event::MetadataRead { id, metadata } => {
                let name = self.model.upload(*id).map(|upload| upload.source.name());
                for line in cli::shortened::lines(&name.unwrap_or_default(), metadata) {
                    self.note(&line);
                }
                self.absorb(event);
            }
            Event::Trouble { headline, hint, .. } => {
                self.write();
                self.bar.suspend(|| output::print_error(headline, hint));
            }
            _ => self.absorb(event),
        }
        Ok(None)
    }

    /// Handles files of a scan, or of the queue of earlier runs.
    fn handle_files(&mut self, event: Event) {
        match event {
            Event::Found { batch, files } => self.found(batch, files),
            Event::Restoring(ref uploads) => {
                self.restored_queue.add(uploads);
                self.absorb(event);
            }
            Event::Restored(ref uploads) => {
                self.restored_queue.add(uploads);
                self.absorb(event);
                let queue = std::mem::take(&mut self.restored_queue);
                self.restored(queue);
            }
            _ => self.absorb(event),
        }
    }

    fn handle_success(&mut self, event: Event) {
        match &event {
            Event::Uploaded { id, .. } => {
                let id = *id;
                self.absorb(event);
                self.uploaded(id);
            }
            Event::Signed { id, .. } => {
                let id = *id;
                self.absorb(event);
                self.signed(id);
            }
            Event::Verified { id, facts } => {
                // The model does not keep the report.
                let (id, report) = (*id, Arc::clone(&facts.report));
                self.absorb(event);
                self.verified(id, &report);
            }
            _ => self.absorb(event),
        }
    }

    fn handle_failure(&mut self, event: Event) {
        match &event {
            Event::SignFailed { id, failure } if failure.code.as_deref() == Some(CREDENTIALS_UNKNOWN) => {
                let (id, failure) = (*id, failure.clone());
                self.absorb(event);
                self.may_have_credentials(id, failure);
                return;
            }
            Event::Failed { id, failure }
            | Event::SignFailed { id, failure }
            | Event::VerifyFailed { id, failure, .. } => {
                let path = self.path(*id);
                self.failed(&path, &existing::with_origin_hint(failure.clone()));
            }
            Event::OutcomeUnknown { id, object } => self.outcome_unknown(*id, object),
            _ => {}
        }
        self.absorb(event);
    }

    fn outcome_unknown(&mut self, id: UploadId, object: &ObjectRef) {
        let path = self.path(id);
        if self.json {
            let value = json!({
                "event": "outcome_unknown", "path": path, "key": object.key, "bucket": object.bucket,
            });
            self.print_line(|| value, String::new);
        }
        let note = format!(
            "{path}: an object may exist at {}, but this is not confirmed. Keep this key.",
            object.key
        );
        self.note(&note);
    }

    /// Says why the queue is held. Returns an exit status if it will not continue.
    fn handle_hold(&mut self, hold: &Hold) -> Option<u8> {
        match hold {
            Hold::RateLimited { until, detail } => {
                let words = asked_to_wait(now().until(*until), detail.as_deref());
                self.note(&words);
            }
            Hold::Offline(found) => {
                let words = format!("{}.", found.headline);
                self.note(&words);
            }
            Hold::NeedsKey { refused: true } => return Some(self.key_refused()),
            // A key exists, so creating the client failed. The reason was already printed.
            Hold::NeedsKey { refused: false } => return Some(cli::WRONG_USE),
        }
        None
    }

    /// Adds the named paths. There is a key now.
    fn add_paths(&mut self) {
        self.waiting_for_key = false;
        let named = file_drop::list::parse_arguments(&std::mem::take(&mut self.paths), &file_drop::host_name());
        if !self.request(adding(named)) {
            self.skipped();
        }
    }
}
