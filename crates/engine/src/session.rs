//! The server in use: its address, its key, and the settings for it.

use std::{
    io::{self, ErrorKind},
    path::{Path, PathBuf},
    sync::{Arc, atomic::Ordering},
};

use parking_lot::Mutex;
use tokio::task::JoinSet;

use super::{
    KeyInUse, SigningPolicy, USER_AGENT, UnfinishedPolicy, VerificationPolicy, context::Context, failure, identity,
    keys,
};
use model::{
    ApiKeyState, Event, FolderRules, HoldKind, KeySource, Presets, Profile, Said, Settings, Step, UploadsAtOnce,
};
use que_sdk::secret::ApiKey;
use que_sdk::text::{DecodeError, decode};
use que_sdk::{Que, SetupFault, is_out_of_file_descriptors};
use store::{
    EarlierStores, Keyring, Store, database_beside, presets_beside, save_presets, save_settings, trust_lists_beside,
};
use trust_lists::Addresses;
use whole_files::NotAFile;

/// What the worker knows about its server.
pub(crate) struct Session {
    pub(crate) keyring: Arc<Keyring>,
    /// What to do with unfinished uploads of earlier sessions.
    pub(crate) unfinished: UnfinishedPolicy,
    /// What to sign.
    pub(crate) signing: SigningPolicy,
    pub(crate) verification: VerificationPolicy,
    settings: Settings,
    /// The settings at the start of the session.
    initial: Settings,
    /// The settings in the file at that time.
    in_file: Settings,
    /// Where settings are saved, if anywhere.
    settings_file: Option<PathBuf>,
    /// Where public trust lists are fetched from.
    pub(crate) trust_addresses: Addresses,
    /// The server's name in the database.
    server: String,
    pub(crate) sandbox: bool,
    /// The key from the command line or the environment. It is used only for its own server.
    initial_key: Option<KeyInUse>,
    /// The key in use, shared with the task that reads the keyring.
    key: Arc<Mutex<SessionKey>>,
}

#[derive(Default)]
struct SessionKey {
    key: Option<ApiKey>,
    /// Whether the keyring was read.
    keyring_was_read: bool,
}

impl Session {
    /// The session, and the database for its worker.
    pub(crate) fn new(options: super::EngineOptions) -> (Self, Store) {
        let session = Self {
            keyring: options.keyring,
            unfinished: options.unfinished,
            signing: options.signing,
            verification: options.verification,
            settings: options.settings.clone(),
            initial: options.settings,
            in_file: options.settings_in_file,
            settings_file: options.settings_file,
            trust_addresses: options.trust_addresses,
            server: options.server,
            sandbox: options.sandbox,
            initial_key: options.key,
            key: Arc::default(),
        };
        (session, options.store)
    }

    /// How many uploads run at once.
    pub(crate) fn parallel_uploads(&self) -> UploadsAtOnce {
        self.settings.jobs
    }

    /// Whether the queue is paused.
    pub(crate) fn is_paused(&self) -> bool {
        self.settings.paused
    }

    /// The stall timeout in seconds.
    pub(crate) fn stall_seconds(&self) -> u32 {
        self.settings.stall_seconds.into()
    }

    /// Whether each signed copy is verified.
    pub(crate) fn verifies_copies(&self) -> bool {
        match self.verification {
            VerificationPolicy::All => true,
            VerificationPolicy::BySettings => self.settings.verify_signed,
            VerificationPolicy::OnRequest => false,
        }
    }

    /// Whether to compare the storage's MD5 of an object with what was sent.
    pub(crate) fn checks_md5(&self) -> bool {
        self.settings.check_md5
    }

    /// What happens to the earlier credentials of a file that the server signs.
    pub(crate) fn keeps_earlier_credentials(&self) -> bool {
        self.settings.profile().keeps_earlier_credentials
    }

    /// Where the earlier credentials of signed files are kept, if anywhere.
    pub(crate) fn kept_credentials(&self) -> Option<EarlierStores> {
        let database = database_beside(self.settings_file.as_deref()?, self.sandbox)?;
        Some(EarlierStores::beside(&database))
    }

    /// What to take from folders, and the settings file, whose folder is the program's own.
    pub(crate) fn folders(&self) -> (FolderRules, Option<PathBuf>) {
        (self.settings.folder_rules(), self.settings_file.clone())
    }

    /// The folder of the trust lists.
    pub(crate) fn trust_lists(&self) -> Option<PathBuf> {
        let settings_file = self.settings_file.as_deref()?;
        Some(trust_lists_beside(settings_file, self.sandbox))
    }

    /// The server in use, with the options to reach it.
    pub(crate) fn profile(&self) -> &Profile {
        self.settings.profile()
    }

    /// The bucket that the user named.
    pub(crate) fn bucket(&self) -> Option<String> {
        self.settings.profile().bucket.clone()
    }

    /// The API's origin, which is the key's name in the keyring.
    pub(crate) fn origin(&self) -> String {
        origin_of(&self.settings.profile().api_url)
    }

