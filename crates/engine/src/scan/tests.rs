use std::sync::{Arc, mpsc};

use super::*;

fn walk(paths: Vec<PathBuf>) -> (Vec<Source>, Vec<Skipped>) {
    walk_by(FolderRules::default(), paths)
}

fn scan_of(paths: Vec<PathBuf>, rules: FolderRules) -> Scan {
    Scan {
        batch: 7,
        paths,
        rules,
        own: ProtectedData::default(),
    }
}

fn walk_by(rules: FolderRules, paths: Vec<PathBuf>) -> (Vec<Source>, Vec<Skipped>) {
    let (sender, receiver) = mpsc::channel();
    scan(
        scan_of(paths, rules),
        &EventSender::new(sender, Arc::new(|| ())),
        &CancellationToken::new(),
    );
    let mut sources = Vec::new();
    for event in receiver {
        match event {
            Event::Found { batch: 7, files } => sources.extend(files.into_iter().map(|file| file.source)),
            Event::ScanEnded { batch: 7, skipped } => return (sources, skipped),
            other => panic!("{other:?}"),
        }
    }
    panic!("the walk never ended");
}

#[test]
fn folders_are_walked_in_order_and_relative_paths_begin_with_the_dropped_folder() {
    let folder = tempfile::tempdir().unwrap();
    let trip = folder.path().join("trip");
    fs::create_dir_all(trip.join("day 2")).unwrap();
    for name in ["b.jpg", "a.jpg", "day 2/c.jpg"] {
        fs::write(trip.join(name), name).unwrap();
    }
    let (sources, skipped) = walk(vec![trip.clone(), trip.join("b.jpg")]);
    assert_eq!(
        relative(&sources),
        ["trip/a.jpg", "trip/b.jpg", "trip/day 2/c.jpg", "b.jpg"]
    );
    assert_eq!(sources[0].size, 5);
    assert!(
        sources
            .iter()
            .all(|source| source.path.is_absolute() && source.modified.is_some())
    );
    assert_eq!(skipped, []);
}

#[test]
fn a_scan_stopped_by_the_end_of_the_program_does_not_claim_to_have_ended() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..2000 {
        fs::write(folder.path().join(number.to_string()), "").unwrap();
    }
    let (sender, receiver) = mpsc::channel();
    let quit = CancellationToken::new();
    let stop = quit.clone();
    // The first event stops it.
    let events = EventSender::new(sender, Arc::new(move || stop.cancel()));
    let paths = vec![folder.path().to_owned()];
    scan(scan_of(paths, FolderRules::default()), &events, &quit);
    drop(events);
    let mut found = 0;
    for event in receiver {
        match event {
            Event::Found { files, .. } => found += files.len(),
            other => panic!("{other:?}"),
        }
    }
    assert!((1..2000).contains(&found), "{found}");
}

