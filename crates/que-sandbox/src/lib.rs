//! A Que server inside the program: API, S3 storage, real C2PA signing. For trying the program without an account and
//! for tests.
//!
//! It listens only on the loopback interface. It keeps objects, keys and certificates in one folder, so after a restart
//! everything is back, including the API key; only the ports may change. It answers like Que and refuses what Amazon's
//! storage refuses, so a client that works here follows the same rules.
//!
//! ```text
//! api.rs       the calls            presign.rs   signed URLs            authority.rs  CA and signer
//! request.rs   bodies, limits       storage.rs   objects over S3        engine.rs     the C2PA engine
//! problem.rs   error answers        guard.rs     Amazon's refusals      signing.rs    signed copies
//! naming.rs    object keys          folder.rs    the data folder        verifying.rs  reports
//! server.rs    listeners            keys.rs      API and storage keys   format.rs     media formats
//! identity.rs  CAWG identities
//! ```
//!
//! Not implemented: timestamps, assets by URL (400), rate limits. Uploads and downloads of any size take little memory. While signing, the C2PA engine in its child process takes up to the
//! asset's size for MP4 and twice that for WAV. Without `limits`, an asset may have up to 128 MiB.

#![forbid(unsafe_code)]

mod api;
mod authority;
mod engine;
mod error;
mod folder;
mod format;
mod guard;
mod identity;
mod keys;
mod naming;
mod presign;
mod problem;
mod request;
mod server;
mod signing;
mod storage;
#[cfg(test)]
mod tests;
mod verifying;

use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use hyper::service::service_fn;
use hyper_util::service::TowerToHyperService;
use serde_json::json;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use self::api::Api;
use self::authority::Authority;
use self::engine::CredentialsEngine;
pub use self::engine::decode;
pub use self::error::SandboxError;
use self::folder::DataFolder;
use self::keys::{KeyCheck, Keys};
use self::presign::Presigner;
use self::storage::Storage;
use decoder::{DecoderProgram, Decoders};
use que_sdk::secret::ApiKey;
use que_sdk::wire::TrustList;

/// The bucket for uploads.
const ASSETS: &str = "que-sandbox-assets";
/// The bucket for signed copies.
const SIGNED: &str = "que-sandbox-signed";

/// How to set up a sandbox.
#[derive(Debug, Clone)]
pub struct SandboxOptions {
    /// The folder in which the sandbox creates its own, closed to other users, for everything it keeps. Created if missing;
    /// refused if it has other content.
    pub data: PathBuf,
    /// The port of the API on 127.0.0.1; 0 means any free one. The storage always takes a free one.
    pub port: u16,
    /// How long a presigned URL is valid: whole seconds, from 1 second to 7 days.
    pub presign_ttl: Duration,
    /// Whether a presigned PUT signs the `Content-Type` that belongs to the file name.
    pub sign_content_type: bool,
    /// The program to start as a child process for signing and verifying.
    pub decoder: DecoderProgram,
    /// For tests: in how many days new certificates of signers end. Without it, they live for 20 years.
    #[doc(hidden)]
    pub certificate_days: Option<u16>,
    /// For tests: signs as if no identity (CAWG) was asked for, like a server that doesn't know it, and says nothing of it.
    #[doc(hidden)]
    pub ignores_identities: bool,
}

impl SandboxOptions {
    /// Any free port, URLs valid for 15 minutes, `Content-Type` signed.
    #[must_use]
    pub fn new(data: impl Into<PathBuf>, decoder: DecoderProgram) -> Self {
        Self {
            data: data.into(),
            port: 0,
            presign_ttl: Duration::from_secs(900),
            sign_content_type: true,
            decoder,
            certificate_days: None,
            ignores_identities: false,
        }
    }
}

/// A running sandbox. Dropping it ends it at once; [`Sandbox::stop`] lets running requests finish.
pub struct Sandbox {
    api_url: String,
    s3_url: String,
    api_key: ApiKey,
    trust_anchor: String,
    stop: CancellationToken,
    listeners: JoinSet<()>,
    decoders: Decoders,
    /// Held until the listeners have ended: its lock keeps other sandboxes away from the same objects.
    _folder: DataFolder,
    #[cfg(test)]
    presigner: Arc<Presigner>,
}

