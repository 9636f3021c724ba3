//! A second start of the program hands its paths to the first and ends: two programs never use the same database.
//!
//! As soon as the first has locked the data folder, it listens on a local socket there (on Windows, a pipe that a file there
//! names), which only its user can reach. A message is its length and then the paths, each after its own length. A length is
//! 8 bytes, little endian. The answer is one byte, sent once the first works on the paths. A program that is closing, or never
//! gets ready, refuses, and the second start continues as soon as the folder is free.

#[cfg(windows)]
mod pipe;
#[cfg(unix)]
mod short_path;

use std::{
    io::{self, Read, Write},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    thread,
    time::{Duration, Instant},
};

use interprocess::local_socket::prelude::*;

#[cfg(windows)]
use self::pipe as transport;
#[cfg(unix)]
use self::short_path as transport;
use store::path_bytes;

/// The name of the socket in the data folder.
const SOCKET: &str = "window.sock";

/// More bytes than any list of paths has.
const MAX_MESSAGE_BYTES: u64 = 256 << 20;

/// The answer if the paths were accepted.
const ACCEPTED: u8 = b'+';

/// The answer if they were not.
const REFUSED: u8 = b'-';

/// The most second starts served at once. Others try again.
const MAX_CONNECTIONS: usize = 64;

/// The paths of a second start, if it has any. Dropping this without [`Handoff::accept`] refuses them.
#[derive(Debug)]
pub struct Handoff {
    paths: Vec<PathBuf>,
    accepted: mpsc::Sender<()>,
}

impl Handoff {
    /// Paths from the system, which expects no answer.
    #[must_use]
    pub fn without_answer(paths: Vec<PathBuf>) -> Self {
        let (taken, _) = mpsc::channel();
        Self { paths, accepted: taken }
    }

    /// The absolute paths.
    #[must_use]
    pub fn paths(&self) -> &[PathBuf] {
        &self.paths
    }

    /// Tells the second start that its paths were accepted. Call this once they are.
    pub fn accept(self) {
        // It may have given up. Then it sends the paths again, and they count as duplicates.
        let _ = self.accepted.send(());
    }
}

/// Why paths were not handed over.
#[derive(Debug, thiserror::Error)]
pub enum HandOverError {
    /// No program listens in the folder.
    #[error("no window listens in the data folder: {0}")]
    NoListener(io::Error),
    /// The program that listens did not accept them: it is closing, or was not ready in time.
    #[error("the window that is open did not take the paths: {0}")]
    Refused(io::Error),
}

/// Listens for second starts on background threads, which end with the program. Calls `deliver` for each second start,
/// possibly from several threads at once. Call this right after locking the folder.
///
/// # Errors
/// The socket can't be created in this folder. The program works without it.
pub fn listen(folder: &Path, deliver: impl Fn(Handoff) + Send + Sync + 'static) -> io::Result<()> {
    let listener = transport::listen(folder, SOCKET)?;
    let deliver = Arc::new(deliver);
    let heard = Arc::new(AtomicUsize::new(0));
    thread::Builder::new().name("second starts".to_owned()).spawn(move || {
        for stream in listener.incoming() {
            let Ok(stream) = stream else { continue };
            if heard.load(Ordering::SeqCst) >= MAX_CONNECTIONS {
                continue;
            }
            heard.fetch_add(1, Ordering::SeqCst);
            let (deliver, of_this) = (Arc::clone(&deliver), Arc::clone(&heard));
            // A silent peer blocks no other.
            let spawned = thread::Builder::new().name("second start".to_owned()).spawn(move || {
                if let Err(error) = serve(stream, deliver.as_ref()) {
                    tracing::warn!(%error, "a second start could not hand its paths over");
                }
                of_this.fetch_sub(1, Ordering::SeqCst);
            });
            if spawned.is_err() {
                heard.fetch_sub(1, Ordering::SeqCst);
            }
        }
    })?;
    Ok(())
}

