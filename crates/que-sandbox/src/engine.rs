//! The sandbox's C2PA engine: it trusts the sandbox's CA, never uses the network, and spills large assets to disk. It
//! runs in a child process, because a file can be crafted to keep it busy: see [`decoder`].

use std::path::{Path, PathBuf};

use c2pa::{Builder, Context, Reader};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::authority::Authority;
use super::error::SandboxError;
use super::identity::{self, IdentityOrder};
use super::problem::ApiProblem;
use super::{signing, verifying};
use decoder::{Answer, Decoders, DecodingFailure, Task, TaskLimits, path};
use que_sdk::wire::VerifyMode;

/// Mebibytes of an asset that the engine keeps in memory before it uses a temporary file.
const IN_MEMORY: usize = 16;

/// Time limit for a small asset, in seconds.
const SECONDS: u64 = 10;

/// Bytes per second that even a slow machine reads, hashes and writes.
const BYTES_A_SECOND: u64 = 8 << 20;

/// Memory limit for a small asset, in bytes.
const MEMORY: u64 = 256 << 20;

/// How many times its size an asset takes in addition.
const TIMES_ITS_SIZE: u64 = 3;

/// The largest report, in bytes. Honest ones have a few thousand.
const LONGEST_REPORT: u32 = 32 << 20;

/// State that signing and verifying share. No `Debug`: it holds the signer's key.
pub(super) struct CredentialsEngine {
    decoders: Decoders,
    authority: Authority,
    pub(super) signable: Vec<String>,
    pub(super) readable: Vec<String>,
}

/// A job for a child process.
#[derive(Serialize, Deserialize)]
enum Job {
    Verify {
        anchor: String,
        mode: VerifyMode,
        certificates: bool,
        format: String,
        #[serde(with = "path")]
        asset: PathBuf,
    },
    Sign {
        anchor: String,
        chain: String,
        signer_key: String,
        identity: Option<Box<IdentityOrder>>,
        manifest: Value,
        format: String,
        #[serde(with = "path")]
        asset: PathBuf,
        #[serde(with = "path")]
        copy: PathBuf,
    },
}

/// How a job ended.
#[derive(Serialize, Deserialize)]
enum Outcome {
    /// It succeeded. The bytes that follow are the report, if there is one.
    Done,
    /// The manifest is invalid.
    Manifest(String),
    /// The engine refused the asset.
    Refused(String),
    /// This machine failed.
    Failed(String),
}

/// Why the engine did not do a job.
pub(super) enum Refusal {
    /// The manifest is invalid.
    Manifest(String),
    /// The engine refused the asset, or ran into a limit.
    Asset(String),
    /// This machine failed. The client learns no details.
    Failed(String),
    /// The sandbox is shutting down.
    Closing,
}

impl CredentialsEngine {
    /// An engine that signs with this authority's signer and trusts its CA. It uses its own settings, not the process's.
    pub(super) fn new(authority: Authority, decoders: Decoders) -> Result<Self, SandboxError> {
        // Fails now if it does not accept them.
        context(&authority.anchor)?;
        Ok(Self {
            decoders,
            authority,
            signable: Builder::supported_mime_types(),
            readable: Reader::supported_mime_types(),
        })
    }

    /// The report on an asset, as JSON text. Blocks until a child process has read the asset or its time is up.
    pub(super) fn verify(
        &self,
        (mode, certificates): (VerifyMode, bool),
        format: String,
        asset: &Path,
    ) -> Result<String, Refusal> {
        let job = Job::Verify {
            anchor: self.authority.anchor.clone(),
            mode,
            certificates,
            format,
            asset: asset.to_owned(),
        };
        let report = self.ask(&job, asset)?;
        String::from_utf8(report).map_err(|_| Refusal::Failed("a report is not UTF-8".to_owned()))
    }

    /// Writes a signed copy of an asset to a new file, with an identity for these `references`. Blocks like
    /// [`CredentialsEngine::verify`].
    pub(super) fn sign(
        &self,
        (manifest, references): (Value, Option<Vec<String>>),
        format: String,
        asset: &Path,
        copy: &Path,
    ) -> Result<(), Refusal> {
        let Authority {
            anchor,
            signer,
            identity,
        } = &self.authority;
        let job = Job::Sign {
            anchor: anchor.clone(),
            chain: signer.chain.clone(),
            signer_key: signer.key.to_string(),
            identity: references.map(|references| {
                Box::new(IdentityOrder {
                    chain: identity.chain.clone(),
                    key: identity.key.to_string(),
                    references,
                })
            }),
            manifest,
            format,
            asset: asset.to_owned(),
            copy: copy.to_owned(),
        };
        self.ask(&job, asset).map(drop)
    }

