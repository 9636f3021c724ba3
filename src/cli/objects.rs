//! `sign` and `verify`: for objects in storage, by key or by `s3://bucket/key`.

mod credentials;
mod request;

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::mpsc::RecvTimeoutError,
};

use serde_json::{Value, json};

use self::request::{ObjectRequest, find_original, parse_object, store_failed};
use super::{
    arguments::{GlobalOptions, SignOptions, VerifyOptions, WaitLimits},
    existing::{self, ExistingPolicy},
    identity,
    manifest::ManifestSource,
    output::{self, CliError},
    setup::{Setup, start_engine},
    upload::{
        TICK, add_identity, add_report, asked_to_wait, failure_json, key_refused, no_key, now, unsignable,
        verdict_words,
    },
};
use engine::{SigningPolicy, UnfinishedPolicy};
use model::{
    ApiKeyState, Command, Event, Failure, Hold, SignOrder, SignedFacts, Step, UploadId, VerifiedFacts, VerifyOrder,
    check_signable,
};

/// Signs objects in storage.
pub(super) fn sign(global: &GlobalOptions, options: &SignOptions) -> Result<u8, CliError> {
    let manifest = ManifestSource::read(global, &options.manifest)?;
    let identity = identity::is_wanted(global, &options.manifest)?;
    let guard = ExistingPolicy::of(options.manifest.existing)?;
    let mut requests = ObjectRequests::open(global, &options.objects, options.json)?;
    requests.setup.use_signing_options(&options.manifest);
    let mut signings = Vec::new();
    requests.refuse_unsignable();
    if requests.objects.is_empty() {
        return Ok(super::FAILED);
    }
    requests.note_unchecked();
    for (id, request) in &requests.objects {
        let name = request.object.key.rsplit('/').next().unwrap_or(&request.object.key);
        signings.push(SignOrder {
            id: *id,
            object: request.object.clone(),
            size: request.size,
            manifest: manifest.text(),
            name: request.name.as_deref().unwrap_or(name).to_owned(),
            unless_it_has: request.inspection.clone().filter(|_| guard.checks()),
            identity,
            earlier: request.earlier().filter(|_| !guard.checks()),
            copy_of: request.copy_of,
        });
    }
    requests.guard = guard;
    requests.manifest = Some(manifest);
    requests.signings = signings.clone();
    requests.run(Command::Sign(signings), options.wait_limits)
}

/// Verifies objects in storage.
pub(super) fn verify(global: &GlobalOptions, options: &VerifyOptions) -> Result<u8, CliError> {
    let mut requests = ObjectRequests::open(global, &options.objects, options.json)?;
    let request = |(id, request): (&UploadId, &ObjectRequest)| VerifyOrder {
        id: *id,
        target: request.target,
        object: request.object.clone(),
        size: request.size,
        detail: options.mode.into(),
    };
    requests.name_signed_copies();
    let verifications = requests.objects.iter().map(request).collect();
    requests.run(Command::Verify(verifications), options.wait_limits)
}

struct ObjectRequests {
    setup: Setup,
    objects: HashMap<UploadId, ObjectRequest>,
    json: bool,
    failed: usize,
    /// What to do with objects that already have Content Credentials.
    guard: ExistingPolicy,
    /// What to sign with.
    manifest: Option<ManifestSource>,
    /// The objects to sign.
    signings: Vec<SignOrder>,
    /// Objects whose question was still open when the run was interrupted.
    unanswered: BTreeSet<UploadId>,
}

impl ObjectRequests {
    fn open(global: &GlobalOptions, names: &[String], json: bool) -> Result<Self, CliError> {
        let setup = Setup::open(global)?;
        setup.check_address()?;
        let store = setup.store()?;
        let mut objects = HashMap::new();
        for (number, name) in names.iter().enumerate() {
            let object = parse_object(name, setup.settings.profile().bucket.as_deref())?;
            let known = store.find_by_object(&object).map_err(|error| store_failed(&error))?;
            let (id, request) = match known {
                Some(upload) => (upload.id, ObjectRequest::of_upload(&upload, object)),
                None if object.bucket.is_none() => {
                    return Err(CliError::usage_error(
                        format!("the bucket of {name:?} is unknown, because it is not in the history"),
                        "Add --bucket NAME, or use s3://bucket/key.",
                    ));
                }
                None => {
                    let id = UploadId::unrecorded(u32::try_from(number).unwrap_or(u32::MAX));
                    let request = match find_original(&store, &object)? {
                        Some(original) => ObjectRequest::of_signed_copy(&store, &original, object),
                        None => Ok(ObjectRequest::of_unknown(object)),
                    };
                    (id, request.map_err(|error| store_failed(&error))?)
                }
            };
            objects.insert(id, request);
        }
        Ok(Self {
            setup,
            objects,
            json,
            failed: 0,
            guard: ExistingPolicy::Sign,
            manifest: None,
            signings: Vec::new(),
            unanswered: BTreeSet::new(),
        })
    }

