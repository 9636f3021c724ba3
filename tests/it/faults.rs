//! A proxy in front of the sandbox that breaks what it is told to break.
//!
//! It stands before the API and before the storage. The URLs that the API hands out are rewritten to lead to the proxy,
//! which puts the signed `Host` back before it passes a request on: so the signatures stay right. Each request is looked
//! up in a list of [`Rule`]s; the first that fits acts, and a request that none fits passes through untouched.

#[path = "faults/connection.rs"] // Also where tests/chaos brings this file in by its path.
mod connection;
#[path = "faults/passing.rs"]
mod passing;

use std::{
    collections::HashMap,
    net::Ipv4Addr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use tokio::{net::TcpListener, sync::watch, task::JoinSet};

use self::connection::{Connection, Head};

/// What happens to a request.
#[derive(Debug, Clone)]
pub(crate) enum Action {
    /// The proxy answers. A body that waits for `100 Continue` is never asked for; another is read first.
    Answer(Answer),
    /// Only so many bytes of the body pass; then both connections are cut.
    CutBodyAfter(u64),
    /// The request passes as a whole; its answer is thrown away and the connection cut.
    LoseAnswer,
    /// Nothing of the body passes until the latch is opened; then all does.
    Hold(Latch),
    /// The request passes as a whole; the answer does not come back until the latch is opened.
    HoldAnswer(Latch),
    /// All passes, so much later.
    Delay(Duration),
    /// All passes, at so many bytes a second.
    Throttle(u64),
    /// All passes, in small pieces; each waits for a while of its own, at the most for so long.
    Jitter { seed: u64, most: Duration },
    /// Nothing of it passes, and the connection is reset.
    Reset,
    /// Only so many bytes of the body pass; then the connection is reset.
    ResetBodyAfter(u64),
    /// Only so many bytes of the body are taken, and both connections stay: half-open towards the server.
    StallBodyAfter(u64),
    /// The request passes as a whole; its answer is thrown away and the connection reset.
    ResetAnswer,
    /// The request passes as a whole; half of its answer comes back and no more, and the connection stays: half-open towards
    /// the client.
    StallHalfAnswer,
    /// The request passes as a whole; half of its answer comes back, then the connection is cut.
    CutAnswer,
    /// The request passes as a whole; half of its answer's body comes back, in pieces without a length, then nothing more.
    StallAnswer,
    /// All passes, but the answer says that it is of another type.
    Retype(&'static str),
    /// All passes, but the answer to an upload has another object's mark.
    Retag,
    /// All passes, but the answer to an upload has no mark.
    Untag,
    /// The proxy begins an answer and goes on until the client has had enough, or for so many bytes.
    EndlessAnswer(u64),
}

/// An answer of the proxy's own.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    latch: Option<Latch>,
}

impl Answer {
    /// As Que refuses: a problem document.
    pub(crate) fn problem(status: u16, code: &str, detail: &str) -> Self {
        let body = serde_json::json!({ "title": code, "status": status, "code": code, "detail": detail });
        Self {
            status,
            headers: vec![("Content-Type".to_owned(), "application/problem+json".to_owned())],
            body: body.to_string().into_bytes(),
            latch: None,
        }
    }

    /// As S3 refuses: XML.
    pub(crate) fn storage(status: u16, code: &str, message: &str) -> Self {
        Self {
            status,
            headers: vec![("Content-Type".to_owned(), "application/xml".to_owned())],
            body: format!("<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>{message}</Message></Error>")
                .into_bytes(),
            latch: None,
        }
    }

    /// Any body of any type, or none. In it, `{number}` stands for the number of the request, which no other one has.
    pub(crate) fn raw(status: u16, content_type: &str, body: &str) -> Self {
        Self {
            status,
            headers: vec![("Content-Type".to_owned(), content_type.to_owned())],
            body: body.as_bytes().to_vec(),
            latch: None,
        }
    }

    /// These bytes, as an object.
    pub(crate) fn object(content_type: &str, bytes: &[u8]) -> Self {
        Self {
            body: bytes.to_vec(),
            ..Self::raw(200, content_type, "")
        }
    }

    /// As a gateway, or a hotel's network, answers: a web page.
    pub(crate) fn web_page(status: u16) -> Self {
        let body = "<!DOCTYPE html><html><head><title>Welcome</title></head><body>Please sign in.</body></html>";
        Self::raw(status, "text/html; charset=utf-8", body)
    }

    /// Not before the latch is open: so several get it at the same time.
    pub(crate) fn after(mut self, latch: &Latch) -> Self {
        self.latch = Some(latch.clone());
        self
    }

    /// In the value, `{target}` stands for path and query of the request.
    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }
}

