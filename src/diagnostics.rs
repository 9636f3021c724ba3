//! A report to attach when asking for help: versions, settings, counts and the last log lines.
//!
//! It contains no secrets by design: each setting is listed explicitly, the key is not an input, only where it comes from, and
//! every text from outside goes through [`que_sdk::secret::redact_line`]. Does no I/O.

use std::fmt::{self, Write as _};

use model::{Announcements, ApiKeyState, ColumnWidths, KeySource, Model, Profile, Settings, Status, Theme};
use que_sdk::secret::redact_line;

/// Maximum number of log lines in a report.
const MAX_LOG_LINES: usize = 200;

/// Longer texts are cut off, in bytes.
const MAX_TEXT: usize = 2000;

/// The input of a report.
#[derive(Debug, Clone)]
pub struct Subject<'a> {
    /// The current settings.
    pub settings: &'a Settings,
    /// Whether the server is the built-in sandbox.
    pub sandbox: bool,
    /// Whether there is a key, and where it comes from.
    pub key: &'a ApiKeyState,
    /// Number of uploads by state.
    pub counts: Vec<(String, usize)>,
    /// Other problems, one sentence each.
    pub problems: Vec<String>,
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
            key: &model.api_key,
            counts: Status::ALL
                .into_iter()
                .map(count)
                .filter(|(_, number)| *number > 0)
                .collect(),
            problems: model
                .hold()
                .into_iter()
                .map(|hold| format!("Uploads are on hold: {hold:?}"))
                .collect(),
        }
    }
}

/// Lines of "name: value".
#[derive(Default)]
struct Lines(String);

impl Lines {
    fn add(&mut self, name: &str, value: impl fmt::Display) {
        let _ = writeln!(self.0, "{name}: {value}");
    }

    fn add_bool(&mut self, name: &str, value: bool) {
        self.add(name, if value { "yes" } else { "no" });
    }

    /// Says whether a private setting has a value, without showing it.
    fn add_private(&mut self, name: &str, is_set: bool) {
        self.add(name, if is_set { "set" } else { "not set" });
    }
}

/// The report as text. `log` has the log lines, oldest first.
#[must_use]
pub fn report(subject: &Subject<'_>, log: &[String]) -> String {
    let mut lines = Lines::default();
    let build = if cfg!(debug_assertions) { "debug" } else { "release" };
    let sandbox = if cfg!(feature = "sandbox") { "with" } else { "without" };
    lines.add(
        "Que Uploader",
        format_args!("{} ({build}, {sandbox} sandbox)", env!("CARGO_PKG_VERSION")),
    );
    lines.add(
        "System",
        format_args!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
    );
    add_server(&mut lines, subject);
    add_settings(&mut lines, subject.settings);
    lines.add("API key", key_words(subject.key));
    for (name, count) in &subject.counts {
        lines.add(&format!("Uploads ({})", redact_line(name, 80)), count);
    }
    for problem in &subject.problems {
        lines.add("Problem", redact_line(problem, MAX_TEXT));
    }
    let skip = log.len().saturating_sub(MAX_LOG_LINES);
    lines.add("Log lines", log.len() - skip);
    let mut report = lines.0;
    for text in log.iter().skip(skip) {
        let _ = writeln!(report, "  {}", redact_line(text, MAX_TEXT));
    }
    report
}

fn add_server(lines: &mut Lines, subject: &Subject<'_>) {
    // Each field by name, so that a new one does not compile until somebody decided whether to show it.
    let Profile {
        name: _,
        color: _,
        api_url,
        bucket,
        allow_insecure_http,
        extra_ca_file,
        keeps_earlier_credentials,
    } = subject.settings.profile();
    let server = if subject.sandbox {
        "sandbox".to_owned()
    } else {
        shown_url(api_url)
    };
    lines.add("Server", server);
    if let Some(engine) = subject.settings.engine() {
        lines.add("Signs with c2pa-rs", engine);
    }
    let bucket = bucket.as_deref().map(|name| redact_line(name, 63));
    lines.add("Bucket", bucket.as_deref().unwrap_or("from the URL"));
    lines.add_bool("Unencrypted HTTP allowed", *allow_insecure_http);
    lines.add_private("Extra certificates", !extra_ca_file.is_empty());
    lines.add_bool("Server keeps earlier credentials", *keeps_earlier_credentials);
}

