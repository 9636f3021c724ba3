//! A line with a round-trip time and a rate, in user space: it forwards TCP connections with a delay.
//!
//! All connections share one link of a fixed rate in each direction, first come, first served. Every piece takes its turn
//! and arrives half a round trip after its last byte was on the link. The first byte of a connection waits one more round
//! trip, as after a real handshake. Pieces are read only shortly before their turn, so a client learns that bytes are gone
//! about when they are. Loss and slow start are not simulated.

use std::{
    io,
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use tokio::{
    io::AsyncWriteExt,
    net::{
        TcpListener, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
    sync::{Mutex, Semaphore, mpsc},
    time::sleep_until,
};

use crate::server::listen;

/// How much takes one turn on the line.
const PIECE: usize = 16 << 10;

/// How much of one connection may be in flight.
const WINDOW: usize = 1 << 20;

/// How much the kernel buffers for a client. The kernel doubles this.
const RECEIVE_BUFFER: u32 = 64 << 10;

/// How far ahead of their turn pieces are read, as into a router's queue, so that neither the coarse timer nor a busy
/// machine leaves gaps.
const AHEAD: Duration = Duration::from_millis(20);

/// The timer counts whole milliseconds and fires 0.5 to 1.5 ms late.
const LATENESS: Duration = Duration::from_millis(1);

/// A slow line.
pub(crate) struct Line {
    round_trip: Duration,
    up: Arc<Lane>,
    down: Arc<Lane>,
}

/// One direction of it.
struct Lane {
    bytes_a_second: u64,
    /// When everything queued so far will have been sent. Whoever holds the lock has the turn; the lock is fair.
    free_at: Mutex<Instant>,
}

impl Line {
    pub(crate) fn new(round_trip: Duration, bytes_a_second: u64) -> Self {
        let lane = || {
            Arc::new(Lane {
                bytes_a_second: bytes_a_second.max(1),
                free_at: Mutex::new(Instant::now()),
            })
        };
        Self {
            round_trip,
            up: lane(),
            down: lane(),
        }
    }
}

/// Starts forwarding. Returns the ports.
pub(crate) async fn start(targets: Vec<SocketAddr>, line: Line) -> io::Result<Value> {
    let line = Arc::new(line);
    let mut ports = Vec::new();
    for target in targets {
        let listener = listen(0, Some(RECEIVE_BUFFER))?;
        ports.push(listener.local_addr()?.port());
        tokio::spawn(accept(listener, target, line.clone()));
    }
    Ok(json!({ "ports": ports }))
}

async fn accept(listener: TcpListener, target: SocketAddr, line: Arc<Line>) {
    loop {
        // Most likely out of file handles. Some will be free soon.
        let Ok((client, _)) = listener.accept().await else {
            tokio::time::sleep(Duration::from_millis(10)).await;
            continue;
        };
        let line = line.clone();
        tokio::spawn(async move {
            // If the target cannot be reached, the client's connection closes and the client reports it.
            let _ = forward(client, target, &line).await;
        });
    }
}

async fn forward(client: TcpStream, target: SocketAddr, line: &Line) -> io::Result<()> {
    let open_at = Instant::now() + line.round_trip;
    let server = TcpStream::connect(target).await?;
    client.set_nodelay(true)?;
    server.set_nodelay(true)?;
    let (client_reader, client_writer) = client.into_split();
    let (server_reader, server_writer) = server.into_split();
    let half = line.round_trip / 2;
    carry(client_reader, server_writer, line.up.clone(), half, open_at);
    carry(server_reader, client_writer, line.down.clone(), half, open_at);
    Ok(())
}

/// A piece in flight.
struct Piece {
    arrives_at: Instant,
    bytes: Vec<u8>,
}

/// Carries one direction of a connection in two tasks: one puts pieces on the line, one takes them off.
fn carry(reader: OwnedReadHalf, writer: OwnedWriteHalf, lane: Arc<Lane>, delay: Duration, open_at: Instant) {
    let (running_work, arriving) = mpsc::unbounded_channel();
    let window = Arc::new(Semaphore::new(WINDOW));
    let (room, given_back) = (window.clone(), window);
    tokio::spawn(async move {
        sleep_until(open_at.into()).await;
        let _ = put_on(&reader, &lane, delay, &room, &running_work).await;
    });
    tokio::spawn(async move {
        let _ = take_off(arriving, writer, &given_back).await;
        // Nothing takes pieces off any more, so the other task must not wait for room.
        given_back.close();
    });
}

async fn put_on(
    reader: &OwnedReadHalf,
    lane: &Lane,
    delay: Duration,
    room: &Semaphore,
    running_work: &mpsc::UnboundedSender<Piece>,
) -> io::Result<()> {
    loop {
        room.acquire_many(PIECE as u32)
            .await
            .map_err(io::Error::other)?
            .forget();
        let mut bytes = vec![0; PIECE];
        loop {
            reader.readable().await?;
            let mut free_at = lane.free_at.lock().await;
            let count = match reader.try_read(&mut bytes) {
                Ok(count) => count,
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => continue,
                Err(error) => return Err(error),
            };
            bytes.truncate(count);
            room.add_permits(PIECE - count);
            let now = Instant::now();
            let nanoseconds = count as u64 * 1_000_000_000 / lane.bytes_a_second;
            *free_at = (*free_at).max(now) + Duration::from_nanos(nanoseconds);
            let piece = Piece {
                arrives_at: *free_at + delay,
                bytes,
            };
            if running_work.send(piece).is_err() || count == 0 {
                return Ok(());
            }
            if *free_at > now + AHEAD {
                sleep_until((*free_at - AHEAD).into()).await;
            }
            break;
        }
    }
}

async fn take_off(
    mut arriving: mpsc::UnboundedReceiver<Piece>,
    mut writer: OwnedWriteHalf,
    given_back: &Semaphore,
) -> io::Result<()> {
    while let Some(piece) = arriving.recv().await {
        sleep_until((piece.arrives_at - LATENESS).into()).await;
        if piece.bytes.is_empty() {
            return writer.shutdown().await;
        }
        writer.write_all(&piece.bytes).await?;
        given_back.add_permits(piece.bytes.len());
    }
    Ok(())
}
