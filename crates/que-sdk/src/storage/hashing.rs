//! Hashes the bytes of an upload while they are read.

use std::io;
use std::sync::mpsc;
use std::thread;

use bytes::Bytes;
use md5::Md5;
use sha2::{Digest, Sha256};

/// Chunks that may wait for a hashing thread, which keeps it in step with the reader.
const QUEUED_CHUNKS: usize = 2;

/// The hashes of an upload.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hashes {
    pub(super) sha256: [u8; 32],
    /// If requested.
    pub(super) md5: Option<[u8; 16]>,
}

impl Hashes {
    /// Both hashes of bytes in memory.
    pub(super) fn of(bytes: &[u8]) -> Self {
        Self {
            sha256: Sha256::digest(bytes).into(),
            md5: Some(Md5::digest(bytes).into()),
        }
    }
}

/// Computes the hashes.
pub(super) enum Hasher {
    /// On the thread that calls [`Self::update`].
    Inline { sha256: Box<Sha256>, md5: Option<Md5> },
    /// Each on its own thread, so that both take as long as the slower one.
    Threaded {
        sha256: HashThread<32>,
        md5: Option<HashThread<16>>,
    },
}

impl Hasher {
    /// For small files, where waking a thread costs more than it saves.
    pub(super) fn inline(with_md5: bool) -> Self {
        Self::Inline {
            sha256: Box::default(),
            md5: with_md5.then(Md5::new),
        }
    }

    /// For large files.
    ///
    /// # Errors
    /// A thread can't be started.
    pub(super) fn threaded(with_md5: bool) -> io::Result<Self> {
        Ok(Self::Threaded {
            sha256: HashThread::start::<Sha256>(|digest| digest.finalize().into())?,
            md5: with_md5
                .then(|| HashThread::start::<Md5>(|digest| digest.finalize().into()))
                .transpose()?,
        })
    }

    /// Adds the next bytes, without copying them.
    pub(super) fn update(&mut self, bytes: &Bytes) {
        match self {
            Self::Inline { sha256, md5 } => {
                sha256.update(bytes);
                if let Some(md5) = md5 {
                    md5.update(bytes);
                }
            }
            Self::Threaded { sha256, md5 } => {
                sha256.update(bytes);
                if let Some(md5) = md5 {
                    md5.update(bytes);
                }
            }
        }
    }

    /// The hashes of all bytes. `None` if a thread panicked.
    pub(super) fn finish(self) -> Option<Hashes> {
        match self {
            Self::Inline { sha256, md5 } => Some(Hashes {
                sha256: sha256.finalize().into(),
                md5: md5.map(|md5| md5.finalize().into()),
            }),
            Self::Threaded { sha256, md5 } => Some(Hashes {
                sha256: sha256.finish()?,
                md5: match md5 {
                    Some(md5) => Some(md5.finish()?),
                    None => None,
                },
            }),
        }
    }
}

/// A thread that hashes what it receives until the sender is dropped.
pub(super) struct HashThread<const LENGTH: usize> {
    bytes: mpsc::SyncSender<Bytes>,
    hash: mpsc::Receiver<[u8; LENGTH]>,
}

impl<const LENGTH: usize> HashThread<LENGTH> {
    fn start<D: Digest + 'static>(finish: fn(D) -> [u8; LENGTH]) -> io::Result<Self> {
        let (bytes, inbox) = mpsc::sync_channel::<Bytes>(QUEUED_CHUNKS);
        let (result, hash) = mpsc::channel();
        thread::Builder::new().name("hash".to_owned()).spawn(move || {
            let mut digest = D::new();
            for bytes in inbox {
                digest.update(&bytes);
            }
            // Fails if the upload was canceled.
            let _ = result.send(finish(digest));
        })?;
        Ok(Self { bytes, hash })
    }

    fn update(&self, bytes: &Bytes) {
        // If the thread panicked, `finish` returns `None`.
        let _ = self.bytes.send(bytes.clone());
    }

    fn finish(self) -> Option<[u8; LENGTH]> {
        drop(self.bytes);
        self.hash.recv().ok()
    }
}

/// A hash in hexadecimal.
pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 0xf]);
    digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inline_and_threaded_hashes_are_the_same() {
        let chunks = [Bytes::from_static(b"some"), Bytes::new(), Bytes::from(vec![7; 300_000])];
        for with_md5 in [false, true] {
            let of = |mut hasher: Hasher| {
                chunks.iter().for_each(|chunk| hasher.update(chunk));
                let hashes = hasher.finish().unwrap();
                (hashes.sha256, hashes.md5)
            };
            let inline = of(Hasher::inline(with_md5));
            assert_eq!(inline, of(Hasher::threaded(with_md5).unwrap()));
            assert_eq!(inline.1.is_some(), with_md5);
        }
    }
}