#[cfg(unix)]
#[test]
fn odd_entries_are_skipped_with_a_reason_and_loops_end() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("root");
    fs::create_dir(&root).unwrap();
    fs::write(root.join("good.jpg"), "good").unwrap();
    std::os::unix::fs::symlink(&root, root.join("loop")).unwrap();
    std::os::unix::fs::symlink("nowhere", root.join("dangling")).unwrap();
    std::os::unix::fs::symlink("good.jpg", root.join("link.jpg")).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(root.join("socket")).unwrap();
    fs::File::create(root.join("huge.mov"))
        .unwrap()
        .set_len(MAX_PUT_BYTES + 1)
        .unwrap();
    let (sources, mut skipped) = walk(vec![root, folder.path().join("missing")]);
    let names: Vec<_> = sources.iter().map(Source::name).collect();
    assert_eq!(names, ["good.jpg", "link.jpg"]);
    skipped.sort_by(|a, b| a.path.cmp(&b.path));
    let reasons: Vec<_> = skipped
        .iter()
        .map(|skipped| {
            (
                skipped.path.file_name().unwrap().to_str().unwrap(),
                skipped.reason.clone(),
            )
        })
        .collect();
    assert_eq!(
        reasons,
        [
            ("missing", SkipReason::Missing),
            ("dangling", SkipReason::BrokenLink),
            ("huge.mov", SkipReason::TooLarge),
            ("loop", SkipReason::LinkCycle),
            ("socket", SkipReason::NotAFile { named: false }),
        ]
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_link_to_a_pipe_is_a_pipe_and_a_link_to_itself_is_reported_as_such() {
    use std::os::fd::AsRawFd;

    let folder = tempfile::tempdir().unwrap();
    let (reader, _writer) = io::pipe().unwrap();
    let pipe = folder.path().join("pipe");
    std::os::unix::fs::symlink(format!("/proc/self/fd/{}", reader.as_raw_fd()), &pipe).unwrap();
    let circle = folder.path().join("circle");
    std::os::unix::fs::symlink("circle", &circle).unwrap();
    let reasons = |paths: Vec<PathBuf>| -> Vec<_> {
        let (sources, skipped) = walk(paths);
        assert!(sources.is_empty(), "{sources:?}");
        skipped.into_iter().map(|skipped| skipped.reason).collect()
    };
    let around = SkipReason::Unreadable("it is a link that leads to itself".to_owned());
    let named = vec![pipe, circle];
    assert_eq!(reasons(named), [SkipReason::NotAFile { named: true }, around.clone()]);
    let mut found = reasons(vec![folder.path().to_owned()]);
    found.sort_by_key(|reason| *reason == SkipReason::NotAFile { named: false });
    assert_eq!(found, [around, SkipReason::NotAFile { named: false }]);
}

/// What was skipped, by name, and why.
fn left_out(skipped: Vec<Skipped>) -> Vec<(String, SkipReason)> {
    let by_name = |skipped: Skipped| {
        let name = skipped.path.file_name().unwrap().to_str().unwrap().to_owned();
        (name, skipped.reason)
    };
    skipped.into_iter().map(by_name).collect()
}

/// The relative paths, with slashes on every system.
fn relative(sources: &[Source]) -> Vec<String> {
    let slashed = |source: &Source| source.relative.to_str().unwrap().replace('\\', "/");
    sources.iter().map(slashed).collect()
}

fn make(folder: &Path, names: &[&str]) {
    for name in names {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, name).unwrap();
    }
}

#[test]
fn hidden_and_system_files_in_folders_are_skipped_unless_wanted() {
    let folder = tempfile::tempdir().unwrap();
    let trip = folder.path().join("trip");
    let names = [
        ".DS_Store",
        ".Spotlight-V100/store.db",
        "._a.jpg",
        ".env",
        ".git/config",
        ".git/objects/pack",
        "@eaDir/a.jpg/thumb.jpg",
        "Thumbs.db",
        "a.jpg",
        "day 2/.hidden.jpg",
        "day 2/desktop.ini",
    ];
    make(&trip, &names);
    let of_system = [
        ".DS_Store",
        ".Spotlight-V100",
        "._a.jpg",
        "@eaDir",
        "Thumbs.db",
        "desktop.ini",
    ];
    let hidden = [".env", ".git", ".hidden.jpg"];
    let expect = |rules: FolderRules, taken: &[&str]| {
        let (sources, skipped) = walk_by(rules, vec![trip.clone()]);
        let taken: Vec<_> = taken.iter().map(|name| format!("trip/{name}")).collect();
        assert_eq!(relative(&sources), taken, "{rules:?}");
        let left = left_out(skipped);
        for (names, reason, is_taken) in [
            (&of_system[..], SkipReason::SystemFile, rules.include_system_files),
            (&hidden[..], SkipReason::Hidden, rules.include_hidden),
        ] {
            let skipped: Vec<_> = left
                .iter()
                .filter(|(_, why)| *why == reason)
                .map(|(name, _)| name.as_str())
                .collect();
            assert_eq!(
                skipped,
                if is_taken { &[][..] } else { names },
                "{rules:?}: each once, and a folder as one"
            );
        }
    };
    let none = FolderRules::default();
    expect(none, &["a.jpg"]);
    let include_hidden = true;
    expect(
        FolderRules { include_hidden, ..none },
        &[".env", ".git/config", ".git/objects/pack", "a.jpg", "day 2/.hidden.jpg"],
    );
    let include_system_files = true;
    expect(
        FolderRules {
            include_system_files,
            ..none
        },
        &[
            ".DS_Store",
            ".Spotlight-V100/store.db",
            "._a.jpg",
            "@eaDir/a.jpg/thumb.jpg",
            "Thumbs.db",
            "a.jpg",
            "day 2/desktop.ini",
        ],
    );
    expect(
        FolderRules {
            include_hidden,
            include_system_files,
            ..none
        },
        &names,
    );
    // What the user names is always taken.
    let named = [".env", "Thumbs.db", ".git"].map(|name| trip.join(name));
    let (sources, skipped) = walk(named.to_vec());
    assert_eq!(
        relative(&sources),
        [".env", "Thumbs.db", ".git/config", ".git/objects/pack"]
    );
    assert_eq!(skipped, []);
}

