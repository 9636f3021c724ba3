//! `sign` and `verify`: objects that are stored already, by key or by `s3://bucket/key`.

mod kept;

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{Arc, mpsc::RecvTimeoutError},
};

use serde_json::{Value, json};

use self::kept::look;
use super::{
    arguments::{Everywhere, Patience, SignOptions, VerifyOptions},
    existing::Guard,
    manifest::ManifestSource,
    output::{self, Complaint},
    setup::Workplace,
    signals::Interrupted,
    upload::{TICK, add_report, asked_to_wait, failure_json, key_refused, no_key, now, unsignable, verdict_words},
};
use engine::{Engine, Signing, Unfinished};
use model::{
    Command, Event, Failure, Hold, KeyState, LookOrder, ManifestText, ObjectRef, SignOrder, Step, UploadId,
    VerifyOrder, VerifyTarget, check_signable,
};
use store::Store;

/// Signs stored objects.
pub(super) fn sign(everywhere: &Everywhere, options: &SignOptions) -> Result<u8, Complaint> {
    let manifest = ManifestSource::read(everywhere, &options.manifest)?;
    let guard = Guard::of(options.manifest.existing)?;
    let mut orders = Orders::open(everywhere, &options.objects, options.json)?;
    let mut signings = Vec::new();
    orders.refuse_what_cannot_be_signed();
    if orders.objects.is_empty() {
        return Ok(super::FAILED);
    }
    if guard.looks() {
        orders.name_what_is_not_looked_at();
    }
    for (id, order) in &orders.objects {
        let name = order.object.key.rsplit('/').next().unwrap_or(&order.object.key);
        signings.push(SignOrder {
            id: *id,
            object: order.object.clone(),
            size: order.size,
            manifest: ManifestText::Exact(manifest.manifest_for(order.name.as_deref().unwrap_or(name)).into()),
            name: name.to_owned(),
            unless_it_has: order.look.clone().filter(|_| guard.looks()),
        });
    }
    orders.guard = guard;
    orders.signings = signings.clone();
    orders.run(Command::Sign(signings), options.patience)
}