fn serve(mut stream: LocalSocketStream, deliver: &impl Fn(Handoff)) -> io::Result<()> {
    let paths = receive(&mut stream)?;
    let (taken, answered) = mpsc::channel();
    deliver(Handoff { paths, accepted: taken });
    let answer = if answered.recv().is_ok() { ACCEPTED } else { REFUSED };
    stream.write_all(&[answer])
}

/// Hands paths to the program that has the data folder, and waits until `deadline` for it to accept them.
///
/// # Errors
/// [`HandOverError`].
pub fn hand_over(folder: &Path, paths: &[PathBuf], deadline: Instant) -> Result<(), HandOverError> {
    let mut stream = transport::connect(folder, SOCKET).map_err(HandOverError::NoListener)?;
    let (sender, answered) = mpsc::channel();
    let message = pack(paths);
    // Not every platform has a read timeout. A thread that is left over ends with the program.
    thread::Builder::new()
        .name("hand over".to_owned())
        .spawn(move || {
            let answer = stream.write_all(&message).and_then(|()| {
                let mut answer = [0];
                stream.read_exact(&mut answer).map(|()| answer[0] == ACCEPTED)
            });
            let _ = sender.send(answer);
        })
        .map_err(HandOverError::Refused)?;
    let patience = deadline.saturating_duration_since(Instant::now());
    let reason = match answered.recv_timeout(patience.max(Duration::from_millis(1))) {
        Ok(Ok(true)) => return Ok(()),
        Ok(Ok(false)) => io::ErrorKind::ConnectionRefused.into(),
        Ok(Err(error)) => error,
        Err(_) => io::ErrorKind::TimedOut.into(),
    };
    Err(HandOverError::Refused(reason))
}

fn pack(paths: &[PathBuf]) -> Vec<u8> {
    let mut body = Vec::new();
    for path in paths {
        // The other program may run in a different folder.
        let path = std::path::absolute(path).unwrap_or_else(|_| path.clone());
        let bytes = path_bytes::encode(&path);
        body.extend(u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_le_bytes());
        body.extend(bytes);
    }
    let mut message = u64::try_from(body.len()).unwrap_or(u64::MAX).to_le_bytes().to_vec();
    message.extend(body);
    message
}

