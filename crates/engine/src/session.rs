//! The server that is worked with: its address, its key, the settings that bear on it.

use std::{
    io::{self, ErrorKind},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError, atomic::Ordering},
};

use tokio::task::JoinSet;

use super::{KeyInUse, Signing, USER_AGENT, Unfinished, context::Context, failure, keys};
use model::{Event, FolderRules, HoldKind, KeySource, KeyState, Presets, Profile, Settings, UploadsAtOnce};
use que_sdk::secret::ApiKey;
use que_sdk::text::{DecodeError, decode};
use que_sdk::{Que, is_out_of_file_descriptors};
use store::{Keyring, Store, database_beside, presets_beside, save_presets, save_settings};
use whole_files::NotAFile;

/// What the worker knows of its server.
pub(crate) struct Session {
    pub(crate) keyring: Arc<Keyring>,
    /// What becomes of unfinished uploads of earlier sessions.
    pub(crate) unfinished: Unfinished,
    /// What is to be signed.
    pub(crate) signing: Signing,
    settings: Settings,
    /// The settings that this session began with.
    begun: Settings,
    /// The settings as the file had them then.
    in_file: Settings,
    /// Where the settings are kept; `None` for a session that keeps none.
    settings_file: Option<PathBuf>,
    /// The name under which the record keeps this server's uploads.
    server: String,
    pub(crate) sandbox: bool,
    /// The key that came with the start. It is used for its own server alone, whatever others are turned to.
    given: Option<KeyInUse>,
    /// The key in use, shared with the task that reads the keyring.
    key: Arc<Mutex<Known>>,
}

#[derive(Default)]
struct Known {
    key: Option<ApiKey>,
    /// Whether the keyring was asked.
    asked: bool,
}

impl Session {
    /// The session, and the record that its worker writes.
    pub(crate) fn new(options: super::EngineOptions) -> (Self, Store) {
        let session = Self {
            keyring: options.keyring,
            unfinished: options.unfinished,
            signing: options.signing,
            settings: options.settings.clone(),
            begun: options.settings,
            in_file: options.settings_in_file,
            settings_file: options.settings_file,
            server: options.server,
            sandbox: options.sandbox,
            given: options.key,
            key: Arc::default(),
        };
        (session, options.store)
    }

    /// Uploads at once.
    pub(crate) fn jobs(&self) -> UploadsAtOnce {
        self.settings.jobs
    }

    /// Whether the queue is held back.
    pub(crate) fn is_held(&self) -> bool {
        self.settings.paused
    }

    /// The stall time in seconds.
    pub(crate) fn stall_seconds(&self) -> u32 {
        self.settings.stall_seconds.into()
    }

    /// Whether the storage's MD5 of an object is compared with what was sent.
    pub(crate) fn checks_md5(&self) -> bool {
        self.settings.check_md5
    }

    /// What is taken from folders, and the file whose folder is this program's own.
    pub(crate) fn folders(&self) -> (FolderRules, Option<PathBuf>) {
        (self.settings.folder_rules(), self.settings_file.clone())
    }

    /// The bucket that the user named.
    pub(crate) fn bucket(&self) -> Option<String> {
        self.settings.profile().bucket.clone()
    }

    /// The API's origin: the name of its key in the keyring.
    pub(crate) fn origin(&self) -> String {
        origin_of(&self.settings.profile().api_url)
    }

    /// The profiles of other servers, each by its name and its API's origin.
    pub(crate) fn others(&self) -> Vec<(String, String)> {
        let here = self.origin();
        let profiles = self.settings.profiles.iter();
        profiles
            .map(|profile| (profile.name.clone(), origin_of(&profile.api_url)))
            .filter(|(_, origin)| *origin != here)
            .collect()
    }

    /// The record of the sandbox, or in the sandbox that of the servers: it stands in a folder of its own.
    pub(crate) fn other_record(&self) -> Option<PathBuf> {
        database_beside(self.settings_file.as_deref()?, !self.sandbox)
    }

    /// Whether it is known that there is a key or none.
    pub(crate) fn key_is_known(&self) -> bool {
        self.key.lock().unwrap_or_else(PoisonError::into_inner).asked
    }

