//! Connections to storage: made directly or through the system's proxy, kept alive, and counted.
//!
//! The pool is our own, because hyper-util's hides the connection: here each request knows whether its connection was
//! used before, which bytes of it the socket took, and can end it at once.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use hyper::client::conn::http1::{self, SendRequest};
use hyper::header::HeaderValue;
use hyper::{Request, Response, Uri, body::Incoming};
use hyper_rustls::{FixedServerNameResolver, HttpsConnector};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::proxy::{SocksV5, Tunnel};
use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use parking_lot::Mutex;
use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use tokio::task::AbortHandle;
use tower_service::Service;
use url::{Position, Url};

use super::body::RequestBody;
use super::flow::{Counted, Flow, Socket};
use crate::address::{self, Reach};
use crate::error::{Error, Result, Step, TransportKind};
use crate::resolver::{NotAdmitted, Resolver};
use crate::transport;

/// S3 closes a connection that is idle for some 20 s: one that is nearly so is not worth the try.
const IDLE_LIMIT: Duration = Duration::from_secs(15);
/// Idle connections kept for one host: as many as uploads of small files use at once.
const IDLE_COUNT: usize = 256;

type AnyError = Box<dyn std::error::Error + Send + Sync>;

/// One HTTP/1.1 connection. Dropping it closes it at once.
pub(super) struct Connection {
    sender: SendRequest<RequestBody>,
    pub(super) flow: Arc<Flow>,
    pub(super) used_before: bool,
    /// Set where requests go to a proxy in absolute form.
    pub(super) through_proxy: Option<ProxyHeader>,
    idle_since: Instant,
    task: AbortHandle,
    /// Counted by the pool.
    _one: Arc<()>,
}

/// What a proxy wants with each plain request.
#[derive(Clone)]
pub(super) struct ProxyHeader(pub(super) Option<HeaderValue>);

impl Connection {
    pub(super) async fn send(&mut self, request: Request<RequestBody>) -> hyper::Result<Response<Incoming>> {
        self.sender.send_request(request).await
    }

    /// Whether nothing more is to be sent on it: it is closed, or will be any moment.
    fn is_spent(&self) -> bool {
        !self.sender.is_ready() || self.idle_since.elapsed() >= IDLE_LIMIT
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Makes and keeps connections.
pub(super) struct Pool {
    /// Where connections may lead.
    reach: Reach,
    tls: Arc<ClientConfig>,
    proxies: Matcher,
    connect_timeout: Duration,
    idle: Mutex<HashMap<String, Vec<Connection>>>,
    /// Origins that answered `Expect: 100-continue` with 417.
    without_expect: Mutex<HashSet<String>>,
    /// Where the last presigned URL leads: an address without path and query.
    next: Mutex<Option<Url>>,
    /// Held once by each connection that there is or that is being made.
    each: Arc<()>,
}

impl fmt::Debug for Pool {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Pool").finish_non_exhaustive()
    }
}

impl Pool {
    pub(super) fn new(reach: Reach, tls: Arc<ClientConfig>, proxies: Matcher, connect_timeout: Duration) -> Self {
        Self {
            reach,
            tls,
            proxies,
            connect_timeout,
            idle: Mutex::default(),
            without_expect: Mutex::default(),
            next: Mutex::default(),
            each: Arc::default(),
        }
    }

    /// The next requests are likely to go where this URL leads.
    pub(super) fn expect_next_at(&self, url: &Url) {
        let mut next = self.next.lock();
        if next.as_ref().is_none_or(|known| known.origin() != url.origin()) {
            *next = origin(url).parse().ok();
        }
    }

    /// Makes one more connection to where the next requests are likely to go, unless there are `most` already. Whoever needs
    /// one first gets it.
    pub(super) fn connect_ahead(self: &Arc<Self>, most: usize) {
        if Arc::strong_count(&self.each) > most {
            self.drop_spent();
        }
        if Arc::strong_count(&self.each) > most {
            return;
        }
        let Some(url) = self.next.lock().clone() else {
            return;
        };
        if self.reach.check(&url).is_err() {
            return;
        }
        let (pool, one) = (Arc::clone(self), Arc::clone(&self.each));
        tokio::spawn(async move {
            match pool.connect(Step::Upload, &url, one).await {
                Ok(mut connection) => {
                    if connection.sender.ready().await.is_ok() {
                        pool.keep(&url, connection);
                    }
                }
                // The upload that needs one makes it itself, and tells what is wrong.
                Err(error) => tracing::debug!(%error, "no connection was made ahead"),
            }
        });
    }

    /// Whether a body may wait for `100 Continue` there.
    pub(super) fn may_expect(&self, url: &Url) -> bool {
        let without = self.without_expect.lock();
        !without.contains(&origin(url))
    }

