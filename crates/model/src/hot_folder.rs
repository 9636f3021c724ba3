//! A folder whose files are uploaded as they come, as a person writes it in the settings.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// A hot folder. In the settings file each is a table `[[hot_folder]]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HotFolder {
    /// The folder.
    pub path: PathBuf,
    /// The profile to upload with; without one, the profile in use.
    #[serde(default)]
    pub profile: Option<String>,
    /// The preset to sign with. Without one, nothing is signed unless `sign` is set.
    #[serde(default)]
    pub preset: Option<String>,
    /// Whether to sign without a preset: only files that already have Content Credentials, with `existing = "sign"`.
    #[serde(default)]
    pub sign: bool,
    /// What to do with files that have Content Credentials.
    #[serde(default)]
    pub existing: WithCredentials,
    /// Whether to verify what was signed, or else what was uploaded.
    #[serde(default)]
    pub verify: bool,
    /// Patterns of the files to take; all, if there are none.
    #[serde(default)]
    pub include: Vec<String>,
    /// Patterns of files and folders to leave out.
    #[serde(default)]
    pub exclude: Vec<String>,
    /// Whether to take files of folders below it.
    #[serde(default = "yes")]
    pub subfolders: bool,
    /// What to do with a file once all is done.
    #[serde(default)]
    pub after: AfterUpload,
    /// The name of the folder in it where files are moved.
    #[serde(default = "uploaded")]
    pub move_to: String,
}

/// What to do with files that have Content Credentials.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WithCredentials {
    /// Upload them without signing.
    #[default]
    Skip,
    /// Sign them as edited copies.
    Sign,
}

/// What happens to a file of a hot folder once all is done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AfterUpload {
    /// Nothing.
    #[default]
    Nothing,
    /// It is moved to a folder in the hot folder.
    Move,
}

const fn yes() -> bool {
    true
}

fn uploaded() -> String {
    "Uploaded".to_owned()
}

impl HotFolder {
    /// Reads one as it is in the settings.
    ///
    /// # Errors
    /// What is wrong with it, as part of a sentence.
    pub fn read(written: &serde_json::Value) -> Result<Self, String> {
        Self::deserialize(written).map_err(|error| error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_path_is_enough_and_the_rest_has_defaults() {
        let folder = HotFolder::read(&json!({ "path": "/in" })).unwrap();
        assert_eq!(folder.path, PathBuf::from("/in"));
        assert!(folder.subfolders && !folder.sign && !folder.verify);
        assert_eq!(
            (folder.after, folder.move_to.as_str()),
            (AfterUpload::Nothing, "Uploaded")
        );
        let written = serde_json::to_value(&folder).unwrap();
        assert_eq!(HotFolder::read(&written).unwrap(), folder);
    }

    #[test]
    fn unknown_names_and_values_are_named() {
        for (written, named) in [
            (json!({ "path": "/in", "subfolder": true }), "subfolder"),
            (json!({ "path": "/in", "after": "delete" }), "delete"),
            (json!({ "path": "/in", "existing": "ask" }), "ask"),
            (json!({ "path": "/in", "verify": "yes" }), "yes"),
            (json!({ "verify": true }), "path"),
        ] {
            let error = HotFolder::read(&written).unwrap_err();
            assert!(error.contains(named), "{error}");
        }
    }
}
