//! The C2PA engine of the sandbox: one context that trusts the sandbox's CA, keeps off the network and spills to disk.

use std::sync::Arc;

use c2pa::{Builder, Context, Reader};
use serde_json::json;
use zeroize::Zeroizing;

use super::authority::Authority;
use super::error::SandboxError;

/// What signing and verifying share. No `Debug`: it holds the signer's key.
pub(super) struct Engine {
    pub(super) context: Arc<Context>,
    pub(super) chain: String,
    pub(super) signer_key: Zeroizing<String>,
    pub(super) signable: Vec<String>,
    pub(super) readable: Vec<String>,
}

/// Mebibytes of an asset that the engine keeps in memory before it goes to a temporary file.
const IN_MEMORY: usize = 16;

impl Engine {
    /// An engine that signs with this authority's signer and trusts its CA. Its settings are its own, not the process's.
    pub(super) fn new(authority: Authority) -> Result<Self, SandboxError> {
        let context = Context::new().with_settings(json!({
            "trust": {"trust_anchors": authority.anchor, "verify_trust_list": true},
            // No host may be asked for anything.
            "core": {"allowed_network_hosts": [], "backing_store_memory_threshold_in_mb": IN_MEMORY},
            "verify": {
                "ocsp_fetch": false,
                "remote_manifest_fetch": false,
                // A manifest that would read back as Invalid is refused here and now.
                "verify_after_sign": true
            },
        }))?;
        Ok(Self {
            context: context.into_shared(),
            chain: authority.chain,
            signer_key: authority.signer_key,
            signable: Builder::supported_mime_types(),
            readable: Reader::supported_mime_types(),
        })
    }
}