    /// From now on no body waits there: the origin, or who stands before it, refuses to be asked.
    pub(super) fn expect_nothing(&self, url: &Url) {
        let mut without = self.without_expect.lock();
        without.insert(origin(url));
    }

    /// A connection that waits for work, or a new one; with `fresh` always a new one.
    pub(super) async fn connection(&self, step: Step, url: &Url, fresh: bool) -> Result<Connection> {
        self.reach.check(url)?;
        if !fresh && let Some(connection) = self.take_idle(&origin(url)) {
            return Ok(connection);
        }
        self.connect(step, url, Arc::clone(&self.each)).await
    }

    /// Takes a connection back whose answer was read to its end.
    pub(super) async fn give_back(&self, url: &Url, mut connection: Connection) {
        let ready = tokio::time::timeout(Duration::from_millis(100), connection.sender.ready()).await;
        if matches!(ready, Ok(Ok(()))) {
            self.keep(url, connection);
        }
    }

    fn keep(&self, url: &Url, mut connection: Connection) {
        // The server may leave it before it is used again, or for the first time.
        connection.used_before = true;
        connection.idle_since = Instant::now();
        let mut idle = self.idle.lock();
        let kept = idle.entry(origin(url)).or_default();
        if kept.len() < IDLE_COUNT {
            kept.push(connection);
        }
    }

    /// Drops what waits for work and will get none.
    fn drop_spent(&self) {
        let mut idle = self.idle.lock();
        for kept in idle.values_mut() {
            kept.retain(|connection| !connection.is_spent());
        }
        idle.retain(|_, kept| !kept.is_empty());
    }

    /// Drops all that waits for work.
    pub(super) fn drop_idle(&self) {
        self.idle.lock().clear();
    }

    /// How many connections wait for work.
    #[cfg(test)]
    pub(super) fn idle_connections(&self) -> usize {
        let idle = self.idle.lock();
        idle.values().map(Vec::len).sum()
    }

    fn take_idle(&self, origin: &str) -> Option<Connection> {
        let mut idle = self.idle.lock();
        let kept = idle.get_mut(origin)?;
        // The last one that was put there has the longest left.
        while let Some(connection) = kept.pop() {
            if !connection.is_spent() {
                return Some(connection);
            }
        }
        None
    }

    async fn connect(&self, step: Step, url: &Url, one: Arc<()>) -> Result<Connection> {
        let failed = |kind, source: Option<AnyError>| Error::Transport {
            step,
            kind,
            nothing_sent: true,
            source,
        };
        let uri: Uri = origin(url).parse().map_err(|_| Error::InvalidUrl {
            reason: "its host cannot be connected to",
        })?;
        let intercept = if address::is_loopback(url) {
            None
        } else {
            self.proxies.intercept(&uri)
        };
        let proxied = intercept.is_some();
        // TCP has its own bound in the connector; with TLS and a proxy's answer it may be twice that.
        let made = tokio::time::timeout(self.connect_timeout * 2, self.socket(uri, intercept)).await;
        let (socket, through_proxy) = match made {
            Ok(Ok(made)) => made,
            Ok(Err(error)) => {
                if let Some(NotAdmitted(place)) = not_admitted(&*error) {
                    let host = address::host_of(url);
                    return Err(Error::Forbidden { host, place });
                }
                let kind = transport::kind_of(&*error).unwrap_or(TransportKind::Connect);
                let kind = if proxied && kind != TransportKind::Tls {
                    TransportKind::Proxy
                } else {
                    kind
                };
                return Err(failed(kind, Some(error)));
            }
            Err(_) => {
                return Err(failed(
                    if proxied {
                        TransportKind::Proxy
                    } else {
                        TransportKind::Connect
                    },
                    None,
                ));
            }
        };
        let flow = Arc::new(Flow::default());
        let (sender, connection) = http1::handshake(Counted::new(socket, flow.clone()))
            .await
            .map_err(|error| failed(TransportKind::Connect, Some(Box::new(error))))?;
        let task = tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection to storage ended");
            }
        })
        .abort_handle();
        tracing::debug!(host = url.host_str(), proxied, "connected to storage");
        Ok(Connection {
            sender,
            flow,
            used_before: false,
            through_proxy,
            idle_since: Instant::now(),
            task,
            _one: one,
        })
    }

    /// Addresses of names that are resolved here are looked at; what a proxy is called, the system says, and where the proxy
    /// resolves the name, it decides what it reaches.
    async fn socket(
        &self,
        uri: Uri,
        intercept: Option<Intercept>,
    ) -> Result<(Box<dyn Socket>, Option<ProxyHeader>), AnyError> {
        let resolver = Resolver::within(self.reach);
        let secure = uri.scheme_str() == Some("https");
        let Some(proxy) = intercept else {
            let tcp = self.tcp(HttpConnector::new_with_resolver(resolver));
            let mut direct = HttpsConnector::from((tcp, self.tls.clone()));
            return Ok((Box::new(direct.call(uri).await?), None));
        };
        let tcp = self.tcp(HttpConnector::new());
        if matches!(proxy.uri().scheme_str(), Some("socks5" | "socks5h")) {
            let mut socks = SocksV5::new(proxy.uri().clone(), tcp);
            if let Some((user, password)) = proxy.raw_auth() {
                socks = socks.with_auth(user.to_owned(), password.to_owned());
            }
            // The certificate is that of the name, whatever the proxy is asked for.
            let name = ServerName::try_from(uri.host().unwrap_or_default().trim_matches(['[', ']']).to_owned())?;
            let to = match proxy.uri().scheme_str() {
                Some("socks5") => resolved(&uri, resolver).await?,
                // Without a port it would ask for that of https, whatever the scheme is.
                _ => format!(
                    "{}://{}:{}",
                    scheme_of(&uri),
                    uri.host().unwrap_or_default(),
                    port_of(&uri)
                )
                .parse()?,
            };
            let named = Arc::new(FixedServerNameResolver::new(name));
            let mut connector = HttpsConnector::new(socks, self.tls.clone(), false, named);
            return Ok((Box::new(connector.call(to).await?), None));
        }
        if !matches!(proxy.uri().scheme_str(), Some("http" | "https")) {
            return Err("proxy of a kind that is not supported".into());
        }
        let mut direct = HttpsConnector::from((tcp, self.tls.clone()));
        if !secure {
            let header = ProxyHeader(proxy.basic_auth().cloned());
            return Ok((Box::new(direct.call(proxy.uri().clone()).await?), Some(header)));
        }
        let mut tunnel = Tunnel::new(proxy.uri().clone(), direct);
        if let Some(auth) = proxy.basic_auth() {
            tunnel = tunnel.with_auth(auth.clone());
        }
        Ok((
            Box::new(HttpsConnector::from((tunnel, self.tls.clone())).call(uri).await?),
            None,
        ))
    }

    fn tcp<R>(&self, mut tcp: HttpConnector<R>) -> HttpConnector<R> {
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        tcp.set_connect_timeout(Some(self.connect_timeout));
        tcp.set_keepalive(Some(Duration::from_secs(30)));
        tcp
    }
}

