//! The presets file, as TOML. Reading tolerates mistakes; writing replaces the whole file in one step.

use std::{
    io,
    path::{Path, PathBuf},
};

use toml::{Table, Value};

use super::{
    SettingsError, Trouble,
    settings::{LARGEST, aside, is_not_a_file, write},
};
use model::{Preset, Presets, Timestamp};
use que_sdk::text;

const DEFAULT_FIELD: &str = "default";
const AUTO_SIGN_FIELD: &str = "sign_each_upload";
const LIST_FIELD: &str = "preset";
const IDENTITY_FIELD: &str = "verified_identity";

/// The presets file that belongs to this settings file.
#[must_use]
pub fn presets_beside(settings: &Path) -> PathBuf {
    settings.with_file_name("presets.toml")
}

/// Reads the presets. A missing file gives none, a broken one whatever can be read. A broken file is set aside under a
/// dated name (`now`), and the trouble says so.
#[must_use]
pub fn load_presets(path: &Path, now: Timestamp) -> (Presets, Option<Trouble>) {
    let bytes = match whole_files::read(path, LARGEST) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return (Presets::default(), None),
        Err(error) => {
            let headline = format!("The presets in {} could not be read: {error}.", path.display());
            let hint = if is_not_a_file(&error) {
                "Move it away and start again; until then no preset can be saved."
            } else {
                "Make the file readable and start again; presets that you save now replace it."
            };
            let hint = hint.to_owned();
            return (Presets::default(), Some(Trouble { headline, hint }));
        }
    };
    let table = text::decode(&bytes)
        .map_err(|error| error.to_string())
        .and_then(|text| text.parse::<Table>().map_err(|error| error.message().to_owned()));
    let (presets, broken) = match table {
        Ok(table) => presets_from(&table),
        Err(reason) => (Presets::default(), Some(reason)),
    };
    let trouble = broken.map(|reason| set_aside(path, now, &presets, &reason));
    (presets, trouble)
}

/// Saves the presets. The new file replaces the old one in one step.
///
/// # Errors
/// [`SettingsError::Write`] if the file cannot be written.
pub fn save_presets(path: &Path, presets: &Presets) -> Result<(), SettingsError> {
    let mut table = Table::new();
    for (field, preset) in [(DEFAULT_FIELD, presets.first()), (AUTO_SIGN_FIELD, presets.by_itself())] {
        if let Some(preset) = preset {
            table.insert(field.to_owned(), preset.name.clone().into());
        }
    }
    let list = presets.all().iter().map(|preset| {
        let mut fields = Table::from_iter([
            ("name".to_owned(), preset.name.clone().into()),
            ("manifest".to_owned(), preset.manifest.clone().into()),
        ]);
        if preset.identity {
            fields.insert(IDENTITY_FIELD.to_owned(), true.into());
        }
        Value::Table(fields)
    });
    table.insert(LIST_FIELD.to_owned(), Value::Array(list.collect()));
    write(path, &toml::to_string_pretty(&table)?)
}

/// The presets that can be read, and why others cannot, if any.
fn presets_from(table: &Table) -> (Presets, Option<String>) {
    let mut broken = None;
    let mut role = |field: &str| match table.get(field) {
        None => None,
        Some(Value::String(name)) => Some(name.clone()),
        Some(_) => {
            broken = Some(format!("{field} is not a name"));
            None
        }
    };
    let (first, by_itself) = (role(DEFAULT_FIELD), role(AUTO_SIGN_FIELD));
    let mut read = Presets::default();
    match table.get(LIST_FIELD) {
        None => {}
        Some(Value::Array(list)) => {
            for (number, preset) in list.iter().enumerate() {
                let text = |field| preset.get(field).and_then(Value::as_str);
                let identity = preset.get(IDENTITY_FIELD).is_none_or(Value::is_bool);
                let kept = match (text("name"), text("manifest")) {
                    (Some(name), Some(_)) if read.get(name.trim()).is_some() => {
                        Err("it has the name of another".to_owned())
                    }
                    // Signed without an identity that was asked for would be worse than not signed.
                    _ if !identity => Err("its verified_identity is neither true nor false".to_owned()),
                    (Some(name), Some(manifest)) => {
                        read.keep(name, manifest.to_owned()).map_err(|error| error.to_string())
                    }
                    _ => Err("it has no name or no manifest".to_owned()),
                };
                if let (Ok(()), Some(name)) = (&kept, text("name")) {
                    let identity = preset.get(IDENTITY_FIELD).and_then(Value::as_bool);
                    read.set_identity(name.trim(), identity == Some(true));
                }
                if let Err(reason) = kept {
                    broken = Some(format!(
                        "preset {}: {}",
                        number + 1,
                        reason.trim_end_matches('.').to_lowercase()
                    ));
                }
            }
        }
        Some(_) => broken = Some(format!("{LIST_FIELD} is not a list")),
    }
    let presets: Vec<Preset> = read.all().to_vec();
    (Presets::new(presets, first, by_itself), broken)
}

