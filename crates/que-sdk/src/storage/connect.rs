//! Establishes connections to storage, directly or through the system's proxy.

use std::sync::Arc;
use std::time::Duration;

use hyper::Uri;
use hyper_rustls::{FixedServerNameResolver, HttpsConnector};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::proxy::{SocksV5, Tunnel};
use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use tower_service::Service;
use url::{Position, Url};

use super::connection::{Connection, ProxyHeader};
use super::counting_socket::Socket;
use crate::address::{self, AddressPolicy};
use crate::error::{Error, Result, Step, TransportKind, UrlFault, for_each_source};
use crate::resolver::{AddressNotAllowed, Resolver};
use crate::transport;

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Establishes connections.
pub(super) struct Connector {
    addresses: AddressPolicy,
    tls: Arc<ClientConfig>,
    proxies: Matcher,
    connect_timeout: Duration,
}

impl Connector {
    pub(super) fn new(
        addresses: AddressPolicy,
        tls: Arc<ClientConfig>,
        proxies: Matcher,
        connect_timeout: Duration,
    ) -> Self {
        Self {
            addresses,
            tls,
            proxies,
            connect_timeout,
        }
    }

    /// Checks whether a connection to this URL is allowed.
    ///
    /// # Errors
    /// Those of [`AddressPolicy::check`].
    pub(super) fn check(&self, url: &Url) -> Result<()> {
        self.addresses.check(url)
    }

    /// Connects to the origin of a URL. The connection holds `slot`.
    ///
    /// # Errors
    /// [`Error::Transport`], [`Error::ForbiddenAddress`] or [`Error::InvalidUrl`].
    pub(super) async fn connect(&self, step: Step, url: &Url, slot: Arc<()>) -> Result<Connection> {
        let uri: Uri = origin(url)
            .parse()
            .map_err(|_| Error::InvalidUrl { reason: UrlFault::Host })?;
        let proxy = if address::is_loopback(url) {
            None
        } else {
            self.proxies.intercept(&uri)
        };
        let uses_proxy = proxy.is_some();
        // `connect_timeout` limits TCP in the connector. TLS and the proxy get as much again.
        let (socket, through_proxy) =
            match tokio::time::timeout(self.connect_timeout * 2, self.open_socket(uri, proxy)).await {
                Ok(Ok(opened)) => opened,
                Ok(Err(error)) => return Err(connect_error(step, url, uses_proxy, Some(error))),
                Err(_) => return Err(connect_error(step, url, uses_proxy, None)),
            };
        let connection = Connection::open(socket, through_proxy, slot)
            .await
            .map_err(|error| not_sent(step, TransportKind::Connect, Some(Box::new(error))))?;
        tracing::debug!(host = url.host_str(), uses_proxy, "connected to storage");
        Ok(connection)
    }

    /// The proxy's own name is configured by the user, so its addresses aren't checked. If the proxy resolves the storage's
    /// name, it decides what it connects to.
    async fn open_socket(
        &self,
        uri: Uri,
        proxy: Option<Intercept>,
    ) -> Result<(Box<dyn Socket>, Option<ProxyHeader>), BoxError> {
        let Some(proxy) = proxy else {
            let tcp = self.tcp(HttpConnector::new_with_resolver(Resolver::new(self.addresses)));
            let mut direct = HttpsConnector::from((tcp, self.tls.clone()));
            return Ok((Box::new(direct.call(uri).await?), None));
        };
        match proxy.uri().scheme_str() {
            Some("socks5" | "socks5h") => Ok((self.through_socks(uri, &proxy).await?, None)),
            Some("http" | "https") if uri.scheme_str() == Some("https") => {
                Ok((self.through_tunnel(uri, &proxy).await?, None))
            }
            Some("http" | "https") => {
                let mut direct = HttpsConnector::from((self.tcp(HttpConnector::new()), self.tls.clone()));
                let header = ProxyHeader(proxy.basic_auth().cloned());
                Ok((Box::new(direct.call(proxy.uri().clone()).await?), Some(header)))
            }
            _ => Err("proxy of a type that is not supported".into()),
        }
    }

    async fn through_socks(&self, uri: Uri, proxy: &Intercept) -> Result<Box<dyn Socket>, BoxError> {
        let mut socks = SocksV5::new(proxy.uri().clone(), self.tcp(HttpConnector::new()));
        if let Some((user, password)) = proxy.raw_auth() {
            socks = socks.with_auth(user.to_owned(), password.to_owned());
        }
        // TLS verifies the name, even if the proxy gets an address.
        let name = ServerName::try_from(uri.host().unwrap_or_default().trim_matches(['[', ']']).to_owned())?;
        let target = match proxy.uri().scheme_str() {
            Some("socks5") => resolve(&uri, Resolver::new(self.addresses)).await?,
            // Without a port, hyper-util would use 443 for every scheme.
            _ => {
                let host = uri.host().unwrap_or_default();
                format!("{}://{host}:{}", scheme_of(&uri), port_of(&uri)).parse()?
            }
        };
        let name = Arc::new(FixedServerNameResolver::new(name));
        let mut connector = HttpsConnector::new(socks, self.tls.clone(), false, name);
        Ok(Box::new(connector.call(target).await?))
    }