fn receive(stream: &mut impl Read) -> io::Result<Vec<PathBuf>> {
    let length = length(stream)?;
    let mut body = stream.take(length);
    let mut paths = Vec::new();
    while body.limit() > 0 {
        let length = self::length(&mut body)?;
        let mut bytes = Vec::new();
        if body.by_ref().take(length).read_to_end(&mut bytes)? as u64 != length {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        paths.push(path_bytes::decode(&bytes).ok_or(io::ErrorKind::InvalidData)?);
    }
    Ok(paths)
}

fn length(stream: &mut impl Read) -> io::Result<u64> {
    let mut bytes = [0; 8];
    stream.read_exact(&mut bytes)?;
    Some(u64::from_le_bytes(bytes))
        .filter(|length| *length <= MAX_MESSAGE_BYTES)
        .ok_or_else(|| io::ErrorKind::InvalidData.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn later() -> Instant {
        Instant::now() + Duration::from_secs(60)
    }

    #[test]
    fn paths_arrive_as_they_were_given_whatever_they_are_made_of() {
        let folder = tempfile::tempdir().unwrap();
        let (sender, taken) = mpsc::channel();
        listen(folder.path(), move |handed| {
            sender.send(handed.paths().to_vec()).unwrap();
            handed.accept();
        })
        .unwrap();
        #[cfg(unix)]
        let odd = {
            use std::os::unix::ffi::OsStringExt;
            PathBuf::from(std::ffi::OsString::from_vec(b"/photos/\xff\xfe \n.jpg".to_vec()))
        };
        #[cfg(not(unix))]
        let odd = std::path::absolute("odd.jpg").unwrap();
        hand_over(folder.path(), &[odd.clone(), "relative.jpg".into()], later()).unwrap();
        assert_eq!(
            taken.recv().unwrap(),
            [odd, std::path::absolute("relative.jpg").unwrap()]
        );
        hand_over(folder.path(), &[], later()).unwrap();
        assert_eq!(taken.recv().unwrap(), Vec::<PathBuf>::new());
    }

    #[test]
    fn a_folder_whose_path_is_longer_than_that_of_any_socket_is_listened_in() {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("d".repeat(200));
        std::fs::create_dir(&folder).unwrap();
        let nobody = hand_over(&folder, &[], later()).unwrap_err();
        assert!(matches!(nobody, HandOverError::NoListener(_)), "{nobody}");
        listen(&folder, Handoff::accept).unwrap();
        assert!(folder.join(SOCKET).exists(), "it lies in the folder");
        hand_over(&folder, &["/a".into()], later()).unwrap();
    }

    #[test]
    fn nobody_there_is_an_error_and_a_left_socket_is_no_obstacle() {
        let folder = tempfile::tempdir().unwrap();
        let nobody = hand_over(folder.path(), &[], later()).unwrap_err();
        assert!(matches!(nobody, HandOverError::NoListener(_)), "{nobody}");
        std::fs::write(folder.path().join(SOCKET), "").unwrap();
        listen(folder.path(), Handoff::accept).unwrap();
        hand_over(folder.path(), &[], later()).unwrap();
        #[cfg(unix)]
        {
            // Nor is a dangling link, and its target is not created.
            let folder = tempfile::tempdir().unwrap();
            std::os::unix::fs::symlink("elsewhere", folder.path().join(SOCKET)).unwrap();
            assert!(hand_over(folder.path(), &[], later()).is_err());
            listen(folder.path(), Handoff::accept).unwrap();
            hand_over(folder.path(), &[], later()).unwrap();
            assert!(!folder.path().join("elsewhere").exists());
        }

        // A person's own file with that name is kept.
        let other = tempfile::tempdir().unwrap();
        std::fs::write(other.path().join(SOCKET), "mine").unwrap();
        listen(other.path(), Handoff::accept).unwrap_err();
        assert_eq!(std::fs::read(other.path().join(SOCKET)).unwrap(), b"mine");
    }

    #[test]
    fn paths_are_taken_only_when_the_first_program_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let (sender, delivered) = mpsc::channel();
        listen(folder.path(), move |handed| drop(sender.send(handed))).unwrap();
        thread::scope(|scope| {
            let second = scope.spawn(|| hand_over(folder.path(), &["/a".into()], later()));
            let handed = delivered.recv().unwrap();
            assert!(!second.is_finished(), "it waits");
            handed.accept();
            second.join().unwrap().unwrap();
            // A program that is closing refuses what it has not accepted, and everything after that.
            let second = scope.spawn(|| hand_over(folder.path(), &["/b".into()], later()));
            drop(delivered.recv().unwrap());
            let refused = second.join().unwrap().unwrap_err();
            assert!(matches!(refused, HandOverError::Refused(_)), "{refused}");
            drop(delivered);
            let refused = hand_over(folder.path(), &["/c".into()], later()).unwrap_err();
            assert!(matches!(refused, HandOverError::Refused(_)), "{refused}");
        });
    }

    #[test]
    fn a_peer_that_says_nothing_keeps_no_other_waiting() {
        let folder = tempfile::tempdir().unwrap();
        listen(folder.path(), Handoff::accept).unwrap();
        let silent: Vec<_> = (0..3)
            .map(|_| transport::connect(folder.path(), SOCKET).unwrap())
            .collect();
        hand_over(folder.path(), &[], later()).unwrap();
        drop(silent);
    }

    #[test]
    fn nonsense_is_refused_without_taking_memory_for_it() {
        for bytes in [
            &b"short"[..],
            &u64::MAX.to_le_bytes(),
            &[9, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 0, 0, 0, 0, 0, 1],
        ] {
            assert!(receive(&mut &*bytes).is_err());
        }
    }
}
