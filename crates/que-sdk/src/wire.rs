//! Request and response bodies of the Que API, as in its OpenAPI document 1.0.0 and its guides. If those disagree, every name
//! is accepted and the OpenAPI name is sent.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use serde_json::{Value, value::RawValue};

/// The asset of a sign or verify call: a stored object or a public URL.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum AssetRef {
    /// An object in Que's storage.
    Object {
        /// The bucket's name.
        bucket: String,
        /// The object key, exactly as presign returned it.
        key: String,
    },
    /// A public URL. Servers may have this turned off.
    Url {
        /// The URL.
        url: String,
    },
}

impl AssetRef {
    /// Reads `s3://bucket/key`.
    #[must_use]
    pub fn from_s3_uri(uri: &str) -> Option<Self> {
        let (bucket, key) = uri.strip_prefix("s3://")?.split_once('/')?;
        (!bucket.is_empty() && !key.is_empty()).then(|| Self::Object {
            bucket: bucket.to_owned(),
            key: key.to_owned(),
        })
    }
}

/// Body of `POST /v1/assets/presign`. Servers that expect no body ignore it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PresignRequest {
    /// The file's name without its folder. Servers may keep its extension in the key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filename: Option<String>,
}

/// Response of presign. Not `Debug`, because the URL grants access.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PresignResponse {
    /// Where to PUT the bytes, for a limited time. Some SDKs call it `uploadUrl` or `upload_url`.
    #[serde(alias = "uploadUrl", alias = "upload_url", alias = "URL")]
    pub url: String,
    /// The object key. Keep this, not the URL.
    pub key: String,
}

/// What hashes the asset when it is signed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignMode {
    /// The server reads and hashes the asset; needs a manifest.
    #[default]
    ServerMeasure,
    /// The client sends a hash. Announced by the API, but currently answered with 501.
    ClientHash,
}

/// Limits of one call. `None` means the server's default.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Size of the asset in bytes, 1 to 1,073,741,824 (1 GiB).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_asset_size_bytes: Option<u64>,
    /// Size of the signed copy in bytes, 1 to 1,073,741,824 (1 GiB).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_output_size_bytes: Option<u64>,
    /// Bytes that the server may copy as a stream, 1 to 1,073,741,824 (1 GiB).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_stream_copy_bytes: Option<u64>,
    /// Time to read the asset in milliseconds, 1,000 to 300,000.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stream_timeout_ms: Option<u64>,
}

/// Largest asset in bytes that the API signs or verifies.
pub const MAX_SIGNED_BYTES: u64 = 1 << 30;

/// Largest object in bytes that one PUT to S3 can carry.
pub const MAX_PUT_BYTES: u64 = 5 << 30;

/// Body of `POST /v1/sign`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SignRequest {
    /// What to sign.
    pub asset: AssetRef,
    /// What hashes the asset.
    #[serde(default)]
    pub mode: SignMode,
    /// The manifest definition: a JSON document in a string.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manifest_json: Option<String>,
    /// The CAWG identity to add. Leave out for none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cawg: Option<SignCawg>,
    /// Whether remote parts may be loaded over plain HTTP.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allow_insecure_remote_http: Option<bool>,
    /// Limits of this call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limits: Option<Limits>,
}

impl SignRequest {
    /// Signs with this manifest definition (a JSON document) and the server's default limits. Set `limits` for files
    /// over 128 MB.
    #[must_use]
    pub fn new(asset: AssetRef, manifest_json: impl Into<String>) -> Self {
        Self {
            asset,
            mode: SignMode::ServerMeasure,
            manifest_json: Some(manifest_json.into()),
            cawg: None,
            allow_insecure_remote_http: None,
            limits: None,
        }
    }
}

/// CAWG part of a sign request: asks the server to add a `cawg.identity` assertion, which vouches for the referenced assertions
/// with an X.509 certificate. Its presence alone turns the identity on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignCawg {
    /// Whose certificate is used.
    #[serde(default)]
    pub signer: CawgSigner,
    /// The signature algorithm of that certificate. The server's default, `ed25519`, doesn't fit a signer whose
    /// [evidence](SignResponse::evidence) names another: see [`CawgAlgorithm::of_evidence`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signing_alg: Option<CawgAlgorithm>,
    /// The labels of the assertions that the identity vouches for, exactly as in the signed file: the server's default,
    /// `c2pa.actions`, doesn't match `c2pa.actions.v2`. The hash of the file is always included.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub referenced_assertions: Vec<String>,
    /// Who vouches for the time: `digicert`, or `custom:` and a URL.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timestamper: Option<String>,
}

/// Whose certificate an identity is signed with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum CawgSigner {
    /// The one that the server signs manifests with.
    #[default]
    UseMainSigner,
}

/// The signature algorithm of an identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CawgAlgorithm {
    /// Ed25519, the server's default.
    Ed25519,
    /// ECDSA with P-256 and SHA-256.
    Es256,
    /// ECDSA with P-384 and SHA-384.
    Es384,
    /// RSASSA-PSS with SHA-256.
    Ps256,
}

