//! Prints what happened to each file, and requests the next step.

use std::path::Path;

use serde_json::{Value, json};

use super::{
    Run,
    failures::{add_identity, add_report, failure_json, unsignable, verdict_words},
    left_out::SkippedEntries,
    now,
};
use crate::cli::{
    MORE_FILES,
    existing::{self, Answer},
    manifest::ManifestSource,
    output::shown,
};
use engine::descriptor_shortage;
use model::{
    Command, ExistingCredentials, Failure, Intent, ManifestText, NoticeKind, ObjectRef, SkipReason, Skipped, Source,
    Step, Timestamp, UploadId, VerifyState, VerifyTarget,
};
use que_sdk::wire::MAX_SIGNED_BYTES;

impl Run {
    pub(super) fn retrying(&mut self, id: UploadId, until: Timestamp, attempts: u32, failure: &Failure) {
        let seconds = now().until(until).as_secs_f64();
        let path = self.path(id);
        let value = || {
            let mut value = failure_json("retrying", &path, failure);
            value["attempts"] = json!(attempts);
            value["wait_seconds"] = json!((seconds * 10.0).round() / 10.0);
            value
        };
        self.print_line(value, || {
            format!("Retrying  {path} in {seconds:.0} s: {}", failure.message)
        });
    }

    /// Uploads were written to the queue on disk.
    pub(super) fn added(&mut self, ids: &[UploadId]) {
        for id in ids {
            let Some(upload) = self.model.upload(*id) else { continue };
            let Source {
                path, relative, size, ..
            } = &upload.source;
            let full = self.lines.add(
                || json!({ "event": "added", "path": shown(path), "bytes": size }),
                || format!("Added     {}", shown(relative)),
            );
            let unsignable = (*size > MAX_SIGNED_BYTES).then(|| shown(path));
            if full {
                self.write();
            }
            if let Some(path) = unsignable {
                self.note(&format!(
                    "{path} is over 1 GB. It will be uploaded, but it can't be signed."
                ));
            }
        }
    }

    /// Prints which files of a batch were skipped.
    pub(super) fn skipped(&mut self) {
        let notices = std::mem::take(&mut self.model.notices);
        let skipped = notices.into_iter().filter_map(|notice| match notice.kind {
            NoticeKind::Added { skipped, .. } => Some(skipped),
            _ => None,
        });
        let mut left_out = SkippedEntries::default();
        for Skipped { path, reason } in skipped.flatten() {
            let path = shown(&path);
            match reason {
                SkipReason::Hidden
                | SkipReason::SystemFile
                | SkipReason::LinkOutside
                | SkipReason::ProtectedData { named: false } => {
                    self.counts.skipped += 1;
                    // As plain text, they are summarized in one line.
                    if self.json {
                        self.print_line(
                            || json!({ "event": "skipped", "path": path, "reason": reason.words() }),
                            String::new,
                        );
                    }
                    left_out.add(&reason, path);
                }
                SkipReason::Duplicate | SkipReason::NotAFile { named: false } | SkipReason::LinkCycle => {
                    self.counts.skipped += 1;
                    self.print_line(
                        || json!({ "event": "skipped", "path": path, "reason": reason.words() }),
                        || format!("Skipped   {path}: {}", reason.words()),
                    );
                }
                SkipReason::Missing
                | SkipReason::Unreadable(_)
                | SkipReason::TooLarge
                | SkipReason::BrokenLink
                | SkipReason::OtherHost(_)
                | SkipReason::OtherScheme(_)
                | SkipReason::NotAPath
                | SkipReason::IncompleteTransfer
                | SkipReason::NotAFile { named: true }
                | SkipReason::ProtectedData { named: true }
                | SkipReason::TooMany(_) => {
                    self.failed(&path, &skip_failure(&reason));
                }
            }
        }
        if let Some(words) = left_out.words() {
            self.note(&words);
        }
    }

