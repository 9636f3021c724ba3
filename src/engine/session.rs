//! The server that is worked with: its address, its key, the settings that bear on it.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError, atomic::Ordering},
};

use tokio::task::JoinSet;

use super::{
    KeyInUse, keys,
    route::Context,
    worker::{key_state, setup_trouble},
};
use crate::{
    model::{Event, KeySource, KeyState, Settings},
    que::{self, Que},
    secret::ApiKey,
    store::{Keyring, Store, save_settings},
};

/// What the worker knows of its server.
pub(crate) struct Session {
    pub(crate) keyring: Arc<Keyring>,
    /// Whether unfinished uploads of earlier sessions go on.
    pub(crate) restore: bool,
    settings: Settings,
    /// The settings that this session began with.
    begun: Settings,
    /// The settings as the file had them then.
    in_file: Settings,
    /// Where the settings are kept; `None` for a session that keeps none.
    settings_file: Option<PathBuf>,
    /// The name under which the record keeps this server's uploads.
    server: String,
    sandbox: bool,
    /// The key that came with the start: it is used for every server of this session.
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
            restore: options.restore,
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
    pub(crate) fn jobs(&self) -> u8 {
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

    /// The bucket that the user named.
    pub(crate) fn bucket(&self) -> Option<String> {
        self.settings.bucket.clone()
    }

    /// The API's origin: the name of its key in the keyring.
    pub(crate) fn origin(&self) -> String {
        origin_of(&self.settings.api_url)
    }

    /// Whether it is known that there is a key or none.
    pub(crate) fn key_is_known(&self) -> bool {
        self.key.lock().unwrap_or_else(PoisonError::into_inner).asked
    }

    /// Takes the key that came with the start, or asks the keyring in a task of its own.
    pub(crate) fn begin<T: Send + 'static>(&self, context: &Context, tasks: &mut JoinSet<T>, done: fn() -> T) {
        if let Some(given) = &self.given {
            self.use_key(context, Some(&given.key));
            context.announcer.tell(Event::Key(key_state(given)));
            return;
        }
        self.key.lock().unwrap_or_else(PoisonError::into_inner).asked = false;
        let (keyring, origin, context) = (Arc::clone(&self.keyring), self.origin(), context.clone());
        let (settings, known) = (self.settings.clone(), Arc::clone(&self.key));
        tasks.spawn(async move {
            let (key, state) = keys::read(&keyring, origin).await;
            {
                let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
                if known.asked {
                    // A key was typed in meanwhile.
                    return done();
                }
                *known = Known {
                    key: key.clone(),
                    asked: true,
                };
            }
            set_client(&context, &settings, key.as_ref());
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

    /// A client for the connection test, and whether it has a key.
    pub(crate) fn client_for_test(&self) -> (que::Result<Que>, bool) {
        let key = self.key.lock().unwrap_or_else(PoisonError::into_inner).key.clone();
        (build(&self.settings, key.as_ref()), key.is_some())
    }

    /// Keeps the settings and works by them. Answers whether the server is another one now, whose queue is to be read.
    pub(crate) async fn use_settings(&mut self, context: &Context, settings: Settings) -> bool {
        let moved = settings.api_url != self.settings.api_url && !self.sandbox;
        let other_client = settings.allow_insecure_http != self.settings.allow_insecure_http
            || settings.extra_ca_file != self.settings.extra_ca_file;
        context.slots.resize(usize::from(settings.jobs));
        context
            .stall_seconds
            .store(u32::from(settings.stall_seconds), Ordering::Relaxed);
        context.check_md5.store(settings.check_md5, Ordering::Relaxed);
        *context.bucket.lock().unwrap_or_else(PoisonError::into_inner) = settings.bucket.clone();
        self.keep(context, &settings).await;
        let api_url = if self.sandbox {
            self.settings.api_url.clone()
        } else {
            settings.api_url.clone()
        };
        self.settings = Settings { api_url, ..settings };
        if moved {
            // A key belongs to its server; that of the old one goes nowhere else.
            if !matches!(&self.given, Some(given) if matches!(given.source, KeySource::Environment(_))) {
                self.given = None;
            }
            context.gate.use_client(None);
            context.announcer.tell(Event::Key(KeyState::Reading));
            self.server = self.origin();
            let server = self.server.clone();
            if let Err(failure) = context
                .outbox
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
        } else if other_client {
            let key = self.key.lock().unwrap_or_else(PoisonError::into_inner).key.clone();
            set_client(context, &self.settings, key.as_ref());
        }
        moved
    }

    async fn keep(&self, context: &Context, settings: &Settings) {
        let Some(file) = self.settings_file.clone() else { return };
        let kept = settings.to_keep(&self.begun, &self.in_file);
        let saved = tokio::task::spawn_blocking(move || save_settings(&file, &kept)).await;
        if let Ok(Err(error)) = saved {
            let (headline, hint) = (super::failure::sentence(&error.to_string()), error.hint().to_owned());
            context.announcer.tell(Event::Trouble { headline, hint });
        }
    }
}

/// Builds a client. Reads the extra certificates, where the settings name a file of them.
fn build(settings: &Settings, key: Option<&ApiKey>) -> que::Result<Que> {
    let mut builder = Que::builder(&settings.api_url).allow_insecure_http(settings.allow_insecure_http);
    if !settings.extra_ca_file.is_empty() {
        let pem = std::fs::read(&settings.extra_ca_file).map_err(|error| que::Error::Setup {
            what: "the file with extra certificates cannot be read",
            source: Some(Box::new(error)),
        })?;
        builder = builder.extra_ca_pem(pem);
    }
    if let Some(key) = key {
        builder = builder.key(key.clone());
    }
    builder.build()
}

fn set_client(context: &Context, settings: &Settings, key: Option<&ApiKey>) {
    let client = match key.map(|_| build(settings, key)).transpose() {
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
