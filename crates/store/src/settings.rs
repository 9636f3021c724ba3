//! The settings file. Reading tolerates mistakes; writing replaces the whole file in one step.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use toml::{Table, Value};

use super::Trouble;
use model::{Settings, Timestamp};
use que_sdk::text;
use whole_files::{NotAFile, Policy, write_whole};

/// The largest settings or presets file that is read, in bytes.
pub(super) const LARGEST: u64 = 64 << 20;

/// Why settings or presets were not saved.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The file cannot be written.
    #[error("the settings could not be saved to {}: {reason}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// The system's error.
        reason: io::Error,
    },
    /// The settings cannot be written as TOML.
    #[error("the settings could not be written as TOML: {0}")]
    Form(#[from] toml::ser::Error),
}

impl SettingsError {
    /// What to do, in one sentence.
    #[must_use]
    pub const fn hint(&self) -> &'static str {
        "They apply until the program ends. Free space on the disk or make the folder writable, then set them again."
    }
}

/// Reads the settings. A missing file gives the defaults, a broken one whatever can be read. A broken file is set aside
/// under a dated name (`now`), so that nothing the user wrote is lost, and the trouble says so. Unknown fields are
/// ignored.
#[must_use]
pub fn load_settings(path: &Path, now: Timestamp) -> (Settings, Option<Trouble>) {
    let text = match whole_files::read(path, LARGEST) {
        Ok(bytes) => match text::decode(&bytes) {
            Ok(text) => text.into_owned(),
            // One broken line must not cost the rest.
            Err(_) => String::from_utf8_lossy(&bytes).into_owned(),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => return (Settings::default(), None),
        Err(error) => {
            return (
                Settings::default(),
                Some(Trouble {
                    headline: format!("The settings in {} could not be read: {error}.", path.display()),
                    hint: if is_not_a_file(&error) {
                        "The defaults are in use, and changes cannot be saved. Move it away and start again."
                    } else {
                        "The defaults are in use. Make the file readable and start again."
                    }
                    .to_owned(),
                }),
            );
        }
    };
    let (table, mut reason) = match text.parse::<Table>() {
        Ok(table) => (table, None),
        Err(error) => (valid_lines(&text), Some(error.message().to_owned())),
    };
    if reason.is_none() {
        match settings_from(table.clone()) {
            Ok(settings) => return (settings, None),
            Err(error) => reason = Some(error),
        }
    }
    let settings = settings_from(valid_fields(table)).unwrap_or_default();
    let trouble = set_aside(path, now, &settings, &reason.unwrap_or_default());
    (settings, Some(trouble))
}

/// Saves the settings. The new file replaces the old one in one step, so a crash leaves one or the other. Unknown
/// fields of the old file are kept.
///
/// # Errors
/// [`SettingsError::Write`] if the file cannot be written.
pub fn save_settings(path: &Path, settings: &Settings) -> Result<(), SettingsError> {
    let mut table = whole_files::read(path, LARGEST)
        .ok()
        .and_then(|bytes| text::decode(&bytes).ok()?.parse::<Table>().ok())
        .unwrap_or_default();
    table.retain(|field, _| !is_known(field));
    table.extend(Table::try_from(settings)?);
    write(path, &toml::to_string_pretty(&table)?)
}

fn settings_from(table: Table) -> Result<Settings, String> {
    let settings: Settings = table
        .try_into()
        .map_err(|error: toml::de::Error| error.message().to_owned())?;
    settings.checked().map_err(|error| error.to_string())
}

/// The settings that are lists of tables.
const LISTS: [&str; 2] = ["profiles", "hot_folder"];

/// The lines that are valid on their own: one mistake must not cost the rest.
fn valid_lines(text: &str) -> Table {
    let mut table = Table::new();
    // The list that the next lines belong to, and the tables of each.
    let mut list = None;
    let mut lists = LISTS.map(|name| (name, Vec::<Table>::new()));
    for line in text.lines().filter(|line| !line.contains(char::REPLACEMENT_CHARACTER)) {
        let heads = |name: &str| line.trim_start().starts_with(&format!("[[{name}]]"));
        if let Some(place) = LISTS.iter().position(|name| heads(name)) {
            list = Some(place);
            lists[place].1.push(Table::new());
        } else if let Ok(fields) = line.parse::<Table>() {
            let tables = list.and_then(|place| lists[place].1.last_mut());
            tables.unwrap_or(&mut table).extend(fields);
        }
    }
    for (name, tables) in lists.into_iter().filter(|(_, tables)| !tables.is_empty()) {
        let tables = tables.into_iter().map(Value::Table).collect();
        table.insert(name.to_owned(), Value::Array(tables));
    }
    table
}

/// The fields with valid values.
fn valid_fields(table: Table) -> Table {
    let is_valid =
        |field: &str, value: &Value| settings_from(Table::from_iter([(field.to_owned(), value.clone())])).is_ok();
    let mut kept = Table::new();
    for (field, value) in table {
        match value {
            value if is_valid(&field, &value) => {
                kept.insert(field, value);
            }
            Value::Array(profiles) if field == "profiles" => {
                let profiles: Vec<_> = profiles.into_iter().filter_map(valid_profile).collect();
                kept.insert(field, Value::Array(profiles));
            }
            _ => {}
        }
    }
    kept
}

/// The valid fields of a profile; `None` if there are none.
fn valid_profile(profile: Value) -> Option<Value> {
    let alone = |profile: Table| {
        settings_from(Table::from_iter([(
            "profiles".to_owned(),
            Value::Array(vec![profile.into()]),
        )]))
    };
    let Value::Table(profile) = profile else { return None };
    let valid: Table = profile
        .into_iter()
        .filter(|(field, value)| alone(Table::from_iter([(field.clone(), value.clone())])).is_ok())
        .collect();
    (!valid.is_empty()).then_some(Value::Table(valid))
}

/// Whether this version has such a field. If it does, it refuses a value of another type. No field takes both of these:
/// a text takes a date, and a list takes an empty one.
fn is_known(field: &str) -> bool {
    let date = Value::Datetime(toml::value::Datetime {
        date: None,
        time: None,
        offset: None,
    });
    let is_refused = |value: Value| {
        Table::from_iter([(field.to_owned(), value)])
            .try_into::<Settings>()
            .is_err()
    };
    is_refused(date) || is_refused(Value::Array(Vec::new()))
}

fn set_aside(path: &Path, now: Timestamp, settings: &Settings, reason: &str) -> Trouble {
    let headline = format!(
        "Some settings could not be read: {}.",
        reason.lines().collect::<Vec<_>>().join(" ")
    );
    let hint = match aside(path, "settings", now) {
        Ok(aside) => {
            // The next start then finds what this one could read.
            let _ = save_settings(path, settings);
            format!(
                "What could be read is in use, defaults for the rest. The file as it was is kept as {}.",
                aside.display()
            )
        }
        Err(error) => {
            format!("What could be read is in use, defaults for the rest. The file could not be set aside: {error}.")
        }
    };
    Trouble { headline, hint }
}

/// Whether the error says that the path is not a file. Such a thing is never replaced.
pub(super) fn is_not_a_file(error: &io::Error) -> bool {
    error
        .get_ref()
        .and_then(|error| error.downcast_ref::<NotAFile>())
        .is_some()
}

/// Moves a file to a dated name and returns that.
pub(super) fn aside(path: &Path, name: &str, now: Timestamp) -> io::Result<PathBuf> {
    let aside = path.with_file_name(format!("{name}.broken-{}.toml", now.as_millis()));
    fs::copy(path, &aside)?;
    fs::remove_file(path)?;
    Ok(aside)
}

/// Writes a settings or presets file for this user alone.
pub(super) fn write(path: &Path, text: &str) -> Result<(), SettingsError> {
    write_whole(path, text.as_bytes(), Policy::Private).map_err(|reason| SettingsError::Write {
        path: path.to_owned(),
        reason,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Announcements, ColumnWidths, Profile, ProfileColor, Theme, UploadsAtOnce};

    fn file_with(text: &[u8]) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.toml");
        fs::write(&path, text).unwrap();
        (folder, path)
    }

    const NOW: Timestamp = Timestamp::from_millis(1_700_000_000_000);

    #[test]
    fn a_missing_file_gives_the_defaults_without_trouble() {
        let folder = tempfile::tempdir().unwrap();
        let loaded = load_settings(&folder.path().join("settings.toml"), NOW);
        assert_eq!(loaded, (Settings::default(), None));
    }

    #[test]
    fn settings_round_trip() {
        let (_folder, path) = file_with(b"");
        for bucket in [Some("my-bucket".to_owned()), None] {
            let settings = Settings {
                profiles: vec![
                    Profile::default(),
                    Profile {
                        name: "Work \"quoted\"".into(),
                        color: ProfileColor::Amber,
                        api_url: "https://api.example.org".into(),
                        bucket,
                        allow_insecure_http: true,
                        extra_ca_file: "/etc/company.pem".into(),
                        keeps_earlier_credentials: true,
                    },
                ],
                active: "Work \"quoted\"".into(),
                session_profile: None,
                welcomed: true,
                sandbox: true,
                jobs: UploadsAtOnce::Fixed(9),
                theme: Theme::Dark,
                language: Some("ja".into()),
                zoom: 150,
                paused: true,
                stall_seconds: 90,
                check_md5: false,
                verify_signed: false,
                include_hidden: true,
                include_system_files: true,
                follow_links: true,
                details: false,
                grid: true,
                compact: true,
                author: "Zoë \"quoted\"".into(),
                engines: [("api.example.org:8443".into(), "0.59".into())].into(),
                copy_template: "{name}{tab}{key}".into(),
                hot_folders: vec![serde_json::json!({ "path": "/in", "include": ["*.jpg"], "verify": true })],
                announcements: Announcements {
                    notification: false,
                    attention: false,
                    ..Announcements::default()
                },
                columns: ColumnWidths {
                    key: Some(300),
                    ..ColumnWidths::default()
                },
            };
            save_settings(&path, &settings).unwrap();
            assert_eq!(load_settings(&path, NOW), (settings, None));
        }
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn hot_folders_survive_a_broken_line_and_a_wrong_value_in_them_costs_nothing() {
        let text =
            b"[[hot_folder]]\npath = \"/a\"\nverfy = 3\n[[profiles]]\nname = \"A\"\n[[hot_folder]]\npath = \"/b\"\n";
        let paths = |settings: &Settings| -> Vec<_> {
            let folders = settings.hot_folders.iter();
            folders
                .map(|folder| folder["path"].as_str().unwrap().to_owned())
                .collect()
        };
        let (_folder, path) = file_with(text);
        let (settings, trouble) = load_settings(&path, NOW);
        assert_eq!(
            (paths(&settings), trouble),
            (vec!["/a".to_owned(), "/b".to_owned()], None)
        );
        let broken = [&text[..], b"zoom = = 3\n"].concat();
        let (_folder, path) = file_with(&broken);
        let (settings, trouble) = load_settings(&path, NOW);
        assert!(trouble.is_some());
        assert_eq!(paths(&settings), ["/a", "/b"]);
        assert_eq!(settings.profiles[0].name, "A");
    }

    #[test]
    fn a_broken_profile_costs_only_its_broken_fields() {
        for broken in [
            &b"author = \"Ada\"\n[[profiles]]\nname = \"A\"\n[[profiles]]\nname = \"B\"\nbucket = \"No Bucket\"\n\
              api_url = \"https://b.example\"\n"[..],
            b"author = \"Ada\"\n[[profiles]]\nname = \"A\"\n[[profiles]]\nname = \"B\"\nbucket = = \"x\"\n\
              api_url = \"https://b.example\"\n",
        ] {
            let (_folder, path) = file_with(broken);
            let (settings, trouble) = load_settings(&path, NOW);
            assert!(trouble.is_some());
            let fields = |profile: &Profile| (profile.name.clone(), profile.api_url.clone(), profile.bucket.clone());
            let profiles: Vec<_> = settings.profiles.iter().map(fields).collect();
            assert_eq!(
                profiles,
                [
                    ("A".to_owned(), "https://dev-api.addque.org".to_owned(), None),
                    ("B".to_owned(), "https://b.example".to_owned(), None),
                ]
            );
            assert_eq!(settings.author, "Ada");
        }
    }

    #[test]
    fn unknown_fields_are_kept_in_the_file() {
        let (_folder, path) = file_with(b"jobs = 7\nhover_color = \"blue\"\n[window]\nwidth = 3\n");
        let (settings, trouble) = load_settings(&path, NOW);
        assert_eq!((settings.jobs, trouble), (UploadsAtOnce::Fixed(7), None));
        save_settings(&path, &settings).unwrap();
        let text = fs::read_to_string(&path).unwrap();
        assert!(
            text.contains("hover_color = \"blue\"") && text.contains("width = 3"),
            "{text}"
        );
        assert_eq!(load_settings(&path, NOW), (settings, None));
    }

    #[test]
    fn the_systems_language_is_chosen_again_by_leaving_it_out() {
        let (_folder, path) = file_with(b"language = \"fr\"\n");
        let (mut settings, trouble) = load_settings(&path, NOW);
        assert_eq!((settings.language.as_deref(), trouble), (Some("fr"), None));
        settings.language = None;
        save_settings(&path, &settings).unwrap();
        assert_eq!(load_settings(&path, NOW), (settings, None));
    }

    #[test]
    fn an_invalid_value_costs_only_itself_and_the_file_is_set_aside() {
        for broken in [
            &b"jobs = 99\nauthor = \"Ada\"\n"[..],
            b"jobs = \"many\"\nauthor = \"Ada\"\n",
            b"language = \"tlh\"\nauthor = \"Ada\"\n",
            b"language = 5\nauthor = \"Ada\"\n",
            b"jobs = = 3\nauthor = \"Ada\"\n",
            b"api_url = \"\xff\nauthor = \"Ada\"\n",
        ] {
            let (folder, path) = file_with(broken);
            let (settings, trouble) = load_settings(&path, NOW);
            let expected = Settings {
                author: "Ada".into(),
                ..Settings::default()
            };
            assert_eq!(settings, expected);
            let trouble = trouble.unwrap();
            assert!(trouble.headline.starts_with("Some settings could not be read"));
            let aside = folder.path().join("settings.broken-1700000000000.toml");
            assert!(trouble.hint.contains(&aside.display().to_string()));
            assert_eq!(fs::read(aside).unwrap(), broken);
            assert_eq!(load_settings(&path, NOW), (expected, None), "reported once");
        }
    }

    #[test]
    fn a_byte_order_mark_is_skipped_and_utf_16_is_read() {
        let text = "author = \"Zoë\"\njobs = 3\n";
        let wide = [0xff, 0xfe]
            .into_iter()
            .chain(text.encode_utf16().flat_map(u16::to_le_bytes));
        for bytes in [[b"\xef\xbb\xbf", text.as_bytes()].concat(), wide.collect()] {
            let (_folder, path) = file_with(&bytes);
            let (settings, trouble) = load_settings(&path, NOW);
            assert_eq!(
                (settings.author.as_str(), settings.jobs),
                ("Zoë", UploadsAtOnce::Fixed(3))
            );
            assert_eq!(trouble, None);
            // Unknown fields of such a file are kept too.
            fs::write(&path, [b"\xef\xbb\xbfhover = 1\n", text.as_bytes()].concat()).unwrap();
            save_settings(&path, &settings).unwrap();
            assert!(fs::read_to_string(&path).unwrap().contains("hover = 1"));
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_linked_settings_file_stays_a_link() {
        let (folder, path) = file_with(b"");
        let link = folder.path().join("link.toml");
        std::os::unix::fs::symlink(&path, &link).unwrap();
        save_settings(&link, &Settings::default()).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert!(fs::read_to_string(&path).unwrap().contains("api_url"));
    }
}
