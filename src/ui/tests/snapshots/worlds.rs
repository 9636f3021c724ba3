//! The contents of the pictures.

use super::*;
use model::{Exchange, HistorySearch, Profile};
use que_sdk::secret::BareUrl;

/// The amount of content.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    Ordinary,
    /// Long names, long labels, a thousand rows.
    Extreme,
}

impl Content {
    pub(super) const ALL: [Self; 2] = [Self::Ordinary, Self::Extreme];

    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Ordinary => "ordinary",
            Self::Extreme => "extreme",
        }
    }

    pub(super) fn is_extreme(self) -> bool {
        self == Self::Extreme
    }

    /// One or the other.
    pub(super) fn pick<T>(self, ordinary: T, extreme: T) -> T {
        if self.is_extreme() { extreme } else { ordinary }
    }
}

/// A name of two hundred letters, in three scripts.
pub(super) fn long_name(number: usize) -> String {
    match number % 4 {
        0 => format!("{number:04} {}.jpg", "a very long name ".repeat(11).trim()),
        1 => format!("{}{number}.png", "deep/folder/".repeat(12)),
        2 => format!("{number:04}{}.mov", "x".repeat(192)),
        _ => format!("港の夜明け 地方新聞/ميناء الفجر 🌅 {number}.heic"),
    }
}

/// File names with sizes.
fn names(content: Content) -> Vec<(String, u64)> {
    match content {
        Content::Ordinary => [
            ("harbour at dawn.jpg", 4_812_551),
            ("council meeting/opening.mp4", 734_003_200),
            ("council meeting/mayor.jpg", 6_201_344),
            ("council meeting/interview.wav", 88_211_456),
            ("chart.png", 182_034),
            ("portrait.webp", 912_334),
            ("notes.txt", 2_048),
            ("aerial.mov", 5_100_000_000),
        ]
        .map(|(name, size)| (name.to_owned(), size))
        .to_vec(),
        Content::Extreme => (0..1000)
            .map(|number| {
                let sizes = [1, u64::MAX / 4, 5_368_709_120, 0];
                (long_name(number), sizes[number % sizes.len()])
            })
            .collect(),
    }
}

/// A queue of these files.
pub(super) fn with_files(files: Vec<(String, u64)>) -> (World, Vec<UploadId>) {
    let mut world = World::new();
    world.model.decide(Intent::Add(vec!["/photos".into()]));
    let files = files.into_iter().map(|(name, size)| FoundFile {
        source: Source {
            path: PathBuf::from("/photos").join(&name),
            relative: name.into(),
            size,
            modified: Some(NOW),
        },
    });
    let files = files.collect();
    world.absorb(Event::Found { batch: 1, files });
    world.absorb(Event::ScanEnded {
        batch: 1,
        skipped: Vec::new(),
    });
    let ids = world.model.queue.uploads().iter().map(|upload| upload.id).collect();
    (world, ids)
}

/// Stores a file of its own size, typed by its name.
pub(super) fn stored(world: &mut World, id: UploadId, key: &str) {
    let source = world.model.upload(id).unwrap().source.clone();
    let content_type = match source.path.extension().and_then(std::ffi::OsStr::to_str) {
        Some("jpg") => "image/jpeg",
        Some("png") => "image/png",
        Some("webp") => "image/webp",
        Some("heic") => "image/heic",
        Some("mp4") => "video/mp4",
        Some("mov") => "video/quicktime",
        Some("wav") => "audio/wav",
        _ => "text/plain",
    };
    world.model.decide(Intent::Resume(vec![id]));
    world.absorb(Event::Preparing(id));
    world.absorb(Event::Prepared {
        id,
        content_type: content_type.into(),
        note: None,
    });
    let facts = UploadFacts {
        object: object(key),
        sha256: "ab".repeat(32),
        bytes: source.size,
        uploaded_at: NOW,
    };
    world.absorb(Event::Uploaded { id, facts });
}

/// A failure with a short or a very long text.
pub(super) fn trouble(content: Content, message: &str, hint: &str) -> Failure {
    let more = content.pick("", " The words of the storage do not come to an end.");
    Failure {
        message: format!("{message}{}", more.repeat(8)),
        hint: hint.to_owned(),
        ..failure("")
    }
}

/// A queue of files in the most common states.
pub(super) fn queue(content: Content) -> (World, Vec<UploadId>) {
    in_states(content, names(content))
}

/// The first seven of them, shown beside or behind the subject of a picture.
pub(super) fn desk(content: Content) -> (World, Vec<UploadId>) {
    in_states(content, names(content).into_iter().take(7).collect())
}

/// Three waiting files, shown behind a dialog.
pub(super) fn few(content: Content) -> World {
    let (mut world, ids) = with_files(names(content).into_iter().take(3).collect());
    stored(
        &mut world,
        ids[0],
        "uploads/0f8fad5b-d9cb-469f-a165-708677289500/harbour_at_dawn.jpg",
    );
    rename(&mut world, content);
    world
}

/// Gives the current server a name that does not fit its button.
fn rename(world: &mut World, content: Content) {
    if content.is_extreme() {
        world.model.server =
            "地方新聞の写真部 صحيفة محلية 🌅 of the newspaper and everybody else at the desk".to_owned();
    }
}

