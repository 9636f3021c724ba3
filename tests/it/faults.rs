//! A proxy in front of the sandbox that breaks what it is told to break.
//!
//! It stands before the API and before the storage. The URLs that the API hands out are rewritten to lead to the proxy,
//! which puts the signed `Host` back before it passes a request on: so the signatures stay right. Each request is looked
//! up in a list of [`Rule`]s; the first that fits acts, and a request that none fits passes through untouched.

use std::{
    collections::HashMap,
    fmt::Write as _,
    io,
    net::Ipv4Addr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Instant,
};

use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{
        TcpListener, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
    sync::watch,
    task::JoinSet,
};

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
}

/// An answer of the proxy's own.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
    latch: Option<Latch>,
}

impl Answer {
    /// As Que refuses: a problem document.
    pub(crate) fn problem(status: u16, code: &str, detail: &str) -> Self {
        let body = serde_json::json!({ "title": code, "status": status, "code": code, "detail": detail });
        Self {
            status,
            headers: vec![("Content-Type".to_owned(), "application/problem+json".to_owned())],
            body: body.to_string(),
            latch: None,
        }
    }

    /// As S3 refuses: XML.
    pub(crate) fn storage(status: u16, code: &str, message: &str) -> Self {
        Self {
            status,
            headers: vec![("Content-Type".to_owned(), "application/xml".to_owned())],
            body: format!("<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>{message}</Message></Error>"),
            latch: None,
        }
    }

    /// Not before the latch is open: so several get it at the same time.
    pub(crate) fn after(mut self, latch: &Latch) -> Self {
        self.latch = Some(latch.clone());
        self
    }

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
    /// Status and moment of the answer, if it was given.
    pub(crate) answered: Option<(u16, Instant)>,
}

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
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    rules: Vec<Rule>,
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
            state: Mutex::default(),
        });
        let mut listeners = JoinSet::new();
        for (listener, upstream) in [(api, shared.api.clone()), (storage, shared.storage.clone())] {
            listeners.spawn(listen(listener, upstream, Arc::clone(&shared)));
        }
        Self {
            api_url: format!("http://{own_api}"),
            shared,
            _listeners: listeners,
        }
    }

    /// Where the API seems to be.
    pub(crate) fn api_url(&self) -> &str {
        &self.api_url
    }

    /// Adds a line to the script.
    pub(crate) fn add(&self, rule: Rule) {
        self.shared.state().rules.push(rule);
    }

    /// From now on everything passes.
    pub(crate) fn clear(&self) {
        self.shared.state().rules.clear();
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
        let is_put = head.method == "PUT";
        if is_put {
            state.puts += 1;
            state.most_puts = state.most_puts.max(state.puts);
        }
        state.seen.push(Seen {
            method: head.method.clone(),
            path: head.path.clone(),
            came: Instant::now(),
            answered: None,
        });
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

async fn listen(listener: TcpListener, upstream: String, shared: Arc<Shared>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => if let Ok((stream, _)) = accepted {
                let (upstream, shared) = (upstream.clone(), Arc::clone(&shared));
                connections.spawn(async move {
                    let _ = stream.set_nodelay(true);
                    // A connection that breaks is what this proxy is for.
                    let _ = Connection::new(stream, upstream, shared).serve().await;
                });
            },
            Some(_) = connections.join_next() => {}
        }
    }
}

/// Method, path and headers of a request, or status line and headers of an answer.
#[derive(Debug, Clone)]
struct Head {
    first_line: String,
    method: String,
    path: String,
    headers: Vec<(String, String)>,
}

impl Head {
    /// Reads up to the empty line; `None` at the end of the connection.
    async fn read(from: &mut BufReader<OwnedReadHalf>) -> io::Result<Option<Self>> {
        let mut lines = Vec::new();
        loop {
            let mut line = String::new();
            if from.read_line(&mut line).await? == 0 {
                return Ok(None);
            }
            match line.trim_end() {
                "" if lines.is_empty() => {}
                "" => break,
                line => lines.push(line.to_owned()),
            }
        }
        let first_line = lines.remove(0);
        let mut words = first_line.split(' ');
        let method = words.next().unwrap_or_default().to_owned();
        let target = words.next().unwrap_or_default();
        let path = target.split('?').next().unwrap_or_default().to_owned();
        let headers = lines
            .iter()
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
            .collect();
        Ok(Some(Self {
            first_line,
            method,
            path,
            headers,
        }))
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    fn set(&mut self, name: &str, value: Option<String>) {
        self.headers.retain(|(known, _)| known != name);
        if let Some(value) = value {
            self.headers.push((name.to_owned(), value));
        }
    }

    fn length(&self) -> Option<u64> {
        self.header("content-length")?.parse().ok()
    }

    /// The status of an answer.
    fn status(&self) -> u16 {
        self.path.parse().unwrap_or(0)
    }

    fn waits_for_continue(&self) -> bool {
        self.header("expect").is_some()
    }

    fn bytes(&self) -> Vec<u8> {
        let mut text = format!("{}\r\n", self.first_line);
        for (name, value) in &self.headers {
            let _ = write!(text, "{name}: {value}\r\n");
        }
        text.push_str("\r\n");
        text.into_bytes()
    }
}

/// One connection of the client.
struct Connection {
    read: BufReader<OwnedReadHalf>,
    write: OwnedWriteHalf,
    upstream: String,
    shared: Arc<Shared>,
}

/// Whether the connection takes another request.
#[derive(PartialEq)]
enum Then {
    GoOn,
    Close,
}

impl Connection {
    fn new(stream: TcpStream, upstream: String, shared: Arc<Shared>) -> Self {
        let (read, write) = stream.into_split();
        Self {
            read: BufReader::new(read),
            write,
            upstream,
            shared,
        }
    }

