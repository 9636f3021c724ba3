//! What an event of the worker means for the run.

use std::sync::Arc;

use serde_json::json;

use super::{
    Run,
    failures::{asked_to_wait, no_key},
    now,
};
use crate::{
    app::adding,
    cli::{
        self,
        output::{self, Complaint},
    },
};
use model::{CREDENTIALS_UNKNOWN, Event, Hold, KeyState};

impl Run {
    /// Reports an event and lets it have its consequences. Answers an exit status where the run cannot go on.
    pub(super) fn hear(&mut self, event: Event) -> Result<Option<u8>, Complaint> {
        match &event {
            // Told the most often, and of no row's end.
            Event::Progress(_) => self.absorb(event),
            Event::OnRecord(ids) => {
                self.added(ids);
                self.absorb(event);
            }
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
                // The row does not keep the report.
                let (id, report) = (*id, Arc::clone(&facts.report));
                self.absorb(event);
                self.verified(id, &report);
            }
            Event::ScanEnded { .. } => {
                self.absorb(event);
                self.skipped();
                for words in self.earlier.words() {
                    self.say(&words);
                }
            }
            Event::Found { .. } => {
                if let Event::Found { batch, files } = event {
                    self.found(batch, files);
                }
            }
            Event::Returning(uploads) => {
                self.returned.add(uploads);
                self.absorb(event);
            }
            Event::Restored(uploads) => {
                self.returned.add(uploads);
                self.absorb(event);
                let left = std::mem::take(&mut self.returned);
                self.restored(left);
            }
            Event::Waiting {
                id,
                until,
                attempts,
                failure,
            } => {
                self.retrying(*id, *until, *attempts, failure);
                self.absorb(event);
            }
            Event::KeptCredentials { id, existing } => {
                let (id, existing) = (*id, existing.clone());
                // That it stays unsigned is put on record once that is decided.
                let left_unsigned = self.model.absorb(event, now());
                self.kept(id, &existing, left_unsigned);
            }
            Event::SignFailed { id, failure } if failure.code.as_deref() == Some(CREDENTIALS_UNKNOWN) => {
                let (id, failure) = (*id, failure.clone());
                self.absorb(event);
                self.unknown(id, failure);
            }
            Event::Failed { id, failure }
            | Event::SignFailed { id, failure }
            | Event::VerifyFailed { id, failure, .. } => {
                let path = self.path(*id);
                self.failed(&path, failure);
                self.absorb(event);
            }
            Event::OutcomeUnknown { id, object } => {
                let path = self.path(*id);
                if self.json {
                    let value = json!({
                        "event": "outcome_unknown", "path": path, "key": object.key, "bucket": object.bucket,
                    });
                    self.tell(|| value, String::new);
                }
                let note = format!(
                    "{path}: an object may stand at {}, but that is not confirmed; keep this key",
                    object.key
                );
                self.say(&note);
                self.absorb(event);
            }
            Event::Held(hold) => {
                match hold {
                    Hold::RateLimited { until, detail } => {
                        let words = asked_to_wait(now().until(*until), detail.as_deref());
                        self.say(&words);
                    }
                    Hold::Offline { headline } => {
                        let words = format!("{headline}.");
                        self.say(&words);
                    }
                    Hold::NeedsKey { refused: true } => return Ok(Some(self.key_refused())),
                    // There is a key, so it is the client that could not be made; why was told before.
                    Hold::NeedsKey { refused: false } => return Ok(Some(cli::WRONG_USE)),
                }
                self.absorb(event);
            }
            Event::Key(KeyState::Missing { keyring_trouble }) => return Err(no_key(keyring_trouble.clone())),
            Event::Key(KeyState::Present { .. }) if self.waiting_for_key => {
                self.absorb(event);
                self.waiting_for_key = false;
                let named = file_drop::list::parse_arguments(&std::mem::take(&mut self.paths), &file_drop::host_name());
                if !self.wish(adding(named)) {
                    self.skipped();
                }
            }
            Event::Trouble { headline, hint } => {
                self.write();
                self.bar.suspend(|| output::complain(headline, hint));
            }
            _ => self.absorb(event),
        }
        Ok(None)
    }
}