    /// Takes the key that came with the start, or asks the keyring in a task of its own.
    pub(crate) fn begin<T: Send + 'static>(&self, context: &Context, tasks: &mut JoinSet<T>, done: fn() -> T) {
        let origin = self.origin();
        if let Some(given) = self.given.as_ref().filter(|given| given.origin == origin) {
            self.use_key(context, Some(&given.key));
            context.announcer.tell(Event::Key(key_state(given)));
            return;
        }
        self.key.lock().unwrap_or_else(PoisonError::into_inner).asked = false;
        let (keyring, context) = (Arc::clone(&self.keyring), context.clone());
        let (settings, known) = (self.settings.clone(), Arc::clone(&self.key));
        tasks.spawn(async move {
            let (key, state) = keys::read(&keyring, origin).await;
            let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
            if known.asked || context.epoch.is_cancelled() {
                // A key was typed in meanwhile, or the server is another one by now.
                return done();
            }
            set_client(&context, &settings, key.as_ref());
            *known = Known { key, asked: true };
            context.announcer.tell(Event::Key(state));
            done()
        });
    }

    /// Works with this key from now on, or with none.
    pub(crate) fn use_key(&self, context: &Context, key: Option<&ApiKey>) {
        *self.key.lock().unwrap_or_else(PoisonError::into_inner) = Known {
            key: key.cloned(),
            asked: true,
        };
        set_client(context, &self.settings, key);
    }

    /// Connections that were kept over a sleep of the machine are dead and look alive: their age is counted by a clock that
    /// stood still. The same client without them takes the place of the one in use.
    pub(crate) fn renew_connections(&self, context: &Context) {
        if !context.gate.has_client() {
            return;
        }
        let key = self.key.lock().unwrap_or_else(PoisonError::into_inner).key.clone();
        match client_of(self.settings.profile(), key.as_ref()) {
            Ok(client) => context.gate.use_client(Some(client)),
            // Such as a file of certificates on a drive that is not back yet.
            Err(error) => tracing::warn!(%error, "the connections could not be renewed"),
        }
    }

    /// A client for the connection test, and whether it has a key.
    pub(crate) fn client_for_test(&self) -> (que_sdk::Result<Que>, bool) {
        let key = self.key.lock().unwrap_or_else(PoisonError::into_inner).key.clone();
        (client_of(self.settings.profile(), key.as_ref()), key.is_some())
    }

    /// Whether these settings are about another server, whose queue is another one.
    pub(crate) fn is_left_by(&self, settings: &Settings) -> bool {
        settings.profile().api_url != self.settings.profile().api_url && !self.sandbox
    }

    /// Lets nothing more be done with the key of this server. A task that reads the keyring has ended its work on the
    /// client when this returns, or does none.
    pub(crate) fn leave(&self, context: &Context) {
        let _known = self.key.lock().unwrap_or_else(PoisonError::into_inner);
        context.epoch.cancel();
    }

    /// Keeps the settings and works by them.
    pub(crate) async fn use_settings(&mut self, context: &Context, mut settings: Settings) {
        if self.sandbox {
            settings.visiting.clone_from(&self.settings.visiting);
        }
        let before = self.settings.profile();
        let profile = settings.profile();
        let other_client =
            profile.allow_insecure_http != before.allow_insecure_http || profile.extra_ca_file != before.extra_ca_file;
        let bucket = profile.bucket.clone();
        *context.bucket.lock().unwrap_or_else(PoisonError::into_inner) = bucket;
        context.concurrency.use_number(settings.jobs);
        context
            .stall_seconds
            .store(u32::from(settings.stall_seconds), Ordering::Relaxed);
        context.check_md5.store(settings.check_md5, Ordering::Relaxed);
        self.keep(context, &settings).await;
        let moved = self.is_left_by(&settings);
        self.settings = settings;
        if moved {
            self.begin_elsewhere(context).await;
        } else if other_client {
            let key = self.key.lock().unwrap_or_else(PoisonError::into_inner).key.clone();
            set_client(context, &self.settings, key.as_ref());
        }
    }

    /// Turns to the server of the new settings: without a key so far, with its own part of the record.
    async fn begin_elsewhere(&mut self, context: &Context) {
        // A key belongs to its server; that of the old one goes nowhere else. One of the environment is there again with its
        // server.
        if !matches!(&self.given, Some(given) if matches!(given.source, KeySource::Environment(_))) {
            self.given = None;
        }
        self.key = Arc::default();
        context.gate.forget();
        context.network.forget();
        context.concurrency.forget();
        context.content_type_variant.store(0, Ordering::Relaxed);
        for kind in [HoldKind::Key, HoldKind::Network, HoldKind::Rate] {
            context.announcer.tell(Event::Released(kind));
        }
        context.announcer.tell(Event::Key(KeyState::Reading));
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
            context.announcer.tell(Event::Trouble {
                headline: failure.message,
                hint: failure.hint,
            });
        }
    }

    /// Keeps the presets beside the settings.
    pub(crate) async fn keep_presets(&self, context: &Context, presets: Presets) {
        let Some(file) = self.settings_file.as_deref().map(presets_beside) else {
            return;
        };
        let saved = tokio::task::spawn_blocking(move || save_presets(&file, &presets)).await;
        if let Ok(Err(error)) = saved {
            let (headline, hint) = (failure::sentence(&error.to_string()), error.hint().to_owned());
            context.announcer.tell(Event::Trouble { headline, hint });
        }
    }

    async fn keep(&self, context: &Context, settings: &Settings) {
        let Some(file) = self.settings_file.clone() else { return };
        let kept = settings.to_keep(&self.begun, &self.in_file);
        let saved = tokio::task::spawn_blocking(move || save_settings(&file, &kept)).await;
        if let Ok(Err(error)) = saved {
            let (headline, hint) = (failure::sentence(&error.to_string()), error.hint().to_owned());
            context.announcer.tell(Event::Trouble { headline, hint });
        }
    }
}

