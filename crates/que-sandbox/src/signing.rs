//! Signs a copy of a file: real Content Credentials, ES256, no timestamp authority.

use std::fs::{File, OpenOptions};
use std::path::Path;
use std::sync::Arc;

use c2pa::{BoxedSigner, Builder, Context, ManifestDefinition, Signer, SigningAlg, create_signer};
use serde_json::Value;

use super::folder::private_file;

/// The signature algorithm, as `evidence` names it.
pub(super) const ALGORITHM: &str = "ES256";

/// Checks that a text is a manifest definition at all: JSON of the right shape.
///
/// # Errors
/// Words for a person, with line and column where the text is not JSON.
pub(super) fn read_manifest(manifest_json: &str) -> Result<Value, String> {
    let manifest: Value = serde_json::from_str(manifest_json).map_err(|error| format!("manifest_json: {error}"))?;
    if !manifest.is_object() {
        return Err("manifest_json: a manifest definition is a JSON object".to_owned());
    }
    // Read from the text once more: only so does the error carry its place.
    serde_json::from_str::<ManifestDefinition>(manifest_json).map_err(|error| format!("manifest_json: {error}"))?;
    Ok(manifest)
}

/// The signer that has this certificate chain and this key, both PEM.
pub(super) fn signer(chain: &str, key: &str) -> c2pa::Result<BoxedSigner> {
    create_signer::from_keys(chain.as_bytes(), key.as_bytes(), SigningAlg::Es256, None)
}

/// Writes a signed copy of `source` to the new file `destination`. Blocks, for long with a large file.
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
    // Without a base path a manifest's resources are looked for in memory alone, never among this machine's files.
    let mut builder = Builder::from_shared_context(context).with_definition(manifest)?;
    builder.sign(signer, format, &mut source, &mut copy)?;
    Ok(())
}