    fn ask(&self, job: &Job, asset: &Path) -> Result<Vec<u8>, Refusal> {
        let failed = |error: &dyn std::fmt::Display| Refusal::Failed(error.to_string());
        let bytes = std::fs::metadata(asset).map_err(|error| failed(&error))?.len();
        let seconds = SECONDS + bytes / BYTES_A_SECOND;
        let allowance = TaskLimits {
            memory: MEMORY.saturating_add(bytes.saturating_mul(TIMES_ITS_SIZE)),
            seconds: u32::try_from(seconds).unwrap_or(u32::MAX),
            answer: LONGEST_REPORT,
        };
        let job = serde_json::to_value(job).map_err(|error| failed(&error))?;
        let Answer { facts, bytes } =
            self.decoders
                .ask(&Task::Sandbox(job), allowance)
                .map_err(|given_up| match given_up {
                    DecodingFailure::NotStarted(_) => failed(&given_up),
                    DecodingFailure::Ending => Refusal::Closing,
                    _ => Refusal::Asset(format!("the asset was given up: {given_up}")),
                })?;
        match serde_json::from_value(facts).map_err(|error| failed(&error))? {
            Outcome::Done => Ok(bytes),
            Outcome::Manifest(words) => Err(Refusal::Manifest(words)),
            Outcome::Refused(words) => Err(Refusal::Asset(words)),
            Outcome::Failed(words) => Err(Refusal::Failed(words)),
        }
    }
}

impl Refusal {
    /// The error answer to a sign call.
    pub(super) fn of_signing(self) -> ApiProblem {
        match self {
            Self::Manifest(words) => ApiProblem::engine_json(words),
            Self::Asset(words) => ApiProblem::engine_c2pa(words),
            Self::Failed(words) => failed(&words),
            Self::Closing => ApiProblem::internal(),
        }
    }

    /// The error answer to a verify call.
    pub(super) fn of_verification(self) -> ApiProblem {
        match self {
            Self::Manifest(words) | Self::Asset(words) => ApiProblem::engine_verification(words),
            Self::Failed(words) => failed(&words),
            Self::Closing => ApiProblem::internal(),
        }
    }
}

/// Logs what the client does not need to know.
fn failed(words: &str) -> ApiProblem {
    tracing::error!("sandbox: a call failed: {words}");
    ApiProblem::internal()
}

/// A child's answer to a [`Task::Sandbox`].
#[must_use]
pub fn decode(job: Value) -> Answer {
    let (outcome, bytes) = match serde_json::from_value(job).map(run_job) {
        Ok(Ok(report)) => (Outcome::Done, report.into_bytes()),
        Ok(Err(outcome)) => (outcome, Vec::new()),
        Err(error) => (Outcome::Failed(error.to_string()), Vec::new()),
    };
    Answer {
        facts: serde_json::to_value(outcome).unwrap_or_default(),
        bytes,
    }
}

fn run_job(job: Job) -> Result<String, Outcome> {
    match job {
        Job::Verify {
            anchor,
            mode,
            certificates,
            format,
            asset,
        } => {
            let context = context(&anchor).map_err(|error| Outcome::Failed(error.to_string()))?;
            verifying::verify(&context.into_shared(), (mode, certificates), &format, &asset)
                // Here every error of the engine is about the asset.
                .map_err(|error| Outcome::Refused(error.to_string()))
        }
        Job::Sign {
            anchor,
            chain,
            signer_key,
            identity,
            manifest,
            format,
            asset,
            copy,
        } => {
            let context = context(&anchor).map_err(|error| Outcome::Failed(error.to_string()))?;
            let context = context.into_shared();
            let signer = match &identity {
                Some(order) => identity::signer(&chain, &signer_key, order),
                None => signing::signer(&chain, &signer_key),
            };
            let signer = signer.map_err(refused)?;
            signing::sign(&context, signer.as_ref(), manifest, &format, &asset, &copy).map_err(refused)?;
            if let Some(order) = identity {
                identity::check(&context, &order, &format, &copy).map_err(Outcome::Refused)?;
            }
            Ok(String::new())
        }
    }
}

/// Broken JSON, a refused manifest or asset, or a failure of this machine.
fn refused(error: c2pa::Error) -> Outcome {
    use std::io::ErrorKind::{NotFound, PermissionDenied, QuotaExceeded, StorageFull};
    match error {
        c2pa::Error::JsonError(error) => Outcome::Manifest(error.to_string()),
        c2pa::Error::IoError(error)
            if matches!(error.kind(), NotFound | PermissionDenied | QuotaExceeded | StorageFull) =>
        {
            Outcome::Failed(error.to_string())
        }
        error => Outcome::Refused(error.to_string()),
    }
}

fn context(anchor: &str) -> c2pa::Result<Context> {
    Context::new().with_settings(json!({
        "trust": {"trust_anchors": anchor, "verify_trust_list": true},
        "cawg_trust": {"trust_anchors": anchor, "verify_trust_list": true},
        // The engine must not contact any host.
        "core": {"allowed_network_hosts": [], "backing_store_memory_threshold_in_mb": IN_MEMORY},
        "verify": {
            "ocsp_fetch": false,
            "remote_manifest_fetch": false,
            // Refuse a manifest that would read back as Invalid.
            "verify_after_sign": true
        },
    }))
}
