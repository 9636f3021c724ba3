//! `sign` and `verify`: for objects in storage, by key or by `s3://bucket/key`.

mod credentials;
mod order;

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::mpsc::RecvTimeoutError,
};

use serde_json::{Value, json};

use self::order::{Order, is_signed_copy, parse_object, store_failed};
use super::{
    arguments::{GlobalOptions, Patience, SignOptions, VerifyOptions},
    existing::ExistingPolicy,
    manifest::ManifestSource,
    output::{self, CliError},
    setup::{Setup, start_engine},
    upload::{TICK, add_report, asked_to_wait, failure_json, key_refused, no_key, now, unsignable, verdict_words},
};
use engine::{Signing, Unfinished};
use model::{
    Command, Event, Failure, Hold, KeyState, ManifestText, SignOrder, SignedFacts, Step, UploadId, VerifiedFacts,
    VerifyOrder, check_signable,
};

/// Signs objects in storage.
pub(super) fn sign(global: &GlobalOptions, options: &SignOptions) -> Result<u8, CliError> {
    let manifest = ManifestSource::read(global, &options.manifest)?;
    let guard = ExistingPolicy::of(options.manifest.existing)?;
    let mut orders = Orders::open(global, &options.objects, options.json)?;
    orders.setup.use_signing_options(&options.manifest);
    let mut signings = Vec::new();
    orders.refuse_unsignable();
    if orders.objects.is_empty() {
        return Ok(super::FAILED);
    }
    if guard.checks() {
        orders.note_unchecked();
    }
    for (id, order) in &orders.objects {
        let name = order.object.key.rsplit('/').next().unwrap_or(&order.object.key);
        signings.push(SignOrder {
            id: *id,
            object: order.object.clone(),
            size: order.size,
            manifest: ManifestText::Exact(manifest.manifest_for(order.name.as_deref().unwrap_or(name)).into()),
            name: order.name.as_deref().unwrap_or(name).to_owned(),
            unless_it_has: order.look.clone().filter(|_| guard.checks()),
            earlier: order.earlier().filter(|_| !guard.checks()),
        });
    }
    orders.guard = guard;
    orders.signings = signings.clone();
    orders.run(Command::Sign(signings), options.patience)
}

/// Verifies objects in storage.
pub(super) fn verify(global: &GlobalOptions, options: &VerifyOptions) -> Result<u8, CliError> {
    let mut orders = Orders::open(global, &options.objects, options.json)?;
    let order = |(id, order): (&UploadId, &Order)| VerifyOrder {
        id: *id,
        target: order.target,
        object: order.object.clone(),
        size: order.size,
        detail: options.mode.into(),
    };
    orders.name_signed_copies();
    let verifications = orders.objects.iter().map(order).collect();
    orders.run(Command::Verify(verifications), options.patience)
}

struct Orders {
    setup: Setup,
    objects: HashMap<UploadId, Order>,
    json: bool,
    failed: usize,
    /// What to do with objects that already have Content Credentials.
    guard: ExistingPolicy,
    /// The objects to sign.
    signings: Vec<SignOrder>,
    /// Objects whose question was not answered when a signal came.
    unanswered: BTreeSet<UploadId>,
}

impl Orders {
    fn open(global: &GlobalOptions, names: &[String], json: bool) -> Result<Self, CliError> {
        let setup = Setup::open(global)?;
        setup.check_address()?;
        let store = setup.store()?;
        let mut objects = HashMap::new();
        for (number, name) in names.iter().enumerate() {
            let object = parse_object(name, setup.settings.profile().bucket.as_deref())?;
            let known = store.find_by_object(&object).map_err(|error| store_failed(&error))?;
            let (id, order) = match known {
                Some(upload) => (upload.id, Order::of_upload(&upload, object)),
                None if object.bucket.is_none() => {
                    return Err(CliError::usage_error(
                        format!("the bucket of {name:?} is unknown, because it is not in the history"),
                        "Add --bucket NAME, or use s3://bucket/key.",
                    ));
                }
                None => {
                    let id = UploadId::unrecorded(u32::try_from(number).unwrap_or(u32::MAX));
                    let is_signed_copy = is_signed_copy(&store, &object)?;
                    (id, Order::of_unknown(object, is_signed_copy))
                }
            };
            objects.insert(id, order);
        }
        Ok(Self {
            setup,
            objects,
            json,
            failed: 0,
            guard: ExistingPolicy::Sign,
            signings: Vec::new(),
            unanswered: BTreeSet::new(),
        })
    }

