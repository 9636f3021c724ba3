//! What every subcommand and the window begin with: the data folder, the settings, the server, the key.

use std::{
    path::PathBuf,
    sync::{Arc, mpsc::Receiver},
    time::SystemTime,
};

use super::{
    arguments::{GlobalOptions, ManifestOptions},
    output::{self, CliError},
    server::{environment_key, environment_key_origin, no_such_profile, profile_from_arguments},
    signals::Interrupted,
};
use crate::log;
use content_credentials::EngineVersion;
use decoder::DecoderProgram;
use engine::{
    Engine, EngineOptions, KeyInUse, RetryPolicy, SigningPolicy, UnfinishedPolicy, VerificationPolicy,
    key_from_environment, origin_of,
};
use model::{EnvironmentKey, Event, Model, NoticeKind, Presets, Settings, Timestamp};
use que_sdk::Que;
use store::{
    DataDirectory, DataDirectoryError, Keyring, Lock, ProtectedData, Store, StoreError, Trouble, load_presets,
    load_settings, presets_beside,
};
use trust_lists::Addresses;

/// The server name of the sandbox's records. Its URL does not work as one, because its port changes.
const SANDBOX_SERVER: &str = "sandbox";

/// The sandbox's display name.
#[cfg(feature = "sandbox")]
const SANDBOX_NAME: &str = "Sandbox";

/// Everything that is read and opened at the start.
pub(super) struct Setup {
    pub(super) data: DataDirectory,
    pub(super) settings: Settings,
    /// What is wrong with the settings file.
    pub(super) trouble: Option<Trouble>,
    pub(super) keyring: Arc<Keyring>,
    /// The key from the environment or of the sandbox. It may be for another server.
    given: Option<KeyInUse>,
    /// The server name of this server's records.
    pub(super) server: String,
    /// The settings from the file, not changed by the command line.
    settings_in_file: Settings,
    settings_file: PathBuf,
    /// The last field, because it must outlive its users.
    #[cfg(feature = "sandbox")]
    sandbox: Option<super::sandbox::Running>,
}

impl Setup {
    /// Opens the data folder, reads the settings and the environment, and starts the sandbox if requested.
    pub(super) fn open(global: &GlobalOptions) -> Result<Self, CliError> {
        let mut setup = Self::open_on(global, false)?;
        setup.serve()?;
        setup.note_unused_key();
        Ok(setup)
    }

    /// Like [`Self::open`], but does not start the sandbox, which may be running in another program. Prints what is wrong with
    /// the settings.
    pub(super) fn open_to_read(global: &GlobalOptions) -> Result<Self, CliError> {
        let setup = Self::open_on(global, false)?;
        if let Some(Trouble { headline, hint }) = &setup.trouble {
            output::print_error(headline, hint);
        }
        Ok(setup)
    }

    /// Like [`Self::open`] for the window, which returns to the sandbox if it was used last and no server is named. Does not
    /// start it.
    pub(super) fn open_for_window(global: &GlobalOptions) -> Result<Self, CliError> {
        Self::open_on(global, true)
    }

    /// The engine that was seen to sign on the server that is named, if one was. Prints nothing: a start does that.
    pub(super) fn server_engine(global: &GlobalOptions) -> Option<EngineVersion> {
        let setup = Self::open_on(global, false).ok()?;
        (!setup.is_sandbox()).then(|| setup.settings.engine())?
    }

    /// The server in use by the arguments and the settings. A wrong address of it is not looked at.
    pub(super) fn profile(global: &GlobalOptions) -> Result<model::Profile, CliError> {
        let data = open_data(global)?;
        let (mut settings, _) = load_settings(&data.settings(), Timestamp::from(SystemTime::now()));
        if let Some(name) = &global.profile {
            settings = settings
                .with_active(name)
                .ok_or_else(|| no_such_profile(name, &settings))?;
        }
        settings.session_profile = profile_from_arguments(global, &settings);
        Ok(settings.profile().clone())
    }

