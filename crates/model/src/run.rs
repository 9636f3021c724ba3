//! The current run of signing and verifying: how many files were asked for, how many are done, and retrying what failed.

use super::{ById, Command, ManifestText, Model, NoticeKind, Said, SignState, Status, Upload, UploadId, VerifyState};

/// What was asked since nothing was being signed or verified.
#[derive(Debug, Default)]
pub(super) struct Run {
    signing: usize,
    verifying: usize,
    /// How each file that is not signed yet was to be signed, to ask again after a failure.
    wishes: ById<Wish>,
}

/// How a file was to be signed.
#[derive(Debug, Clone)]
pub(super) struct Wish {
    pub(super) manifest: ManifestText,
    pub(super) keep_credentials: bool,
    pub(super) identity: bool,
}

/// Files done, and all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RunCount {
    /// Done, whatever came of it.
    pub done: usize,
    /// All that were asked for.
    pub all: usize,
}

impl RunCount {
    fn of(asked: usize, left: usize) -> Self {
        let all = asked.max(left);
        Self { done: all - left, all }
    }

    /// Whether some are not done.
    #[must_use]
    pub const fn is_running(self) -> bool {
        self.done < self.all
    }
}

/// How far signing and verifying are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RunProgress {
    /// Signing.
    pub signing: RunCount,
    /// Verifying. While files are signed that are verified next, these are counted, too.
    pub verifying: RunCount,
}

impl RunProgress {
    /// Whether something is being signed or verified.
    #[must_use]
    pub const fn is_running(self) -> bool {
        self.signing.is_running() || self.verifying.is_running()
    }

    /// The steps done, and all steps.
    #[must_use]
    pub const fn steps(self) -> RunCount {
        RunCount {
            done: self.signing.done + self.verifying.done,
            all: self.signing.all + self.verifying.all,
        }
    }
}

impl Model {
    /// How far signing and verifying are. Takes constant time.
    #[must_use]
    pub fn run(&self) -> RunProgress {
        let totals = self.queue.totals();
        let (signing, verifying) = (totals.count(Status::Signing), totals.count(Status::Verifying));
        if signing + verifying == 0 {
            return RunProgress::default();
        }
        let next = if self.settings.verify_signed { signing } else { 0 };
        RunProgress {
            signing: RunCount::of(self.run.signing, signing),
            verifying: RunCount::of(self.run.verifying + next, verifying + next),
        }
    }

    /// Starts counting again if nothing is being signed or verified.
    pub(super) fn begin_run(&mut self) {
        if self.queue.totals().signing_or_verifying() == 0 {
            (self.run.signing, self.run.verifying) = (0, 0);
        }
    }

    /// Counts files of the queue that are about to be signed.
    pub(super) fn count_signing(&mut self, ids: impl Iterator<Item = UploadId>) {
        self.run.signing += ids.filter(|id| self.queue.get(*id).is_some()).count();
    }

    /// Counts files of the queue that are about to be verified.
    pub(super) fn count_verifying(&mut self, ids: impl Iterator<Item = UploadId>) {
        self.run.verifying += ids.filter(|id| self.queue.get(*id).is_some()).count();
    }

    /// Remembers how these are to be signed.
    pub(super) fn remember_wishes(&mut self, ids: impl Iterator<Item = UploadId>, wish: &Wish) {
        self.run.wishes.extend(ids.map(|id| (id, wish.clone())));
    }

    /// Nothing is left to ask for.
    pub(super) fn forget_wish(&mut self, id: UploadId) {
        self.run.wishes.remove(&id);
    }

