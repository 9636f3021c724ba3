//! A notification service on a private session bus, and a program that talks to it: this test program, started again.

use std::{
    collections::HashMap,
    io::{BufRead as _, BufReader},
    process::{Child, Command, Stdio},
    sync::mpsc::{Sender, channel},
    time::Duration,
};

use eframe::egui::{Context, ViewportCommand};
use platform::{LauncherEntry, Progress};
use zbus::{
    MatchRule,
    blocking::{Connection, MessageIterator, connection},
    message::Type,
    object_server::SignalEmitter,
    zvariant::OwnedValue,
};

use super::*;

/// Longer than any answer takes.
const DEADLINE: Duration = Duration::from_secs(60);

/// Set for the program that is started again.
const AS_PROGRAM: &str = "QUE_UPLOADER_TEST_NOTIFIES";

/// A child that ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A private session bus and its address; `None` where no bus is installed.
fn bus() -> Option<(Running, String)> {
    let mut daemon = Command::new("dbus-daemon")
        .args(["--session", "--nofork", "--print-address"])
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    let mut address = String::new();
    BufReader::new(daemon.stdout.take().unwrap())
        .read_line(&mut address)
        .unwrap();
    Some((Running(daemon), address.trim().to_owned()))
}

/// Runs the test of this name in another process, on that bus.
fn program(bus: &str, test: &str) -> Running {
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", &format!("app::notifications::tests::{test}"), "--ignored"])
        .env("DBUS_SESSION_BUS_ADDRESS", bus)
        .env_remove("FLATPAK_ID")
        .env(AS_PROGRAM, "1")
        .stdout(Stdio::null())
        .spawn();
    Running(child.unwrap())
}

/// What a service was asked to show.
struct Shown {
    program: String,
    headline: String,
    text: String,
    entry: String,
    /// The number of the one that it replaces, or 0.
    replaces: u32,
}

struct Service {
    shown: Sender<Shown>,
    /// Whether somebody clicks each notification at once. Otherwise nobody ever does.
    clicks: bool,
    count: u32,
    capabilities: Vec<String>,
}

#[zbus::interface(name = "org.freedesktop.Notifications")]
impl Service {
    fn get_capabilities(&self) -> Vec<String> {
        self.capabilities.clone()
    }

    #[expect(clippy::too_many_arguments, reason = "the interface has them")]
    async fn notify(
        &mut self,
        program: String,
        replaces: u32,
        _icon: String,
        headline: String,
        text: String,
        actions: Vec<String>,
        hints: HashMap<String, OwnedValue>,
        _timeout: i32,
        #[zbus(signal_emitter)] emitter: SignalEmitter<'_>,
    ) -> u32 {
        let entry = hints
            .get("desktop-entry")
            .and_then(|entry| entry.downcast_ref::<&str>().ok());
        let shown = Shown {
            program,
            headline,
            text,
            entry: entry.unwrap_or_default().to_owned(),
            replaces,
        };
        let _ = self.shown.send(shown);
        assert_eq!(actions, ["default", "Open"]);
        if replaces > 0 {
            return replaces;
        }
        self.count += 1;
        let id = self.count;
        if !self.clicks {
            return id;
        }
        // A click, until the program hears it: it listens only once it has this answer.
        let emitter = emitter.to_owned();
        thread::spawn(move || {
            while zbus::block_on(Self::action_invoked(&emitter, id, "default")).is_ok() {
                thread::sleep(Duration::from_millis(20));
            }
        });
        id
    }

