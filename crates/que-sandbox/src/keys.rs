//! The sandbox's keys: the API key that clients send, and the storage credentials that sign its presigned URLs.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::error::SandboxError;
use super::folder::DataFolder;
use que_sdk::secret::ApiKey;

const FILE: &str = "keys.json";

/// Keys created on the first start and kept from then on. No `Debug`.
pub(super) struct Keys {
    /// What `x-api-key` must be.
    pub(super) api_key: ApiKey,
    /// The public half of the storage credentials. It is part of every presigned URL.
    pub(super) storage_access_key: String,
    /// The secret half.
    pub(super) storage_secret_key: Zeroizing<String>,
    /// When they were created, in RFC 3339.
    pub(super) made_at: String,
}

#[derive(Serialize, Deserialize)]
struct KeptKeys {
    api_key: String,
    storage_access_key: String,
    storage_secret_key: String,
    made_at: String,
}

impl Keys {
    /// Reads the stored keys, or creates and stores new ones.
    pub(super) fn load_or_make(folder: &DataFolder) -> Result<Self, SandboxError> {
        let damaged = |reason: String| SandboxError::Damaged {
            path: folder.file(FILE),
            reason,
        };
        let kept = match folder.read(FILE)? {
            Some(text) => serde_json::from_str(&text).map_err(|error| damaged(error.to_string()))?,
            None => {
                let made = KeptKeys {
                    api_key: format!("sandbox_{}", random_text()),
                    storage_access_key: format!("SANDBOX{}", &random_text().to_uppercase()[..13]),
                    storage_secret_key: random_text(),
                    made_at: jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
                };
                let text = serde_json::to_string_pretty(&made).map_err(|error| damaged(error.to_string()))?;
                folder.write_private(FILE, &Zeroizing::new(text))?;
                made
            }
        };
        Ok(Self {
            api_key: ApiKey::parse(&kept.api_key).map_err(|error| damaged(error.to_string()))?,
            storage_access_key: kept.storage_access_key,
            storage_secret_key: Zeroizing::new(kept.storage_secret_key),
            made_at: kept.made_at,
        })
    }
}

/// 244 random bits from the operating system, as 64 hex digits.
fn random_text() -> String {
    format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple())
}

/// Checks an API key in a time that reveals nothing about the right one: it compares hashes, and without the key nobody
/// can choose how far two hashes agree.
pub(super) struct KeyCheck([u8; 32]);

impl KeyCheck {
    /// Keeps the hash of the right key.
    pub(super) fn new(right: &ApiKey) -> Self {
        Self(Sha256::digest(right.expose()).into())
    }

    /// Whether this is the right key.
    pub(super) fn accepts(&self, given: &[u8]) -> bool {
        let given: [u8; 32] = Sha256::digest(given).into();
        given
            .iter()
            .zip(self.0)
            .fold(0, |difference, (given, right)| difference | (given ^ right))
            == 0
    }
}
