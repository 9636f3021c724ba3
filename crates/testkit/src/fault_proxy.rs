//! A proxy in front of a Que server that breaks requests by script.
//!
//! It stands in front of both the API and the storage. It rewrites the presigned URLs that the API hands out so that they
//! lead through it, and puts the signed `Host` back before it forwards a request, so signatures stay valid. The first
//! [`Rule`] that matches a request acts; a request that none matches passes unchanged.
//!
//! ```no_run
//! use testkit::fault_proxy::{Action, Answer, FaultProxy, Rule};
//!
//! # async fn test(api_url: &str, s3_url: &str) {
//! let proxy = FaultProxy::start(api_url, s3_url).await;
//! // The first upload is refused, the second loses its connection after 1,000 bytes, all others pass.
//! proxy.add(Rule::put(Action::Answer(Answer::storage(503, "SlowDown", "Slow down"))).times(1));
//! proxy.add(Rule::put(Action::CutBodyAfter(1000)).times(1));
//! // … upload something by way of `proxy.api_url()` …
//! assert_eq!(proxy.puts().len(), 3);
//! # }
//! ```

mod connection;
mod head;
mod passing;
mod script;

use std::{
    collections::HashMap,
    net::Ipv4Addr,
    sync::Arc,
    time::{Duration, Instant},
};

use parking_lot::{Mutex, MutexGuard};
use tokio::{net::TcpListener, sync::watch, task::JoinSet};

pub use self::script::{Action, Answer, Latch, Rule};
use self::{connection::Connection, head::Head};

/// A request that came.
#[derive(Debug, Clone)]
pub struct Request {
    /// Its method.
    pub method: String,
    /// Its path, without the query.
    pub path: String,
    /// When its head had come.
    pub arrived: Instant,
    /// The file name in a call that asks for an upload URL.
    pub filename: Option<String>,
    /// The object that a call to sign or verify is about.
    pub object_key: Option<String>,
    /// Bytes of its body.
    pub length: u64,
    /// Bytes of its body that were forwarded to the server.
    pub forwarded: u64,
    /// Bytes of an [`Action::EndlessAnswer`] that the client took.
    pub endless_bytes: u64,
    /// What [`FaultProxy::choose`] did to it, if anything.
    pub fault: Option<&'static str>,
    /// The status that the server behind the proxy gave, whether or not the client got it.
    pub upstream_status: Option<u16>,
    /// The status that the client got, and when.
    pub answered: Option<(u16, Instant)>,
}

/// Whether the proxy can be reached at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// It can.
    There,
    /// Nothing listens: connections are refused.
    Refused,
    /// Connections are accepted, counted, and reset at once.
    Reset,
}