fn in_states(content: Content, files: Vec<(String, u64)>) -> (World, Vec<UploadId>) {
    let (mut world, ids) = with_files(files);
    rename(&mut world, content);
    let key = |number: usize| {
        let more = content.pick("", "/and/more").repeat(30);
        format!("uploads/0f8fad5b-d9cb-469f-a165-70867728950{number}{more}/harbour_at_dawn.jpg")
    };
    stored(&mut world, ids[0], &key(0));
    world.sign(ids[0]);
    world.verify(ids[0], Verdict::Trusted, &report());
    world.absorb(Event::Preparing(ids[1]));
    world.absorb(Event::Sending {
        id: ids[1],
        object: object(&key(1)),
    });
    world.absorb(Event::Progress(vec![(ids[1], 301_989_888)]));
    stored(&mut world, ids[2], &key(2));
    world.sign(ids[2]);
    world.verify(ids[2], Verdict::Invalid, "{}");
    stored(&mut world, ids[3], &key(3));
    let refused = "The storage refused the upload: access denied.";
    world.absorb(Event::Failed {
        id: ids[4],
        failure: trouble(content, refused, "Ask your administrator for write access."),
    });
    stored(&mut world, ids[5], &key(5));
    world.sign(ids[5]);
    world.absorb(Event::Paused(ids[6]));
    (world, ids)
}

/// The queue with the first row inspected in this tab.
pub(super) fn inspected(content: Content, tab: InspectorTab) -> World {
    let (mut world, ids) = desk(content);
    let exchange = |method: &str, url: &str, status, trouble: Option<&str>| Exchange {
        at: NOW,
        method: method.into(),
        url: BareUrl::of(&url.parse().unwrap()),
        status,
        elapsed: Duration::from_millis(80),
        sent: 4_812_551,
        received: Some(512),
        error: trouble.map(str::to_owned),
        was_retried: false,
    };
    let more = content.pick("", "/and/more").repeat(40);
    let busy = "The server is busy. ".repeat(content.pick(1, 20));
    let presign = "https://api.example.org/v1/presign";
    let put = format!("https://bucket.s3.example.org/uploads{more}/harbour.jpg");
    let mut requests = vec![
        exchange("POST", presign, Some(503), Some(busy.trim())),
        exchange("POST", presign, Some(200), None),
    ];
    requests.extend((0..content.pick(1, 200)).map(|_| exchange("PUT", &put, Some(200), None)));
    world.read_details(ids[0], requests);
    world.view.choose(ids[0]);
    world.view.inspector.tab = tab;
    world
}

/// The scene, as panels get it.
pub(super) fn scene(world: &mut World) -> Scene<'_> {
    Scene {
        model: &world.model,
        view: &mut world.view,
        now: NOW,
        dark: false,
        requests: Vec::new(),
    }
}

/// The history of the queue's files.
pub(super) fn history_of(content: Content) -> World {
    let (mut world, ids) = queue(content);
    for (number, id) in ids
        .iter()
        .enumerate()
        .filter(|(number, _)| !matches!(number, 0 | 2 | 5))
    {
        stored(&mut world, *id, &format!("uploads/0f8fad5b/{number}.jpg"));
    }
    let rows = world.model.queue.uploads().iter().take(200);
    // Some of today, of yesterday, of this week, and earlier ones.
    let ago = [0, 0, 1, 1, 1, 3, 20].into_iter().chain(std::iter::repeat(400));
    let of_day = |(row, days): (&Arc<Upload>, i64)| {
        let mut record = Upload::clone(row);
        let at = NOW.as_millis() - days * 86_400_000;
        record.uploaded_at = record.uploaded_at.map(|_| Timestamp::from_millis(at));
        record
    };
    let records = rows.zip(ago).map(of_day).collect();
    history_with(records, content)
}

/// The history with these records.
pub(super) fn history_with(records: Vec<Upload>, content: Content) -> World {
    let mut history = World::new();
    rename(&mut history, content);
    history.view.tab = Tab::History;
    let search = history.model.decide(Intent::SearchHistory(HistorySearch::default()));
    history.commands.extend(search);
    history.found(records);
    history
}

/// Many servers with long names and addresses, and a broken keyring.
pub(super) fn crowd(world: &mut World) {
    let long = format!(
        "https://{}.example.org/v1",
        "a-rather-long-label.".repeat(4).trim_end_matches('.')
    );
    let profiles = (0..12).map(|number| Profile {
        name: format!("地方新聞の写真部 {number} صحيفة 🌅 {}", "of the newspaper ".repeat(6)),
        ..Profile::at(&long)
    });
    let settings = &mut world.model.settings;
    settings.profiles.extend(profiles);
    settings.author = "Ada Lovelace and everybody else at the desk ".repeat(6);
    settings.zoom = 200;
    let profile = settings.profile_mut();
    profile.extra_ca_file = "/etc/ssl/a/folder/that/lies/deep".repeat(5);
    profile.bucket = Some("a-bucket-with-a-long-name".repeat(3));
    world.absorb(Event::ApiKeyChanged(ApiKeyState::Present {
        source: KeySource::Session,
        keyring_trouble: Some(no_keyring()),
    }));
    rename(world, Content::Extreme);
}

/// A long reason why there is no keyring.
pub(super) fn no_keyring() -> model::KeyringTrouble {
    "No keyring answers. ".repeat(12).into()
}