    /// Repeats the failed step of every failed file: uploads, signs with the same manifest, or verifies.
    pub(super) fn retry_failed(&mut self) -> Vec<Command> {
        let failed = self.queue.ids(|upload| upload.status() == Status::Failed);
        let mut commands = self.retry(&failed);
        let unsigned = |upload: &&Upload| matches!(upload.sign, SignState::Failed(_));
        let uploads = || failed.iter().filter_map(|id| self.queue.get(*id));
        let (mut unsigned_ids, mut unverified) = (Vec::new(), Vec::new());
        for upload in uploads() {
            match &upload.verify {
                _ if unsigned(&upload) => unsigned_ids.push(upload.id),
                VerifyState::Failed(target, _) => unverified.push((upload.id, *target)),
                _ => {}
            }
        }
        commands.extend(self.sign_again(unsigned_ids));
        for target in [super::VerifyTarget::Signed, super::VerifyTarget::Original] {
            let ids = unverified.iter().filter(|(_, of)| *of == target);
            let ids: Vec<_> = ids.map(|(id, _)| *id).collect();
            commands.extend(self.verify(&ids, target));
        }
        commands
    }

    /// Signs these as they were to be signed; neighbors with the same manifest together. After a restart that is not known.
    fn sign_again(&mut self, ids: Vec<UploadId>) -> Vec<Command> {
        let mut groups: Vec<(Wish, Vec<UploadId>)> = Vec::new();
        let mut unknown = 0;
        for id in ids {
            let Some(wish) = self.run.wishes.get(&id) else {
                unknown += 1;
                continue;
            };
            match groups.last_mut().filter(|(last, _)| last.is(wish)) {
                Some((_, group)) => group.push(id),
                None => groups.push((wish.clone(), vec![id])),
            }
        }
        if unknown > 0 {
            self.notify(NoticeKind::trouble(Said::NotSignedAgain(unknown)));
        }
        let signed = groups
            .into_iter()
            .flat_map(|(wish, ids)| self.sign(&ids, &wish.manifest, wish.keep_credentials, wish.identity));
        signed.collect()
    }
}

impl Wish {
    fn is(&self, other: &Self) -> bool {
        self.manifest == other.manifest
            && (self.keep_credentials, self.identity) == (other.keep_credentials, other.identity)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Event, Failure, FoundFile, Intent, ObjectRef, Settings, SignedFacts, Source, Step, Timestamp, UploadFacts,
        Verdict, VerifiedFacts, VerifyTarget,
    };

    const NOW: Timestamp = Timestamp::from_millis(1_700_000_000_000);

    fn stored(files: usize) -> (Model, Vec<UploadId>) {
        let mut model = Model::new(Settings::default(), "api.example.org", false);
        model.decide(Intent::Add(vec!["/photos".into()]));
        let found = (0..files).map(|number| FoundFile {
            source: Source {
                path: format!("/photos/{number}.jpg").into(),
                relative: format!("photos/{number}.jpg").into(),
                size: 10,
                modified: None,
            },
        });
        let files = found.collect();
        model.absorb(Event::Found { batch: 1, files }, NOW);
        let ids: Vec<_> = model.queue.uploads().iter().map(|upload| upload.id).collect();
        for id in &ids {
            model.absorb(
                Event::Prepared {
                    id: *id,
                    content_type: "image/jpeg".into(),
                    note: None,
                },
                NOW,
            );
            let facts = UploadFacts {
                object: ObjectRef {
                    bucket: Some("b".into()),
                    key: "k".into(),
                },
                sha256: "00".into(),
                bytes: 10,
                uploaded_at: NOW,
            };
            model.absorb(Event::Uploaded { id: *id, facts }, NOW);
        }
        (model, ids)
    }

    fn sign(model: &mut Model, ids: &[UploadId]) -> Vec<Command> {
        model.decide(Intent::SignWith {
            ids: ids.to_vec(),
            template: "{}".into(),
            keep_credentials: true,
            identity: true,
        })
    }

    fn signed(id: UploadId) -> Event {
        Event::Signed {
            id,
            facts: SignedFacts {
                signed_uri: Some("s3://signed/k".into()),
                evidence: None,
                manifest_json: "{}".into(),
                signed_at: NOW,
                identity: Some(false),
            },
        }
    }

