//! Signs a copy of a file: real Content Credentials, ES256, no timestamp authority.

use std::fs::{File, OpenOptions};
use std::path::Path;
use std::sync::Arc;

use c2pa::{BoxedSigner, Builder, Context, ManifestDefinition, Signer, SigningAlg, create_signer};
use serde_json::Value;

use super::folder::private_file;

/// The signature algorithm, as `evidence` names it.
pub(super) const ALGORITHM: &str = "ES256";

/// Checks that a text is a manifest definition: JSON of the right shape.
///
/// # Errors
/// A message for a person, with line and column if the text is not JSON.
pub(super) fn read_manifest(manifest_json: &str) -> Result<Value, String> {
    let manifest: Value = serde_json::from_str(manifest_json).map_err(|error| format!("manifest_json: {error}"))?;
    if !manifest.is_object() {
        return Err("manifest_json: a manifest definition is a JSON object".to_owned());
    }
    // Parses the text again, because only then the error has a position.
    serde_json::from_str::<ManifestDefinition>(manifest_json).map_err(|error| format!("manifest_json: {error}"))?;
    Ok(manifest)
}

/// The signer with this certificate chain and key, both PEM.
pub(super) fn signer(chain: &str, key: &str) -> c2pa::Result<BoxedSigner> {
    create_signer::from_keys(chain.as_bytes(), key.as_bytes(), SigningAlg::Es256, None)
}

/// Writes a signed copy of `source` to the new file `destination`. Blocks, for a long time if the file is large.
pub(super) fn sign(
    context: &Arc<Context>,
    signer: &dyn Signer,
    manifest: Value,
    format: &str,
    source: &Path,
    destination: &Path,
) -> c2pa::Result<()> {
    let mut source = File::open(source)?;
    let mut copy = private_file(OpenOptions::new().create_new(true).read(true).write(true), destination)?;
    // Without a base path the engine looks for a manifest's resources only in memory, never in this machine's files.
    let mut builder = Builder::from_shared_context(context).with_definition(manifest)?;
    builder.sign(signer, format, &mut source, &mut copy)?;
    Ok(())
}