fn set_aside(path: &Path, now: Timestamp, presets: &Presets, reason: &str) -> Trouble {
    let headline = format!(
        "Some presets could not be read: {}.",
        reason.lines().collect::<Vec<_>>().join(" ")
    );
    let hint = match aside(path, "presets", now) {
        Ok(aside) => {
            // The next start then finds what this one could read.
            let _ = save_presets(path, presets);
            format!(
                "The file as it was is kept as {}; fix it there and put it back.",
                aside.display()
            )
        }
        Err(error) => format!("The file could not be set aside: {error}. Copy it elsewhere before you save a preset."),
    };
    Trouble { headline, hint }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_700_000_000_000);

    fn file_with(text: &[u8]) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("presets.toml");
        fs::write(&path, text).unwrap();
        (folder, path)
    }

    #[test]
    fn presets_round_trip_and_the_file_is_readable() {
        let (_folder, path) = file_with(b"");
        let mut presets = Presets::default();
        presets
            .keep(
                "Photographs \"2026\"",
                "{\n  \"title\": \"{stem} '''x''' \\\"y\\\"\"\n}\n".into(),
            )
            .unwrap();
        presets.keep("Films", "{ not json".into()).unwrap();
        presets.set_identity("Films", true);
        presets.set_first(Some("Films"));
        presets.set_auto_sign(Some("Photographs \"2026\""));
        save_presets(&path, &presets).unwrap();
        assert_eq!(load_presets(&path, NOW), (presets, None));
        let mut plain = Presets::default();
        plain.keep("A", "{\n  \"title\": \"{stem}\"\n}\n".into()).unwrap();
        save_presets(&path, &plain).unwrap();
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains("\n  \"title\": \"{stem}\"\n"), "lines stay lines: {text}");
    }

    #[cfg(unix)]
    #[test]
    fn a_device_at_the_path_is_reported_and_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("presets.toml");
        std::os::unix::fs::symlink("/dev/zero", &path).unwrap();
        let (presets, trouble) = load_presets(&path, NOW);
        let trouble = trouble.unwrap();
        assert!(
            trouble.headline.ends_with("it is a device, not a file."),
            "{}",
            trouble.headline
        );
        assert!(trouble.hint.contains("no preset can be saved"), "{}", trouble.hint);
        let refused = save_presets(&path, &presets).unwrap_err();
        assert!(refused.to_string().ends_with("it is a device, not a file"), "{refused}");
    }

    #[test]
    fn a_byte_order_mark_is_skipped() {
        let (_folder, path) = file_with(b"\xef\xbb\xbf[[preset]]\nname = \"A\"\nmanifest = '{}'\n");
        let (presets, trouble) = load_presets(&path, NOW);
        assert_eq!((presets.all().len(), trouble), (1, None));
    }

    #[test]
    fn a_missing_file_gives_no_presets_and_no_trouble() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(
            load_presets(&folder.path().join("presets.toml"), NOW),
            (Presets::default(), None)
        );
    }

    #[test]
    fn readable_parts_of_a_broken_file_are_used_and_the_file_is_set_aside() {
        let good = "[[preset]]\nname = \"A\"\nmanifest = '{}'\n";
        for (broken, read) in [
            ("nonsense".to_owned(), 0),
            (format!("{good}[[preset]]\nname = \"B\"\n"), 1),
            (format!("{good}{good}"), 1),
            (format!("default = 3\n{good}"), 1),
            (format!("{good}[[preset]]\nname = \"\"\nmanifest = '{{}}'\n"), 1),
            ("preset = 3".to_owned(), 0),
            (format!("{good}verified_identity = \"yes\"\n"), 0),
        ] {
            let (folder, path) = file_with(broken.as_bytes());
            let (presets, trouble) = load_presets(&path, NOW);
            assert_eq!(presets.all().len(), read, "{broken}");
            let trouble = trouble.unwrap_or_else(|| panic!("{broken}"));
            let aside = folder.path().join("presets.broken-1700000000000.toml");
            assert!(trouble.hint.contains(&aside.display().to_string()), "{trouble:?}");
            assert_eq!(fs::read_to_string(aside).unwrap(), broken);
            assert_eq!(load_presets(&path, NOW), (presets, None), "reported once");
        }
    }
}