fn add_settings(lines: &mut Lines, settings: &Settings) {
    // Each field by name, as above.
    let Settings {
        profiles,
        active: _,
        session_profile: _,
        welcomed: _,
        sandbox: _,
        jobs,
        paused,
        theme,
        language,
        zoom,
        stall_seconds,
        check_md5,
        verify_signed,
        include_hidden,
        include_system_files,
        follow_links,
        details,
        grid,
        compact,
        author,
        copy_template,
        engines: _,
        announcements,
        columns,
        hot_folders,
    } = settings;
    lines.add("Profiles", profiles.len());
    lines.add("Hot folders", hot_folders.len());
    lines.add("Parallel uploads", jobs);
    lines.add_bool("Queue paused", *paused);
    lines.add("Stall timeout", format_args!("{stall_seconds} s"));
    lines.add_bool("Verify signed copies automatically", *verify_signed);
    lines.add_bool("Include hidden files", *include_hidden);
    lines.add_bool("Include system files", *include_system_files);
    lines.add_bool("Follow links out of folders", *follow_links);
    lines.add_bool("Compare MD5", *check_md5);
    lines.add_private("Author", !author.is_empty());
    lines.add_private("Copy template", !copy_template.is_empty());
    lines.add_bool("Details visible", *details);
    lines.add_bool("Shown as tiles", *grid);
    lines.add_bool("Compact rows", *compact);
    lines.add_private("Column widths", *columns != ColumnWidths::default());
    let appearance = match theme {
        Theme::System => "same as system",
        Theme::Light => "light",
        Theme::Dark => "dark",
    };
    lines.add("Appearance", appearance);
    lines.add("Language", language.as_deref().unwrap_or("same as system"));
    let Announcements {
        notification,
        title,
        taskbar,
        attention,
    } = announcements;
    lines.add_bool("Desktop notifications", *notification);
    lines.add_bool("Progress in the title", *title);
    lines.add_bool("Progress in the taskbar", *taskbar);
    lines.add_bool("Attention requests", *attention);
    lines.add("Text size", format_args!("{zoom}%"));
}

/// Scheme, host, port and path, without user, password and query.
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

fn key_words(key: &ApiKeyState) -> String {
    let (words, trouble) = match key {
        ApiKeyState::Reading => (concat!("reading ", model::keyring!()).to_owned(), None),
        ApiKeyState::Missing { keyring_trouble } => ("none".to_owned(), keyring_trouble.as_deref()),
        ApiKeyState::Present {
            source,
            keyring_trouble,
        } => {
            let source = match source {
                KeySource::Environment(name) => format!("from {name}"),
                KeySource::Keyring => concat!("from ", model::keyring!()).to_owned(),
                KeySource::Session => "entered for this session".to_owned(),
                KeySource::Sandbox => "the sandbox's".to_owned(),
            };
            (source, keyring_trouble.as_deref())
        }
    };
    match trouble {
        Some(trouble) => format!("{words} ({})", redact_line(trouble, MAX_TEXT)),
        None => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Event, Hold, Timestamp};

    const SECRET: &str = "hunter2hunter2";

    #[test]
    fn a_report_contains_no_secret_of_its_input() {
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
        model.api_key = ApiKeyState::Missing {
            keyring_trouble: Some(format!("token={SECRET}").into()),
        };
        model.absorb(Event::HoldBegan(Hold::NeedsKey { refused: true }), Timestamp::default());
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
    fn a_report_contains_the_last_200_log_lines() {
        let lines: Vec<String> = (0..300).map(|number| format!("line {number}")).collect();
        let model = Model::new(Settings::default(), "x", true);
        let report = report(&Subject::of(&model), &lines);
        assert!(report.contains("Log lines: 200\n  line 100\n"), "{report}");
        assert!(report.ends_with("  line 299\n") && report.contains("Server: sandbox\n"));
    }
}