impl CawgAlgorithm {
    /// The algorithm that the evidence of a signature names, in any case, such as `ES256`. `None` for one that the API doesn't
    /// take here.
    #[must_use]
    pub fn of_evidence(name: &str) -> Option<Self> {
        match name.trim().to_ascii_lowercase().as_str() {
            "ed25519" => Some(Self::Ed25519),
            "es256" => Some(Self::Es256),
            "es384" => Some(Self::Es384),
            "ps256" => Some(Self::Ps256),
            _ => None,
        }
    }
}

/// Response of sign. Every field may be missing.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct SignResponse {
    /// What the server vouches for, such as `server_measured`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assurance: Option<String>,
    /// Signer and algorithm.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Value>,
    /// The signed copy, as `s3://bucket/key`. See [`SignResponse::asset`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asset_s3_uri: Option<String>,
}

impl SignResponse {
    /// The signed copy, to verify. `None` if the server doesn't say where it is.
    #[must_use]
    pub fn asset(&self) -> Option<AssetRef> {
        AssetRef::from_s3_uri(self.asset_s3_uri.as_deref()?)
    }
}

/// How detailed a verification report is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VerifyMode {
    /// The C2PA reader's store, or a short summary: the server's choice.
    #[default]
    Summary,
    /// The contents of the manifest store, as text or JSON.
    Info,
    /// Like `Info`, with claims and assertion stores.
    Detailed,
    /// The tree of ingredients.
    Tree,
}

/// CAWG part of a verify request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerifyCawg {
    /// Whether identity assertions are checked.
    pub validate: bool,
    /// Whether a missing identity is an error.
    pub require_valid_identity: bool,
}

/// Body of `POST /v1/verify`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerifyRequest {
    /// What to verify.
    pub asset: AssetRef,
    /// How detailed the report is.
    #[serde(default)]
    pub mode: VerifyMode,
    /// Whether remote manifests may be fetched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allow_remote_manifests: Option<bool>,
    /// Whether remote parts may be loaded over plain HTTP.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allow_insecure_remote_http: Option<bool>,
    /// Whether the report includes certificates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub include_certificates: Option<bool>,
    /// CAWG identity checks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cawg: Option<VerifyCawg>,
    /// Limits of this call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limits: Option<Limits>,
}

impl VerifyRequest {
    /// Asks for a summary with the server's default limits.
    #[must_use]
    pub fn new(asset: AssetRef) -> Self {
        Self {
            asset,
            mode: VerifyMode::Summary,
            allow_remote_manifests: None,
            allow_insecure_remote_http: None,
            include_certificates: None,
            cawg: None,
            limits: None,
        }
    }
}

/// Response of verify.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerifyResponse {
    /// The raw report, usually a JSON document. Servers send it as a string or as an object; both are accepted.
    #[serde(
        serialize_with = "report_as_string",
        deserialize_with = "report_from_string_or_object"
    )]
    pub report: String,
}

fn report_as_string<S: Serializer>(report: &str, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(report)
}

fn report_from_string_or_object<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    // Not parsed into values: a report can have hundreds of thousands.
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    if raw.get().starts_with('"') {
        serde_json::from_str(raw.get()).map_err(D::Error::custom)
    } else {
        Ok(raw.get().to_owned())
    }
}

/// Response of `GET /v1/trust-list`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct TrustList {
    /// The list's version, such as `dev-1`.
    #[serde(default)]
    pub version: Option<String>,
    /// When it was issued, RFC 3339.
    #[serde(default)]
    pub issued_at: Option<String>,
    /// Manufacturers, certificate authorities (PEM) and policy.
    #[serde(default)]
    pub data: Value,
}

/// Response of `GET /healthz`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Health {
    /// `healthy` when all is well.
    #[serde(default)]
    pub status: Option<String>,
    /// A message for people.
    #[serde(default)]
    pub message: Option<String>,
    /// Unix time in seconds.
    #[serde(default)]
    pub timestamp: Option<i64>,
}

/// Body of `POST /v1/assets/presign-download`, a call outside the public reference that Que's Photoshop panel uses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PresignDownloadRequest {
    /// The bucket's name.
    pub bucket: String,
    /// The object key.
    pub key: String,
}

/// Response of presign-download. Not `Debug`, because the URL grants access.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PresignDownloadResponse {
    /// Where to GET the bytes.
    #[serde(alias = "downloadUrl", alias = "download_url")]
    pub url: String,
}

/// An error of the API: RFC 9457 `application/problem+json`. Every field may be missing.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Problem {
    /// Type of problem, usually `about:blank`.
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Short title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The HTTP status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// Que's code, such as `rate_limited`, `engine_json`, `engine_c2pa`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// A message for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// More details, such as `try_again_in_ms`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub details: Option<Value>,
}

impl Problem {
    /// How many milliseconds to wait before the next attempt, if the server says so.
    #[must_use]
    pub fn try_again_in_ms(&self) -> Option<u64> {
        let value = self.details.as_ref()?.get("try_again_in_ms")?;
        value.as_u64().or_else(|| value.as_str()?.parse().ok())
    }
}