#[cfg(unix)]
#[test]
fn links_out_of_a_folder_are_followed_only_if_wanted() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    let trip = folder.path().join("trip");
    make(
        folder.path(),
        &[
            "trip/a.jpg",
            "trip/day 2/b.jpg",
            "elsewhere/c.jpg",
            "elsewhere/deep/d.jpg",
            "secret.txt",
        ],
    );
    symlink("../secret.txt", trip.join("file out")).unwrap();
    symlink(folder.path().join("elsewhere"), trip.join("folder out")).unwrap();
    symlink("day 2", trip.join("within")).unwrap();
    symlink("a.jpg", trip.join("within.jpg")).unwrap();
    symlink("nowhere", trip.join("z dangling")).unwrap();
    let (sources, skipped) = walk(vec![trip.clone()]);
    let within = ["trip/a.jpg", "trip/day 2/b.jpg", "trip/within/b.jpg", "trip/within.jpg"];
    assert_eq!(relative(&sources), within);
    let outside = |name: &str| (name.to_owned(), SkipReason::LinkOutside);
    let dangling = ("z dangling".to_owned(), SkipReason::BrokenLink);
    assert_eq!(
        left_out(skipped),
        [outside("file out"), outside("folder out"), dangling.clone()]
    );

    let follow = FolderRules {
        follow_links: true,
        ..FolderRules::default()
    };
    let (sources, skipped) = walk_by(follow, vec![trip.clone()]);
    assert_eq!(
        relative(&sources),
        [
            "trip/a.jpg",
            "trip/day 2/b.jpg",
            "trip/file out",
            "trip/folder out/c.jpg",
            "trip/folder out/deep/d.jpg",
            "trip/within/b.jpg",
            "trip/within.jpg",
        ]
    );
    assert_eq!(left_out(skipped), [dangling]);

    // A link that the user names is followed, wherever it leads.
    let link = folder.path().join("link to the trip");
    symlink(&trip, &link).unwrap();
    let (sources, _) = walk(vec![trip.join("file out"), trip.join("folder out"), link]);
    assert_eq!(
        relative(&sources),
        [
            "file out",
            "folder out/c.jpg",
            "folder out/deep/d.jpg",
            "link to the trip/a.jpg",
            "link to the trip/day 2/b.jpg",
            "link to the trip/within/b.jpg",
            "link to the trip/within.jpg",
        ]
    );
}

#[cfg(unix)]
#[test]
fn a_link_to_a_folder_above_itself_adds_no_neighbors() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    make(
        folder.path(),
        &[
            "all/trip/a.jpg",
            "all/trip/sub/b.jpg",
            "all/neighbor.jpg",
            "other/c.jpg",
        ],
    );
    let trip = folder.path().join("all/trip");
    symlink("../..", trip.join("sub/up")).unwrap();
    symlink("..", trip.join("sub/round")).unwrap();
    // Two folders that link to each other, and one to a parent of what was dropped.
    symlink(folder.path().join("other"), trip.join("z")).unwrap();
    symlink(&trip, folder.path().join("other/back")).unwrap();
    symlink(folder.path(), folder.path().join("other/above")).unwrap();
    for follow_links in [false, true] {
        let rules = FolderRules {
            follow_links,
            ..FolderRules::default()
        };
        let (sources, skipped) = walk_by(rules, vec![trip.clone()]);
        let reasons = left_out(skipped);
        if follow_links {
            assert_eq!(relative(&sources), ["trip/a.jpg", "trip/sub/b.jpg", "trip/z/c.jpg"]);
            let circles = ["round", "up", "above", "back"];
            assert_eq!(reasons, circles.map(|name| (name.to_owned(), SkipReason::LinkCycle)));
        } else {
            assert_eq!(relative(&sources), ["trip/a.jpg", "trip/sub/b.jpg"]);
            assert_eq!(
                reasons,
                [
                    ("round".to_owned(), SkipReason::LinkCycle),
                    ("up".to_owned(), SkipReason::LinkOutside),
                    ("z".to_owned(), SkipReason::LinkOutside),
                ]
            );
        }
    }
}