    #[zbus(signal)]
    async fn action_invoked(emitter: &SignalEmitter<'_>, id: u32, action: &str) -> zbus::Result<()>;
}

fn serve(bus: &str, capabilities: &[&str], clicks: bool) -> (Connection, std::sync::mpsc::Receiver<Shown>) {
    let (shown, received) = channel();
    let capabilities = capabilities.iter().map(|one| (*one).to_owned()).collect();
    let service = Service {
        shown,
        clicks,
        count: 0,
        capabilities,
    };
    let connection = connection::Builder::address(bus)
        .unwrap()
        .serve_at("/org/freedesktop/Notifications", service)
        .unwrap()
        .name("org.freedesktop.Notifications")
        .unwrap()
        .build()
        .unwrap();
    (connection, received)
}

/// Started by the other tests as a program of its own. Ends once a click was answered.
#[test]
#[ignore = "started by other tests"]
fn notifies() {
    if std::env::var_os(AS_PROGRAM).is_none() {
        return;
    }
    let ctx = Context::default();
    let notifications = Notifications::default();
    notifications.show(&ctx, "300 signed\u{202e} and verified", "<b>Copy</b> & go\u{7}");
    while notifications.waiting.load(Ordering::SeqCst) > 0 {
        thread::sleep(Duration::from_millis(5));
    }
    let mut output = ctx.run_ui(eframe::egui::RawInput::default(), |_| {});
    output.textures_delta.clear();
    let asked = output.viewport_output.values().flat_map(|viewport| &viewport.commands);
    assert!(
        asked.into_iter().any(|command| *command == ViewportCommand::Focus),
        "a click shows the window"
    );
}

/// Likewise. Shows two more than may wait; the first ones are numbered by then.
#[test]
#[ignore = "started by other tests"]
fn notifies_often() {
    if std::env::var_os(AS_PROGRAM).is_none() {
        return;
    }
    let (ctx, notifications) = (Context::default(), Notifications::default());
    for number in 0..MAX_WAITING + 2 {
        notifications.show(&ctx, &number.to_string(), "text");
        let last = u32::try_from(number + 1).unwrap();
        while number < MAX_WAITING && notifications.later.lock().newest != Some(last) {
            thread::sleep(Duration::from_millis(5));
        }
    }
    assert_eq!(notifications.waiting.load(Ordering::SeqCst), MAX_WAITING);
    thread::park_timeout(DEADLINE);
}

/// Likewise.
#[test]
#[ignore = "started by other tests"]
fn shows_progress() {
    if std::env::var_os(AS_PROGRAM).is_none() {
        return;
    }
    let entry = LauncherEntry::of(&format!("{}.desktop", desktop_entry()));
    entry.show(Progress::Working(420));
    thread::park_timeout(DEADLINE);
}

#[test]
fn a_notification_reaches_the_service_as_plain_text_and_a_click_shows_the_window() {
    for (capabilities, text) in [
        (
            vec!["body", "body-markup", "actions"],
            "&lt;b&gt;Copy&lt;/b&gt; &amp; go",
        ),
        (vec!["body", "actions"], "<b>Copy</b> & go"),
    ] {
        let Some((_daemon, address)) = bus() else { return };
        let (_service, received) = serve(&address, &capabilities, true);
        let mut program = program(&address, "notifies");
        let shown = received.recv_timeout(DEADLINE).unwrap();
        assert_eq!(
            (
                shown.program.as_str(),
                shown.headline.as_str(),
                shown.text.as_str(),
                shown.entry.as_str()
            ),
            ("Que Uploader", "300 signed and verified", text, "que-uploader")
        );
        assert!(program.0.wait().unwrap().success());
    }
}

#[test]
fn notifications_that_nobody_answers_do_not_silence_later_ones() {
    let Some((_daemon, address)) = bus() else { return };
    let (_service, received) = serve(&address, &["body", "actions"], false);
    let _program = program(&address, "notifies_often");
    let newest = u32::try_from(MAX_WAITING).unwrap();
    let last = (MAX_WAITING + 1).to_string();
    loop {
        let shown = received.recv_timeout(DEADLINE).unwrap();
        let number: usize = shown.headline.parse().unwrap();
        assert_eq!(shown.replaces, if number < MAX_WAITING { 0 } else { newest });
        if shown.headline == last {
            return;
        }
    }
}

#[test]
fn the_launcher_hears_of_progress() {
    let Some((_daemon, address)) = bus() else { return };
    let listener = connection::Builder::address(address.as_str()).unwrap().build().unwrap();
    let rule = MatchRule::builder()
        .msg_type(Type::Signal)
        .interface("com.canonical.Unity.LauncherEntry")
        .unwrap()
        .build();
    let mut signals = MessageIterator::for_match_rule(rule, &listener, None).unwrap();
    let _program = program(&address, "shows_progress");
    let signal = signals.next().unwrap().unwrap();
    let body = signal.body();
    let (of, said): (String, HashMap<String, OwnedValue>) = body.deserialize().unwrap();
    assert_eq!(of, "application://que-uploader.desktop");
    assert_eq!(f64::try_from(said["progress"].clone()).unwrap(), 0.42);
    assert!(bool::try_from(said["progress-visible"].clone()).unwrap());
}

#[test]
fn without_a_service_the_program_goes_on() {
    let Some((_daemon, address)) = bus() else { return };
    // The program fails its own check for the click, but it ends.
    let mut program = program(&address, "notifies");
    program.0.wait().unwrap();
}

#[test]
fn texts_are_cut_and_have_no_hidden_characters() {
    assert_eq!(plain("a\u{1b}[31mb\u{202e}c\nd", 20), "a[31mbc\nd");
    assert_eq!(plain(&"é".repeat(9), 8), format!("{}…", "é".repeat(8)));
    assert_eq!(plain("12345678", 8), "12345678");
}
