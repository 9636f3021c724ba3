//! Names are resolved here, so that no connection is made to where the server may not send its client, whatever a name
//! server says.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::vec;

use hyper_util::client::legacy::connect::dns::Name;
use tower_service::Service;

use super::address::Reach;
use super::error::ForbiddenPlace;

/// A name leads to none but addresses to which no connection may be made.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("the name leads to an address that the server may not send anybody to")]
pub(super) struct NotAdmitted(pub(super) ForbiddenPlace);

/// Resolves names, and keeps of their addresses those that are within reach.
#[derive(Debug, Clone, Copy)]
pub(super) struct Resolver {
    reach: Reach,
}

impl Resolver {
    pub(super) fn within(reach: Reach) -> Self {
        Self { reach }
    }

    /// The addresses of a name, at the least one.
    pub(super) async fn resolve(self, name: &str, port: u16) -> io::Result<Vec<SocketAddr>> {
        // The look-up of the system, on a thread that may block.
        let mut admitted = Vec::new();
        let mut objection = None;
        for address in tokio::net::lookup_host((name, port)).await? {
            match self.reach.objection(name, address.ip()) {
                None => admitted.push(address),
                Some(place) => objection = Some(place),
            }
        }
        match objection {
            Some(place) if admitted.is_empty() => Err(io::Error::other(NotAdmitted(place))),
            _ => Ok(admitted),
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
    async fn a_name_that_leads_to_this_computer_alone_is_resolved_to_nothing() {
        let within = |base: &str| Resolver::within(Reach::of(&parse_base(base).unwrap(), false));
        let refused = within("https://que.example")
            .resolve("localhost", 80)
            .await
            .unwrap_err();
        let inner = refused.get_ref().and_then(|inner| inner.downcast_ref::<NotAdmitted>());
        assert!(
            matches!(inner, Some(NotAdmitted(ForbiddenPlace::ThisComputer))),
            "{refused:?}"
        );
        let found = within("http://127.0.0.1:1").resolve("localhost", 80).await.unwrap();
        assert!(!found.is_empty() && found.iter().all(|address| address.ip().is_loopback()));
    }
}
