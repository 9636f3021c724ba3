//! What goes over the wire between a client and the Que API: requests and answers, as its OpenAPI document 1.0.0 and its
//! guides name them. Where those disagree every name is read and the OpenAPI name is written.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use serde_json::{Value, value::RawValue};

/// Names a stored object, or a public URL, in a `sign` or `verify` call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum AssetRef {
    /// An object in Que's storage.
    Object {
        /// The bucket's name.
        bucket: String,
        /// The object key, exactly as presign gave it.
        key: String,
    },
    /// A public URL; a server may have this switched off.
    Url {
        /// The URL.
        url: String,
    },
}

/// Body of `POST /v1/assets/presign`. A server that takes no body ignores it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PresignRequest {
    /// The file's name without its folder; the server may keep its extension in the key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filename: Option<String>,
}

/// Answer of presign. No `Debug`: the URL is a permission.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PresignAnswer {
    /// Where to PUT the bytes, once and for a limited time. The guides' SDKs name it `uploadUrl` or `upload_url`.
    #[serde(alias = "uploadUrl", alias = "upload_url", alias = "URL")]
    pub url: String,
    /// The object key. It, not the URL, is what must be kept.
    pub key: String,
}

/// Who measures the asset when it is signed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignMode {
    /// The server reads and hashes the asset; needs a manifest.
    #[default]
    ServerMeasure,
    /// Announced by the API; answers 501.
    ClientHash,
}

/// Bounds of one call. What is `None` takes the server's default.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Bytes of the asset, 1 to 1 GiB.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_asset_size_bytes: Option<u64>,
    /// Bytes of the signed copy, 1 to 1 GiB.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_output_size_bytes: Option<u64>,
    /// Bytes the server may copy as a stream, 1 to 1 GiB.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_stream_copy_bytes: Option<u64>,
    /// Milliseconds for reading the asset, 1,000 to 300,000.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stream_timeout_ms: Option<u64>,
}

/// The most bytes that the API signs or verifies.
pub const MAX_SIGNED_BYTES: u64 = 1 << 30;

/// The most bytes that one PUT to S3 carries.
pub const MAX_PUT_BYTES: u64 = 5 << 30;

/// Body of `POST /v1/sign`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SignRequest {
    /// What to sign.
    pub asset: AssetRef,
    /// Who measures it.
    #[serde(default)]
    pub mode: SignMode,
    /// The manifest definition: a JSON document in a string.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manifest_json: Option<String>,
    /// CAWG identity; its presence turns it on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cawg: Option<Value>,
    /// Whether remote parts may come over plain HTTP.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allow_insecure_remote_http: Option<bool>,
    /// Bounds of this call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limits: Option<Limits>,
}

/// Answer of sign. Every field may be missing.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct SignAnswer {
    /// How far the server vouches, such as `server_measured`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assurance: Option<String>,
    /// Signer and algorithm, as the server says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Value>,
    /// Where the signed copy is, as `s3://bucket/key`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asset_s3_uri: Option<String>,
}

/// How much a verification report says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VerifyMode {
    /// The C2PA reader's store, or a short summary: the server's choice.
    #[default]
    Summary,
    /// What the file holds, as text or JSON.
    Info,
    /// Claims and assertion stores too.
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
    /// How much to say.
    #[serde(default)]
    pub mode: VerifyMode,
    /// Whether manifests may be fetched from elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allow_remote_manifests: Option<bool>,
    /// Whether remote parts may come over plain HTTP.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allow_insecure_remote_http: Option<bool>,
    /// Whether certificates are part of the report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub include_certificates: Option<bool>,
    /// CAWG identity checks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cawg: Option<VerifyCawg>,
    /// Bounds of this call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limits: Option<Limits>,
}

/// Answer of verify.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerifyAnswer {
    /// The report's text, kept raw. Declared a JSON document in a string, shown in places as an object: both are read.
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
    // As it came, and not as values: a report can have hundreds of thousands of them.
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    if raw.get().starts_with('"') {
        serde_json::from_str(raw.get()).map_err(D::Error::custom)
    } else {
        Ok(raw.get().to_owned())
    }
}

/// Answer of `GET /v1/trust-list`.
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

/// Answer of `GET /healthz`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Health {
    /// `healthy` when all is well.
    #[serde(default)]
    pub status: Option<String>,
    /// Words for a person.
    #[serde(default)]
    pub message: Option<String>,
    /// Seconds since 1970.
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

/// Answer of presign-download. No `Debug`: the URL is a permission.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PresignDownloadAnswer {
    /// Where to GET the bytes.
    #[serde(alias = "downloadUrl", alias = "download_url")]
    pub url: String,
}

/// An error of the API: RFC 9457 `application/problem+json`. Every field may be missing.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Problem {
    /// Kind of problem; mostly `about:blank`.
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Short name of the problem.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The HTTP status again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// Que's code, such as `rate_limited`, `engine_json`, `engine_c2pa`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Words for a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// More about it, such as `try_again_in_ms`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub details: Option<Value>,
}

impl Problem {
    /// Milliseconds after which the server lets the client try again, where it says so.
    #[must_use]
    pub fn try_again_in_ms(&self) -> Option<u64> {
        let value = self.details.as_ref()?.get("try_again_in_ms")?;
        value.as_u64().or_else(|| value.as_str()?.parse().ok())
    }
}
