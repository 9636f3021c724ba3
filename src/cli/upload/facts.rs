//! What is told of each file, and what is asked for it next.

use serde_json::{Value, json};

use super::{
    Run,
    failures::{add_report, failure_json, unsignable, verdict_words},
    left_out::LeftOut,
    now,
};
use crate::cli::{
    MORE_FILES,
    existing::{self, Answer},
    output::shown,
};
use engine::shortage;
use model::{
    Command, Existing, Failure, Intent, NoticeKind, ObjectRef, SkipReason, Skipped, Source, Step, Timestamp, UploadId,
    VerifyState, VerifyTarget,
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
        self.tell(value, || {
            format!("Retrying  {path} in {seconds:.0} s: {}", failure.message)
        });
    }

    /// New uploads are on disk.
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
                self.say(&format!(
                    "{path}: it is over 1 GiB. It is uploaded, but it cannot be signed."
                ));
            }
        }
    }

    /// Reports what the notice of a batch leaves out.
    pub(super) fn skipped(&mut self) {
        let notices = std::mem::take(&mut self.model.notices);
        let skipped = notices.into_iter().filter_map(|notice| match notice.kind {
            NoticeKind::Added { skipped, .. } => Some(skipped),
            _ => None,
        });
        let mut left_out = LeftOut::default();
        for Skipped { path, reason } in skipped.flatten() {
            let path = shown(&path);
            match reason {
                SkipReason::Hidden
                | SkipReason::SystemFile
                | SkipReason::LinkOutside
                | SkipReason::ProtectedData { named: false } => {
                    self.counts.skipped += 1;
                    // For a person they are told in one line, whatever their number.
                    if self.json {
                        self.tell(
                            || json!({ "event": "skipped", "path": path, "reason": reason.words() }),
                            String::new,
                        );
                    }
                    left_out.add(&reason, path);
                }
                SkipReason::Duplicate | SkipReason::NotAFile { named: false } | SkipReason::LinkInCircle => {
                    self.counts.skipped += 1;
                    self.tell(
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
                | SkipReason::NotHandedOver
                | SkipReason::NotAFile { named: true }
                | SkipReason::ProtectedData { named: true }
                | SkipReason::TooMany(_) => {
                    let message = match &reason {
                        SkipReason::Unreadable(words) => format!("It cannot be read: {words}."),
                        SkipReason::ProtectedData { .. } => {
                            "Que Uploader never uploads its own data: it holds keys and your history.".to_owned()
                        }
                        SkipReason::NotAFile { .. } => {
                            "It is a pipe, a socket or a device, and only files are uploaded.".to_owned()
                        }
                        other => format!("It was left out: {}.", other.words()),
                    };
                    let hint = match reason {
                        SkipReason::OtherHost(_) | SkipReason::OtherScheme(_) => {
                            "Copy the file to this computer first.".to_owned()
                        }
                        SkipReason::ProtectedData { .. } => {
                            "To share the history, export it: que-uploader history --format csv.".to_owned()
                        }
                        SkipReason::Unreadable(words) if words == shortage() => MORE_FILES.to_owned(),
                        SkipReason::NotAFile { .. } => "Save what it gives as a file, then upload that.".to_owned(),
                        _ => "Check the path and that this account may read it.".to_owned(),
                    };
                    self.failed(&path, &Failure::local(Step::Read, message, hint));
                }
            }
        }
        if let Some(words) = left_out.words() {
            self.say(&words);
        }
    }

    pub(super) fn uploaded(&mut self, id: UploadId) {
        let Some(upload) = self.model.upload(id) else { return };
        let Some(object) = &upload.object else { return };
        let (path, name) = (shown(&upload.source.path), upload.source.name());
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
        if let (true, Err(reason)) = (self.manifest.is_some(), signable) {
            self.failed(&path, &unsignable(&reason));
        } else if self.manifest.is_some() {
            self.sign(id, &name, self.guard.looks());
        } else if self.verify {
            self.wish(Intent::Verify {
                ids: vec![id],
                target: VerifyTarget::Original,
            });
        }
    }

    /// Signs this, or only if it `looks` as if it had no Content Credentials yet.
    pub(super) fn sign(&mut self, id: UploadId, name: &str, looks: bool) {
        let Some(manifest_json) = self.manifest.as_ref().map(|manifest| manifest.manifest_for(name)) else {
            return;
        };
        let ids = vec![id];
        self.wish(if looks {
            Intent::SignNew { ids, manifest_json }
        } else {
            Intent::Sign { ids, manifest_json }
        });
    }

    /// What becomes of a file that was not signed: a person may be asked, with the bar out of the way.
    fn decide(&mut self, path: &str, why_not: &str) -> Answer {
        self.write();
        let Self {
            bar,
            guard,
            interrupted,
            ..
        } = self;
        bar.suspend(|| guard.decide(path, why_not, interrupted))
    }

    /// It was not signed, because it has Content Credentials.
    pub(super) fn kept(&mut self, id: UploadId, existing: &Existing, left_unsigned: Vec<Command>) {
        let Some(upload) = self.model.upload(id) else { return };
        let (path, name) = (shown(&upload.source.path), upload.source.name());
        let key = upload.object.as_ref().map(|object| object.key.clone());
        let reason = existing::reason(existing);
        match self.decide(&path, &reason) {
            Answer::Sign => return self.sign(id, &name, false),
            Answer::Keep => self.send(left_unsigned),
            Answer::Interrupted => return self.unanswered = true,
        }
        self.counts.skipped += 1;
        if self.json {
            self.tell(
                || json!({ "event": "skipped", "path": path, "reason": format!("not signed: {reason}"), "key": key }),
                String::new,
            );
        } else {
            self.say(&format!(
                "{path} is uploaded and not signed: {reason} --existing sign replaces them."
            ));
        }
        if self.verify {
            self.wish(Intent::Verify {
                ids: vec![id],
                target: VerifyTarget::Original,
            });
        }
    }

    /// It was not signed, because nobody can tell whether it has Content Credentials.
    pub(super) fn unknown(&mut self, id: UploadId, failure: Failure) {
        let Some(upload) = self.model.upload(id) else { return };
        let (path, name) = (shown(&upload.source.path), upload.source.name());
        let key = upload
            .object
            .as_ref()
            .map_or_else(String::new, |object| object.key.clone());
        match self.decide(&path, &failure.message) {
            Answer::Sign => return self.sign(id, &name, false),
            Answer::Keep => (),
            Answer::Interrupted => return self.unanswered = true,
        }
        let hint = format!("It is uploaded. To sign it all the same: que-uploader sign --existing sign {key}");
        self.failed(&path, &Failure { hint, ..failure });
    }

    pub(super) fn signed(&mut self, id: UploadId) {
        let Some(upload) = self.model.upload(id) else { return };
        let Some(facts) = &upload.signed else { return };
        let path = shown(&upload.source.path);
        let evidence = facts
            .evidence
            .as_ref()
            .and_then(|text| serde_json::from_str::<Value>(text).ok());
        let uri = facts.signed_uri.clone();
        let key = upload.object.as_ref().map(|object| object.key.clone());
        let value = json!({ "event": "signed", "path": path, "key": key, "asset_s3_uri": uri, "evidence": evidence });
        self.counts.signed += 1;
        self.tell(
            || value,
            || {
                format!(
                    "Signed    {path}  {}",
                    uri.as_deref().unwrap_or("(the server did not say where)")
                )
            },
        );
        if self.verify
            && !self.wish(Intent::Verify {
                ids: vec![id],
                target: VerifyTarget::Signed,
            })
        {
            self.failed(
                &path,
                &Failure::local(
                    Step::Verify,
                    "The signed copy cannot be verified: the server did not say where it is.",
                    "Ask the people who run the server where signed copies go.",
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
        let words = format!("Verified  {path}  {}", verdict_words(facts, report));
        self.counts.verified += 1;
        self.counts.no_success += usize::from(facts.is_no_success());
        self.tell(|| value, || words);
    }

    pub(super) fn failed(&mut self, path: &str, failure: &Failure) {
        self.counts.failed += 1;
        self.tell(
            || failure_json("failed", path, failure),
            || format!("Failed    {path}: {} {}", failure.message, failure.hint),
        );
    }
}