/// Verifies stored objects.
pub(super) fn verify(everywhere: &Everywhere, options: &VerifyOptions) -> Result<u8, Complaint> {
    let mut orders = Orders::open(everywhere, &options.objects, options.json)?;
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

/// An object and what the record knows of it.
struct Order {
    object: ObjectRef,
    /// Whether it is an upload or the signed copy of one.
    target: VerifyTarget,
    name: Option<String>,
    size: Option<u64>,
    path: Option<String>,
    content_type: Option<String>,
    /// Where the signed copy of an upload is, where it has one.
    signed: Option<String>,
    /// How to look whether it has Content Credentials: its file is here as it was uploaded.
    look: Option<LookOrder>,
    /// Whether it is on record as the signed copy of an upload.
    is_signed_copy: bool,
}

/// Whether this is on record as the signed copy of an upload.
fn is_signed_copy(store: &Store, object: &ObjectRef) -> Result<bool, Complaint> {
    let Some(uri) = object.s3_uri() else { return Ok(false) };
    let found = store.find_by_signed_copy(&uri);
    Ok(found
        .map_err(|error| Complaint::failed(error.to_string(), error.hint()))?
        .is_some())
}

struct Orders {
    workplace: Workplace,
    objects: HashMap<UploadId, Order>,
    json: bool,
    failed: usize,
    /// What becomes of what has Content Credentials already.
    guard: Guard,
    /// What is to be signed.
    signings: Vec<SignOrder>,
    /// What a person was asked about when a signal came.
    unanswered: BTreeSet<UploadId>,
}

impl Orders {
    fn open(everywhere: &Everywhere, names: &[String], json: bool) -> Result<Self, Complaint> {
        let workplace = Workplace::open(everywhere)?;
        workplace.check_address()?;
        let store = workplace.store()?;
        let mut objects = HashMap::new();
        for (number, name) in names.iter().enumerate() {
            let named = if name.starts_with("s3://") {
                ObjectRef::from_s3_uri(name)
            } else {
                None
            };
            let object = match named {
                Some(object) => object,
                None if name.is_empty() || name.contains("://") => {
                    let hint = "Name an object key, or s3://bucket/key.";
                    return Err(Complaint::wrong_use(format!("{name:?} does not name an object"), hint));
                }
                None => ObjectRef {
                    bucket: workplace.settings.profile().bucket.clone(),
                    key: name.clone(),
                },
            };
            let known = store
                .find_by_object(&object)
                .map_err(|error| Complaint::failed(error.to_string(), error.hint()))?;
            let unrecorded = UploadId::unrecorded(u32::try_from(number).unwrap_or(u32::MAX));
            let (id, order) = match known {
                Some(upload) => {
                    let order = Order {
                        name: Some(upload.source.name()),
                        size: Some(upload.source.size),
                        path: Some(output::shown(&upload.source.path)),
                        content_type: upload.content_type.clone(),
                        signed: upload.signed_uri().map(str::to_owned),
                        look: look(&upload),
                        is_signed_copy: false,
                        object: upload.object.clone().unwrap_or(object),
                        target: VerifyTarget::Original,
                    };
                    (upload.id, order)
                }
                None if object.bucket.is_none() => {
                    return Err(Complaint::wrong_use(
                        format!("the bucket of {name:?} is not known: it is not on record here"),
                        "Add --bucket NAME, or name it as s3://bucket/key.",
                    ));
                }
                None => (
                    unrecorded,
                    Order {
                        is_signed_copy: is_signed_copy(&store, &object)?,
                        object,
                        target: VerifyTarget::Signed,
                        name: None,
                        size: None,
                        path: None,
                        content_type: None,
                        signed: None,
                        look: None,
                    },
                ),
            };
            objects.insert(id, order);
        }
        Ok(Self {
            workplace,
            objects,
            json,
            failed: 0,
            guard: Guard::Sign,
            signings: Vec::new(),
            unanswered: BTreeSet::new(),
        })
    }

    /// What is known not to be signable is told before anything is sent.
    fn refuse_what_cannot_be_signed(&mut self) {
        let hindrance = |order: &Order| check_signable(order.content_type.as_deref(), order.size).err();
        let refused = self
            .objects
            .iter()
            .filter_map(|(id, order)| Some((*id, hindrance(order)?)));
        let refused: BTreeMap<_, _> = refused.collect();
        for (id, reason) in refused {
            self.fail(id, &unsignable(&reason));
            self.objects.remove(&id);
        }
    }

    /// Who verifies an original that was signed may mean the signed copy.
    fn name_signed_copies(&self) {
        for order in self.objects.values() {
            if let Some(signed) = &order.signed {
                output::note(&format!(
                    "{} is the original, which was not changed. To verify its signed copy: verify {signed}",
                    order.object.key
                ));
            }
        }
    }

    fn run(&mut self, command: Command, patience: Patience) -> Result<u8, Complaint> {
        let step = match command {
            Command::Sign(_) => Step::Sign,
            _ => Step::Verify,
        };
        let _lock = self.workplace.lock()?;
        let (mut model, options) = self
            .workplace
            .begin(Unfinished::Leave, Signing::OnOrder, patience.policy())?;
        Workplace::tell_trouble(&mut model);
        let (mut engine, events) = Engine::start(options, Arc::new(|| ()))
            .map_err(|error| Complaint::failed(format!("the worker cannot be started: {error}"), "Try again."))?;
        let interrupted = Interrupted::listen(|| ())
            .map_err(|error| Complaint::failed(format!("signals cannot be heard: {error}"), ""))?;
        let mut left: BTreeSet<_> = self.objects.keys().copied().collect();
        let command = self.hold_signed_copies(command, &engine, &interrupted, &mut left);
        engine.send(command);
        while !left.is_empty() {
            if interrupted.is_set() {
                engine.stop();
                // What was done in the last moment is told too.
                while let Ok(event) = events.try_recv() {
                    if let Some(event) = self.unless_kept(event, &engine, &interrupted, &mut left) {
                        self.hear(event, step, &mut left)?;
                    }
                }
                return Ok(self.interrupted(step, &left));
            }
            match events.recv_timeout(TICK) {
                Ok(event) => {
                    let Some(event) = self.unless_kept(event, &engine, &interrupted, &mut left) else {
                        continue;
                    };
                    if let Some(code) = self.hear(event, step, &mut left)? {
                        return Ok(code);
                    }
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => {
                    self.interrupted(step, &left);
                    return Err(Complaint::failed("the worker ended", "Try again."));
                }
            }
        }
        Ok(if self.failed > 0 { super::FAILED } else { super::DONE })
    }

    /// Reports an event. Answers an exit status where the rest cannot be done.
    fn hear(&mut self, event: Event, step: Step, left: &mut BTreeSet<UploadId>) -> Result<Option<u8>, Complaint> {
        match event {
            Event::Signed { id, facts } => {
                left.remove(&id);
                let evidence = facts
                    .evidence
                    .as_ref()
                    .and_then(|text| serde_json::from_str::<Value>(text).ok());
                let uri = facts.signed_uri.as_deref();
                let mut value = json!({ "event": "signed", "asset_s3_uri": uri, "evidence": evidence });
                self.describe(id, &mut value);
                self.tell(
                    &value,
                    &format!("Signed    {}", uri.unwrap_or("(the server did not say where)")),
                );
            }
            Event::Verified { id, facts } => {
                left.remove(&id);
                let uri = self.objects.get(&id).and_then(|order| order.object.s3_uri());
                // Whether it should have credentials is not known of an object that is not on record.
                let is_signed_copy = self.objects.get(&id).is_some_and(|order| order.is_signed_copy);
                if facts.verdict.is_no_success() || is_signed_copy && facts.is_no_success() {
                    self.failed += 1;
                }
                let signed = self.objects.get(&id).and_then(|order| order.signed.as_deref());
                let mut value = json!({ "event": "verified", "s3_uri": uri, "verdict": facts.verdict });
                add_report(&mut value, &facts.report);
                if let Some(signed) = signed {
                    value["signed_copy"] = json!(signed);
                }
                self.describe(id, &mut value);
                self.tell(
                    &value,
                    &format!(
                        "Verified  {}  {}",
                        uri.unwrap_or_default(),
                        verdict_words(&facts, &facts.report)
                    ),
                );
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
            // There is a key, so it is the client that could not be made; why was told before.
            Event::Held(Hold::NeedsKey { refused: false }) => return Ok(Some(super::WRONG_USE)),
            Event::Held(Hold::Offline { headline }) => output::note(&format!("{headline}.")),
            Event::Held(Hold::RateLimited { until, detail }) => {
                output::note(&asked_to_wait(now().until(until), detail.as_deref()));
            }
            Event::Key(KeyState::Missing { keyring_trouble }) => return Err(no_key(keyring_trouble)),
            Event::Trouble { headline, hint } => output::complain(&headline, &hint),
            _ => {}
        }
        Ok(None)
    }

    /// Names what was not done. Of a signing nobody knows whether the server has made a copy, and an object that is not on
    /// record has no other place to say so.
    fn interrupted(&mut self, step: Step, left: &BTreeSet<UploadId>) -> u8 {
        let (message, hint) = match step {
            Step::Sign => (
                "The signing was interrupted; it may have happened.",
                "Sign again: the server makes another signed copy if there is one already.",
            ),
            _ => ("The verification was interrupted.", "Verify again."),
        };
        let failure = Failure::local(step, message, hint);
        let unanswered = Failure {
            message: "It was not signed: the question about it was not answered.".to_owned(),
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
        self.tell(
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

    fn tell(&self, value: &Value, words: &str) {
        if self.json {
            output::json(value);
        } else {
            output::line(words);
        }
        // A signed copy may be on record nowhere.
        if output::failure().is_some() {
            output::note(words);
        }
    }
}