    /// The profiles of other servers, with name and origin.
    pub(crate) fn others(&self) -> Vec<(String, String)> {
        let here = self.origin();
        let profiles = self.settings.profiles.iter();
        profiles
            .map(|profile| (profile.name.clone(), origin_of(&profile.api_url)))
            .filter(|(_, origin)| *origin != here)
            .collect()
    }

    /// The sandbox's database, or in the sandbox that of the servers.
    pub(crate) fn other_database(&self) -> Option<PathBuf> {
        database_beside(self.settings_file.as_deref()?, !self.sandbox)
    }

    /// Whether the keyring was read, or a key was set.
    pub(crate) fn key_was_loaded(&self) -> bool {
        self.key.lock().keyring_was_read
    }

    /// Uses the key from the start, or reads the keyring in a new task.
    pub(crate) fn load_key<T: Send + 'static>(&self, context: &Context, tasks: &mut JoinSet<T>, done: fn() -> T) {
        let origin = self.origin();
        if let Some(initial_key) = self
            .initial_key
            .as_ref()
            .filter(|initial_key| initial_key.origin == origin)
        {
            self.use_key(context, Some(&initial_key.key));
            context.events.send(Event::ApiKeyChanged(key_state(initial_key)));
            return;
        }
        self.key.lock().keyring_was_read = false;
        let (keyring, context) = (Arc::clone(&self.keyring), context.clone());
        let (settings, known) = (self.settings.clone(), Arc::clone(&self.key));
        tasks.spawn(async move {
            let (key, state) = keys::read(&keyring, origin).await;
            let mut known = known.lock();
            if known.keyring_was_read || context.epoch.is_cancelled() {
                // The user entered a key meanwhile, or switched servers.
                return done();
            }
            set_client(&context, &settings, key.as_ref());
            *known = SessionKey {
                key,
                keyring_was_read: true,
            };
            context.events.send(Event::ApiKeyChanged(state));
            done()
        });
    }

    /// Uses this key from now on, or none.
    pub(crate) fn use_key(&self, context: &Context, key: Option<&ApiKey>) {
        *self.key.lock() = SessionKey {
            key: key.cloned(),
            keyring_was_read: true,
        };
        set_client(context, &self.settings, key);
    }

    /// After a sleep, idle connections are dead but look alive, because the clock that ages them stood still. Replaces
    /// the client by one without connections.
    pub(crate) fn renew_connections(&self, context: &Context) {
        if !context.gate.has_client() {
            return;
        }
        let key = self.key.lock().key.clone();
        match client_of(self.settings.profile(), key.as_ref()) {
            Ok(client) => context.gate.use_client(Some(client)),
            // Such as a certificate file on a drive that is not back yet.
            Err(error) => tracing::warn!(%error, "the connections could not be renewed"),
        }
    }

    /// A client for the connection test, and whether it has a key.
    pub(crate) fn client_for_test(&self) -> (que_sdk::Result<Que>, bool) {
        let key = self.key.lock().key.clone();
        (client_of(self.settings.profile(), key.as_ref()), key.is_some())
    }

    /// Whether these settings are for another server, with its own queue.
    pub(crate) fn is_other_server(&self, settings: &Settings) -> bool {
        settings.profile().api_url != self.settings.profile().api_url && !self.sandbox
    }

    /// Stops all use of this server's key. Waits for a keyring task that is setting its client; a later one sees the
    /// canceled epoch and does nothing.
    pub(crate) fn revoke_key(&self, context: &Context) {
        let _known = self.key.lock();
        context.epoch.cancel();
    }

    /// Saves and applies the settings.
    pub(crate) async fn use_settings(&mut self, context: &Context, mut settings: Settings) {
        if self.sandbox {
            settings.session_profile.clone_from(&self.settings.session_profile);
        }
        let before = self.settings.profile();
        let profile = settings.profile();
        let other_client =
            profile.allow_insecure_http != before.allow_insecure_http || profile.extra_ca_file != before.extra_ca_file;
        let keeps = profile.keeps_earlier_credentials;
        context.keeps_earlier_credentials.store(keeps, Ordering::Relaxed);
        let bucket = profile.bucket.clone();
        *context.bucket.lock() = bucket;
        context.concurrency.set_limit(settings.jobs);
        context
            .stall_seconds
            .store(u32::from(settings.stall_seconds), Ordering::Relaxed);
        context.check_md5.store(settings.check_md5, Ordering::Relaxed);
        self.save_settings(context, &settings).await;
        let moved = self.is_other_server(&settings);
        self.settings = settings;
        context.verifies_copies.store(self.verifies_copies(), Ordering::Relaxed);
        if moved {
            self.begin_at_new_server(context).await;
        } else if other_client {
            let key = self.key.lock().key.clone();
            set_client(context, &self.settings, key.as_ref());
        }
    }

    /// Switches to the server of the new settings, with no key yet and its own part of the database.
    async fn begin_at_new_server(&mut self, context: &Context) {
        // A key belongs to its server and goes nowhere else. One from the environment is used again with its server.
        if !matches!(&self.initial_key, Some(initial_key) if matches!(initial_key.source, KeySource::Environment(_))) {
            self.initial_key = None;
        }
        self.key = Arc::default();
        context.gate.forget();
        context.network.forget();
        context.concurrency.forget();
        context.content_type_variant.store(0, Ordering::Relaxed);
        for kind in [HoldKind::Key, HoldKind::Network, HoldKind::Rate] {
            context.events.send(Event::HoldEnded(kind));
        }
        context.events.send(Event::ApiKeyChanged(ApiKeyState::Reading));
        self.server = self.origin();
        let server = self.server.clone();
        if let Err(failure) = context
            .store_writer
            .run(move |store| {
                store.use_server(&server);
                Ok(())
            })
            .await
        {
            context.events.send(Event::trouble(Said::Failure(Box::new(failure))));
        }
        identity::report_algorithm(context).await;
    }

    /// Saves the presets beside the settings.
    pub(crate) async fn keep_presets(&self, context: &Context, presets: Presets) {
        let Some(file) = self.settings_file.as_deref().map(presets_beside) else {
            return;
        };
        let saved = tokio::task::spawn_blocking(move || save_presets(&file, &presets)).await;
        if let Ok(Err(error)) = saved {
            let (headline, hint) = (failure::sentence(&error.to_string()), error.hint().to_owned());
            context.events.send(Event::Trouble {
                headline,
                hint,
                said: None,
            });
        }
    }

    async fn save_settings(&self, context: &Context, settings: &Settings) {
        let Some(file) = self.settings_file.clone() else { return };
        let kept = settings.to_save(&self.initial, &self.in_file);
        let saved = tokio::task::spawn_blocking(move || save_settings(&file, &kept)).await;
        if let Ok(Err(error)) = saved {
            let (headline, hint) = (failure::sentence(&error.to_string()), error.hint().to_owned());
            context.events.send(Event::Trouble {
                headline,
                hint,
                said: None,
            });
        }
    }
}