/// Holds requests until it is opened.
#[derive(Debug, Clone)]
pub(crate) struct Latch(Arc<watch::Sender<bool>>);

impl Latch {
    pub(crate) fn new() -> Self {
        Self(Arc::new(watch::Sender::new(false)))
    }

    pub(crate) fn open(&self) {
        self.0.send_replace(true);
    }

    async fn opened(&self) {
        let _ = self.0.subscribe().wait_for(|open| *open).await;
    }
}

/// One line of the script.
#[derive(Debug, Clone)]
pub(crate) struct Rule {
    method: &'static str,
    path: String,
    skip: usize,
    left: usize,
    action: Action,
}

impl Rule {
    /// For requests of this method whose path has this in it; acts every time unless [`Rule::times`] says otherwise.
    pub(crate) fn on(method: &'static str, path: impl Into<String>, action: Action) -> Self {
        Self {
            method,
            path: path.into(),
            skip: 0,
            left: usize::MAX,
            action,
        }
    }

    /// For uploads to the storage.
    pub(crate) fn put(action: Action) -> Self {
        Self::on("PUT", "/", action)
    }

    /// For asking for upload URLs.
    pub(crate) fn presign(action: Action) -> Self {
        Self::on("POST", "/v1/assets/presign", action)
    }

    /// Lets so many requests pass first.
    pub(crate) fn after(mut self, requests: usize) -> Self {
        self.skip = requests;
        self
    }

    /// Acts so many times.
    pub(crate) fn times(mut self, times: usize) -> Self {
        self.left = times;
        self
    }
}

/// A request that came.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    pub(crate) method: String,
    /// Without the query.
    pub(crate) path: String,
    pub(crate) came: Instant,
    /// The file name in a call for an upload URL.
    pub(crate) filename: Option<String>,
    /// The object that a call to sign or verify is about.
    pub(crate) object_key: Option<String>,
    /// Of its body.
    pub(crate) length: u64,
    /// Of its body, so much has passed to the server.
    pub(crate) passed: u64,
    /// Of the body of an answer without end, so much was given.
    pub(crate) given: u64,
    /// What was done to it, where it was chosen and not written in the script.
    pub(crate) fault: Option<&'static str>,
    /// The status that the server behind the proxy gave, whether or not it got through.
    pub(crate) behind: Option<u16>,
    /// Status and moment of the answer, if it was given.
    pub(crate) answered: Option<(u16, Instant)>,
}

/// Whether the proxy can be reached at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// It can.
    There,
    /// Nobody listens: connections are refused.
    Refused,
    /// Connections come about and are reset at once; they are counted.
    Reset,
}

