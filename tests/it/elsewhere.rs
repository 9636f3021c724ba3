//! A Que server that is not on this computer: it has a name of its own, and is reached through a proxy, over TLS. Nothing of
//! it leaves this machine.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    path::PathBuf,
    process::Command,
    sync::{Arc, Mutex},
    thread,
};

use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::{bench::Bench, connection::certified, program::program};

/// Its name, which no name server knows.
const NAME: &str = "que.elsewhere.test";

/// The server, and the proxy before it.
pub(crate) struct Elsewhere {
    proxy: SocketAddr,
    authority: PathBuf,
    /// Heads of the requests to the API.
    heads: Arc<Mutex<Vec<String>>>,
    /// Where the proxy was asked to connect to.
    asked: Arc<Mutex<Vec<String>>>,
}

impl Elsewhere {
    /// A server that answers each request with this JSON.
    pub(crate) fn answering(bench: &Bench, json: &str) -> Self {
        let (config, authority) = certified(NAME, (2020, 4000));
        let config = Arc::new(config);
        let (heads, asked) = (Arc::default(), Arc::default());
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let proxy = listener.local_addr().unwrap();
        let answer = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{json}",
            json.len()
        );
        let (kept_heads, kept_asked) = (Arc::clone(&heads), Arc::clone(&asked));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (config, answer) = (Arc::clone(&config), answer.clone());
                let (heads, asked) = (Arc::clone(&kept_heads), Arc::clone(&kept_asked));
                thread::spawn(move || tunnel(stream, &config, &answer, &heads, &asked));
            }
        });
        Self {
            proxy,
            authority: bench.file(format!("authority {}.pem", proxy.port()), authority.as_bytes()),
            heads,
            asked,
        }
    }

    /// The program with a key, at work with this server.
    pub(crate) fn program(&self, bench: &Bench) -> Command {
        let mut command = program(&bench.path(format!("data {}", self.proxy.port())));
        command
            .env("HTTPS_PROXY", format!("http://{}", self.proxy))
            .env("HTTP_PROXY", format!("http://{}", self.proxy))
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

    /// Where the proxy was asked to connect to, besides the API.
    pub(crate) fn asked_for_others(&self) -> Vec<String> {
        let asked = self.asked.lock().unwrap();
        asked.iter().filter(|line| !line.contains(NAME)).cloned().collect()
    }
}

/// One connection to the proxy: it connects nobody but the server itself, which answers here.
fn tunnel(
    mut stream: TcpStream,
    config: &Arc<ServerConfig>,
    answer: &str,
    heads: &Mutex<Vec<String>>,
    asked: &Mutex<Vec<String>>,
) {
    let wanted = head(&mut stream);
    asked
        .lock()
        .unwrap()
        .push(wanted.lines().next().unwrap_or_default().to_owned());
    if !wanted.starts_with(&format!("CONNECT {NAME}:443 ")) {
        let _ = stream.write_all(b"HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n");
        return;
    }
    let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n");
    let mut stream = StreamOwned::new(ServerConnection::new(Arc::clone(config)).unwrap(), stream);
    let request = head(&mut stream);
    let length = request.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length")
            .then(|| value.trim().parse().ok())?
    });
    let mut body = vec![0; length.unwrap_or(0)];
    let _ = stream.read_exact(&mut body);
    heads.lock().unwrap().push(request);
    let _ = stream.write_all(answer.as_bytes());
    stream.conn.send_close_notify();
    let _ = stream.flush();
}

/// The head of a request, or what came of it.
fn head(stream: &mut impl Read) -> String {
    let (mut head, mut byte) = (Vec::new(), [0]);
    while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|read| read > 0) {
        head.push(byte[0]);
    }
    String::from_utf8_lossy(&head).into_owned()
}
