//! A DNS resolver that drops addresses which the [`AddressPolicy`] rejects.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::vec;

use hyper_util::client::legacy::connect::dns::Name;
use tower_service::Service;

use crate::address::AddressPolicy;
use crate::error::ForbiddenAddress;

/// A name resolves only to addresses that the policy rejects.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("the name resolves only to addresses that the server must not send its clients to")]
pub(crate) struct AddressNotAllowed(pub(crate) ForbiddenAddress);

/// Resolves names to the addresses that the policy allows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Resolver {
    policy: AddressPolicy,
}

impl Resolver {
    pub(crate) fn new(policy: AddressPolicy) -> Self {
        Self { policy }
    }

    /// The addresses of a name, at least one.
    pub(crate) async fn resolve(self, name: &str, port: u16) -> io::Result<Vec<SocketAddr>> {
        let mut allowed = Vec::new();
        let mut rejection = None;
        for address in tokio::net::lookup_host((name, port)).await? {
            match self.policy.rejection(name, address.ip()) {
                None => allowed.push(address),
                Some(kind) => rejection = Some(kind),
            }
        }
        match rejection {
            Some(kind) if allowed.is_empty() => Err(io::Error::other(AddressNotAllowed(kind))),
            _ => Ok(allowed),
        }
    }
}

impl Service<Name> for Resolver {
    type Response = vec::IntoIter<SocketAddr>;
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = io::Result<Self::Response>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, name: Name) -> Self::Future {
        let resolver = *self;
        Box::pin(async move { Ok(resolver.resolve(name.as_str(), 0).await?.into_iter()) })
    }
}

impl reqwest::dns::Resolve for Resolver {
    fn resolve(&self, name: reqwest::dns::Name) -> reqwest::dns::Resolving {
        let resolver = *self;
        Box::pin(async move {
            let found = resolver.resolve(name.as_str(), 0).await?;
            Ok(Box::new(found.into_iter()) as reqwest::dns::Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::parse_base;

    #[tokio::test]
    async fn a_name_that_resolves_only_to_this_computer_has_no_address() {
        let resolver = |base: &str| Resolver::new(AddressPolicy::new(&parse_base(base).unwrap(), false));
        let rejected = resolver("https://que.example")
            .resolve("localhost", 80)
            .await
            .unwrap_err();
        let inner = rejected
            .get_ref()
            .and_then(|inner| inner.downcast_ref::<AddressNotAllowed>());
        assert!(
            matches!(inner, Some(AddressNotAllowed(ForbiddenAddress::Loopback))),
            "{rejected:?}"
        );
        let found = resolver("http://127.0.0.1:1").resolve("localhost", 80).await.unwrap();
        assert!(!found.is_empty() && found.iter().all(|address| address.ip().is_loopback()));
    }
}
