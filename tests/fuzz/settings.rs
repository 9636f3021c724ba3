//! The settings file: any bytes give valid settings, and saved settings come back.

use std::{fs, path::PathBuf};

use model::{
    Announcements, ColumnWidths, LANGUAGES, MAX_PARALLEL_UPLOADS, Profile, ProfileColor, Settings, Theme, Timestamp,
    UploadsAtOnce,
};
use proptest::prelude::*;
use store::{load_settings, save_settings};

const NOW: Timestamp = Timestamp::from_millis(1_700_000_000_000);

#[allow(clippy::unwrap_used)] // a helper of tests, which clippy does not see
fn file_with(bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("settings.toml");
    fs::write(&path, bytes).unwrap();
    (folder, path)
}

/// Lines as a person writes them, right and wrong.
fn lines() -> impl Strategy<Value = Vec<u8>> {
    let field = prop_oneof![
        prop::sample::select(vec![
            "api_url",
            "bucket",
            "jobs",
            "theme",
            "zoom",
            "allow_insecure_http",
            "stall_seconds",
            "check_md5",
            "extra_ca_file",
            "author",
            "[[profiles]]",
            "profiles",
            "active",
            "name",
            "color",
            "[jobs]",
            "[[author]]",
            "unknown",
            "a.b",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,8}",
    ];
    let value = prop_oneof![
        any::<i64>().prop_map(|number| number.to_string()),
        any::<bool>().prop_map(|truth| truth.to_string()),
        "\\PC{0,12}".prop_map(|text| format!("\"{text}\"")),
        Just("\"dark\"".to_owned()),
        Just("\"https://api.example.org/\"".to_owned()),
        Just("[[]]".to_owned()),
        Just("{ a = 1 }".to_owned()),
        "\\PC{0,12}",
    ];
    prop::collection::vec((field, value), 0..8).prop_map(|lines| {
        lines
            .iter()
            .map(|(field, value)| format!("{field} = {value}\n"))
            .collect::<String>()
            .into_bytes()
    })
}

proptest! {
    #![proptest_config(super::cases())]

    #[test]
    fn fuzz_any_settings_file_gives_valid_settings(
        bytes in prop_oneof![prop::collection::vec(any::<u8>(), 0..200), lines()],
    ) {
        let (folder, path) = file_with(&bytes);
        let (settings, trouble) = load_settings(&path, NOW);
        prop_assert_eq!(settings.clone().checked(), Ok(settings.clone()));
        if trouble.is_some() {
            // What a person wrote is kept, and the problem is reported once.
            let aside = folder.path().join("settings.broken-1700000000000.toml");
            prop_assert_eq!(fs::read(aside).unwrap(), bytes);
        }
        prop_assert_eq!(load_settings(&path, NOW), (settings, None));
    }

    #[test]
    fn fuzz_settings_round_trip(
        host in "[a-z0-9]{1,10}(\\.[a-z]{2,5}){0,2}(:[0-9]{1,4})?",
        bucket in prop::option::of("[a-z0-9.-]{3,63}"),
        jobs in 1..=MAX_PARALLEL_UPLOADS,
        (theme, language) in (
            prop::sample::select(vec![Theme::System, Theme::Light, Theme::Dark]),
            prop::option::of(prop::sample::select(LANGUAGES.map(str::to_owned).to_vec())),
        ),
        flags in any::<[bool; 5]>(),
        name in "\\PC{0,40}",
        color in prop::sample::select(ProfileColor::ALL.to_vec()),
        stall_seconds in 5..=600_u16,
        zoom in 50..=300_u16,
        texts in ["(?s).{0,40}", "(?s).{0,40}", "(?s).{0,40}"],
        widths in any::<[Option<u16>; 4]>(),
        before in prop_oneof![prop::collection::vec(any::<u8>(), 0..60), lines()],
    ) {
        let [extra_ca_file, author, copy_template] = texts;
        let settings = Settings {
            profiles: vec![
                Profile::default(),
                Profile {
                    name,
                    color,
                    api_url: format!("https://{host}"),
                    bucket,
                    allow_insecure_http: flags[0],
                    extra_ca_file,
                    keeps_earlier_credentials: flags[4],
                },
            ],
            active: "Que".to_owned(),
            session_profile: None,
            welcomed: flags[3],
            sandbox: flags[3],
            verify_signed: flags[2],
            jobs: UploadsAtOnce::Fixed(jobs),
            theme,
            language,
            zoom,
            grid: flags[1],
            compact: flags[3],
            paused: flags[2],
            stall_seconds,
            check_md5: flags[1],
            include_hidden: flags[0],
            include_system_files: flags[4],
            follow_links: flags[1],
            details: flags[4],
            author,
            copy_template,
            engines: [(host.clone(), "0.59".to_owned())].into(),
            hot_folders: vec![serde_json::json!({ "path": host, "verify": flags[0], "include": [before.len()] })],
            columns: ColumnWidths { size: widths[0], track: widths[1], key: widths[2], narrow_track: widths[3] },
            announcements: Announcements { notification: flags[0], title: flags[1], taskbar: flags[2], attention: flags[3] },
        }
        .checked()
        .unwrap();
        let (_folder, path) = file_with(&before);
        save_settings(&path, &settings).unwrap();
        prop_assert_eq!(load_settings(&path, NOW), (settings, None));
    }
}
