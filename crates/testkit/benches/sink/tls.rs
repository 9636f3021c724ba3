//! TLS for the sink, with an authority for this run only.

use std::{fs, io, path::Path, sync::Arc};

use testkit::certificates::{Certificate, Recipe};
use tokio_rustls::TlsAcceptor;

/// Makes the certificates, writes them into the folder, and serves with them.
pub(crate) fn acceptor(folder: &Path) -> io::Result<TlsAcceptor> {
    let certificate = Certificate::new(&Recipe {
        names: &["localhost", "127.0.0.1"],
        by_authority: true,
        key_usages: true,
        ..Recipe::default()
    });
    fs::write(
        folder.join("ca.pem"),
        certificate.authority.as_deref().unwrap_or_default(),
    )?;
    fs::write(folder.join("server.pem"), &certificate.pem)?;
    fs::write(folder.join("server.key"), &certificate.key_pem)?;
    let mut config = certificate.server_config();
    Arc::make_mut(&mut config).alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(TlsAcceptor::from(config))
}
