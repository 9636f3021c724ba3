//! An engine and the model that it feeds, like the window's, without a window.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, mpsc::Receiver},
    time::{Duration, Instant, SystemTime},
};

use decoder::DecoderProgram;
use engine::{
    Engine, EngineOptions, HIGH_LATENCY, KeyInUse, RetryPolicy, SigningPolicy, UnfinishedPolicy, VerificationPolicy,
    Wake, WallClock, origin_of,
};
use model::{
    Event, Failure, Hold, Intent, KeySource, Model, ObjectRef, Profile, Settings, Status, Timestamp, Upload, UploadId,
    UploadState, UploadsAtOnce,
};
use que_sdk::secret::ApiKey;
use que_uploader::calendar;
use store::{DataDirectory, Keyring, Lock, Store};

use crate::bench::{Bench, DEADLINE};

/// A running engine and its model.
pub(crate) struct Backend {
    engine: Engine,
    receiver: Receiver<Event>,
    pub(crate) model: Model,
    /// Every event so far, except progress.
    pub(crate) events: Vec<Event>,
    _lock: Lock,
}

/// How to set up a backend.
pub(crate) struct Setup {
    pub(crate) data: PathBuf,
    pub(crate) api_url: String,
    pub(crate) key: ApiKey,
    /// Where the key came from.
    pub(crate) key_source: KeySource,
    pub(crate) jobs: UploadsAtOnce,
    pub(crate) policy: RetryPolicy,
    pub(crate) stall_seconds: u16,
    pub(crate) seed: u64,
    /// Whether signed copies are verified automatically.
    pub(crate) verify_signed: bool,
    /// Whether the queue starts paused.
    pub(crate) paused: bool,
    /// Whether folders include hidden files.
    pub(crate) include_hidden: bool,
    /// Further servers.
    pub(crate) others: Vec<Profile>,
    /// Called after each event.
    pub(crate) wake: Wake,
    /// From which latency files are prepared ahead of their turn.
    pub(crate) high_latency: Duration,
    /// The clock that reveals sleep.
    pub(crate) wall_clock: WallClock,
    /// Never the keyring of the person who runs the tests.
    pub(crate) keyring: Arc<Keyring>,
    /// The program that reads untrusted files.
    pub(crate) decoder: DecoderProgram,
}

impl Setup {
    /// The sandbox itself, its key, four parallel uploads, waits of milliseconds.
    pub(crate) fn new(bench: &Bench) -> Self {
        Self {
            data: bench.path("data"),
            api_url: bench.sandbox().api_url().to_owned(),
            key: bench.key(),
            key_source: KeySource::Session,
            jobs: UploadsAtOnce::Fixed(4),
            policy: RetryPolicy {
                attempts: 8,
                longest_outage: Some(Duration::from_secs(2)),
                longest_rate_limit: None,
                first_wait: Duration::from_millis(5),
                longest_wait: Duration::from_millis(50),
            },
            stall_seconds: Settings::default().stall_seconds,
            seed: 7,
            paused: false,
            verify_signed: false,
            include_hidden: false,
            others: Vec::new(),
            wake: Arc::new(|| ()),
            // A busy machine is no slow line.
            high_latency: Duration::MAX,
            wall_clock: Arc::new(SystemTime::now),
            keyring: Arc::new(Keyring::of(keyring_core::mock::Store::new().unwrap())),
            decoder: crate::bench::decoder(),
        }
    }

    /// Another address of the same server, such as a proxy's.
    pub(crate) fn at(mut self, api_url: &str) -> Self {
        api_url.clone_into(&mut self.api_url);
        self
    }

    pub(crate) fn jobs(mut self, jobs: u8) -> Self {
        self.jobs = UploadsAtOnce::Fixed(jobs);
        self
    }

    /// Choose the number of parallel uploads automatically, and prepare files ahead on a slow line.
    pub(crate) fn adapting(mut self) -> Self {
        self.jobs = UploadsAtOnce::Automatic;
        self.high_latency = HIGH_LATENCY;
        self
    }

    pub(crate) fn key(mut self, key: &str) -> Self {
        self.key = ApiKey::parse(key).unwrap();
        self
    }

    pub(crate) fn start(self) -> Backend {
        let place = DataDirectory::open(Some(self.data)).unwrap();
        let lock = place.lock().unwrap();
        let profile = Profile::at(&self.api_url);
        let mut settings = Settings {
            active: profile.name.clone(),
            profiles: vec![profile],
            jobs: self.jobs,
            stall_seconds: self.stall_seconds,
            verify_signed: self.verify_signed,
            paused: self.paused,
            include_hidden: self.include_hidden,
            ..Settings::default()
        };
        // With several servers the database tells them apart, as in the program. With one, a proxy counts as the server.
        let server = if self.others.is_empty() {
            "test".to_owned()
        } else {
            origin_of(&self.api_url)
        };
        settings.profiles.extend(self.others);
        let options = EngineOptions {
            store: Store::open(&place.database(), &server).unwrap(),
            keyring: self.keyring,
            settings: settings.clone(),
            settings_file: Some(place.settings()),
            settings_in_file: settings.clone(),
            server,
            sandbox: false,
            key: Some(KeyInUse {
                key: self.key,
                source: self.key_source,
                origin: origin_of(&self.api_url),
            }),
            unfinished: UnfinishedPolicy::Resume,
            signing: SigningPolicy::OnRequest,
            verification: VerificationPolicy::BySettings,
            decoder: self.decoder,
            policy: self.policy,
            seed: Some(self.seed),
            // No test may reach the publishers of trust lists.
            trust_addresses: trust_lists::Addresses::at("http://127.0.0.1:9"),
            high_latency: self.high_latency,
            wall_clock: self.wall_clock,
        };
        let (engine, receiver) = Engine::start(options, self.wake).unwrap();
        let mut backend = Backend {
            engine,
            receiver,
            model: Model::new(settings, "test", false),
            events: Vec::new(),
            _lock: lock,
        };
        backend.wait_for_event("the restored queue", |event| matches!(event, Event::Restored(_)));
        backend
    }
}

