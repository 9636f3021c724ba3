//! The two ports of a Que server: its API and its storage.

use std::{io, path::Path, sync::Arc, time::Duration};

use serde_json::{Value, json};
use tokio::{
    io::{AsyncRead, AsyncWrite, BufReader},
    net::{TcpListener, TcpSocket, TcpStream},
};
use tokio_rustls::TlsAcceptor;

use crate::{
    api::{self, Api},
    connection::Connection,
    storage,
    tally::Tally,
    tls,
};

/// Connections that may wait to be accepted: peers open hundreds at once, and one that finds no room waits a second.
const WAITING: u32 = 4096;

/// How much TLS reads from the socket at a time. By default rustls reads 4 KiB.
const CIPHERTEXT: usize = 128 << 10;

/// Starts serving. Returns the ports.
pub(crate) async fn start(
    certificates: Option<&Path>,
    api_port: u16,
    storage_port: u16,
    storage_base: Option<String>,
) -> io::Result<Value> {
    let acceptor = certificates.map(tls::acceptor).transpose()?;
    let api_listener = listen(api_port, None)?;
    let storage_listener = listen(storage_port, None)?;
    let scheme = if acceptor.is_some() { "https" } else { "http" };
    let ports = (api_listener.local_addr()?.port(), storage_listener.local_addr()?.port());
    let tally = Arc::new(Tally::default());
    let own_storage = format!("{scheme}://127.0.0.1:{}", ports.1);
    let api = Arc::new(Api::new(storage_base.unwrap_or(own_storage), tally.clone()));
    tokio::spawn(accept(api_listener, acceptor.clone(), Room::Api(api)));
    tokio::spawn(accept(storage_listener, acceptor, Room::Storage(tally)));
    Ok(json!({"api": ports.0, "storage": ports.1}))
}

/// Listens on a loopback port, with this kernel receive buffer.
pub(crate) fn listen(port: u16, receive_buffer: Option<u32>) -> io::Result<TcpListener> {
    let socket = TcpSocket::new_v4()?;
    socket.set_reuseaddr(true)?;
    if let Some(bytes) = receive_buffer {
        socket.set_recv_buffer_size(bytes)?;
    }
    socket.bind(([127, 0, 0, 1], port).into())?;
    socket.listen(WAITING)
}

/// Which server is behind a port.
#[derive(Clone)]
enum Room {
    Api(Arc<Api>),
    Storage(Arc<Tally>),
}

async fn accept(listener: TcpListener, acceptor: Option<TlsAcceptor>, room: Room) {
    loop {
        // Most likely out of file handles. Some will be free soon.
        let Ok((socket, _)) = listener.accept().await else {
            tokio::time::sleep(Duration::from_millis(10)).await;
            continue;
        };
        let (acceptor, room) = (acceptor.clone(), room.clone());
        tokio::spawn(async move {
            // Clients that hang up or break the protocol show in the counts.
            let _ = serve(socket, acceptor, room).await;
        });
    }
}

async fn serve(socket: TcpStream, acceptor: Option<TlsAcceptor>, room: Room) -> io::Result<()> {
    socket.set_nodelay(true)?;
    match acceptor {
        Some(acceptor) => {
            let stream = acceptor.accept(BufReader::with_capacity(CIPHERTEXT, socket)).await?;
            answer(stream, room).await
        }
        None => answer(socket, room).await,
    }
}

async fn answer<S: AsyncRead + AsyncWrite + Unpin>(stream: S, room: Room) -> io::Result<()> {
    let connection = Connection::new(stream);
    match room {
        Room::Api(api) => api::serve(connection, &api).await,
        Room::Storage(tally) => storage::serve(connection, &tally).await,
    }
}
