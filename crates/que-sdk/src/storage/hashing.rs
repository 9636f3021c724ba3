//! The hashes of what is sent, made while it goes by.

use std::io;
use std::sync::mpsc;
use std::thread;

use bytes::Bytes;
use md5::Md5;
use sha2::{Digest, Sha256};

/// Chunks that may wait for a hashing thread: it is in step with the reading.
const WAITING: usize = 2;

/// Hashes of all bytes that were handed on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hashes {
    pub(super) sha256: [u8; 32],
    /// Where it was asked for.
    pub(super) md5: Option<[u8; 16]>,
}

impl Hashes {
    /// All hashes of bytes that are at hand.
    pub(super) fn of(bytes: &[u8]) -> Self {
        Self {
            sha256: Sha256::digest(bytes).into(),
            md5: Some(Md5::digest(bytes).into()),
        }
    }
}

/// Hashes in the making.
pub(super) enum Hashing {
    /// Where the bytes are read.
    Here { sha256: Box<Sha256>, md5: Option<Md5> },
    /// Each on a thread of its own, so that all together take no longer than the slowest.
    Apart { sha256: Apart<32>, md5: Option<Apart<16>> },
}

impl Hashing {
    /// Hashes on this thread: for a small file, for which waking another takes longer than it saves.
    pub(super) fn here(with_md5: bool) -> Self {
        Self::Here {
            sha256: Box::default(),
            md5: with_md5.then(Md5::new),
        }
    }

    /// Hashes on other threads.
    ///
    /// # Errors
    /// The system gives no thread.
    pub(super) fn apart(with_md5: bool) -> io::Result<Self> {
        Ok(Self::Apart {
            sha256: Apart::begin::<Sha256>(|digest| digest.finalize().into())?,
            md5: with_md5
                .then(|| Apart::begin::<Md5>(|digest| digest.finalize().into()))
                .transpose()?,
        })
    }

    /// The next bytes; shared, not copied.
    pub(super) fn take(&mut self, bytes: &Bytes) {
        match self {
            Self::Here { sha256, md5 } => {
                sha256.update(bytes);
                if let Some(md5) = md5 {
                    md5.update(bytes);
                }
            }
            Self::Apart { sha256, md5 } => {
                sha256.take(bytes);
                if let Some(md5) = md5 {
                    md5.take(bytes);
                }
            }
        }
    }

    /// The hashes of all bytes. `None` where a thread broke.
    pub(super) fn finish(self) -> Option<Hashes> {
        match self {
            Self::Here { sha256, md5 } => Some(Hashes {
                sha256: sha256.finalize().into(),
                md5: md5.map(|md5| md5.finalize().into()),
            }),
            Self::Apart { sha256, md5 } => Some(Hashes {
                sha256: sha256.finish()?,
                md5: match md5 {
                    Some(md5) => Some(md5.finish()?),
                    None => None,
                },
            }),
        }
    }
}

/// A thread that hashes what it is sent, and answers when there is no more. It ends with its sender.
pub(super) struct Apart<const LENGTH: usize> {
    bytes: mpsc::SyncSender<Bytes>,
    hash: mpsc::Receiver<[u8; LENGTH]>,
}

impl<const LENGTH: usize> Apart<LENGTH> {
    fn begin<D: Digest + 'static>(finish: fn(D) -> [u8; LENGTH]) -> io::Result<Self> {
        let (bytes, inbox) = mpsc::sync_channel::<Bytes>(WAITING);
        let (answer, hash) = mpsc::channel();
        thread::Builder::new().name("hash".to_owned()).spawn(move || {
            let mut digest = D::new();
            for bytes in inbox {
                digest.update(&bytes);
            }
            // Nobody waits for the hash of an upload that was stopped.
            let _ = answer.send(finish(digest));
        })?;
        Ok(Self { bytes, hash })
    }

    fn take(&self, bytes: &Bytes) {
        // A thread that broke gives no hash, which is told then.
        let _ = self.bytes.send(bytes.clone());
    }

    fn finish(self) -> Option<[u8; LENGTH]> {
        drop(self.bytes);
        self.hash.recv().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hashes_are_the_same_wherever_they_are_made() {
        let chunks = [Bytes::from_static(b"some"), Bytes::new(), Bytes::from(vec![7; 300_000])];
        for with_md5 in [false, true] {
            let of = |mut hashing: Hashing| {
                chunks.iter().for_each(|chunk| hashing.take(chunk));
                let hashes = hashing.finish().unwrap();
                (hashes.sha256, hashes.md5)
            };
            let here = of(Hashing::here(with_md5));
            assert_eq!(here, of(Hashing::apart(with_md5).unwrap()));
            assert_eq!(here.1.is_some(), with_md5);
        }
    }
}
