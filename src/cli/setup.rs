//! What every subcommand and the window begin with: the data folder, the settings, the server, the key.

use std::{path::PathBuf, sync::Arc, time::SystemTime};

use super::{
    arguments::Everywhere,
    output::{self, Complaint},
};
use crate::log;
use decoder::DecoderProgram;
use engine::{EngineOptions, KeyInUse, RetryPolicy, Signing, Unfinished, key_from_environment, origin_of};
use model::{EnvironmentKey, Event, KeySource, Model, NoticeKind, Presets, Profile, Settings, Timestamp};
use que_sdk::Que;
use store::{
    DataDirectory, DataDirectoryError, Keyring, Lock, Store, StoreError, Trouble, load_presets, load_settings,
    presets_beside,
};

/// The name under which the record keeps what went to the sandbox: its port changes from start to start.
const SANDBOX_SERVER: &str = "sandbox";

/// The sandbox's name for a person.
#[cfg(feature = "sandbox")]
const SANDBOX_NAME: &str = "Sandbox";

/// All that was found and opened at the start.
pub(super) struct Workplace {
    pub(super) data: DataDirectory,
    pub(super) settings: Settings,
    /// What the settings file had to be told about.
    pub(super) trouble: Option<Trouble>,
    pub(super) keyring: Arc<Keyring>,
    /// The key of the environment or of the sandbox, whichever server it is for.
    given: Option<KeyInUse>,
    /// The name under which the record keeps this server's uploads.
    pub(super) server: String,
    /// The settings as the file has them, without what the command line says.
    settings_in_file: Settings,
    settings_file: PathBuf,
    /// Ends with the program; the last field, so that it outlives what uses it.
    #[cfg(feature = "sandbox")]
    sandbox: Option<super::sandbox::Running>,
}

impl Workplace {
    /// Opens the data folder, reads the settings and the environment, and starts the sandbox where it is wanted.
    pub(super) fn open(everywhere: &Everywhere) -> Result<Self, Complaint> {
        let mut workplace = Self::open_on(everywhere, false)?;
        workplace.serve()?;
        workplace.tell_unused_key();
        Ok(workplace)
    }

    /// The same, but the sandbox is not started: it may be running in another program. What is odd about the settings is
    /// told at once, for nobody else will.
    pub(super) fn open_to_read(everywhere: &Everywhere) -> Result<Self, Complaint> {
        let workplace = Self::open_on(everywhere, false)?;
        if let Some(Trouble { headline, hint }) = &workplace.trouble {
            output::complain(headline, hint);
        }
        Ok(workplace)
    }

    /// The same for the window, which opens on the sandbox where it was left there and no server is named.
    pub(super) fn open_for_window(everywhere: &Everywhere) -> Result<Self, Complaint> {
        Self::open_on(everywhere, true)
    }

