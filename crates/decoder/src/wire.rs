//! The messages between the program and a child: lengths, then JSON, then bytes. Both sides limit what they read.

use std::io::{self, Read, Write};

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;

use super::{Task, TaskLimits};

/// The first message of a child. Anything before it on standard output is noise, such as a test runner's.
const GREETING: &[u8] = b"\nque-uploader decodes 1\n";

/// How many bytes may come before the greeting.
const MAX_NOISE: usize = 64 << 10;

/// The longest JSON document in bytes. The largest requests contain a manifest.
const MAX_DOCUMENT: u32 = 8 << 20;

/// A task for a child.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Request {
    pub(super) task: Task,
    pub(super) allowance: TaskLimits,
}

/// A child's answer to a task.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Reply {
    /// The task's facts. Its bytes follow.
    Done(Value),
    /// The decoder panicked.
    Broke,
}

pub(super) fn greet(to: &mut impl Write) -> io::Result<()> {
    to.write_all(GREETING)?;
    to.flush()
}

/// Reads up to the greeting.
pub(super) fn read_greeting(from: &mut impl Read) -> io::Result<()> {
    let mut read = Vec::new();
    let mut byte = [0];
    while !read.ends_with(GREETING) {
        if read.len() >= MAX_NOISE {
            return Err(io::ErrorKind::InvalidData.into());
        }
        from.read_exact(&mut byte)?;
        read.push(byte[0]);
    }
    Ok(())
}

/// A serialized request.
pub(super) fn request(task: &Task, allowance: TaskLimits) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let document = serde_json::to_vec(&Request {
        task: task.clone(),
        allowance,
    })?;
    bytes.extend(length(document.len(), MAX_DOCUMENT)?.to_le_bytes());
    bytes.extend(document);
    Ok(bytes)
}

/// The next request. `None` at the end of the input.
pub(super) fn read_request(from: &mut impl Read) -> io::Result<Option<Request>> {
    let mut length = [0; 4];
    match from.read_exact(&mut length) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        read => read?,
    }
    document(from, u32::from_le_bytes(length)).map(Some)
}

pub(super) fn write_reply(to: &mut impl Write, reply: &Reply, bytes: &[u8]) -> io::Result<()> {
    let document = serde_json::to_vec(reply)?;
    to.write_all(&length(document.len(), MAX_DOCUMENT)?.to_le_bytes())?;
    to.write_all(&length(bytes.len(), u32::MAX)?.to_le_bytes())?;
    to.write_all(&document)?;
    to.write_all(bytes)?;
    to.flush()
}

/// A reply with at most this many bytes.
pub(super) fn read_reply(from: &mut impl Read, max_bytes: u32) -> io::Result<(Reply, Vec<u8>)> {
    let mut lengths = [[0; 4]; 2];
    for length in &mut lengths {
        from.read_exact(length)?;
    }
    let [document_length, bytes] = lengths.map(u32::from_le_bytes);
    if bytes > max_bytes {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let reply = document(from, document_length)?;
    Ok((reply, take(from, bytes)?))
}

fn document<T: DeserializeOwned>(from: &mut impl Read, length: u32) -> io::Result<T> {
    if length > MAX_DOCUMENT {
        return Err(io::ErrorKind::InvalidData.into());
    }
    Ok(serde_json::from_slice(&take(from, length)?)?)
}

fn take(from: &mut impl Read, length: u32) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = from.take(u64::from(length)).read_to_end(&mut bytes)?;
    if read < length as usize {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(bytes)
}

fn length(length: usize, max: u32) -> io::Result<u32> {
    u32::try_from(length)
        .ok()
        .filter(|length| *length <= max)
        .ok_or_else(|| io::ErrorKind::InvalidData.into())
}
