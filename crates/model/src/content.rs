//! Signing and verifying: what an intent leads to, and what happens automatically.

use std::sync::Arc;

use super::{
    Command, EarlierRequest, Event, ExistingCredentials, InspectionRequest, ManifestText, Model, NoticeKind, ObjectRef,
    ReportDetail, Said, SaveState, SignOrder, SignState, Upload, UploadId, UploadState, VerifyOrder, VerifyState,
    VerifyTarget, decide::command_unless_empty, run::Wish,
};

/// How many files of a restored queue are looked at.
const MAX_RESTORED_LOOKS: usize = 2000;

impl Model {
    /// Signs these. `keep_credentials` skips files with Content Credentials; `identity` adds a verified identity.
    pub(super) fn sign(
        &mut self,
        ids: &[UploadId],
        manifest: &ManifestText,
        keep_credentials: bool,
        identity: bool,
    ) -> Vec<Command> {
        let orders: Vec<_> = ids
            .iter()
            .filter_map(|id| self.upload(*id))
            .filter_map(|upload| {
                Some(SignOrder {
                    // Even if a look on arrival found none: the file may have changed before it was uploaded.
                    unless_it_has: if keep_credentials { look_order(upload) } else { None },
                    identity,
                    earlier: (!keep_credentials).then(|| earlier_request(upload)),
                    ..sign_order(upload, manifest.clone())?
                })
            })
            .collect();
        let wish = Wish {
            manifest: manifest.clone(),
            keep_credentials,
            identity,
        };
        self.signing(orders, &wish)
    }

    /// Signs an upload that just finished, if a preset does that automatically. Nothing is signed twice.
    pub(super) fn auto_sign(&mut self, id: UploadId) -> Vec<Command> {
        let Some(preset) = self.presets.by_itself() else {
            return Vec::new();
        };
        let manifest = ManifestText::Template(preset.manifest.as_str().into());
        let identity = preset.identity;
        let wish = Wish {
            manifest: manifest.clone(),
            keep_credentials: true,
            identity,
        };
        let fresh = |upload: &&Upload| {
            upload.sign == SignState::NotAsked && upload.signed.is_none() && upload.can_carry_credentials()
        };
        let order = self.queue.get(id).filter(fresh).and_then(|upload| {
            Some(SignOrder {
                unless_it_has: look_order(upload),
                identity,
                ..sign_order(upload, manifest)?
            })
        });
        self.signing(order.into_iter().collect(), &wish)
    }

    fn signing(&mut self, orders: Vec<SignOrder>, wish: &Wish) -> Vec<Command> {
        self.begin_run();
        self.count_signing(orders.iter().map(|order| order.id));
        self.remember_wishes(orders.iter().map(|order| order.id), wish);
        for order in &orders {
            self.change(order.id, |upload| {
                upload.sign = SignState::Signing;
                upload.verify = VerifyState::NotAsked;
                upload.saving = SaveState::NotAsked;
            });
        }
        command_unless_empty(orders, Command::Sign)
    }

    /// Verifies a signed copy that was just made, if the user wants that.
    pub(super) fn auto_verify(&mut self, id: UploadId) -> Vec<Command> {
        if self.settings.verify_signed {
            self.start_verifying(&[id], VerifyTarget::Signed)
        } else {
            Vec::new()
        }
    }

    pub(super) fn verify(&mut self, ids: &[UploadId], target: VerifyTarget) -> Vec<Command> {
        self.begin_run();
        self.start_verifying(ids, target)
    }

    fn start_verifying(&mut self, ids: &[UploadId], target: VerifyTarget) -> Vec<Command> {
        let orders: Vec<_> = ids
            .iter()
            .filter_map(|id| self.upload(*id))
            .filter(|upload| !matches!(upload.verify, VerifyState::Verifying(_)))
            .filter_map(|upload| {
                let object = match target {
                    VerifyTarget::Original => upload.object.clone()?,
                    VerifyTarget::Signed => ObjectRef::from_s3_uri(upload.signed_uri()?)?,
                };
                // The signed copy is a little larger than the original. Only the server knows how much.
                let size = (target == VerifyTarget::Original).then_some(upload.source.size);
                Some(VerifyOrder {
                    detail: ReportDetail::default(),
                    id: upload.id,
                    target,
                    object,
                    size,
                })
            })
            .collect();
        self.count_verifying(orders.iter().map(|order| order.id));
        for order in &orders {
            self.change(order.id, |upload| upload.verify = VerifyState::Verifying(target));
        }
        command_unless_empty(orders, Command::Verify)
    }