    fn open_on(everywhere: &Everywhere, where_it_was_left: bool) -> Result<Self, Complaint> {
        let mut data = DataDirectory::open(everywhere.data_dir.clone()).map_err(|error| place(&error))?;
        // The settings are the user's, with or without the sandbox.
        let settings_file = data.settings();
        let (mut settings, trouble) = load_settings(&settings_file, Timestamp::from(SystemTime::now()));
        let settings_in_file = settings.clone();
        if let Some(name) = &everywhere.profile {
            settings = settings
                .with_active(name)
                .ok_or_else(|| no_such_profile(name, &settings))?;
        }
        settings.visiting = visited(everywhere, &settings);
        let settings = settings.checked().map_err(|error| {
            let hint = "Correct the argument, or the settings in the window.";
            Complaint::wrong_use(error.to_string(), hint)
        })?;
        let was_left = where_it_was_left && settings.sandbox && !everywhere.names_server();
        let on_sandbox = everywhere.wants_sandbox() || (cfg!(feature = "sandbox") && was_left);
        let (server, given) = if on_sandbox {
            // Trying things out leaves no trace in the real record, and the real key goes nowhere.
            data = data.open_sandbox().map_err(|error| place(&error))?;
            log::keep_in(data.log());
            (SANDBOX_SERVER.to_owned(), None)
        } else {
            log::keep_in(data.log());
            let key = key_from_environment(&meant_by_environment(everywhere, &settings)).map_err(|headline| {
                Complaint::wrong_use(headline, "Correct the variable, or unset it to use the keyring.")
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

    /// Starts the sandbox and points everything at it, where it is wanted.
    #[cfg(feature = "sandbox")]
    pub(super) fn serve(&mut self) -> Result<(), Complaint> {
        if self.is_sandbox() && self.sandbox.is_none() {
            let running = super::sandbox::Running::start(&self.data)?;
            self.settings.visiting = Some(Profile {
                name: SANDBOX_NAME.to_owned(),
                ..Profile::at(running.api_url())
            });
            self.given = running.key();
            self.sandbox = Some(running);
        }
        Ok(())
    }

    /// A program without the sandbox has nothing to start.
    #[cfg(not(feature = "sandbox"))]
    #[expect(clippy::unnecessary_wraps, clippy::unused_self, reason = "the other one can fail")]
    pub(super) fn serve(&mut self) -> Result<(), Complaint> {
        Ok(())
    }

    /// Whether the server is the sandbox inside the program.
    pub(super) fn is_sandbox(&self) -> bool {
        self.server == SANDBOX_SERVER
    }

    /// The key that came with the start, where it is for the server in use.
    pub(super) fn key(&self) -> Option<&KeyInUse> {
        let origin = origin_of(&self.settings.profile().api_url);
        self.given.as_ref().filter(|given| given.origin == origin)
    }

    /// The key of the environment, where there is one that is for another server than the one in use.
    pub(super) fn unused_key(&self) -> Option<EnvironmentKey> {
        match (&self.given, self.key()) {
            (Some(given), None) => environment_key(given),
            _ => None,
        }
    }

    /// Says on standard error that the environment's key is not used, where it is not.
    pub(super) fn tell_unused_key(&self) {
        if let Some(EnvironmentKey { variable, origin }) = self.unused_key() {
            let here = origin_of(&self.settings.profile().api_url);
            output::note(&format!(
                "{variable} is for {origin} and is not used for {here}. To use it there, name that server with --api-url."
            ));
        }
    }

    /// Refuses an address that no client can be made for: the worker would wait for another one, which the window can give
    /// and the command line cannot.
    pub(super) fn check_address(&self) -> Result<(), Complaint> {
        let profile = self.settings.profile();
        let client = Que::builder(&profile.api_url)
            .user_agent(engine::USER_AGENT)
            .allow_insecure_http(profile.allow_insecure_http);
        match client.check_address() {
            Ok(()) => Ok(()),
            Err(error @ que_sdk::Error::InsecureUrl { .. }) => Err(Complaint::wrong_use(
                error.to_string(),
                "Use an https:// address, or add --allow-insecure-http if the network is yours.",
            )),
            Err(error) => Err(Complaint::wrong_use(error.to_string(), error.hint())),
        }
    }

    /// Takes the data folder for this program alone.
    pub(super) fn lock(&self) -> Result<Lock, Complaint> {
        self.data.lock().map_err(|error| place(&error))
    }

    /// Opens the record of uploads to read it. A damaged one is mended first, unless another program has it.
    pub(super) fn store(&self) -> Result<Store, Complaint> {
        let database = self.data.database();
        let opened = match Store::open(&database, &self.server) {
            Ok(record) if !Store::has_known_damage(&database) => return Ok(self.settled(record)),
            Err(error @ (StoreError::ReadOnly | StoreError::CannotOpen { .. } | StoreError::Disk(_))) => {
                return self.unwritable_store().ok_or_else(|| store(&error));
            }
            Err(error) if !matches!(error, StoreError::Corrupt(_)) => return Err(store(&error)),
            // Not mended, what can be read is better than nothing.
            opened => opened.map_err(|error| store(&error)),
        };
        let Ok(_lock) = self.lock() else { return opened };
        drop(opened);
        let (mut record, damage) = self.mended_store()?;
        if let Some(Trouble { headline, hint }) = damage {
            output::complain(&headline, &hint);
        }
        record.recover_interrupted().map_err(|error| store(&error))?;
        Ok(record)
    }

    /// The record where nothing can be written; `None` where it cannot be read either.
    fn unwritable_store(&self) -> Option<Store> {
        let (record, log) = Store::open_unwritable(&self.data.database(), &self.server).ok()?;
        let headline = "the data folder cannot be written to; the record of uploads is only read";
        let hint = if log {
            "The last records may be missing, and what was under way is not marked. Make the folder writable to see all."
        } else {
            "Make the folder writable to upload, or to forget records."
        };
        output::complain(headline, hint);
        Some(record)
    }

    /// Has the keys shown that a program that was killed left behind, unless it runs still.
    fn settled(&self, mut record: Store) -> Store {
        // Only then: who starts an upload in this moment would find the folder taken.
        if record.was_interrupted().unwrap_or(false)
            && let Ok(_lock) = self.lock()
            && let Err(error) = record.recover_interrupted()
        {
            // A record that can only be read is still worth reading.
            tracing::warn!(%error, "what was under way when the program was killed cannot be marked");
        }
        record
    }

    /// Opens the record of uploads to write to it, and brings what can be read of a damaged one into a new one. To be
    /// called with the lock.
    fn mended_store(&self) -> Result<(Store, Option<Trouble>), Complaint> {
        let now = Timestamp::from(SystemTime::now());
        Store::open_or_salvage(&self.data.database(), &self.server, now).map_err(|error| store(&error))
    }

    /// The presets that are kept, and what is odd about their file.
    pub(super) fn presets(&self) -> (Presets, Option<Trouble>) {
        load_presets(&presets_beside(&self.settings_file), Timestamp::from(SystemTime::now()))
    }

    /// Tells on standard error what was odd about the settings and the record.
    pub(super) fn tell_trouble(model: &mut Model) {
        for notice in std::mem::take(&mut model.notices) {
            if let NoticeKind::Trouble { headline, hint } = notice.kind {
                output::complain(&headline, &hint);
            }
        }
    }

    /// What the program knows at the start, and what the engine starts with. To go on with the queue of earlier
    /// runs needs the lock; `policy` says how long is waited for a network or a server.
    pub(super) fn begin(
        &self,
        unfinished: Unfinished,
        signing: Signing,
        policy: RetryPolicy,
    ) -> Result<(Model, EngineOptions), Complaint> {
        let (record, damage) = self.mended_store()?;
        let mut model = Model::new(
            self.settings.clone(),
            self.settings.profile().name.clone(),
            self.is_sandbox(),
        );
        if let Some(last) = record.last_id().map_err(|error| store(&error))? {
            model.mint_after(last);
        }
        let (presets, presets_trouble) = self.presets();
        model.presets = presets;
        model.environment_key = self.given.as_ref().and_then(environment_key);
        for Trouble { headline, hint } in self.trouble.iter().cloned().chain(damage).chain(presets_trouble) {
            model.absorb(Event::Trouble { headline, hint }, Timestamp::default());
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
            decoder: DecoderProgram::this(),
            policy,
            seed: None,
            wall_clock: Arc::new(SystemTime::now),
        };
        Ok((model, options))
    }
}

/// The origin of the server that a key in the environment is for: the one that is named with it, or else the first profile,
/// whichever is in use. A profile that is switched to, or is named for a run, has a key of its own.
fn meant_by_environment(everywhere: &Everywhere, settings: &Settings) -> String {
    let first = settings.profiles.first().filter(|_| everywhere.api_url.is_none());
    origin_of(&first.unwrap_or_else(|| settings.profile()).api_url)
}

fn environment_key(given: &KeyInUse) -> Option<EnvironmentKey> {
    match given.source {
        KeySource::Environment(variable) => Some(EnvironmentKey {
            variable,
            origin: given.origin.clone(),
        }),
        _ => None,
    }
}

/// The server that the arguments name, where they do: that of no profile, or the active one reached in another way.
fn visited(everywhere: &Everywhere, settings: &Settings) -> Option<Profile> {
    let Everywhere {
        api_url,
        bucket,
        ca_file,
        allow_insecure_http,
        ..
    } = everywhere;
    if api_url.is_none() && bucket.is_none() && ca_file.is_none() && !allow_insecure_http {
        return None;
    }
    let active = settings.profile();
    let mut profile = match api_url {
        // A profile of this address knows how to get there.
        Some(api_url) => settings
            .profiles
            .iter()
            .find(|profile| profile.api_url == api_url.trim().trim_end_matches('/'))
            .cloned()
            .unwrap_or_else(|| Profile::at(api_url)),
        None => active.clone(),
    };
    profile.bucket = bucket.clone().or(profile.bucket);
    if let Some(file) = ca_file {
        profile.extra_ca_file = file.display().to_string();
    }
    profile.allow_insecure_http |= allow_insecure_http;
    Some(profile)
}

fn no_such_profile(name: &str, settings: &Settings) -> Complaint {
    let names: Vec<_> = settings.profiles.iter().map(|profile| profile.name.as_str()).collect();
    Complaint::wrong_use(
        format!("there is no profile {name:?}"),
        format!(
            "Profiles are made in the window's settings. There are: {}.",
            names.join(", ")
        ),
    )
}

fn place(error: &DataDirectoryError) -> Complaint {
    let code = if matches!(error, DataDirectoryError::InUse(_)) {
        super::FAILED
    } else {
        super::WRONG_USE
    };
    Complaint {
        code,
        headline: error.to_string(),
        hint: error.hint().to_owned(),
    }
}

fn store(error: &StoreError) -> Complaint {
    Complaint::failed(error.to_string(), error.hint())
}
