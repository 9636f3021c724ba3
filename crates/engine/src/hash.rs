//! Hashes what is read.

use std::{
    fmt::Write as _,
    io::{self, Read},
};

use sha2::{Digest, Sha256};

/// How many bytes are read at a time.
const BUFFER: usize = 1 << 20;

/// The SHA-256 in hexadecimal of everything that is read. `on_bytes` gets the length of each chunk, and can stop with
/// an error.
///
/// # Errors
/// Of reading, or of `on_bytes`.
pub fn sha256_of(source: &mut dyn Read, mut on_bytes: impl FnMut(u64) -> io::Result<()>) -> io::Result<String> {
    let mut buffer = vec![0; BUFFER];
    let mut hash = Sha256::new();
    loop {
        let read = match source.read(&mut buffer) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        hash.update(buffer.get(..read).unwrap_or_default());
        on_bytes(read as u64)?;
    }
    let mut text = String::with_capacity(64);
    for byte in hash.finalize() {
        let _ = write!(text, "{byte:02x}");
    }
    Ok(text)
}
