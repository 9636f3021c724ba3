//! Several servers: each has its own queue, key and objects, and nothing goes to the wrong one.

use std::sync::Arc;

use engine::origin_of;
use model::{
    ApiKeyState, Event, HistorySearch, Intent, Job, KeySource, Model, NoticeKind, Profile, SignState, Source, Status,
    Timestamp, UploadId,
};
use que_sdk::secret::ApiKey;
use store::{Change, Keyring, READ_TIMEOUT, Store, load_settings};

use crate::{
    backend::{Backend, Setup},
    bench::{Bench, wait_until},
    fault_proxy::{Action, FaultProxy, Latch, Rule},
    files,
    program::{program, run},
};

const MANIFEST: &str = r#"{"title":"a","assertions":[{"label":"c2pa.actions","data":{"actions":[{"action":"c2pa.created",
    "digitalSourceType":"http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"}]}}]}"#;

/// Two servers, the first one behind a fault proxy.
struct Servers {
    here: Bench,
    there: Bench,
    faults: FaultProxy,
    keyring: Arc<Keyring>,
}

impl Servers {
    fn new() -> Self {
        let (here, there) = (Bench::new(), Bench::new());
        Self {
            faults: here.faults(),
            here,
            there,
            keyring: Arc::new(Keyring::of(keyring_core::mock::Store::new().unwrap())),
        }
    }

    /// An engine as in the window, at the first server. The keyring has both keys.
    fn backend(&self) -> Backend {
        for (api_url, key) in [
            (self.faults.api_url(), self.here.key()),
            (self.there.sandbox().api_url(), self.there.key()),
        ] {
            self.keyring.set(&origin_of(api_url), &key, READ_TIMEOUT).unwrap();
        }
        let mut setup = Setup::new(&self.here).at(self.faults.api_url()).jobs(2);
        setup.others = vec![self.profile()];
        setup.keyring = Arc::clone(&self.keyring);
        setup.start()
    }

    fn profile(&self) -> Profile {
        Profile {
            name: "There".to_owned(),
            ..Profile::at(self.there.sandbox().api_url())
        }
    }

    fn name_of_here(&self) -> String {
        Profile::at(self.faults.api_url()).name
    }
}

fn switch(backend: &mut Backend, name: &str) {
    backend.events.clear();
    backend.send(Intent::SwitchProfile(name.to_owned()));
    if backend.model.switching.is_some() {
        backend.send(Intent::ConfirmSwitch(true));
    }
    backend.wait_for_event("the queue of the other server", |event| {
        matches!(event, Event::Restored(_))
    });
    backend.wait_for("its key", |model| matches!(model.api_key, ApiKeyState::Present { .. }));
}

#[test]
fn each_server_gets_its_own_files_with_its_own_key() {
    let servers = Servers::new();
    let mut backend = servers.backend();
    backend.upload(&[servers.here.file("here.bin", b"here")]);
    let here = backend.object("here.bin");
    switch(&mut backend, "There");
    assert_eq!(backend.model.server, "There");
    assert!(backend.model.queue.uploads().is_empty());
    assert!(matches!(
        &backend.model.api_key,
        ApiKeyState::Present {
            source: KeySource::Keyring,
            ..
        }
    ));
    backend.upload(&[servers.there.file("there.bin", b"there")]);
    let there = backend.object("there.bin");
    assert_eq!(
        (servers.here.fetch(&here), servers.there.fetch(&there)),
        (b"here".to_vec(), b"there".to_vec())
    );
    assert_eq!(
        (servers.here.try_fetch(&there), servers.there.try_fetch(&here)),
        (None, None)
    );
    backend.stop();
    let (kept, trouble) = load_settings(&servers.here.path("data").join("settings.toml"), Default::default());
    assert_eq!((kept.active.as_str(), trouble), ("There", None));
}