/// The state of the key as the window is told it at the start.
fn key_state(key: &KeyInUse) -> KeyState {
    KeyState::Present {
        source: key.source.clone(),
        keyring_trouble: None,
    }
}

/// A client that could not be built, as trouble that belongs to no row.
fn setup_trouble(error: &que_sdk::Error) -> Event {
    Event::Trouble {
        headline: failure::sentence(&error.to_string()),
        hint: error.hint().to_owned(),
    }
}

/// A client of this server with this key, or with none. Reads the extra certificates, where the profile names a file.
///
/// # Errors
/// The address cannot be used, or the file cannot.
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

/// The most bytes of a file with certificates: those of whole systems have some hundred thousand.
const MOST_CERTIFICATES: u64 = 4 << 20;

fn read_certificates(file: &str) -> que_sdk::Result<Vec<u8>> {
    let pem = whole_files::read(Path::new(file), MOST_CERTIFICATES).map_err(|error| que_sdk::Error::Setup {
        what: unreadable_certificates(&error),
        source: Some(error.into()),
    })?;
    match decode(&pem) {
        Ok(text) => Ok(text.into_owned().into_bytes()),
        Err(error @ DecodeError::Utf16) => Err(que_sdk::Error::Setup {
            what: "the file with extra certificates begins as UTF-16 text does, but goes on as something else: save it as UTF-8",
            source: Some(error.into()),
        }),
        // What stands around the certificates may be in any encoding.
        Err(DecodeError::Utf8) => Ok(pem),
    }
}

/// Why the file with certificates cannot be read.
fn unreadable_certificates(error: &io::Error) -> &'static str {
    if error
        .get_ref()
        .and_then(|cause| cause.downcast_ref::<NotAFile>())
        .is_some()
    {
        return "the file with extra certificates is no file, but a folder, a pipe or a device: save the certificates as a file";
    }
    match error.kind() {
        ErrorKind::FileTooLarge => "the file with extra certificates is larger than 4 MiB: it is another file",
        ErrorKind::NotFound => "there is no file with extra certificates at that path",
        ErrorKind::PermissionDenied => "this account may not read the file with extra certificates",
        _ if is_out_of_file_descriptors(error) => {
            "the file with extra certificates cannot be opened: too many files are open on this computer"
        }
        _ => "the file with extra certificates cannot be read",
    }
}

fn set_client(context: &Context, settings: &Settings, key: Option<&ApiKey>) {
    let client = match key.map(|_| client_of(settings.profile(), key)).transpose() {
        Ok(client) => client,
        Err(error) => {
            context.announcer.tell(setup_trouble(&error));
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
