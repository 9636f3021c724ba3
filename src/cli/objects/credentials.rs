//! Keeps `sign` from replacing Content Credentials unnoticed. It can only check objects that the history knows: by their file on
//! this computer, or by the object where the server offers downloads.

use std::collections::BTreeSet;

use serde_json::json;

use super::{ObjectRequest, ObjectRequests};
use crate::cli::{
    existing::{self, Answer},
    output,
    signals::Interrupted,
};
use engine::Engine;
use model::{
    CREDENTIALS_UNKNOWN, Command, Event, ExistingCredentials, Failure, InspectionRequest, SignOrder, Source, Timestamp,
    Upload, UploadId,
};

/// How to check the file of an upload: it counts only if it has the bytes that were uploaded. A record without their hash needs a
/// file that looks unchanged.
pub(super) fn look(upload: &Upload) -> Option<InspectionRequest> {
    let Source {
        path, size, modified, ..
    } = &upload.source;
    let content_type = upload.content_type.clone()?;
    let is_same = || {
        let facts = std::fs::metadata(path).ok()?;
        let now = facts.modified().ok().map(Timestamp::from);
        Some(facts.is_file() && facts.len() == *size && (modified.is_none() || *modified == now))
    };
    let is_known = upload.sha256.is_some() || is_same() == Some(true);
    (is_known && upload.can_carry_credentials()).then(|| InspectionRequest {
        id: upload.id,
        path: path.clone(),
        content_type,
        size: *size,
        sha256: upload.sha256.clone(),
    })
}

impl ObjectRequests {
    /// Says how many objects can't be checked for Content Credentials. They are signed anyway.
    pub(super) fn note_unchecked(&self) {
        let is_unknown = |request: &&ObjectRequest| request.inspection.is_none() && !request.is_signed_copy;
        let unknown = self.objects.values().filter(is_unknown).count();
        if unknown > 0 {
            output::note(&format!(
                "{unknown} of {} objects can't be checked for Content Credentials, because their files are not known \
                 on this computer. Their signed copies won't contain any they have.",
                self.objects.len()
            ));
        }
    }

    fn reason(&self, id: UploadId, existing: &ExistingCredentials) -> String {
        if self.objects.get(&id).is_some_and(|request| request.is_signed_copy) {
            return "It already has Content Credentials: it is a signed copy in the history.".to_owned();
        }
        existing::reason(existing)
    }

    /// Takes known signed copies out of the command: they certainly have Content Credentials.
    pub(super) fn take_out_signed_copies(
        &mut self,
        command: Command,
        engine: &Engine,
        interrupted: &Interrupted,
        left: &mut BTreeSet<UploadId>,
    ) -> Command {
        let Command::Sign(mut requests) = command else {
            return command;
        };
        if self.guard.checks() {
            let is_copy = |id| self.objects.get(&id).is_some_and(|request| request.is_signed_copy);
            let copies: Vec<_> = requests.extract_if(.., |request| is_copy(request.id)).collect();
            for SignOrder { id, .. } in copies {
                let existing = ExistingCredentials::Unchecked;
                self.handle_unsigned(Event::SigningSkipped { id, existing }, engine, interrupted, left);
            }
        }
        Command::Sign(requests)
    }

    /// Handles an object that was not signed because it has or may have Content Credentials: decides whether to sign it
    /// anyway. Returns every other event, and the failure if it stays unsigned.
    pub(super) fn handle_unsigned(
        &mut self,
        event: Event,
        engine: &Engine,
        interrupted: &Interrupted,
        left: &mut BTreeSet<UploadId>,
    ) -> Option<Event> {
        let (id, reason) = match &event {
            Event::SigningSkipped { id, existing } => (*id, self.reason(*id, existing)),
            Event::SignFailed { id, failure } if failure.code.as_deref() == Some(CREDENTIALS_UNKNOWN) => {
                (*id, failure.message.clone())
            }
            _ => return Some(event),
        };
        let request = self.objects.get(&id)?;
        let name = request.path.clone().unwrap_or_else(|| request.object.key.clone());
        let answer = self.guard.decide(&name, &reason, interrupted);
        if answer == Answer::Interrupted {
            self.unanswered.insert(id);
            return None;
        }
        if answer == Answer::Sign {
            let again = self.signings.iter().find(|signing| signing.id == id).cloned();
            let again = again.map(|again| SignOrder {
                unless_it_has: None,
                earlier: request.earlier(),
                ..again
            });
            engine.send(Command::Sign(again.into_iter().collect()));
            return None;
        }
        if let Event::SignFailed { id, failure } = event {
            let hint = "To sign it anyway: --existing sign".to_owned();
            let failure = Failure { hint, ..failure };
            return Some(Event::SignFailed { id, failure });
        }
        engine.send(Command::LeaveUnsigned(vec![id]));
        left.remove(&id);
        if self.json {
            let mut value = json!({ "event": "skipped", "reason": format!("not signed: {reason}") });
            self.describe(id, &mut value);
            output::json(&value);
        } else {
            output::note(&format!(
                "{name} was not signed. {reason} To sign it as an edited copy: --existing sign"
            ));
        }
        None
    }
}
