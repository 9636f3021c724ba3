//! What a person can copy when something does not work: versions, settings, counts and the last log lines.
//!
//! It is redacted by construction: settings are listed one by one, each with a decision of its own; the key is not
//! among the arguments, only where it comes from; and every text that comes from elsewhere goes through
//! [`que_sdk::secret::redact_line`]. Pure: what it tells is given to it.

use std::fmt::Write as _;

use model::{ColumnWidths, KeySource, KeyState, Model, Profile, Settings, Status, Theme};
use que_sdk::secret::redact_line;

/// Log lines in a report at the most.
const LINES: usize = 200;

/// The longest text of elsewhere.
const LONGEST: usize = 2000;

/// What a report tells of.
#[derive(Debug, Clone)]
pub struct Subject<'a> {
    /// The settings in use.
    pub settings: &'a Settings,
    /// Whether the server is the sandbox inside the program.
    pub sandbox: bool,
    /// Whether there is a key, and where it came from.
    pub key: &'a KeyState,
    /// How many uploads there are, by what they are.
    pub counts: Vec<(String, usize)>,
    /// What else is wrong, a sentence each.
    pub troubles: Vec<String>,
}

impl<'a> Subject<'a> {
    /// What the window knows.
    #[must_use]
    pub fn of(model: &'a Model) -> Self {
        let totals = model.queue.totals();
        let count = |status: Status| (status.word().to_owned(), totals.count(status));
        Self {
            settings: &model.settings,
            sandbox: model.sandbox,
            key: &model.key,
            counts: Status::ALL
                .into_iter()
                .map(count)
                .filter(|(_, number)| *number > 0)
                .collect(),
            troubles: model
                .hold()
                .into_iter()
                .map(|hold| format!("Nothing starts: {hold:?}"))
                .collect(),
        }
    }
}

/// The report as text. `lines` are those of the log, the oldest first.
#[must_use]
pub fn report(subject: &Subject<'_>, lines: &[String]) -> String {
    let mut report = String::new();
    let mut line = |name: &str, value: &str| {
        let _ = writeln!(report, "{name}: {value}");
    };
    let built = if cfg!(debug_assertions) { "debug" } else { "release" };
    let sandbox = if cfg!(feature = "sandbox") { "with" } else { "without" };
    line(
        "Que Uploader",
        &format!("{} ({built}, {sandbox} sandbox)", env!("CARGO_PKG_VERSION")),
    );
    line(
        "System",
        &format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
    );
    // By name, so that a new setting cannot be forgotten here, nor get in unseen.
    let Settings {
        profiles,
        active: _,
        visiting: _,
        welcomed: _,
        sandbox: _,
        jobs,
        paused,
        theme,
        zoom,
        stall_seconds,
        check_md5,
        verify_signed,
        include_hidden,
        include_system_files,
        follow_links,
        details,
        author,
        copy_template,
        columns,
    } = subject.settings;
    let Profile {
        name: _,
        color: _,
        api_url,
        bucket,
        allow_insecure_http,
        extra_ca_file,
    } = subject.settings.profile();
    let whether = |set: bool| if set { "set" } else { "not set" };
    let server = if subject.sandbox {
        "the sandbox".to_owned()
    } else {
        shown_url(api_url)
    };
    line("Server", &server);
    line(
        "Bucket",
        &bucket
            .as_deref()
            .map_or_else(|| "from the URL".to_owned(), |name| redact_line(name, 63)),
    );
    line("Profiles", &profiles.len().to_string());
    line("Uploads at once", &jobs.to_string());
    line("Queue paused", if *paused { "yes" } else { "no" });
    line("Stall time", &format!("{stall_seconds} s"));
    line(
        "Signed copies verified by themselves",
        if *verify_signed { "yes" } else { "no" },
    );
    line(
        "Hidden files taken from folders",
        if *include_hidden { "yes" } else { "no" },
    );
    line(
        "System files taken from folders",
        if *include_system_files { "yes" } else { "no" },
    );
    line(
        "Links followed out of folders",
        if *follow_links { "yes" } else { "no" },
    );
    line("MD5 compared", if *check_md5 { "yes" } else { "no" });
    line("Plain HTTP allowed", if *allow_insecure_http { "yes" } else { "no" });
    line("Extra certificates", whether(!extra_ca_file.is_empty()));
    line("Author", whether(!author.is_empty()));
    line("Template for copies", whether(!copy_template.is_empty()));
    line("Details on show", if *details { "yes" } else { "no" });
    line("Column widths", whether(*columns != ColumnWidths::default()));
    line(
        "Colors",
        match theme {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        },
    );
    line("Zoom", &format!("{zoom} %"));
    line("API key", &key_words(subject.key));
    for (name, count) in &subject.counts {
        line(&format!("Uploads ({})", redact_line(name, 80)), &count.to_string());
    }
    for trouble in &subject.troubles {
        line("Trouble", &redact_line(trouble, LONGEST));
    }
    let skip = lines.len().saturating_sub(LINES);
    line("Log lines", &(lines.len() - skip).to_string());
    for text in lines.iter().skip(skip) {
        let _ = writeln!(report, "  {}", redact_line(text, LONGEST));
    }
    report
}