/// Chooses what happens to a request that no rule matches: a name, and the action.
pub type Chooser = Box<dyn FnMut(&Request) -> Option<(&'static str, Action)> + Send>;

/// The running proxy. It ends when dropped.
pub struct FaultProxy {
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
    requests: Vec<Request>,
    puts: usize,
    most_puts: usize,
}

impl FaultProxy {
    /// Listens on two free ports, in front of the API and the storage at these URLs.
    pub async fn start(api_url: &str, s3_url: &str) -> Self {
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

    /// Host and port of the proxy in front of the storage.
    pub fn storage_host(&self) -> &str {
        &self.shared.own_storage
    }

    /// URL of the proxy in front of the API.
    pub fn api_url(&self) -> &str {
        &self.api_url
    }

    /// Adds a line to the script.
    pub fn add(&self, rule: Rule) {
        self.shared.state().rules.push(rule);
    }

    /// Plays a slow line: upload URLs come late, and no PUT makes progress until the latch opens.
    pub fn play_slow_line(&self) -> Latch {
        let latch = Latch::new();
        self.add(Rule::presign(Action::Delay(Duration::from_millis(40))));
        self.add(Rule::put(Action::Hold(latch.clone())));
        latch
    }

    /// Lets this choose what happens to requests that no rule matches.
    pub fn choose(&self, chooser: impl FnMut(&Request) -> Option<(&'static str, Action)> + Send + 'static) {
        self.shared.state().chooser = Some(Box::new(chooser));
    }

    /// Goes away, or comes back. Going away cuts what is connected.
    pub fn reach(&self, reach: Reach) {
        self.shared.api_reach.send_replace(reach);
        self.reach_storage(reach);
    }

    /// Like [`FaultProxy::reach`], for the storage alone.
    pub fn reach_storage(&self, reach: Reach) {
        self.shared.storage_reach.send_replace(reach);
    }

    /// Connections so far.
    pub fn connections(&self) -> usize {
        self.shared.state().connections
    }

    /// From now on everything passes.
    pub fn clear(&self) {
        let mut state = self.shared.state();
        state.rules.clear();
        state.chooser = None;
    }

    /// Every request so far, in order of arrival.
    pub fn all(&self) -> Vec<Request> {
        self.shared.state().requests.clone()
    }

    /// The requests of this method whose path contains this, in order of arrival.
    pub fn requests(&self, method: &str, path: &str) -> Vec<Request> {
        let fits = |request: &&Request| request.method == method && request.path.contains(path);
        self.shared.state().requests.iter().filter(fits).cloned().collect()
    }

    /// The paths of the uploads so far.
    pub fn puts(&self) -> Vec<String> {
        self.requests("PUT", "/").into_iter().map(|put| put.path).collect()
    }

    /// The calls for upload URLs so far.
    pub fn presigns(&self) -> Vec<Request> {
        self.requests("POST", "/v1/assets/presign")
    }

    /// How many uploads the storage behind the proxy answered with this status, whether or not the client got the answer.
    pub fn count_upstream_puts(&self, status: u16) -> usize {
        let state = self.shared.state();
        let fits = |request: &&Request| request.method == "PUT" && request.upstream_status == Some(status);
        state.requests.iter().filter(fits).count()
    }

    /// Uploads that are running now.
    pub fn running_puts(&self) -> usize {
        self.shared.state().puts
    }

    /// The most uploads that ran at once.
    pub fn most_puts(&self) -> usize {
        self.shared.state().most_puts
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock()
    }

    /// Records a request and finds what is to happen to it.
    fn begin(self: &Arc<Self>, head: &Head) -> (Option<Action>, Running) {
        let mut state = self.state();
        let mut action = state
            .rules
            .iter_mut()
            .find_map(|rule| rule.act(&head.method, &head.path));
        let mut request = Request {
            method: head.method.clone(),
            path: head.path.clone(),
            arrived: Instant::now(),
            filename: head.filename(),
            object_key: head.object_key(),
            length: head.length().unwrap_or(0),
            forwarded: 0,
            endless_bytes: 0,
            fault: None,
            upstream_status: None,
            answered: None,
        };
        if action.is_none()
            && let Some(chooser) = &mut state.chooser
            && let Some((name, chosen)) = chooser(&request)
        {
            request.fault = Some(name);
            action = Some(chosen);
        }
        let is_put = head.method == "PUT";
        if is_put {
            state.puts += 1;
            state.most_puts = state.most_puts.max(state.puts);
        }
        state.requests.push(request);
        let running = Running {
            shared: Arc::clone(self),
            number: state.requests.len() - 1,
            is_put,
        };
        (action, running)
    }
}

/// A running request. Dropping it records its end.
struct Running {
    shared: Arc<Shared>,
    number: usize,
    is_put: bool,
}

impl Running {
    fn record(&self, what: impl FnOnce(&mut Request)) {
        if let Some(request) = self.shared.state().requests.get_mut(self.number) {
            what(request);
        }
    }

    /// Call it before sending the answer, so that a test that has the answer finds it recorded.
    fn answered(&self, status: u16) {
        self.record(|request| request.answered = Some((status, Instant::now())));
    }

    /// More bytes of the body were forwarded.
    fn forwarded(&self, bytes: usize) {
        self.record(|request| request.forwarded += bytes as u64);
    }

    /// More bytes of an endless answer were taken.
    fn took_endless(&self, bytes: usize) {
        self.record(|request| request.endless_bytes += bytes as u64);
    }

    /// The server behind the proxy answered.
    fn answered_upstream(&self, status: u16) {
        self.record(|request| request.upstream_status = Some(status));
    }

    /// The upload no longer counts as running: the client's next one may arrive before this value is dropped.
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
            // Another process may have the port for a moment.
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
                    // Breaking connections is what this proxy is for.
                    let _ = Connection::new(stream, upstream, shared).serve().await;
                });
            },
            _ = reach.changed() => {}
            Some(_) = connections.join_next() => {}
        }
    }
}

/// How often each path occurs.
pub fn counted(paths: &[String]) -> HashMap<&str, usize> {
    paths.iter().fold(HashMap::new(), |mut counts, path| {
        *counts.entry(path.as_str()).or_default() += 1;
        counts
    })
}