fn now() -> Timestamp {
    Timestamp::from(SystemTime::now())
}

impl Backend {
    /// Applies an intent to the model and sends its commands to the engine.
    pub(crate) fn send(&mut self, intent: Intent) {
        let commands = self.model.decide(intent);
        for command in commands {
            self.engine.send(command);
        }
    }

    /// Adds files and folders and waits until they have been walked.
    pub(crate) fn add(&mut self, paths: &[impl AsRef<Path>]) {
        self.send(Intent::Add(paths.iter().map(|path| path.as_ref().to_owned()).collect()));
        self.wait_for("the end of the walk", |model| model.scanning.is_empty());
    }

    /// Handles events until the model meets the condition.
    pub(crate) fn wait_for(&mut self, what: &str, is_so: impl Fn(&Model) -> bool) {
        let started = Instant::now();
        while !is_so(&self.model) {
            self.hear(started, what);
        }
    }

    /// Handles events until one like this has come, now or earlier.
    pub(crate) fn wait_for_event(&mut self, what: &str, is_it: impl Fn(&Event) -> bool) {
        let started = Instant::now();
        while !self.events.iter().any(&is_it) {
            self.hear(started, what);
        }
    }

    fn hear(&mut self, started: Instant, what: &str) {
        let left = DEADLINE.saturating_sub(started.elapsed());
        let Ok(event) = self.receiver.recv_timeout(left) else {
            let rows: Vec<_> = self
                .model
                .queue
                .uploads()
                .iter()
                .map(|upload| (upload.source.name(), &upload.state, &upload.sign, &upload.verify))
                .collect();
            panic!(
                "waited in vain for {what}; hold: {:?}; rows: {rows:#?}",
                self.model.hold()
            );
        };
        self.take(event);
    }

    fn take(&mut self, event: Event) {
        if !matches!(event, Event::Progress(_)) {
            self.events.push(event.clone());
        }
        let commands = self.model.absorb(event, now());
        for command in commands {
            self.engine.send(command);
        }
    }

    /// Handles the events that have already come.
    pub(crate) fn catch_up(&mut self) {
        while let Ok(event) = self.receiver.try_recv() {
            self.take(event);
        }
    }

    /// Waits until every upload has ended.
    pub(crate) fn wait_until_done(&mut self) {
        self.wait_for("the end of all uploads", |model| model.queue.totals().pending() == 0);
    }

    /// Adds files and folders and waits until all are uploaded.
    pub(crate) fn upload(&mut self, paths: &[impl AsRef<Path>]) {
        self.add(paths);
        self.wait_until_done();
        for upload in self.model.queue.uploads() {
            assert_eq!(upload.state, UploadState::Uploaded, "{}", upload.source.name());
        }
    }

    /// The upload of the file with this name.
    pub(crate) fn row(&self, name: &str) -> &Upload {
        self.model
            .queue
            .uploads()
            .iter()
            .find(|upload| upload.source.name() == name)
            .unwrap_or_else(|| panic!("there is no row for {name:?}"))
    }

    pub(crate) fn id(&self, name: &str) -> UploadId {
        self.row(name).id
    }

    /// The object of the file with this name.
    pub(crate) fn object(&self, name: &str) -> ObjectRef {
        self.row(name).object.clone().expect("it is uploaded")
    }

    /// Why the upload with this name failed.
    pub(crate) fn failure(&self, name: &str) -> &Failure {
        match &self.row(name).state {
            UploadState::Failed(failure) => failure,
            other => panic!("{name} did not fail: {other:?}"),
        }
    }

    /// All history records that match this search, newest first.
    pub(crate) fn history(&mut self, words: &str) -> Vec<Upload> {
        self.send(Intent::SearchHistory(calendar::read_search(words, now())));
        self.wait_for("the search of the history", |model| !model.history.loading);
        let total = self.model.history.total();
        assert!(total <= 1000, "too many to keep in memory");
        self.send(Intent::ShowHistory(0..total));
        self.wait_for("the records", |model| {
            let history = &model.history;
            history.loaded_in_order().count() + history.unreadable() == total
        });
        self.model.history.loaded_in_order().cloned().collect()
    }

    /// How many rows have this status.
    pub(crate) fn count(&self, status: Status) -> usize {
        self.model.queue.totals().count(status)
    }

    /// Why the whole queue was held, in order.
    pub(crate) fn holds(&self) -> Vec<&Hold> {
        self.events
            .iter()
            .filter_map(|event| match event {
                Event::HoldBegan(hold) => Some(hold),
                _ => None,
            })
            .collect()
    }

    /// The failures of attempts that were retried.
    pub(crate) fn retried(&self) -> Vec<&Failure> {
        self.events
            .iter()
            .filter_map(|event| match event {
                Event::Waiting { failure, .. } => Some(failure),
                _ => None,
            })
            .collect()
    }

    /// How many uploads were announced as done.
    pub(crate) fn announced(&self) -> usize {
        self.events
            .iter()
            .filter(|event| matches!(event, Event::Uploaded { .. }))
            .count()
    }

    /// Ends the engine as closing the window does, and handles its last events.
    pub(crate) fn stop(mut self) -> Vec<Event> {
        self.engine.stop();
        self.catch_up();
        std::mem::take(&mut self.events)
    }
}
