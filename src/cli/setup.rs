//! What every subcommand and the window begin with: the data folder, the settings, the server, the key.

use std::{path::PathBuf, sync::Arc, time::SystemTime};

use super::{
    arguments::Everywhere,
    output::{self, Complaint},
};
use crate::{
    engine::{EngineOptions, KeyInUse, RetryPolicy, key_from_environment, origin_of},
    log,
    model::{Model, Settings, Timestamp, host_of},
    store::{DataDirectory, Keyring, Lock, PlaceError, Store, StoreError, Trouble, load_settings},
};

/// The name under which the record keeps what went to the sandbox: its port changes from start to start.
const SANDBOX_SERVER: &str = "sandbox";

/// All that was found and opened at the start.
pub(super) struct Workplace {
    pub(super) data: DataDirectory,
    pub(super) settings: Settings,
    /// What the settings file had to be told about.
    pub(super) trouble: Option<Trouble>,
    pub(super) keyring: Arc<Keyring>,
    pub(super) key: Option<KeyInUse>,
    /// The name under which the record keeps this server's uploads.
    pub(super) server: String,
    /// The settings as the file has them, without what the command line says.
    settings_in_file: Settings,
    settings_file: PathBuf,
    /// Ends with the program; the last field, so that it outlives what uses it.
    #[cfg(feature = "sandbox")]
    _sandbox: Option<super::sandbox::Running>,
}

impl Workplace {
    /// Opens the data folder, reads the settings and the environment, and starts the sandbox where it is wanted.
    pub(super) fn open(everywhere: &Everywhere) -> Result<Self, Complaint> {
        Self::open_with(everywhere, true)
    }

    /// The same, for reading the record alone: the sandbox is not started, and may be running in another program.
    pub(super) fn open_to_read(everywhere: &Everywhere) -> Result<Self, Complaint> {
        Self::open_with(everywhere, false)
    }

    fn open_with(everywhere: &Everywhere, serve: bool) -> Result<Self, Complaint> {
        let mut data = DataDirectory::open(everywhere.data_dir.clone()).map_err(|error| place(&error))?;
        // The settings are the user's, with or without the sandbox.
        let settings_file = data.settings();
        let (mut settings, trouble) = load_settings(&settings_file, Timestamp::from(SystemTime::now()));
        let settings_in_file = settings.clone();
        if let Some(bucket) = &everywhere.bucket {
            settings.bucket = Some(bucket.clone());
        }
        settings.allow_insecure_http |= everywhere.allow_insecure_http;
        if let Some(api_url) = &everywhere.api_url {
            settings.api_url.clone_from(api_url);
        }
        let mut settings = settings.checked().map_err(|error| {
            Complaint::wrong_use(
                error.to_string(),
                "Correct the argument, or the settings in the window.",
            )
        })?;
        if everywhere.wants_sandbox() {
            // Trying things out leaves no trace in the real record.
            data = DataDirectory::open(Some(data.sandbox())).map_err(|error| place(&error))?;
            log::keep_in(data.log());
            // A program without the sandbox has no such argument.
            #[cfg(not(feature = "sandbox"))]
            let _ = serve;
            #[cfg(feature = "sandbox")]
            if serve {
                let running = super::sandbox::Running::start(&data)?;
                running.api_url().clone_into(&mut settings.api_url);
                settings.bucket = None;
                return Ok(Self {
                    key: running.key(),
                    server: SANDBOX_SERVER.to_owned(),
                    data,
                    settings,
                    trouble,
                    keyring: Arc::new(Keyring::new()),
                    settings_in_file,
                    settings_file,
                    _sandbox: Some(running),
                });
            }
        }
        log::keep_in(data.log());
        let key = key_from_environment().map_err(|headline| {
            Complaint::wrong_use(headline, "Correct the variable, or unset it to use the keyring.")
        })?;
        Ok(Self {
            server: if everywhere.wants_sandbox() {
                SANDBOX_SERVER.to_owned()
            } else {
                origin_of(&settings.api_url)
            },
            key,
            data,
            settings,
            trouble,
            keyring: Arc::new(Keyring::new()),
            settings_in_file,
            settings_file,
            #[cfg(feature = "sandbox")]
            _sandbox: None,
        })
    }

    /// Whether the server is the sandbox inside the program.
    pub(super) fn is_sandbox(&self) -> bool {
        self.server == SANDBOX_SERVER
    }

    /// Takes the data folder for this program alone.
    pub(super) fn lock(&self) -> Result<Lock, Complaint> {
        self.data.lock().map_err(|error| place(&error))
    }

    /// Opens the record of uploads.
    pub(super) fn store(&self) -> Result<Store, Complaint> {
        Store::open(&self.data.database(), &self.server).map_err(|error| store(&error))
    }

    /// What the program knows at the start, and what the engine starts with. `restore` goes on with the queue of earlier
    /// runs.
    pub(super) fn begin(&self, restore: bool) -> Result<(Model, EngineOptions), Complaint> {
        let record = self.store()?;
        let mut model = Model::new(self.settings.clone(), self.shown_server(), self.is_sandbox());
        if let Some(last) = record.last_id().map_err(|error| store(&error))? {
            model.mint_after(last);
        }
        let options = EngineOptions {
            store: record,
            keyring: Arc::clone(&self.keyring),
            settings: self.settings.clone(),
            settings_file: Some(self.settings_file.clone()),
            settings_in_file: self.settings_in_file.clone(),
            server: self.server.clone(),
            sandbox: self.is_sandbox(),
            key: self.key.clone(),
            restore,
            policy: RetryPolicy::default(),
            seed: None,
        };
        Ok((model, options))
    }

    /// The server's name for a person.
    fn shown_server(&self) -> String {
        if self.is_sandbox() {
            return "Sandbox".to_owned();
        }
        host_of(&self.settings.api_url)
    }

    /// Tells what was odd about the settings.
    pub(super) fn tell_trouble(&self) {
        if let Some(trouble) = &self.trouble {
            output::complain(&trouble.headline, &trouble.hint);
        }
    }
}

fn place(error: &PlaceError) -> Complaint {
    let code = if matches!(error, PlaceError::InUse(_)) {
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