/// The key's state as the window gets it at the start.
fn key_state(key: &KeyInUse) -> ApiKeyState {
    ApiKeyState::Present {
        source: key.source.clone(),
        keyring_trouble: None,
    }
}

/// A client that could not be built, as an error without a row.
fn setup_trouble(error: &que_sdk::Error) -> Event {
    Event::trouble(Said::Failure(Box::new(failure::of(Step::Presign, error))))
}

/// A client for this server with this key, or without one. Reads the extra certificates if the profile names a file.
///
/// # Errors
/// The address or the file cannot be used.
pub fn client_of(profile: &Profile, key: Option<&ApiKey>) -> que_sdk::Result<Que> {
    let mut builder = Que::builder(&profile.api_url)
        .user_agent(USER_AGENT)
        .allow_insecure_http(profile.allow_insecure_http);
    if !profile.extra_ca_file.is_empty() {
        builder = builder.extra_ca_pem(read_certificates(&profile.extra_ca_file)?);
    }
    if let Some(key) = key {
        builder = builder.key(key.clone());
    }
    builder.build()
}

/// The largest certificate file in bytes. A system's own has a few hundred thousand.
const MAX_CERTIFICATE_BYTES: u64 = 4 << 20;

pub(crate) fn read_certificates(file: &str) -> que_sdk::Result<Vec<u8>> {
    let pem = whole_files::read(Path::new(file), MAX_CERTIFICATE_BYTES).map_err(|error| que_sdk::Error::Setup {
        what: unreadable_certificates(&error),
        source: Some(error.into()),
    })?;
    match decode(&pem) {
        Ok(text) => Ok(text.into_owned().into_bytes()),
        Err(error @ DecodeError::Utf16) => Err(que_sdk::Error::Setup {
            what: SetupFault::CertificatesNotUtf16,
            source: Some(error.into()),
        }),
        // Text around the certificates may have any encoding.
        Err(DecodeError::Utf8) => Ok(pem),
    }
}

/// Why the certificate file cannot be read.
fn unreadable_certificates(error: &io::Error) -> SetupFault {
    if error
        .get_ref()
        .and_then(|cause| cause.downcast_ref::<NotAFile>())
        .is_some()
    {
        return SetupFault::CertificatesNotAFile;
    }
    match error.kind() {
        ErrorKind::FileTooLarge => SetupFault::CertificatesTooLarge,
        ErrorKind::NotFound => SetupFault::CertificatesMissing,
        ErrorKind::PermissionDenied => SetupFault::CertificatesForbidden,
        _ if is_out_of_file_descriptors(error) => SetupFault::CertificatesNoDescriptor,
        _ => SetupFault::CertificatesUnreadable,
    }
}

fn set_client(context: &Context, settings: &Settings, key: Option<&ApiKey>) {
    let client = match key.map(|_| client_of(settings.profile(), key)).transpose() {
        Ok(client) => client,
        Err(error) => {
            context.events.send(setup_trouble(&error));
            None
        }
    };
    context.gate.use_client(client);
}

/// Scheme, host and port of a base URL.
#[must_use]
pub fn origin_of(api_url: &str) -> String {
    url::Url::parse(api_url).map_or_else(|_| api_url.to_owned(), |url| url.origin().ascii_serialization())
}