    fn verified(id: UploadId, verdict: Verdict) -> Event {
        Event::Verified {
            id,
            facts: VerifiedFacts {
                target: VerifyTarget::Signed,
                verdict,
                explanation: String::new(),
                brief: None,
                report: "{}".into(),
                verified_at: NOW,
            },
        }
    }

    fn failure(step: Step) -> Failure {
        Failure::local(step, "The server is out of order.", "")
    }

    fn count(done: usize, all: usize) -> RunCount {
        RunCount { done, all }
    }

    #[test]
    fn a_run_counts_signing_and_the_verifying_that_follows() {
        let (mut model, ids) = stored(3);
        assert_eq!((model.run(), model.queue.totals().to_sign), (RunProgress::default(), 3));
        sign(&mut model, &ids);
        assert_eq!((model.run().signing, model.run().verifying), (count(0, 3), count(0, 3)));
        model.absorb(signed(ids[0]), NOW);
        assert_eq!((model.run().signing, model.run().verifying), (count(1, 3), count(0, 3)));
        model.absorb(verified(ids[0], Verdict::Trusted), NOW);
        assert_eq!(model.run().steps(), count(2, 6));
        for id in &ids[1..] {
            model.absorb(signed(*id), NOW);
        }
        assert_eq!((model.run().signing, model.run().verifying), (count(3, 3), count(1, 3)));
        for id in &ids[1..] {
            model.absorb(verified(*id, Verdict::Invalid), NOW);
        }
        assert_eq!(model.run(), RunProgress::default());
        let totals = model.queue.totals();
        assert_eq!(
            (totals.to_sign, totals.signed_links, totals.signed_and_verified),
            (0, 3, 1)
        );
        model.decide(Intent::Verify {
            ids: vec![ids[1]],
            target: VerifyTarget::Original,
        });
        assert_eq!(model.run().steps(), count(0, 1), "a new run begins");
    }

    #[test]
    fn everything_that_failed_is_retried_at_once_each_at_its_step() {
        let (mut model, ids) = stored(4);
        model.decide(Intent::Verify {
            ids: vec![ids[3]],
            target: VerifyTarget::Original,
        });
        sign(&mut model, &ids[..2]);
        for id in &ids[..2] {
            let failure = failure(Step::Sign);
            model.absorb(Event::SignFailed { id: *id, failure }, NOW);
        }
        model.change(ids[2], |upload| {
            upload.state = crate::UploadState::Failed(failure(Step::Upload));
        });
        let (target, failure) = (VerifyTarget::Original, failure(Step::Verify));
        model.absorb(
            Event::VerifyFailed {
                id: ids[3],
                target,
                failure,
            },
            NOW,
        );
        let kinds: Vec<_> = model
            .queue
            .totals()
            .failures()
            .into_iter()
            .map(|(kind, count)| (kind.step, count))
            .collect();
        assert_eq!(kinds, [(Step::Sign, 2), (Step::Upload, 1), (Step::Verify, 1)]);

        let commands = model.decide(Intent::RetryFailed);
        let [Command::Retry(jobs), Command::Sign(signs), Command::Verify(checks)] = commands.as_slice() else {
            panic!("{commands:?}")
        };
        assert_eq!((jobs.len(), signs.len(), checks.len()), (1, 2, 1));
        assert!(
            signs
                .iter()
                .all(|order| order.identity && order.manifest == ManifestText::Template("{}".into()))
        );
        assert_eq!(model.queue.totals().failures().len(), 0);
        assert!(model.notices.is_empty());
    }

    #[test]
    fn a_signing_that_failed_in_an_earlier_session_is_named_and_not_guessed() {
        let (mut model, ids) = stored(1);
        model.change(ids[0], |upload| upload.sign = SignState::Failed(failure(Step::Sign)));
        assert!(model.decide(Intent::RetryFailed).is_empty());
        assert!(
            matches!(&model.notices.last().unwrap().kind, NoticeKind::Trouble { headline, .. } if headline.starts_with("1 not signed again"))
        );
        assert_eq!(model.queue.totals().count(Status::Failed), 1);
    }
}