    fn open_on(global: &GlobalOptions, may_return_to_sandbox: bool) -> Result<Self, CliError> {
        let mut data = open_data(global)?;
        // The sandbox uses the same settings.
        let settings_file = data.settings();
        let (mut settings, trouble) = load_settings(&settings_file, Timestamp::from(SystemTime::now()));
        let settings_in_file = settings.clone();
        if let Some(name) = &global.profile {
            settings = settings
                .with_active(name)
                .ok_or_else(|| no_such_profile(name, &settings))?;
        }
        settings.session_profile = profile_from_arguments(global, &settings);
        let settings = settings.checked().map_err(|error| {
            let hint = "Correct the argument, or the settings in the window.";
            CliError::usage_error(error.to_string(), hint)
        })?;
        let returns = may_return_to_sandbox && settings.sandbox && !global.names_server();
        let on_sandbox = global.uses_sandbox() || (cfg!(feature = "sandbox") && returns);
        let (server, given) = if on_sandbox {
            // The sandbox neither touches the real history nor gets the real key.
            data = data.open_sandbox().map_err(|error| folder_failed(&error))?;
            log::keep_in(data.log());
            (SANDBOX_SERVER.to_owned(), None)
        } else {
            log::keep_in(data.log());
            let key = key_from_environment(&environment_key_origin(global, &settings)).map_err(|headline| {
                CliError::usage_error(
                    headline,
                    concat!("Correct the variable, or unset it to use ", model::keyring!(), "."),
                )
            })?;
            (origin_of(&settings.profile().api_url), key)
        };
        Ok(Self {
            data,
            settings,
            trouble,
            keyring: Arc::new(Keyring::new()),
            given,
            server,
            settings_in_file,
            settings_file,
            #[cfg(feature = "sandbox")]
            sandbox: None,
        })
    }

    /// Applies what the arguments say about the server's way of signing, for this run.
    pub(super) fn use_signing_options(&mut self, options: &ManifestOptions) {
        if options.keeps_earlier_credentials {
            self.settings.profile_mut().keeps_earlier_credentials = true;
        }
    }

    /// Starts the sandbox and uses it as the server, if requested.
    #[cfg(feature = "sandbox")]
    pub(super) fn serve(&mut self) -> Result<(), CliError> {
        if self.is_sandbox() && self.sandbox.is_none() {
            let running = super::sandbox::Running::start(&self.data)?;
            self.settings.session_profile = Some(model::Profile {
                name: SANDBOX_NAME.to_owned(),
                ..model::Profile::at(running.api_url())
            });
            self.given = running.key();
            self.sandbox = Some(running);
        }
        Ok(())
    }