#[test]
fn uploads_interrupted_by_a_server_switch_resume_at_their_own_server() {
    let servers = Servers::new();
    servers.faults.add(Rule::put(Action::Hold(Latch::new())).times(2));
    let mut backend = servers.backend();
    let paths: Vec<_> = (0..4)
        .map(|number| servers.here.file(format!("{number}.bin"), &files::noise(number, 3000)))
        .collect();
    backend.add(&paths);
    wait_until("two uploads", || servers.faults.running_puts() == 2);
    backend.send(Intent::SwitchProfile("There".into()));
    assert!(backend.model.switching.is_some(), "the program asks first");
    assert_eq!(backend.model.running_work().uploads, 4);
    backend.send(Intent::ConfirmSwitch(false));
    assert_eq!(backend.model.queue.uploads().len(), 4);

    switch(&mut backend, "There");
    backend.upload(&[servers.there.file("there.bin", b"there")]);
    assert_eq!(servers.there.fetch(&backend.object("there.bin")), b"there");
    let presigns = servers.faults.presigns().len();

    switch(&mut backend, &servers.name_of_here());
    backend.wait_for("all four", |model| model.queue.totals().count(Status::Uploaded) == 4);
    for number in 0..4 {
        let object = backend.object(&format!("{number}.bin"));
        assert_eq!(servers.here.fetch(&object), files::noise(number, 3000));
        assert_eq!(servers.there.try_fetch(&object), None);
    }
    assert_eq!(
        servers.faults.presigns().len(),
        presigns + 4,
        "none was requested meanwhile"
    );
}

#[test]
fn a_running_signing_finishes_at_its_own_server_and_a_pending_one_is_dropped() {
    let servers = Servers::new();
    let latch = Latch::new();
    let mut backend = servers.backend();
    let names = ["a.png", "b.png", "c.png"];
    backend.upload(&names.map(|name| servers.here.file(name, &files::png())));
    servers
        .faults
        .add(Rule::on("POST", "/v1/sign", Action::HoldAnswer(latch.clone())));
    let ids: Vec<_> = names.iter().map(|name| backend.id(name)).collect();
    backend.send(Intent::Sign {
        ids: ids.clone(),
        manifest_json: MANIFEST.to_owned(),
    });
    // Two at a time.
    wait_until("two signings", || {
        servers.faults.requests("POST", "/v1/sign").len() == 2
    });
    backend.send(Intent::SwitchProfile("There".into()));
    assert_eq!(backend.model.running_work().signings, 3);
    backend.events.clear();
    backend.send(Intent::ConfirmSwitch(true));
    // Files added while waiting for the old server belong to the new one.
    backend.add(&[servers.there.file("there.bin", b"there")]);
    latch.open();
    backend.wait_until_done();
    assert_eq!(servers.there.fetch(&backend.object("there.bin")), b"there");

    backend.send(Intent::SearchHistory(HistorySearch::default()));
    switch(&mut backend, &servers.name_of_here());
    assert_eq!(backend.history("png").len(), 3);
    let states: Vec<_> = ids
        .iter()
        .map(|id| backend.model.upload(*id).unwrap().sign.clone())
        .collect();
    let signed = states.iter().filter(|state| **state == SignState::Signed).count();
    let left = |state: &&SignState| {
        matches!(state, SignState::Failed(failure)
            if failure.message == "Not signed: the server was changed before its turn.")
    };
    assert_eq!((signed, states.iter().filter(left).count()), (2, 1), "{states:?}");
    assert_eq!(servers.faults.requests("POST", "/v1/sign").len(), 2);
}

#[test]
fn a_servers_key_is_found_by_its_address_whatever_the_profile_is_called() {
    let servers = Servers::new();
    let mut backend = servers.backend();
    switch(&mut backend, "There");
    let mut renamed = backend.model.settings.clone();
    renamed.profile_mut().name = "Elsewhere".to_owned();
    renamed.active = "Elsewhere".to_owned();
    backend.send(Intent::ApplySettings(Box::new(renamed)));
    assert_eq!(backend.model.server, "Elsewhere");
    backend.stop();
    let origin = origin_of(servers.there.sandbox().api_url());
    assert_eq!(
        servers.keyring.get(&origin, READ_TIMEOUT).unwrap(),
        Some(servers.there.key())
    );
}