    /// Refuses objects that are known to be unsignable before anything is sent.
    fn refuse_unsignable(&mut self) {
        let reason = |request: &ObjectRequest| check_signable(request.content_type.as_deref(), request.size).err();
        let refused = self
            .objects
            .iter()
            .filter_map(|(id, request)| Some((*id, reason(request)?)));
        let refused: BTreeMap<_, _> = refused.collect();
        for (id, reason) in refused {
            self.fail(id, &unsignable(&reason));
            self.objects.remove(&id);
        }
    }

    /// A user who verifies an original may mean its signed copy.
    fn name_signed_copies(&self) {
        for request in self.objects.values() {
            if let Some(signed) = &request.signed {
                output::note(&format!(
                    "{} is the unsigned original. To verify its signed copy: verify {signed}",
                    request.object.key
                ));
            }
        }
    }

    fn run(&mut self, command: Command, wait_limits: WaitLimits) -> Result<u8, CliError> {
        let step = match command {
            Command::Sign(_) => Step::Sign,
            _ => Step::Verify,
        };
        let _lock = self.setup.lock()?;
        let (mut model, options) =
            self.setup
                .begin(UnfinishedPolicy::Leave, SigningPolicy::OnRequest, wait_limits.policy())?;
        Setup::print_trouble(&mut model);
        if matches!(&command, Command::Sign(orders) if orders.iter().any(|order| order.identity)) {
            identity::note_unknown_algorithm(&options.store);
        }
        let (mut engine, events, interrupted) = start_engine(options)?;
        let mut left: BTreeSet<_> = self.objects.keys().copied().collect();
        let command = self.take_out_signed_copies(command, &engine, &interrupted, &mut left);
        engine.send(command);
        while !left.is_empty() {
            if interrupted.is_set() {
                engine.stop();
                // Print what finished in the last moment.
                while let Ok(event) = events.try_recv() {
                    if let Some(event) = self.handle_unsigned(event, &engine, &interrupted, &mut left) {
                        self.handle(event, step, &mut left)?;
                    }
                }
                return Ok(self.interrupted(step, &left));
            }
            match events.recv_timeout(TICK) {
                Ok(event) => {
                    let Some(event) = self.handle_unsigned(event, &engine, &interrupted, &mut left) else {
                        continue;
                    };
                    if let Some(code) = self.handle(event, step, &mut left)? {
                        return Ok(code);
                    }
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => {
                    self.interrupted(step, &left);
                    return Err(CliError::failed(
                        "internal error: the upload engine stopped",
                        "Try again.",
                    ));
                }
            }
        }
        Ok(if self.failed > 0 { super::FAILED } else { super::DONE })
    }

    /// Prints an event. Returns an exit status if the rest can't be done.
    fn handle(&mut self, event: Event, step: Step, left: &mut BTreeSet<UploadId>) -> Result<Option<u8>, CliError> {
        match event {
            Event::Signed { id, facts } => {
                left.remove(&id);
                self.signed(id, &facts);
            }
            Event::Verified { id, facts } => {
                left.remove(&id);
                self.verified(id, &facts);
            }
            Event::SignFailed { id, failure } | Event::VerifyFailed { id, failure, .. } => {
                left.remove(&id);
                self.fail(id, &existing::with_origin_hint(failure));
            }
            Event::HoldBegan(Hold::NeedsKey { refused: true }) => {
                let failure = key_refused(step, "Set the right key and try again.");
                for id in std::mem::take(left) {
                    self.fail(id, &failure);
                }
                return Ok(Some(super::FAILED));
            }
            // A key exists, so creating the client failed. The reason was already printed.
            Event::HoldBegan(Hold::NeedsKey { refused: false }) => return Ok(Some(super::WRONG_USE)),
            Event::HoldBegan(Hold::Offline(found)) => output::note(&format!("{}.", found.headline)),
            Event::HoldBegan(Hold::RateLimited { until, detail }) => {
                output::note(&asked_to_wait(now().until(until), detail.as_deref()));
            }
            Event::ApiKeyChanged(ApiKeyState::Missing { keyring_trouble }) => return Err(no_key(keyring_trouble)),
            Event::Trouble { headline, hint, .. } => output::print_error(&headline, &hint),
            Event::MetadataRead { id, metadata } => {
                let name = self.objects.get(&id).map(|request| request.object.key.clone());
                for line in super::shortened::lines(&name.unwrap_or_default(), &metadata) {
                    output::note(&line);
                }
            }
            Event::CredentialsNotKept { id, name, reason } => {
                let request = self.objects.get(&id);
                let key = request.map(|request| request.object.key.as_str());
                existing::print_not_kept(&name, &reason, key);
            }
            _ => {}
        }
        Ok(None)
    }

    fn signed(&mut self, id: UploadId, facts: &SignedFacts) {
        let evidence = facts
            .evidence
            .as_ref()
            .and_then(|text| serde_json::from_str::<Value>(text).ok());
        let uri = facts.signed_uri.as_deref();
        let mut value = json!({ "event": "signed", "asset_s3_uri": uri, "evidence": evidence });
        self.describe(id, &mut value);
        self.print_line(
            &value,
            &format!("Signed    {}", uri.unwrap_or("(the server did not say where)")),
        );
        let manifest = self.manifest.as_mut();
        if let Some(words) = manifest.and_then(|manifest| manifest.note_unanswered(&facts.manifest_json)) {
            output::note(&words);
        }
    }

    fn verified(&mut self, id: UploadId, facts: &VerifiedFacts) {
        let request = self.objects.get(&id);
        let uri = request.and_then(|request| request.object.s3_uri());
        let signed = request.and_then(|request| request.signed.as_deref());
        let mut value = json!({ "event": "verified", "s3_uri": uri, "verdict": facts.verdict });
        add_report(&mut value, &facts.report);
        let signing = request.and_then(|request| request.signing.as_ref());
        add_identity(&mut value, facts, signing);
        if let Some(signed) = signed {
            value["signed_copy"] = json!(signed);
        }
        self.describe(id, &mut value);
        self.print_line(
            &value,
            &format!(
                "Verified  {}  {}",
                uri.unwrap_or_default(),
                verdict_words(facts, &facts.report, signing)
            ),
        );
        // Only a known signed copy is expected to have credentials.
        let is_signed_copy = request.is_some_and(|request| request.is_signed_copy);
        if facts.verdict.fails_script() || is_signed_copy && facts.fails_script() {
            self.failed += 1;
        }
    }

    /// Lists what was not done. An interrupted signing may have created a copy, and for an object that is not in the history,
    /// this is the only place that says so.
    fn interrupted(&mut self, step: Step, left: &BTreeSet<UploadId>) -> u8 {
        let (message, hint) = match step {
            Step::Sign => (
                "Signing was interrupted, but it may have happened.",
                "Sign it again. If a signed copy exists, the server creates another one.",
            ),
            _ => ("Verification was interrupted.", "Verify it again."),
        };
        let failure = Failure::local(step, message, hint);
        let unanswered = Failure {
            message: "Not signed, because the question about it was not answered.".to_owned(),
            hint: "Sign it again.".to_owned(),
            ..failure.clone()
        };
        for id in left {
            let is_unanswered = self.unanswered.contains(id);
            self.fail(*id, if is_unanswered { &unanswered } else { &failure });
        }
        super::INTERRUPTED
    }

    fn fail(&mut self, id: UploadId, failure: &Failure) {
        self.failed += 1;
        let mut value = failure_json("failed", "", failure);
        self.describe(id, &mut value);
        let object = self
            .objects
            .get(&id)
            .map(|request| request.object.key.clone())
            .unwrap_or_default();
        self.print_line(
            &value,
            &format!("Failed    {object}: {} {}", failure.message, failure.hint),
        );
    }

    fn describe(&self, id: UploadId, value: &mut Value) {
        if let Some(request) = self.objects.get(&id) {
            value["key"] = json!(request.object.key);
            value["bucket"] = json!(request.object.bucket);
            value["path"] = json!(request.path);
        }
    }

    fn print_line(&self, value: &Value, words: &str) {
        if self.json {
            output::json(value);
        } else {
            output::line(words);
        }
        // The history may not contain this result.
        if output::failure().is_some() {
            output::note(words);
        }
    }
}