    async fn through_tunnel(&self, uri: Uri, proxy: &Intercept) -> Result<Box<dyn Socket>, BoxError> {
        let to_proxy = HttpsConnector::from((self.tcp(HttpConnector::new()), self.tls.clone()));
        let mut tunnel = Tunnel::new(proxy.uri().clone(), to_proxy);
        if let Some(auth) = proxy.basic_auth() {
            tunnel = tunnel.with_auth(auth.clone());
        }
        let mut connector = HttpsConnector::from((tunnel, self.tls.clone()));
        Ok(Box::new(connector.call(uri).await?))
    }

    fn tcp<R>(&self, mut tcp: HttpConnector<R>) -> HttpConnector<R> {
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        tcp.set_connect_timeout(Some(self.connect_timeout));
        tcp.set_keepalive(Some(Duration::from_secs(30)));
        tcp
    }
}

/// The error of a connection that failed, or that timed out if `error` is `None`.
fn connect_error(step: Step, url: &Url, uses_proxy: bool, error: Option<BoxError>) -> Error {
    if let Some(AddressNotAllowed(kind)) = error.as_deref().and_then(|error| address_not_allowed(error)) {
        let host = address::host_of(url);
        return Error::ForbiddenAddress { host, kind };
    }
    let kind = error.as_deref().and_then(|error| transport::kind_of(error));
    let kind = match kind {
        Some(TransportKind::Tls) => TransportKind::Tls,
        _ if uses_proxy => TransportKind::Proxy,
        kind => kind.unwrap_or(TransportKind::Connect),
    };
    not_sent(step, kind, error)
}

fn not_sent(step: Step, kind: TransportKind, source: Option<BoxError>) -> Error {
    Error::Transport {
        step,
        kind,
        nothing_sent: true,
        source,
    }
}

/// Replaces the host name by one of its addresses.
async fn resolve(uri: &Uri, resolver: Resolver) -> Result<Uri, BoxError> {
    let host = uri.host().unwrap_or_default().trim_matches(['[', ']']);
    let found = resolver.resolve(host, port_of(uri)).await?;
    let address = found.first().ok_or("the name has no address")?;
    Ok(format!("{}://{address}", scheme_of(uri)).parse()?)
}

fn scheme_of(uri: &Uri) -> &str {
    uri.scheme_str().unwrap_or("https")
}

fn port_of(uri: &Uri) -> u16 {
    let default = if scheme_of(uri) == "http" { 80 } else { 443 };
    uri.port_u16().unwrap_or(default)
}

/// The resolver's error, if it is the reason.
fn address_not_allowed(error: &(dyn std::error::Error + 'static)) -> Option<AddressNotAllowed> {
    let mut found = None;
    for_each_source(error, &mut |error| found = error.downcast_ref().copied().or(found));
    found
}

/// Scheme, host and port.
pub(super) fn origin(url: &Url) -> String {
    let host = &url[Position::BeforeHost..Position::AfterPort];
    format!("{}://{host}", url.scheme())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ForbiddenAddress;
    use testkit::test_server::TestServer;

    /// Skips the check of the name as written, so that only the check after resolution applies.
    #[tokio::test]
    async fn a_remote_servers_name_that_resolves_to_this_computer_gets_no_connection() {
        let server = TestServer::start(|_, _| async {});
        let port = server.address.port();
        let url: Url = format!("https://localhost:{port}/k?X-Amz-Signature=1").parse().unwrap();
        let addresses = AddressPolicy::new(&"https://que.example".parse().unwrap(), false);
        let tls = crate::tls::client_config(None, false).unwrap();
        let proxies = Matcher::builder().build();
        let direct = Connector::new(addresses, Arc::new(tls), proxies, Duration::from_secs(10));
        let failed = direct.connect(Step::Upload, &url, Arc::default()).await.err().unwrap();
        assert!(
            matches!(&failed, Error::ForbiddenAddress { host, kind: ForbiddenAddress::Loopback } if host == "localhost"),
            "{failed:?}"
        );
        assert!(failed.nothing_was_sent() && !failed.is_temporary());

        let resolved = resolve(&origin(&url).parse().unwrap(), Resolver::new(addresses)).await;
        assert!(
            address_not_allowed(&*resolved.unwrap_err()).is_some(),
            "for a proxy that gets an address"
        );
        assert_eq!(server.connections(), 0);
    }
}