#[test]
fn a_key_given_after_a_switch_goes_only_to_the_new_server() {
    let servers = Servers::new();
    let mut backend = servers.backend();
    let origin = origin_of(servers.there.sandbox().api_url());
    servers.keyring.delete(&origin, READ_TIMEOUT).unwrap();
    backend.events.clear();
    backend.send(Intent::SwitchProfile("There".into()));
    backend.wait_for("the answer of the keyring", |model| {
        matches!(model.api_key, ApiKeyState::Missing { .. })
    });
    backend.send(Intent::SetKey {
        key: ApiKey::parse(servers.there.key().expose()).unwrap(),
        keep: true,
    });
    backend.wait_for("the key", |model| matches!(model.api_key, ApiKeyState::Present { .. }));
    backend.upload(&[servers.there.file("there.bin", b"there")]);
    let here = origin_of(servers.faults.api_url());
    assert_eq!(
        servers.keyring.get(&here, READ_TIMEOUT).unwrap(),
        Some(servers.here.key())
    );
    assert_eq!(
        servers.keyring.get(&origin, READ_TIMEOUT).unwrap(),
        Some(servers.there.key())
    );
}

#[test]
fn uploads_pending_at_the_previous_server_are_counted_and_come_back_with_it() {
    let servers = Servers::new();
    let mut backend = servers.backend();
    backend.send(Intent::SetQueuePaused(true));
    backend.add(&[servers.here.file("a.bin", b"a"), servers.here.file("b.bin", b"b")]);
    backend.wait_for("both", |model| {
        model.queue.uploads().len() == 2 && model.scanning.is_empty()
    });
    switch(&mut backend, "There");
    let here = servers.name_of_here();
    let said = backend.model.notices.last().map(|notice| notice.kind.clone());
    let told = NoticeKind::LeftWaiting {
        server: here.clone(),
        files: 2,
    };
    assert_eq!(said, Some(told));
    backend.wait_for("the count", |model| model.waiting == [(here.clone(), 2)]);
    switch(&mut backend, &here);
    assert_eq!(backend.model.queue.uploads().len(), 2);
    backend.wait_for("the count", |model| model.waiting.is_empty());
    assert!(!matches!(
        backend.model.notices.last().map(|notice| &notice.kind),
        Some(NoticeKind::LeftWaiting { .. })
    ));
}

#[test]
fn a_cleared_file_that_is_added_again_is_marked_as_uploaded_before() {
    let servers = Servers::new();
    let mut backend = servers.backend();
    let (first, second) = (servers.here.file("a.bin", b"a"), servers.here.file("b.bin", b"b"));
    backend.upload(&[&first]);
    let object = backend.object("a.bin");
    backend.send(Intent::ClearFinished);
    backend.upload(&[&first, &second]);
    let is_said = |model: &Model| {
        matches!(
            model.notices.last().map(|notice| &notice.kind),
            Some(NoticeKind::Added { added: 2, before, .. }) if before.len() == 1 && before[0].object == object
        )
    };
    backend.wait_for("the notice", is_said);
    assert_ne!(backend.object("a.bin"), object, "it is uploaded again");
}

#[test]
fn uploads_pending_in_the_sandbox_are_counted_beside_the_servers() {
    let servers = Servers::new();
    let source = Source {
        path: servers.here.file("a.bin", b"a"),
        relative: "a.bin".into(),
        size: 1,
        modified: None,
    };
    let job = Job {
        id: UploadId::new(1),
        added_at: Timestamp::from_millis(1),
        source,
    };
    std::fs::create_dir_all(servers.here.path("data/sandbox")).unwrap();
    let beside = servers.here.path("data/sandbox/uploads.sqlite3");
    let mut sandbox = Store::open(&beside, "sandbox").unwrap();
    sandbox.apply(&[Change::Added(vec![job])]).unwrap();
    drop(sandbox);
    let mut backend = servers.backend();
    backend.wait_for("the count", |model| model.waiting_in_sandbox == 1);
}