    /// Inspects files that were not inspected yet and can have credentials.
    pub(super) fn inspect_credentials(&mut self, ids: &[UploadId]) -> Vec<Command> {
        let orders = self.looking(ids);
        command_unless_empty(orders, Command::CheckCredentials)
    }

    /// Inspects a file whose type was just detected, if the window shows that.
    pub(super) fn look_on_arrival(&mut self, id: UploadId) -> Vec<Command> {
        if !self.looks_on_arrival {
            return Vec::new();
        }
        let orders = self.looking(&[id]);
        command_unless_empty(orders, Command::LookOnArrival)
    }

    fn looking(&mut self, ids: &[UploadId]) -> Vec<InspectionRequest> {
        let orders: Vec<_> = ids
            .iter()
            .filter_map(|id| self.upload(*id))
            .filter(|upload| upload.existing == ExistingCredentials::Unchecked && upload.can_carry_credentials())
            .filter_map(look_order)
            .collect();
        for order in &orders {
            self.change(order.id, |upload| upload.existing = ExistingCredentials::Checking);
        }
        orders
    }

    /// Reads what these files say about themselves, unless that is known.
    pub(super) fn read_metadata(&self, ids: &[UploadId]) -> Vec<Command> {
        let requests = ids
            .iter()
            .filter_map(|id| self.upload(*id))
            .filter(|upload| !upload.knows_metadata() && may_have_metadata(upload))
            .filter_map(inspection_request);
        command_unless_empty(requests.collect(), Command::ReadMetadata)
    }

    pub(super) fn about_content(&mut self, event: Event) -> Vec<Command> {
        match event {
            Event::SignerAlgorithm(algorithm) => self.signer_algorithm = algorithm,
            Event::Signed { id, facts } => {
                let named = facts
                    .evidence
                    .as_deref()
                    .and_then(content_credentials::signer_algorithm);
                self.signer_algorithm = named.or(self.signer_algorithm.take());
                self.change(id, |upload| {
                    upload.sign = SignState::Signed;
                    upload.signed = Some(facts.clone());
                });
                self.forget_wish(id);
                return self.auto_verify(id);
            }
            Event::SignFailed { id, failure } => {
                self.change(id, |upload| upload.sign = SignState::Failed(failure.clone()));
            }
            Event::SigningSkipped { id, existing } => {
                self.kept_credentials(id, &existing);
                self.forget_wish(id);
                return vec![Command::LeaveUnsigned(vec![id])];
            }
            Event::Inspected { id, existing } => {
                self.change(id, |upload| {
                    // Those beside the file may go before it is signed. It had them nevertheless.
                    if existing != ExistingCredentials::None || !upload.existing.are_beside() {
                        upload.existing = existing.clone();
                    }
                });
            }
            Event::MetadataRead { id, metadata } => {
                self.change(id, |upload| upload.metadata = Some(Arc::clone(&metadata)));
            }
            Event::Saved { id, to } => self.saved(id, &SaveState::Saved(to)),
            Event::SaveFailed { id, failure } => self.saved(id, &SaveState::Failed(failure)),
            Event::LinkFound(link) => self.link = Some(link),
            Event::NoDownloads(id) => {
                self.no_downloads = true;
                self.saved(id, &SaveState::NotAsked);
            }
            Event::CopyFetched { id, object, copy } => self.copy_fetched(id, &object, copy),
            Event::CopyDropped { id, object } => self.copy_dropped(id, &object),
            Event::CredentialsNotKept { name, reason, .. } => self.credentials_not_kept(&name, &reason),
            Event::Verified { id, facts } => {
                let facts = facts.for_row(id);
                self.change(id, |upload| upload.verify = VerifyState::Verified(facts.clone()));
            }
            Event::VerifyFailed { id, target, failure } => {
                self.change(id, |upload| {
                    upload.verify = VerifyState::Failed(target, failure.clone());
                });
            }
            _ => {}
        }
        Vec::new()
    }