    async fn serve(mut self) -> io::Result<()> {
        while let Some(head) = Head::read(&mut self.read).await? {
            let (action, mut running) = self.shared.begin(&head);
            let length = head.length().unwrap_or(0);
            let then = match action {
                None => self.pass(&head, length, true, &mut running).await?,
                Some(Action::Hold(latch)) => {
                    latch.opened().await;
                    self.pass(&head, length, true, &mut running).await?
                }
                Some(Action::CutBodyAfter(bytes)) => self.pass(&head, length.min(bytes), true, &mut running).await?,
                Some(Action::LoseAnswer) => self.pass(&head, length, false, &mut running).await?,
                Some(Action::Answer(answer)) => self.answer(&head, &answer, &mut running).await?,
            };
            if then == Then::Close {
                break;
            }
        }
        Ok(())
    }

    async fn answer(&mut self, head: &Head, answer: &Answer, running: &mut Running) -> io::Result<Then> {
        let early = head.waits_for_continue();
        if !early {
            let mut body = (&mut self.read).take(head.length().unwrap_or(0));
            tokio::io::copy(&mut body, &mut tokio::io::sink()).await?;
        }
        if let Some(latch) = &answer.latch {
            latch.opened().await;
        }
        let mut text = format!("HTTP/1.1 {} Told So\r\n", answer.status);
        for (name, value) in &answer.headers {
            let _ = write!(text, "{name}: {value}\r\n");
        }
        if early {
            text.push_str("Connection: close\r\n");
        }
        let _ = write!(text, "Content-Length: {}\r\n\r\n{}", answer.body.len(), answer.body);
        running.answered(answer.status);
        running.ends();
        self.write.write_all(text.as_bytes()).await?;
        Ok(if early { Then::Close } else { Then::GoOn })
    }

    /// Passes the head and so many bytes of the body on, and the answer back.
    async fn pass(&mut self, head: &Head, bytes: u64, give_answer: bool, running: &mut Running) -> io::Result<Then> {
        let mut request = head.clone();
        request.set("host", Some(self.upstream.clone()));
        request.set("connection", Some("close".to_owned()));
        let upstream = TcpStream::connect(&self.upstream).await?;
        let _ = upstream.set_nodelay(true);
        let (from, mut to) = upstream.into_split();
        let mut from = BufReader::new(from);
        to.write_all(&request.bytes()).await?;

        let whole = bytes == head.length().unwrap_or(0);
        let mut body = (&mut self.read).take(bytes);
        let client = &mut self.write;
        let sending = async {
            let sent = tokio::io::copy(&mut body, &mut to).await;
            // The end is not marked: the storage reads it from Content-Length. A client that went away is.
            if !whole || sent.as_ref().is_ok_and(|sent| *sent < bytes) {
                return Err(io::ErrorKind::BrokenPipe.into());
            }
            // Storage may have answered and closed without reading on: its answer counts.
            let _: io::Result<u64> = sent;
            Ok::<_, io::Error>(())
        };
        let answering = async {
            loop {
                let Some(answer) = Head::read(&mut from).await? else {
                    return Err(io::Error::from(io::ErrorKind::UnexpectedEof));
                };
                if answer.status() >= 200 {
                    let mut body = Vec::new();
                    match answer.length() {
                        Some(length) => (&mut from).take(length).read_to_end(&mut body).await?,
                        None => from.read_to_end(&mut body).await?,
                    };
                    return Ok((answer, body));
                }
                client.write_all(&answer.bytes()).await?;
            }
        };
        let mut all_sent = false;
        let answered = {
            tokio::pin!(sending, answering);
            loop {
                tokio::select! {
                    sent = &mut sending, if !all_sent => {
                        sent?;
                        all_sent = true;
                    }
                    answered = &mut answering => break answered,
                }
            }
        };
        let (mut answer, mut body) = answered?;
        if !give_answer {
            return Ok(Then::Close);
        }
        answer.set("connection", (!all_sent).then(|| "close".to_owned()));
        if let Ok(text) = std::str::from_utf8(&body)
            && text.contains(&self.shared.storage)
        {
            body = text
                .replace(&self.shared.storage, &self.shared.own_storage)
                .into_bytes();
            answer.set("content-length", Some(body.len().to_string()));
        }
        running.answered(answer.status());
        running.ends();
        let mut all = answer.bytes();
        all.extend(body);
        self.write.write_all(&all).await?;
        let bounded = answer.length().is_some() || answer.header("transfer-encoding").is_some();
        Ok(if all_sent && bounded { Then::GoOn } else { Then::Close })
    }
}

/// How often each path is in the list.
pub(crate) fn counted(paths: &[String]) -> HashMap<&str, usize> {
    paths.iter().fold(HashMap::new(), |mut counts, path| {
        *counts.entry(path.as_str()).or_default() += 1;
        counts
    })
}