    /// Refuses objects that are known to be unsignable before anything is sent.
    fn refuse_unsignable(&mut self) {
        let reason = |order: &Order| check_signable(order.content_type.as_deref(), order.size).err();
        let refused = self
            .objects
            .iter()
            .filter_map(|(id, order)| Some((*id, reason(order)?)));
        let refused: BTreeMap<_, _> = refused.collect();
        for (id, reason) in refused {
            self.fail(id, &unsignable(&reason));
            self.objects.remove(&id);
        }
    }

    /// A user who verifies an original may mean its signed copy.
    fn name_signed_copies(&self) {
        for order in self.objects.values() {
            if let Some(signed) = &order.signed {
                output::note(&format!(
                    "{} is the unsigned original. To verify its signed copy: verify {signed}",
                    order.object.key
                ));
            }
        }
    }

    fn run(&mut self, command: Command, patience: Patience) -> Result<u8, CliError> {
        let step = match command {
            Command::Sign(_) => Step::Sign,
            _ => Step::Verify,
        };
        let _lock = self.setup.lock()?;
        let (mut model, options) = self
            .setup
            .begin(Unfinished::Leave, Signing::OnRequest, patience.policy())?;
        Setup::print_trouble(&mut model);
        let (mut engine, events, interrupted) = start_engine(options)?;
        let mut left: BTreeSet<_> = self.objects.keys().copied().collect();
        let command = self.hold_signed_copies(command, &engine, &interrupted, &mut left);
        engine.send(command);
        while !left.is_empty() {
            if interrupted.is_set() {
                engine.stop();
                // Print what finished in the last moment.
                while let Ok(event) = events.try_recv() {
                    if let Some(event) = self.unless_credentials(event, &engine, &interrupted, &mut left) {
                        self.handle(event, step, &mut left)?;
                    }
                }
                return Ok(self.interrupted(step, &left));
            }
            match events.recv_timeout(TICK) {
                Ok(event) => {
                    let Some(event) = self.unless_credentials(event, &engine, &interrupted, &mut left) else {
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
                self.fail(id, &failure);
            }
            Event::Held(Hold::NeedsKey { refused: true }) => {
                let failure = key_refused(step, "Set the right key and try again.");
                for id in std::mem::take(left) {
                    self.fail(id, &failure);
                }
                return Ok(Some(super::FAILED));
            }
            // A key exists, so creating the client failed. The reason was already printed.
            Event::Held(Hold::NeedsKey { refused: false }) => return Ok(Some(super::WRONG_USE)),
            Event::Held(Hold::Offline { headline }) => output::note(&format!("{headline}.")),
            Event::Held(Hold::RateLimited { until, detail }) => {
                output::note(&asked_to_wait(now().until(until), detail.as_deref()));
            }
            Event::Key(KeyState::Missing { keyring_trouble }) => return Err(no_key(keyring_trouble)),
            Event::Trouble { headline, hint } => output::print_error(&headline, &hint),
            _ => {}
        }
        Ok(None)
    }

    fn signed(&self, id: UploadId, facts: &SignedFacts) {
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
    }

    fn verified(&mut self, id: UploadId, facts: &VerifiedFacts) {
        let order = self.objects.get(&id);
        let uri = order.and_then(|order| order.object.s3_uri());
        let signed = order.and_then(|order| order.signed.as_deref());
        let mut value = json!({ "event": "verified", "s3_uri": uri, "verdict": facts.verdict });
        add_report(&mut value, &facts.report);
        if let Some(signed) = signed {
            value["signed_copy"] = json!(signed);
        }
        self.describe(id, &mut value);
        self.print_line(
            &value,
            &format!(
                "Verified  {}  {}",
                uri.unwrap_or_default(),
                verdict_words(facts, &facts.report)
            ),
        );
        // Only a known signed copy is expected to have credentials.
        let is_signed_copy = order.is_some_and(|order| order.is_signed_copy);
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
            .map(|order| order.object.key.clone())
            .unwrap_or_default();
        self.print_line(
            &value,
            &format!("Failed    {object}: {} {}", failure.message, failure.hint),
        );
    }

    fn describe(&self, id: UploadId, value: &mut Value) {
        if let Some(order) = self.objects.get(&id) {
            value["key"] = json!(order.object.key);
            value["bucket"] = json!(order.object.bucket);
            value["path"] = json!(order.path);
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