impl Sandbox {
    /// Starts a sandbox on the current tokio runtime, which must have I/O and time enabled.
    ///
    /// # Errors
    /// [`SandboxError`] if the folder cannot be used or another sandbox uses it, a stored file is damaged, or the port is
    /// taken.
    pub async fn start(options: SandboxOptions) -> Result<Self, SandboxError> {
        // Signing and verifying each keep a core busy, so more jobs than cores gain nothing.
        let at_once = std::thread::available_parallelism().map_or(2, usize::from);
        let decoders = Decoders::new(options.decoder.clone(), at_once);
        let (data, days, engines) = (options.data.clone(), options.certificate_days, decoders.clone());
        // Creating keys, and a slow disk, would block the runtime.
        let prepared = tokio::task::spawn_blocking(move || Prepared::new(&data, engines, days)).await;
        let Prepared {
            folder,
            keys,
            anchor,
            engine,
            storage,
        } = prepared.map_err(|error| SandboxError::Storage(error.to_string()))??;

        let api_listener = listen(options.port).await?;
        let s3_listener = listen(0).await?;
        let api_url = url(&api_listener, options.port)?;
        let s3_url = url(&s3_listener, 0)?;
        let presigner = Arc::new(Presigner {
            host: s3_url.trim_start_matches("http://").to_owned(),
            access_key: keys.storage_access_key,
            secret_key: keys.storage_secret_key,
        });
        let s3_service = storage.service(&presigner.access_key, &presigner.secret_key);
        let router = api::router(Api {
            key: KeyCheck::new(&keys.api_key),
            presigner: Arc::clone(&presigner),
            presign_ttl: options.presign_ttl,
            sign_content_type: options.sign_content_type,
            ignores_identities: options.ignores_identities,
            storage,
            engine: Arc::new(engine),
            work: folder.work(),
            trust_list: trust_list(&anchor, keys.made_at),
            engine_permits: Semaphore::new(at_once),
        });
        let stop = CancellationToken::new();
        let mut listeners = JoinSet::new();
        listeners.spawn(server::serve(
            api_listener,
            TowerToHyperService::new(router),
            stop.clone(),
        ));
        let answer_s3 = service_fn(move |request| storage::answer(s3_service.clone(), request));
        listeners.spawn(server::serve(s3_listener, answer_s3, stop.clone()));
        tracing::info!(api = api_url, s3 = s3_url, "sandbox: listening");
        Ok(Self {
            api_url,
            s3_url,
            api_key: keys.api_key,
            trust_anchor: anchor,
            stop,
            listeners,
            decoders,
            _folder: folder,
            #[cfg(test)]
            presigner,
        })
    }

    /// The base URL of the API, such as `http://127.0.0.1:8080`, without a trailing slash.
    #[must_use]
    pub fn api_url(&self) -> &str {
        &self.api_url
    }

    /// The API key, which stays the same across restarts.
    #[must_use]
    pub fn api_key(&self) -> &ApiKey {
        &self.api_key
    }

    /// The bucket for uploads.
    #[must_use]
    pub fn bucket(&self) -> &str {
        ASSETS
    }

    /// The bucket for signed copies.
    #[must_use]
    pub fn signed_bucket(&self) -> &str {
        SIGNED
    }

    /// The base URL of the storage, path style, without a trailing slash.
    #[must_use]
    pub fn s3_url(&self) -> &str {
        &self.s3_url
    }

    /// The root certificate of signed copies, as PEM. A client that trusts it reads them as trusted.
    #[must_use]
    pub fn trust_anchor_pem(&self) -> &str {
        &self.trust_anchor
    }

    /// One line of JSON for programs that start the sandbox: `api_url`, `api_key`, `bucket`, `s3_url`. It contains the key.
    #[must_use]
    pub fn announcement(&self) -> String {
        json!({
            "api_url": self.api_url,
            "api_key": self.api_key.expose(),
            "bucket": self.bucket(),
            "s3_url": self.s3_url,
        })
        .to_string()
    }

    /// Accepts no more requests, gives running ones up to two seconds, and ends.
    pub async fn stop(mut self) {
        self.stop.cancel();
        // Fails calls that wait for the C2PA engine, even if an asset has hung it.
        self.decoders.stop();
        while self.listeners.join_next().await.is_some() {}
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.decoders.stop();
    }
}

impl std::fmt::Debug for Sandbox {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Sandbox")
            .field("api_url", &self.api_url)
            .field("s3_url", &self.s3_url)
            .finish_non_exhaustive()
    }
}

/// Everything that is read or created before the first request.
struct Prepared {
    folder: DataFolder,
    keys: Keys,
    anchor: String,
    engine: CredentialsEngine,
    storage: Storage,
}

impl Prepared {
    fn new(data: &std::path::Path, decoders: Decoders, certificate_days: Option<u16>) -> Result<Self, SandboxError> {
        let folder = DataFolder::open(data)?;
        let keys = Keys::load_or_make(&folder)?;
        let authority = Authority::load_or_make(&folder, certificate_days)?;
        let anchor = authority.anchor.clone();
        let engine = CredentialsEngine::new(authority, decoders)?;
        let storage = Storage::open(folder.objects(), &[ASSETS, SIGNED])?;
        Ok(Self {
            folder,
            keys,
            anchor,
            engine,
            storage,
        })
    }
}

/// The trust list that the API answers with: only the sandbox's own authority.
fn trust_list(anchor: &str, made_at: String) -> TrustList {
    TrustList {
        version: Some("sandbox-1".to_owned()),
        issued_at: Some(made_at),
        data: json!({"manufacturers": [], "cas": [anchor], "policy": {"default": "allow"}}),
    }
}

async fn listen(port: u16) -> Result<TcpListener, SandboxError> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .await
        .map_err(|source| SandboxError::Listen { port, source })
}

fn url(listener: &TcpListener, port: u16) -> Result<String, SandboxError> {
    let address = listener
        .local_addr()
        .map_err(|source| SandboxError::Listen { port, source })?;
    Ok(format!("http://{address}"))
}
