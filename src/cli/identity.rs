//! `--identity`: a verified identity beside the manifest.

use super::{
    arguments::{GlobalOptions, ManifestOptions},
    output::{self, CliError},
    setup::Setup,
};
use store::Store;

/// Whether the arguments, or the preset that they name, ask for a verified identity.
pub(super) fn is_wanted(global: &GlobalOptions, options: &ManifestOptions) -> Result<bool, CliError> {
    let Some(name) = options.preset.as_ref().filter(|_| !options.identity) else {
        return Ok(options.identity);
    };
    // Its troubles were printed when its manifest was read.
    let (presets, _) = Setup::open_to_read(global)?.presets();
    Ok(presets.get(name).is_some_and(|preset| preset.identity))
}

/// Says so if the server's algorithm has to be learned, which can take one more signature.
pub(super) fn note_unknown_algorithm(store: &Store) {
    if let Ok(None) = store.signer_algorithm() {
        output::note(
            "this server's signing algorithm isn't known yet. It is learned with the first file, which may be signed twice.",
        );
    }
}
