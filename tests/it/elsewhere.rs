//! A Que server that seems to be remote: it has its own host name and is reached through a proxy, over TLS. Nothing leaves
//! this machine.

use std::{
    path::PathBuf,
    process::Command,
    sync::{Arc, Mutex},
};

use testkit::{
    certificates::Certificate,
    test_server::{TestServer, answer},
};

use crate::{bench::Bench, program::program};

/// Its host name, which no name server knows.
const NAME: &str = "que.elsewhere.test";

/// The server, and the proxy in front of it.
pub(crate) struct Elsewhere {
    proxy: TestServer,
    authority: PathBuf,
    /// Heads of the requests to the API.
    heads: Arc<Mutex<Vec<String>>>,
    /// The first lines of all requests to the proxy.
    asked: Arc<Mutex<Vec<String>>>,
}

impl Elsewhere {
    /// A server that answers each request with this JSON.
    pub(crate) fn answering(bench: &Bench, json: &str) -> Self {
        let certificate = Certificate::signed_for(NAME);
        let config = certificate.server_config();
        let (heads, asked) = (
            Arc::<Mutex<Vec<String>>>::default(),
            Arc::<Mutex<Vec<String>>>::default(),
        );
        let (kept_heads, kept_asked) = (Arc::clone(&heads), Arc::clone(&asked));
        let json = answer("200 OK", "application/json", json).replacen("\r\n", "\r\nconnection: close\r\n", 1);
        // It connects clients only to the server itself, which answers right here.
        let proxy = TestServer::start(move |mut peer, _| {
            let (config, json) = (Arc::clone(&config), json.clone());
            let (heads, asked) = (Arc::clone(&kept_heads), Arc::clone(&kept_asked));
            async move {
                let wanted = peer.head().await;
                let first_line = wanted.lines().next().unwrap_or_default().to_owned();
                let is_here = first_line.starts_with(&format!("CONNECT {NAME}:443 "));
                asked.lock().unwrap().push(first_line);
                if !is_here {
                    peer.say("HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n").await;
                    return;
                }
                peer.say("HTTP/1.1 200 OK\r\n\r\n").await;
                let Ok(mut peer) = peer.accept_tls(config).await else {
                    return;
                };
                let head = peer.head().await;
                peer.body(&head).await;
                heads.lock().unwrap().push(head);
                peer.say(&json).await;
                peer.close().await;
            }
        });
        let name = format!("authority {}.pem", proxy.address.port());
        Self {
            authority: bench.file(name, certificate.authority.unwrap().as_bytes()),
            proxy,
            heads,
            asked,
        }
    }

    /// The program with a key and this server.
    pub(crate) fn program(&self, bench: &Bench) -> Command {
        let mut command = program(&bench.path(format!("data {}", self.proxy.address.port())));
        command
            .env("HTTPS_PROXY", format!("http://{}", self.proxy.address))
            .env("HTTP_PROXY", format!("http://{}", self.proxy.address))
            .env("QUE_API_KEY", "sk_1")
            .args(["--api-url", &format!("https://{NAME}"), "--ca-file"])
            .arg(&self.authority);
        command
    }

    /// The requests to the API, by their first lines.
    pub(crate) fn requests(&self) -> Vec<String> {
        let heads = self.heads.lock().unwrap();
        heads
            .iter()
            .filter_map(|head| head.lines().next().map(str::to_owned))
            .collect()
    }

    /// The requests to the proxy for any host but the API.
    pub(crate) fn asked_for_others(&self) -> Vec<String> {
        let asked = self.asked.lock().unwrap();
        asked.iter().filter(|line| !line.contains(NAME)).cloned().collect()
    }
}