/// The same place by one of its addresses.
async fn resolved(uri: &Uri, resolver: Resolver) -> Result<Uri, AnyError> {
    let host = uri.host().unwrap_or_default().trim_matches(['[', ']']);
    let found = resolver.resolve(host, port_of(uri)).await?;
    let address = found.first().ok_or("the name has no address")?;
    Ok(format!("{}://{address}", scheme_of(uri)).parse()?)
}

fn scheme_of(uri: &Uri) -> &str {
    uri.scheme_str().unwrap_or("https")
}

fn port_of(uri: &Uri) -> u16 {
    let usual = if scheme_of(uri) == "http" { 80 } else { 443 };
    uri.port_u16().unwrap_or(usual)
}

/// Whether a connection did not come about because its name leads where none may be made.
fn not_admitted(error: &(dyn std::error::Error + 'static)) -> Option<NotAdmitted> {
    let mut found = None;
    transport::each_below(error, &mut |error| found = error.downcast_ref().copied().or(found));
    found
}

/// Scheme, host and port.
fn origin(url: &Url) -> String {
    let host = &url[Position::BeforeHost..Position::AfterPort];
    format!("{}://{host}", url.scheme())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ForbiddenPlace;
    use testkit::test_server::TestServer;

    /// As a name that only its resolution tells: its spelling is looked at before, and passed over here.
    #[tokio::test]
    async fn a_name_that_is_resolved_to_this_computer_gets_no_connection_from_a_server_elsewhere() {
        let server = TestServer::start(|_, _| async {});
        let port = server.address.port();
        let url: Url = format!("https://localhost:{port}/k?X-Amz-Signature=1").parse().unwrap();
        let pool = |proxies: Matcher| {
            let reach = Reach::of(&"https://que.example".parse().unwrap(), false);
            let tls = crate::tls::client_config(None, false).unwrap();
            Pool::new(reach, Arc::new(tls), proxies, Duration::from_secs(10))
        };
        let direct = pool(Matcher::builder().build());
        let failed = direct.connect(Step::Upload, &url, Arc::default()).await.err().unwrap();
        assert!(
            matches!(&failed, Error::Forbidden { host, place: ForbiddenPlace::ThisComputer } if host == "localhost"),
            "{failed:?}"
        );
        assert!(failed.nothing_was_sent() && !failed.is_temporary());

        let resolved = resolved(&origin(&url).parse().unwrap(), Resolver::within(direct.reach)).await;
        assert!(
            not_admitted(&*resolved.unwrap_err()).is_some(),
            "for a proxy that is asked by address"
        );
        assert_eq!(server.connections(), 0);
    }
}