    /// One notice for all of them.
    fn credentials_not_kept(&mut self, name: &str, reason: &str) {
        let files = self.not_kept.as_ref().map_or(1, |(files, _)| files + 1);
        let said = Said::EarlierNotKept {
            files,
            name: name.to_owned(),
            reason: reason.trim_end_matches('.').to_owned(),
        };
        let told = NoticeKind::trouble(said);
        let NoticeKind::Trouble { headline, .. } = &told else {
            return;
        };
        let before = self.not_kept.replace((files, headline.clone()));
        let shown = self.notices.iter_mut().find_map(|notice| match &notice.kind {
            NoticeKind::Trouble { headline, .. } if before.as_ref().is_some_and(|(_, before)| before == headline) => {
                Some(&mut notice.kind)
            }
            _ => None,
        });
        match shown {
            Some(shown) => *shown = told,
            None => self.notify(told),
        }
    }

    /// Looks at the files of a restored queue for Content Credentials, so that their rows are marked. Of a long queue, only at
    /// the newest.
    pub(super) fn look_at_restored(&mut self) -> Vec<Command> {
        if !self.looks_on_arrival {
            return Vec::new();
        }
        let uploads = self.queue.uploads();
        let first = uploads.len().saturating_sub(MAX_RESTORED_LOOKS);
        let ids: Vec<_> = uploads.iter().skip(first).map(|upload| upload.id).collect();
        let orders = self.looking(&ids);
        command_unless_empty(orders, Command::LookOnArrival)
    }

    /// One notice counts all of them.
    fn kept_credentials(&mut self, id: UploadId, existing: &ExistingCredentials) {
        self.change(id, |upload| {
            upload.existing = existing.clone();
            if upload.sign == SignState::Signing {
                upload.sign = SignState::NotAsked;
            }
        });
        let counted = self.notices.iter_mut().find_map(|notice| match &mut notice.kind {
            NoticeKind::SigningSkipped { files } => Some(files),
            _ => None,
        });
        match counted {
            Some(files) => *files += 1,
            None => self.notify(NoticeKind::SigningSkipped { files: 1 }),
        }
    }
}

fn sign_order(upload: &Upload, manifest: ManifestText) -> Option<SignOrder> {
    if upload.state != UploadState::Uploaded || upload.sign == SignState::Signing || upload.check_signable().is_err() {
        return None;
    }
    Some(SignOrder {
        id: upload.id,
        object: upload.object.clone()?,
        size: Some(upload.source.size),
        manifest,
        name: upload.source.name(),
        unless_it_has: None,
        identity: false,
        earlier: None,
        copy_of: None,
    })
}

/// The credentials to name in the manifest. Only the uploaded bytes tell whether there are none: the file may have changed after
/// a look on arrival.
fn earlier_request(upload: &Upload) -> Box<EarlierRequest> {
    let known = match &upload.existing {
        ExistingCredentials::Found(facts) => Some(facts.clone()),
        ExistingCredentials::None
        | ExistingCredentials::Unchecked
        | ExistingCredentials::Checking
        | ExistingCredentials::Unknown(_) => None,
    };
    Box::new(EarlierRequest {
        look: look_order(upload),
        sha256: upload.sha256.clone(),
        known,
        content_type: upload.content_type.clone(),
        max_bytes: upload.source.size,
    })
}

/// Inspects a file that can have credentials. For others, the server says that they cannot be signed.
fn look_order(upload: &Upload) -> Option<InspectionRequest> {
    upload
        .can_carry_credentials()
        .then(|| inspection_request(upload))
        .flatten()
}

fn inspection_request(upload: &Upload) -> Option<InspectionRequest> {
    Some(InspectionRequest {
        id: upload.id,
        path: upload.source.path.clone(),
        content_type: upload.content_type.clone()?,
        size: upload.source.size,
        sha256: upload.sha256.clone(),
    })
}

/// Whether it is a picture, a film or a sound.
fn may_have_metadata(upload: &Upload) -> bool {
    let kinds = ["image/", "video/", "audio/"];
    let content_type = upload.content_type.as_deref().unwrap_or_default();
    kinds.iter().any(|kind| content_type.starts_with(kind))
}