    pub(super) fn uploaded(&mut self, id: UploadId) {
        let Some(upload) = self.model.upload(id) else { return };
        let Some(object) = &upload.object else { return };
        let (path, file) = (shown(&upload.source.path), upload.source.path.clone());
        let signable = upload.check_signable();
        self.counts.uploaded += 1;
        self.counts.bytes += upload.source.size;
        let full = self.lines.add(
            || {
                json!({
                    "event": "uploaded", "path": path, "key": object.key, "bucket": object.bucket,
                    "bytes": upload.source.size, "content_type": upload.content_type, "sha256": upload.sha256,
                })
            },
            || {
                let place = object.s3_uri().unwrap_or_else(|| object.key.clone());
                format!("Uploaded  {path}  {place}")
            },
        );
        if full {
            self.write();
        }
        let treatment = self.treatments.of(&file);
        if let (true, Err(reason)) = (treatment.manifest.is_some(), signable) {
            self.failed(&path, &unsignable(&reason));
        } else if treatment.manifest.is_some() {
            self.sign(id, treatment.guard.checks());
        } else if treatment.verify {
            self.request(Intent::Verify {
                ids: vec![id],
                target: VerifyTarget::Original,
            });
        }
    }

    /// Signs an upload. If `checks`, only if it has no Content Credentials yet.
    pub(super) fn sign(&mut self, id: UploadId, checks: bool) {
        let Some(upload) = self.model.upload(id) else { return };
        let treatment = self.treatments.of(&upload.source.path);
        let Some(manifest) = treatment.manifest.as_ref().map(ManifestSource::text) else {
            return;
        };
        let ids = vec![id];
        let identity = treatment.identity;
        self.request(match manifest {
            ManifestText::Exact(text) if identity => Intent::SignIdentified {
                ids,
                manifest_json: text.to_string(),
                keep_credentials: checks,
            },
            ManifestText::Exact(text) if checks => Intent::SignNew {
                ids,
                manifest_json: text.to_string(),
            },
            ManifestText::Exact(text) => Intent::Sign {
                ids,
                manifest_json: text.to_string(),
            },
            ManifestText::Template(template) => Intent::SignWith {
                ids,
                template,
                keep_credentials: checks,
                identity,
            },
        });
    }

    /// Decides about a file that was not signed. May ask on the terminal, with the progress bar hidden.
    fn decide(&mut self, file: &Path, why_not: &str) -> Answer {
        self.write();
        let Self {
            bar,
            treatments,
            interrupted,
            ..
        } = self;
        let guard = &mut treatments.of_mut(file).guard;
        bar.suspend(|| guard.decide(&shown(file), why_not, interrupted))
    }

    /// An upload was not signed because it has Content Credentials.
    pub(super) fn has_credentials(
        &mut self,
        id: UploadId,
        existing: &ExistingCredentials,
        left_unsigned: Vec<Command>,
    ) {
        let Some(upload) = self.model.upload(id) else { return };
        let (path, file) = (shown(&upload.source.path), upload.source.path.clone());
        let key = upload.object.as_ref().map(|object| object.key.clone());
        let reason = existing::reason(existing);
        match self.decide(&file, &reason) {
            Answer::Sign => return self.sign(id, false),
            Answer::Keep => self.send(left_unsigned),
            Answer::Interrupted => return self.unanswered = true,
        }
        self.counts.skipped += 1;
        if self.json {
            self.print_line(
                || json!({ "event": "skipped", "path": path, "reason": format!("not signed: {reason}"), "key": key }),
                String::new,
            );
        } else {
            self.note(&format!(
                "{path} was uploaded but not signed. {reason} To sign it as an edited copy: --existing sign"
            ));
        }
        if self.treatments.of(&file).verify {
            self.request(Intent::Verify {
                ids: vec![id],
                target: VerifyTarget::Original,
            });
        }
    }

    /// An upload was not signed because it may have Content Credentials.
    pub(super) fn may_have_credentials(&mut self, id: UploadId, failure: Failure) {
        let Some(upload) = self.model.upload(id) else { return };
        let (path, file) = (shown(&upload.source.path), upload.source.path.clone());
        let key = upload
            .object
            .as_ref()
            .map_or_else(String::new, |object| object.key.clone());
        match self.decide(&file, &failure.message) {
            Answer::Sign => return self.sign(id, false),
            Answer::Keep => (),
            Answer::Interrupted => return self.unanswered = true,
        }
        let hint = format!("It was uploaded. To sign it anyway: que-uploader sign --existing sign {key}");
        self.failed(&path, &Failure { hint, ..failure });
    }