#[cfg(unix)]
#[test]
fn folders_that_link_to_each_other_many_times_are_walked_in_bounded_time() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    // Followed without limit, 2^40 paths would lead to the last one.
    for number in 0..40 {
        let here = folder.path().join(format!("{number:02}"));
        make(&here, &["a.jpg"]);
        for link in ["x", "y"] {
            symlink(format!("../{:02}", number + 1), here.join(link)).unwrap();
        }
    }
    make(folder.path(), &["40/a.jpg"]);
    let (sources, skipped) = walk(vec![folder.path().to_owned()]);
    assert!((41..=2 * 41).contains(&sources.len()), "{}", sources.len());
    assert_eq!(skipped, []);
}

#[test]
fn the_programs_own_data_is_never_taken_and_reported_once() {
    let folder = tempfile::tempdir().unwrap();
    make(
        folder.path(),
        &[
            "data/log/que-uploader.log",
            "data/photo.jpg",
            "data/sandbox/server/que-uploader-sandbox/ca.key.pem",
            "data/settings.toml",
            "data/uploads.sqlite3",
            "elsewhere/.que-uploader-sandbox",
            "elsewhere/objects/bucket/a",
            "photo.jpg",
        ],
    );
    let own = ProtectedData::beside(Some(&folder.path().join("data/settings.toml")));
    let rules = FolderRules {
        include_hidden: true,
        include_system_files: true,
        follow_links: true,
    };
    let walk = |paths: Vec<PathBuf>| {
        let (sender, events) = mpsc::channel();
        let scan = Scan {
            own: own.clone(),
            ..scan_of(paths, rules)
        };
        super::scan(
            scan,
            &EventSender::new(sender, Arc::new(|| ())),
            &CancellationToken::new(),
        );
        let (mut taken, mut left) = (Vec::new(), Vec::new());
        for event in events {
            match event {
                Event::Found { files, .. } => taken.extend(files.into_iter().map(|file| file.source)),
                Event::ScanEnded { skipped, .. } => left = left_out(skipped),
                other => panic!("{other:?}"),
            }
        }
        (relative(&taken), left)
    };
    let own_data = |name: &str, named| (name.to_owned(), SkipReason::ProtectedData { named });
    let root = folder.path().file_name().unwrap().to_str().unwrap();
    // The user's own files in the same folder are taken.
    let (taken, left) = walk(vec![folder.path().to_owned()]);
    assert_eq!(taken, [format!("{root}/data/photo.jpg"), format!("{root}/photo.jpg")]);
    assert_eq!(left, [own_data("data", false), own_data("elsewhere", false)]);
    let named = [
        "data/sandbox",
        "data/settings.toml",
        "elsewhere",
        "elsewhere/objects/bucket/a",
    ];
    for name in named {
        let (taken, left) = walk(vec![folder.path().join(name)]);
        assert_eq!(taken.len(), 0, "{name}: {taken:?}");
        assert!(
            matches!(left[..], [(_, SkipReason::ProtectedData { named: true })]),
            "{name}: {left:?}"
        );
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        let trip = folder.path().join("trip");
        fs::create_dir(&trip).unwrap();
        symlink("../data", trip.join("a folder")).unwrap();
        symlink(
            "../data/sandbox/server/que-uploader-sandbox/ca.key.pem",
            trip.join("b file"),
        )
        .unwrap();
        symlink("../elsewhere/objects", trip.join("c")).unwrap();
        let (taken, left) = walk(vec![trip]);
        assert_eq!(taken, ["trip/a folder/photo.jpg"]);
        assert!(
            left.iter()
                .all(|(_, reason)| *reason == SkipReason::ProtectedData { named: false }),
            "{left:?}"
        );
        assert!((1..=3).contains(&left.len()), "{left:?}");
    }
}