/// Scheme, host, port and path: no user, no password, no query.
fn shown_url(text: &str) -> String {
    match url::Url::parse(text) {
        Ok(mut url) if url.host().is_some() => {
            url.set_query(None);
            url.set_fragment(None);
            let bare = url.set_password(None).is_ok() && url.set_username("").is_ok();
            if bare {
                redact_line(url.as_str(), 300)
            } else {
                "not shown".to_owned()
            }
        }
        _ => "not a URL".to_owned(),
    }
}

fn key_words(key: &KeyState) -> String {
    let (words, trouble) = match key {
        KeyState::Reading => ("the keyring is being asked".to_owned(), None),
        KeyState::Missing { keyring_trouble } => ("none".to_owned(), keyring_trouble.as_deref()),
        KeyState::Present {
            source,
            keyring_trouble,
        } => {
            let source = match source {
                KeySource::Environment(name) => format!("from {name}"),
                KeySource::Keyring => "from the keyring".to_owned(),
                KeySource::Session => "typed in for this session".to_owned(),
                KeySource::Sandbox => "the sandbox's own".to_owned(),
            };
            (source, keyring_trouble.as_deref())
        }
    };
    match trouble {
        Some(trouble) => format!("{words} ({})", redact_line(trouble, LONGEST)),
        None => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Event, Hold, Timestamp};

    const SECRET: &str = "hunter2hunter2";

    #[test]
    fn nothing_hostile_comes_out_as_it_went_in() {
        let settings = Settings {
            profiles: vec![Profile {
                name: SECRET.to_owned(),
                api_url: format!("https://user:{SECRET}@api.example.org/base?key={SECRET}#{SECRET}"),
                extra_ca_file: format!("/home/{SECRET}/ca.pem"),
                ..Profile::default()
            }],
            author: SECRET.to_owned(),
            ..Settings::default()
        };
        let mut model = Model::new(settings, "x", false);
        model.key = KeyState::Missing {
            keyring_trouble: Some(format!("token={SECRET}")),
        };
        model.absorb(Event::Held(Hold::NeedsKey { refused: true }), Timestamp::default());
        let lines: Vec<String> = [
            "INFO x-api-key: {}",
            "INFO header \"x-api-key\": \"{}\"",
            "DEBUG PUT https://b.s3.amazonaws.com/k.jpg?X-Amz-Credential={}&X-Amz-Signature={}",
            "DEBUG GET https://{}:{}@proxy.example:3128/",
            "WARN Authorization: Bearer {}",
            "WARN proxy-authorization: Basic {}",
            "ERROR panic at x: QUE_API_KEY_AUTH={}",
            "ERROR {\"token\": \"{}\", \"b\": 1}\nINFO a forged line with password={}",
        ]
        .iter()
        .map(|line| line.replace("{}", SECRET))
        .collect();
        let report = report(&Subject::of(&model), &lines);
        assert!(!report.contains(SECRET), "{report}");
        assert!(report.contains("Server: https://api.example.org/base\n"), "{report}");
        assert!(report.contains("b.s3.amazonaws.com/k.jpg?(hidden)"), "{report}");
        assert!(report.contains("Author: set\n") && report.contains("Extra certificates: set\n"));
        assert!(report.contains("Log lines: 8\n") && !report.contains("\nINFO a forged line"));
        assert!(report.contains("API key: none (token=(hidden))"), "{report}");
    }

    #[test]
    fn the_last_two_hundred_lines_are_told() {
        let lines: Vec<String> = (0..300).map(|number| format!("line {number}")).collect();
        let model = Model::new(Settings::default(), "x", true);
        let report = report(&Subject::of(&model), &lines);
        assert!(report.contains("Log lines: 200\n  line 100\n"), "{report}");
        assert!(report.ends_with("  line 299\n") && report.contains("Server: the sandbox\n"));
    }
}