    pub(super) fn signed(&mut self, id: UploadId) {
        let Some(upload) = self.model.upload(id) else { return };
        let Some(facts) = &upload.signed else { return };
        let path = shown(&upload.source.path);
        let treatment = self.treatments.of_mut(&upload.source.path);
        let verify = treatment.verify;
        let manifest = treatment.manifest.as_mut();
        let unanswered = manifest.and_then(|manifest| manifest.note_unanswered(&facts.manifest_json));
        let evidence = facts
            .evidence
            .as_ref()
            .and_then(|text| serde_json::from_str::<Value>(text).ok());
        let uri = facts.signed_uri.clone();
        let key = upload.object.as_ref().map(|object| object.key.clone());
        let value = json!({ "event": "signed", "path": path, "key": key, "asset_s3_uri": uri, "evidence": evidence });
        self.counts.signed += 1;
        self.print_line(
            || value,
            || {
                format!(
                    "Signed    {path}  {}",
                    uri.as_deref().unwrap_or("(the server did not say where)")
                )
            },
        );
        if let Some(words) = unanswered {
            self.note(&words);
        }
        if verify
            && !self.request(Intent::Verify {
                ids: vec![id],
                target: VerifyTarget::Signed,
            })
        {
            self.failed(
                &path,
                &Failure::local(
                    Step::Verify,
                    "The signed copy can't be verified: the server did not say where it is.",
                    "Ask your administrator where signed copies are stored.",
                ),
            );
        }
    }

    pub(super) fn verified(&mut self, id: UploadId, report: &str) {
        let Some(upload) = self.model.upload(id) else { return };
        let VerifyState::Verified(facts) = &upload.verify else {
            return;
        };
        let path = shown(&upload.source.path);
        let uri = match facts.target {
            VerifyTarget::Original => upload.object.as_ref().and_then(ObjectRef::s3_uri),
            VerifyTarget::Signed => upload.signed_uri().map(str::to_owned),
        };
        let mut value = json!({ "event": "verified", "path": path, "s3_uri": uri, "verdict": facts.verdict });
        add_report(&mut value, report);
        let signed = upload.signed.as_ref().filter(|_| facts.target == VerifyTarget::Signed);
        add_identity(&mut value, facts, signed);
        let words = format!("Verified  {path}  {}", verdict_words(facts, report, signed));
        self.counts.verified += 1;
        self.counts.not_valid += usize::from(facts.fails_script());
        self.print_line(|| value, || words);
    }

    pub(super) fn failed(&mut self, path: &str, failure: &Failure) {
        self.counts.failed += 1;
        self.print_line(
            || failure_json("failed", path, failure),
            || format!("Failed    {path}: {} {}", failure.message, failure.hint),
        );
    }
}

/// The failure of a named path that can't be uploaded.
fn skip_failure(reason: &SkipReason) -> Failure {
    let message = match reason {
        SkipReason::Unreadable(words) => format!("Can't be read: {words}."),
        SkipReason::ProtectedData { .. } => {
            "Que Uploader never uploads its own data, which contains keys and your history.".to_owned()
        }
        SkipReason::NotAFile { .. } => "This is a pipe, a socket or a device. Only files can be uploaded.".to_owned(),
        other => format!("Skipped: {}.", other.words()),
    };
    let hint = match reason {
        SkipReason::OtherHost(_) | SkipReason::OtherScheme(_) => "Copy the file to this computer first.",
        SkipReason::ProtectedData { .. } => "To share the history, export it: que-uploader history --format csv.",
        SkipReason::Unreadable(words) if *words == descriptor_shortage() => MORE_FILES,
        SkipReason::NotAFile { .. } => "Save its content to a file, then upload that.",
        _ => "Check the path and that you may read the file.",
    };
    Failure::local(Step::Read, message, hint)
}
