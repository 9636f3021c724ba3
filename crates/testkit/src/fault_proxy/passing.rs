//! How much of a request is forwarded, how fast, and what the client gets of its answer.

use std::time::Duration;

use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWriteExt},
    net::tcp::OwnedWriteHalf,
};

use super::{Action, Latch, Running};

/// The MD5 of nothing that tests send.
const OTHER_ETAG: &str = "\"0123456789abcdef0123456789abcdef\"";

/// The most bytes to forward at once.
const MAX_CHUNK: u64 = 16 << 10;

/// What the client gets of the answer.
#[derive(Clone)]
pub(super) enum Give {
    All,
    Nothing,
    Half,
    /// The head and half of the body without its length, then nothing more.
    HalfAndSilence,
    /// The first half of head and body, then nothing more.
    StartAndSilence,
    After(Latch),
    With(&'static str, &'static str),
    Without(&'static str),
}

/// How fast a body is forwarded.
pub(super) enum Pace {
    Free,
    /// Bytes per second.
    Even(u64),
    /// Waits before each piece for a random time of at most this long.
    Jitter(fastrand::Rng, Duration),
}

impl Pace {
    /// Waits after a piece of this many bytes.
    async fn wait(&mut self, bytes: usize) {
        let wait = match self {
            Self::Free => return,
            Self::Even(pace) => Duration::from_secs_f64(bytes as f64 / *pace as f64),
            Self::Jitter(random, max) => max.mul_f64(random.f64()),
        };
        tokio::time::sleep(wait).await;
    }

    /// The largest piece of a body of this size: with jitter even a small body comes in several.
    fn piece(&self, bytes: u64) -> usize {
        match self {
            Self::Jitter(..) => (bytes / 16).clamp(256, MAX_CHUNK) as usize,
            _ => MAX_CHUNK as usize,
        }
    }
}

/// What is done to a request that is forwarded.
pub(super) struct Passing {
    pub(super) bytes: u64,
    pub(super) pace: Pace,
    /// Whether to read nothing more after that many bytes and keep the connections.
    pub(super) then_silence: bool,
    pub(super) give: Give,
}

impl Passing {
    /// What this action means for a request with a body of `length` bytes.
    pub(super) fn of(action: Option<Action>, length: u64) -> Self {
        let mut passing = Self {
            bytes: length,
            pace: Pace::Free,
            then_silence: false,
            give: Give::All,
        };
        let Some(action) = action else { return passing };
        match action {
            Action::CutBodyAfter(bytes) | Action::ResetBodyAfter(bytes) => passing.bytes = length.min(bytes),
            Action::StallBodyAfter(bytes) => {
                passing.bytes = length.min(bytes);
                passing.then_silence = true;
            }
            Action::Throttle(pace) => passing.pace = Pace::Even(pace.max(1)),
            Action::Jitter { seed, max } => passing.pace = Pace::Jitter(fastrand::Rng::with_seed(seed), max),
            Action::LoseAnswer | Action::ResetAnswer => passing.give = Give::Nothing,
            Action::CutAnswer => passing.give = Give::Half,
            Action::HoldAnswer(latch) => passing.give = Give::After(latch),
            Action::StallAnswer => passing.give = Give::HalfAndSilence,
            Action::StallHalfAnswer => passing.give = Give::StartAndSilence,
            Action::Retype(kind) => passing.give = Give::With("content-type", kind),
            Action::Retag => passing.give = Give::With("etag", OTHER_ETAG),
            Action::Untag => passing.give = Give::Without("etag"),
            // These act before the request is forwarded, or instead.
            Action::Hold(_) | Action::Delay(_) | Action::Reset | Action::Answer(_) | Action::EndlessAnswer(_) => {}
        }
        passing
    }
}

/// How forwarding a body ended.
#[derive(PartialEq)]
pub(super) enum Copied {
    All,
    ClientGone,
    ServerGone,
}

/// Forwards this many bytes at a pace.
pub(super) async fn copy(
    from: &mut (impl AsyncRead + Unpin),
    to: &mut OwnedWriteHalf,
    bytes: u64,
    mut pace: Pace,
    running: &Running,
) -> Copied {
    let mut piece = vec![0; pace.piece(bytes)];
    let mut sent = 0;
    while sent < bytes {
        let read = match from.read(&mut piece).await {
            Ok(read) if read > 0 => read,
            _ => return Copied::ClientGone,
        };
        if to.write_all(&piece[..read]).await.is_err() {
            return Copied::ServerGone;
        }
        sent += read as u64;
        running.forwarded(read);
        pace.wait(read).await;
    }
    Copied::All
}