    /// Does nothing in a program without the sandbox.
    #[cfg(not(feature = "sandbox"))]
    #[expect(
        clippy::unnecessary_wraps,
        clippy::unused_self,
        reason = "the same signature as with the sandbox"
    )]
    pub(super) fn serve(&mut self) -> Result<(), CliError> {
        Ok(())
    }

    /// Whether the server is the sandbox inside the program.
    pub(super) fn is_sandbox(&self) -> bool {
        self.server == SANDBOX_SERVER
    }

    /// The key from the environment or of the sandbox, if it is for the current server.
    pub(super) fn key(&self) -> Option<&KeyInUse> {
        let origin = origin_of(&self.settings.profile().api_url);
        self.given.as_ref().filter(|given| given.origin == origin)
    }

    /// The key from the environment, if it is for another server.
    pub(super) fn unused_key(&self) -> Option<EnvironmentKey> {
        match (&self.given, self.key()) {
            (Some(given), None) => environment_key(given),
            _ => None,
        }
    }

    /// Says on standard error if the key from the environment is not used.
    pub(super) fn note_unused_key(&self) {
        if let Some(EnvironmentKey { variable, origin }) = self.unused_key() {
            let here = origin_of(&self.settings.profile().api_url);
            output::note(&format!(
                "{variable} is for {origin} and is not used for {here}. To use it there, name that server with --api-url."
            ));
        }
    }

    /// Refuses an unusable address. The engine would wait for a change of settings, which only the window can make.
    pub(super) fn check_address(&self) -> Result<(), CliError> {
        let profile = self.settings.profile();
        let client = Que::builder(&profile.api_url)
            .user_agent(engine::USER_AGENT)
            .allow_insecure_http(profile.allow_insecure_http);
        match client.check_address() {
            Ok(()) => Ok(()),
            Err(error @ que_sdk::Error::InsecureUrl { .. }) => Err(CliError::usage_error(
                error.to_string(),
                "Use an https:// address, or add --allow-insecure-http if you trust the network.",
            )),
            Err(error) => Err(CliError::usage_error(error.to_string(), error.hint())),
        }
    }

    /// The program's own data, which is never uploaded.
    pub(super) fn protected(&self) -> ProtectedData {
        ProtectedData::beside(Some(&self.settings_file))
    }

    /// Locks the data folder for this program.
    pub(super) fn lock(&self) -> Result<Lock, CliError> {
        self.data.lock().map_err(|error| folder_failed(&error))
    }

    /// Opens the database to read it. Repairs a damaged one first, unless another program uses it.
    pub(super) fn store(&self) -> Result<Store, CliError> {
        let database = self.data.database();
        let opened = match Store::open(&database, &self.server) {
            Ok(record) if !Store::has_known_damage(&database) => return Ok(self.mark_interrupted(record)),
            Err(error @ (StoreError::ReadOnly | StoreError::CannotOpen { .. } | StoreError::Disk(_))) => {
                return self.unwritable_store().ok_or_else(|| store_failed(&error));
            }
            Err(error) if !matches!(error, StoreError::Corrupt(_)) => return Err(store_failed(&error)),
            // If it can't be repaired, read what is readable.
            opened => opened.map_err(|error| store_failed(&error)),
        };
        let Ok(_lock) = self.lock() else { return opened };
        drop(opened);
        let (mut record, damage) = self.repaired_store()?;
        if let Some(Trouble { headline, hint }) = damage {
            output::print_error(&headline, &hint);
        }
        record.recover_interrupted().map_err(|error| store_failed(&error))?;
        Ok(record)
    }

    /// Opens the database without writing to the folder. `None` if it can't be read either.
    fn unwritable_store(&self) -> Option<Store> {
        let (record, log) = Store::open_unwritable(&self.data.database(), &self.server).ok()?;
        let headline = "the data folder is read-only";
        let hint = if log {
            "The latest records may be missing, and interrupted uploads are not marked. Make the folder writable to see all."
        } else {
            "Make the folder writable to upload or to delete records."
        };
        output::print_error(headline, hint);
        Some(record)
    }

    /// Makes the keys visible that a killed program left behind, unless it is still running.
    fn mark_interrupted(&self, mut record: Store) -> Store {
        // Lock only if necessary: an upload that starts at this moment would fail.
        if record.was_interrupted().unwrap_or(false)
            && let Ok(_lock) = self.lock()
            && let Err(error) = record.recover_interrupted()
        {
            // The database is still readable.
            tracing::warn!(%error, "could not mark interrupted uploads");
        }
        record
    }

    /// Opens the database to write to it. If it is damaged, copies what is readable to a new one. Requires the lock.
    fn repaired_store(&self) -> Result<(Store, Option<Trouble>), CliError> {
        let now = Timestamp::from(SystemTime::now());
        Store::open_or_salvage(&self.data.database(), &self.server, now).map_err(|error| store_failed(&error))
    }

    /// The saved presets, and what is wrong with their file.
    pub(super) fn presets(&self) -> (Presets, Option<Trouble>) {
        load_presets(&presets_beside(&self.settings_file), Timestamp::from(SystemTime::now()))
    }

    /// Prints what is wrong with the settings and the database to standard error.
    pub(super) fn print_trouble(model: &mut Model) {
        for notice in std::mem::take(&mut model.notices) {
            if let NoticeKind::Trouble { headline, hint, .. } = notice.kind {
                output::print_error(&headline, &hint);
            }
        }
    }

    /// The model at the start, and the options to start the engine with. Requires the lock. `policy` says how long to wait for
    /// a network or a server.
    pub(super) fn begin(
        &self,
        unfinished: UnfinishedPolicy,
        signing: SigningPolicy,
        policy: RetryPolicy,
    ) -> Result<(Model, EngineOptions), CliError> {
        let (record, damage) = self.repaired_store()?;
        let mut model = Model::new(
            self.settings.clone(),
            self.settings.profile().name.clone(),
            self.is_sandbox(),
        );
        model.queue.compare_paths_by(file_drop::list::comparable);
        if let Some(last) = record.last_id().map_err(|error| store_failed(&error))? {
            model.mint_after(last);
        }
        let (presets, presets_trouble) = self.presets();
        model.presets = presets;
        model.environment_key = self.given.as_ref().and_then(environment_key);
        for Trouble { headline, hint } in self.trouble.iter().cloned().chain(damage).chain(presets_trouble) {
            let trouble = Event::Trouble {
                headline,
                hint,
                said: None,
            };
            model.absorb(trouble, Timestamp::default());
        }
        let options = EngineOptions {
            store: record,
            keyring: Arc::clone(&self.keyring),
            settings: self.settings.clone(),
            settings_file: Some(self.settings_file.clone()),
            settings_in_file: self.settings_in_file.clone(),
            server: self.server.clone(),
            sandbox: self.is_sandbox(),
            key: self.given.clone(),
            unfinished,
            signing,
            verification: VerificationPolicy::OnRequest,
            decoder: DecoderProgram::this(),
            policy,
            seed: None,
            trust_addresses: trust_addresses(),
            high_latency: engine::HIGH_LATENCY,
            wall_clock: Arc::new(SystemTime::now),
        };
        Ok((model, options))
    }
}