#[test]
fn a_key_from_the_environment_goes_only_to_its_own_server() {
    let servers = Servers::new();
    let mut setup = Setup::new(&servers.here).at(servers.faults.api_url());
    setup.key_source = KeySource::Environment("QUE_API_KEY");
    setup.others = vec![servers.profile()];
    setup.keyring = Arc::clone(&servers.keyring);
    let there = servers.there.faults();
    setup.others[0].api_url = there.api_url().to_owned();
    let mut backend = setup.start();
    backend.upload(&[servers.here.file("here.bin", b"here")]);
    for _ in 0..2 {
        backend.events.clear();
        backend.send(Intent::SwitchProfile("There".into()));
        backend.wait_for("the answer of the keyring", |model| {
            matches!(model.api_key, ApiKeyState::Missing { .. })
        });
        backend.send(Intent::TestConnection);
        backend.wait_for_event("the test", |event| matches!(event, Event::ConnectionTested(_)));
        // It is back at its own server.
        switch(&mut backend, &servers.name_of_here());
        let ApiKeyState::Present { source, .. } = &backend.model.api_key else {
            panic!("{:?}", backend.model.api_key);
        };
        assert_eq!(*source, KeySource::Environment("QUE_API_KEY"));
    }
    backend.stop();
    let asked = there.requests("GET", "/healthz").len();
    assert!(
        asked > 0 && there.requests("GET", "/v1/trust-list").is_empty(),
        "no key was sent there"
    );
}

#[test]
fn the_command_line_says_when_the_environments_key_is_not_used() {
    let servers = Servers::new();
    let data = servers.here.path("data");
    let (here, there) = (servers.faults.api_url().to_owned(), servers.there.faults());
    let settings = format!(
        "active = \"Second\"\n[[profiles]]\nname = \"First\"\napi_url = \"{here}\"\n[[profiles]]\nname = \"Second\"\n\
         api_url = \"{}\"\n",
        there.api_url()
    );
    files::write(data.join("settings.toml"), settings.as_bytes());
    let file = servers.here.file("a.bin", b"a");
    let run_with = |arguments: &[&str]| {
        let mut command = program(&data);
        run(command.env("QUE_API_KEY", servers.here.key().expose()).args(arguments))
    };
    let file = file.to_str().unwrap();
    // The active profile is not the first one, whether it is named or not.
    for server in [&[][..], &["--profile", "Second"]] {
        for action in [
            &["upload", file][..],
            &["key", "test"],
            &["key", "status"],
            &["verify", "k"],
        ] {
            let ended = run_with(&[server, action].concat());
            let told = format!("QUE_API_KEY is for {here} and is not used for {}", there.api_url());
            assert!(
                ended.err.contains(&told) && ended.err.contains("--api-url"),
                "{ended:?}"
            );
            assert_ne!(ended.code, Some(0), "{ended:?}");
        }
        let diagnostics = run_with(&[server, &["diagnostics"]].concat());
        assert!(diagnostics.out.contains("QUE_API_KEY is for "), "{diagnostics:?}");
    }
    assert!(there.presigns().is_empty() && there.requests("GET", "/v1/trust-list").is_empty());
    for server in [["--profile", "First"], ["--api-url", &here]] {
        let ended = run_with(&[&server[..], &["upload", file]].concat());
        assert!(!ended.assert_code(0).err.contains("is not used"), "{ended:?}");
    }
    // The server named with the key counts, whether or not a profile has its address.
    let named = run_with(&["--api-url", there.api_url(), "key", "test"]);
    assert!(
        named.assert_code(1).err.contains("does not accept the API key"),
        "{named:?}"
    );
}