/// Chooses what happens to a request that no rule is for: a name, and the action.
pub(crate) type Chooser = Box<dyn FnMut(&Seen) -> Option<(&'static str, Action)> + Send>;

/// The running proxy. It ends when dropped.
pub(crate) struct Faults {
    api_url: String,
    shared: Arc<Shared>,
    _listeners: JoinSet<()>,
}

struct Shared {
    api: String,
    storage: String,
    own_storage: String,
    api_reach: watch::Sender<Reach>,
    storage_reach: watch::Sender<Reach>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    rules: Vec<Rule>,
    chooser: Option<Chooser>,
    connections: usize,
    seen: Vec<Seen>,
    puts: usize,
    most_puts: usize,
}

impl Faults {
    /// Begins to listen on two free ports.
    pub(crate) async fn start(api_url: &str, s3_url: &str) -> Self {
        let host = |url: &str| url.trim_start_matches("http://").to_owned();
        let api = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let storage = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let own_api = api.local_addr().unwrap();
        let shared = Arc::new(Shared {
            api: host(api_url),
            storage: host(s3_url),
            own_storage: storage.local_addr().unwrap().to_string(),
            api_reach: watch::Sender::new(Reach::There),
            storage_reach: watch::Sender::new(Reach::There),
            state: Mutex::default(),
        });
        let mut listeners = JoinSet::new();
        for (listener, upstream, reach) in [
            (api, shared.api.clone(), shared.api_reach.subscribe()),
            (storage, shared.storage.clone(), shared.storage_reach.subscribe()),
        ] {
            listeners.spawn(listen(listener, upstream, reach, Arc::clone(&shared)));
        }
        Self {
            api_url: format!("http://{own_api}"),
            shared,
            _listeners: listeners,
        }
    }

    /// Host and port of where the storage seems to be.
    pub(crate) fn storage_host(&self) -> &str {
        &self.shared.own_storage
    }

    /// Where the API seems to be.
    pub(crate) fn api_url(&self) -> &str {
        &self.api_url
    }

    /// Adds a line to the script.
    pub(crate) fn add(&self, rule: Rule) {
        self.shared.state().rules.push(rule);
    }

    /// Plays a long line: URLs come late, and no PUT goes on until the latch is opened.
    pub(crate) fn play_a_long_line(&self) -> Latch {
        let latch = Latch::new();
        self.add(Rule::presign(Action::Delay(Duration::from_millis(40))));
        self.add(Rule::put(Action::Hold(latch.clone())));
        latch
    }

    /// Lets this choose what happens to requests that no rule is for.
    pub(crate) fn choose(&self, chooser: impl FnMut(&Seen) -> Option<(&'static str, Action)> + Send + 'static) {
        self.shared.state().chooser = Some(Box::new(chooser));
    }

    /// Goes away, or comes back. What is connected is cut off when it goes.
    pub(crate) fn reach(&self, reach: Reach) {
        self.shared.api_reach.send_replace(reach);
        self.reach_storage(reach);
    }

    /// The same for the storage alone.
    pub(crate) fn reach_storage(&self, reach: Reach) {
        self.shared.storage_reach.send_replace(reach);
    }

    /// Connections so far.
    pub(crate) fn connections(&self) -> usize {
        self.shared.state().connections
    }

    /// Every request so far, in the order in which they came.
    pub(crate) fn all(&self) -> Vec<Seen> {
        self.shared.state().seen.clone()
    }

    /// Uploads that were answered by the storage with this status, whether or not the answer got through.
    pub(crate) fn count_behind(&self, status: u16) -> usize {
        let state = self.shared.state();
        let is_it = |seen: &&Seen| seen.method == "PUT" && seen.behind == Some(status);
        state.seen.iter().filter(is_it).count()
    }

    /// From now on everything passes.
    pub(crate) fn clear(&self) {
        let mut state = self.shared.state();
        state.rules.clear();
        state.chooser = None;
    }

    /// The requests whose path has this in it, in the order in which they came.
    pub(crate) fn seen(&self, method: &str, path: &str) -> Vec<Seen> {
        let fits = |seen: &&Seen| seen.method == method && seen.path.contains(path);
        self.shared.state().seen.iter().filter(fits).cloned().collect()
    }

    /// The paths of the uploads so far.
    pub(crate) fn puts(&self) -> Vec<String> {
        self.seen("PUT", "/").into_iter().map(|seen| seen.path).collect()
    }

    /// The calls for upload URLs so far.
    pub(crate) fn presigns(&self) -> Vec<Seen> {
        self.seen("POST", "/v1/assets/presign")
    }

    /// Uploads that are under way now.
    pub(crate) fn running_puts(&self) -> usize {
        self.shared.state().puts
    }

    /// The most uploads that were under way at once.
    pub(crate) fn most_puts(&self) -> usize {
        self.shared.state().most_puts
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes a request down and finds what is to happen to it.
    fn begin(self: &Arc<Self>, head: &Head) -> (Option<Action>, Running) {
        let mut state = self.state();
        let mut action = None;
        for rule in &mut state.rules {
            if rule.method != head.method || !head.path.contains(&rule.path) || rule.left == 0 {
                continue;
            }
            if rule.skip > 0 {
                rule.skip -= 1;
                continue;
            }
            rule.left -= 1;
            action = Some(rule.action.clone());
            break;
        }
        let mut seen = Seen {
            method: head.method.clone(),
            path: head.path.clone(),
            came: Instant::now(),
            filename: head.filename(),
            object_key: head.object_key(),
            length: head.length().unwrap_or(0),
            passed: 0,
            given: 0,
            fault: None,
            behind: None,
            answered: None,
        };
        if action.is_none()
            && let Some(chooser) = &mut state.chooser
            && let Some((name, chosen)) = chooser(&seen)
        {
            seen.fault = Some(name);
            action = Some(chosen);
        }
        let is_put = head.method == "PUT";
        if is_put {
            state.puts += 1;
            state.most_puts = state.most_puts.max(state.puts);
        }
        state.seen.push(seen);
        let running = Running {
            shared: Arc::clone(self),
            number: state.seen.len() - 1,
            is_put,
        };
        (action, running)
    }
}

/// A request that is under way; its end is noted when this is dropped.
struct Running {
    shared: Arc<Shared>,
    number: usize,
    is_put: bool,
}

impl Running {
    /// To be called before the answer goes out, so that whoever has got it finds it noted.
    fn answered(&self, status: u16) {
        let mut state = self.shared.state();
        if let Some(seen) = state.seen.get_mut(self.number) {
            seen.answered = Some((status, Instant::now()));
        }
    }

    /// So many more bytes of the body have passed.
    fn passed(&self, bytes: usize) {
        let mut state = self.shared.state();
        if let Some(seen) = state.seen.get_mut(self.number) {
            seen.passed += bytes as u64;
        }
    }

    /// So many more bytes of an answer without end were taken.
    fn gave(&self, bytes: usize) {
        let mut state = self.shared.state();
        if let Some(seen) = state.seen.get_mut(self.number) {
            seen.given += bytes as u64;
        }
    }

    /// What the server behind the proxy said.
    fn behind(&self, status: u16) {
        let mut state = self.shared.state();
        if let Some(seen) = state.seen.get_mut(self.number) {
            seen.behind = Some(status);
        }
    }

    /// The upload does not count as running any more: what it sends next may come before this value is dropped.
    fn ends(&mut self) {
        if std::mem::take(&mut self.is_put) {
            self.shared.state().puts -= 1;
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.ends();
    }
}

async fn listen(listener: TcpListener, upstream: String, mut reach: watch::Receiver<Reach>, shared: Arc<Shared>) {
    let place = listener.local_addr().unwrap();
    let mut listener = Some(listener);
    let mut connections = JoinSet::new();
    loop {
        let now = *reach.borrow_and_update();
        if now != Reach::There {
            connections.abort_all();
        }
        if now == Reach::Refused {
            listener = None;
        }
        let Some(open) = &listener else {
            let _ = reach.wait_for(|reach| *reach != Reach::Refused).await;
            // Somebody may have the port for a moment.
            while listener.is_none() {
                listener = TcpListener::bind(place).await.ok();
                tokio::task::yield_now().await;
            }
            continue;
        };
        tokio::select! {
            accepted = open.accept() => if let Ok((stream, _)) = accepted {
                shared.state().connections += 1;
                if now == Reach::Reset {
                    let _ = stream.set_zero_linger();
                    continue;
                }
                let (upstream, shared) = (upstream.clone(), Arc::clone(&shared));
                connections.spawn(async move {
                    let _ = stream.set_nodelay(true);
                    // A connection that breaks is what this proxy is for.
                    let _ = Connection::new(stream, upstream, shared).serve().await;
                });
            },
            _ = reach.changed() => {}
            Some(_) = connections.join_next() => {}
        }
    }
}

/// How often each path is in the list.
pub(crate) fn counted(paths: &[String]) -> HashMap<&str, usize> {
    paths.iter().fold(HashMap::new(), |mut counts, path| {
        *counts.entry(path.as_str()).or_default() += 1;
        counts
    })
}