/// Starts the engine, and starts listening for signals.
pub(super) fn start_engine(options: EngineOptions) -> Result<(Engine, Receiver<Event>, Interrupted), CliError> {
    let (engine, events) = Engine::start(options, Arc::new(|| ()))
        .map_err(|error| CliError::failed(format!("could not start the upload engine: {error}"), "Try again."))?;
    let interrupted = Interrupted::listen(|| ())
        .map_err(|error| CliError::failed(format!("could not listen for signals: {error}"), ""))?;
    Ok((engine, events, interrupted))
}

/// Where the window fetches public trust lists from: see `trust-lists update`.
fn trust_addresses() -> Addresses {
    let mirror = std::env::var("QUE_UPLOADER_TRUST_LISTS_URL");
    mirror.map(|mirror| Addresses::at(&mirror)).unwrap_or_default()
}

fn open_data(global: &GlobalOptions) -> Result<DataDirectory, CliError> {
    DataDirectory::open(global.data_dir.clone()).map_err(|error| folder_failed(&error))
}

/// The settings as they are saved. Prints what is wrong with them.
pub(super) fn saved_settings(global: &GlobalOptions) -> Result<Settings, CliError> {
    let data = open_data(global)?;
    let (settings, trouble) = load_settings(&data.settings(), Timestamp::from(SystemTime::now()));
    if let Some(Trouble { headline, hint }) = &trouble {
        output::print_error(headline, hint);
    }
    Ok(settings)
}

/// The data folder, or the sandbox's, for a command that uses neither server nor key.
pub(super) fn data_folder(global: &GlobalOptions) -> Result<DataDirectory, CliError> {
    let data = open_data(global)?;
    let data = if global.uses_sandbox() {
        data.open_sandbox().map_err(|error| folder_failed(&error))?
    } else {
        data
    };
    log::keep_in(data.log());
    Ok(data)
}

fn folder_failed(error: &DataDirectoryError) -> CliError {
    let code = if matches!(error, DataDirectoryError::InUse(_)) {
        super::FAILED
    } else {
        super::WRONG_USE
    };
    CliError {
        code,
        headline: error.to_string(),
        hint: error.hint().to_owned(),
    }
}

fn store_failed(error: &StoreError) -> CliError {
    CliError::failed(error.to_string(), error.hint())
}
