//! What goes between the program and its child: lengths, then JSON, then bytes. Either side reads no more than it expects.

use std::io::{self, Read, Write};

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;

use super::{Allowance, Task};

/// What a child says first. What stands before it on its standard output is none of its words.
const GREETING: &[u8] = b"\nque-uploader decodes 1\n";

/// The most that may stand before the greeting.
const NOISE: usize = 64 << 10;

/// The longest document. A request has a manifest in it at the most.
const LONGEST: u32 = 8 << 20;

/// A task for a child.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Request {
    pub(super) task: Task,
    pub(super) allowance: Allowance,
}

/// What a child says of a task.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Reply {
    /// It was done; what came of it. Bytes follow.
    Done(Value),
    /// The decoder panicked.
    Broke,
}

pub(super) fn greet(to: &mut impl Write) -> io::Result<()> {
    to.write_all(GREETING)?;
    to.flush()
}

/// Reads up to the greeting.
pub(super) fn hear_greeting(from: &mut impl Read) -> io::Result<()> {
    let mut heard = Vec::new();
    let mut byte = [0];
    while !heard.ends_with(GREETING) {
        if heard.len() >= NOISE {
            return Err(io::ErrorKind::InvalidData.into());
        }
        from.read_exact(&mut byte)?;
        heard.push(byte[0]);
    }
    Ok(())
}

/// A request as it is written.
pub(super) fn request(task: &Task, allowance: Allowance) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let document = serde_json::to_vec(&Request {
        task: task.clone(),
        allowance,
    })?;
    bytes.extend(length(document.len(), LONGEST)?.to_le_bytes());
    bytes.extend(document);
    Ok(bytes)
}

/// The next request, `None` where there will be none.
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
    to.write_all(&length(document.len(), LONGEST)?.to_le_bytes())?;
    to.write_all(&length(bytes.len(), u32::MAX)?.to_le_bytes())?;
    to.write_all(&document)?;
    to.write_all(bytes)?;
    to.flush()
}

/// A reply, and bytes up to this number.
pub(super) fn read_reply(from: &mut impl Read, most: u32) -> io::Result<(Reply, Vec<u8>)> {
    let mut lengths = [[0; 4]; 2];
    for length in &mut lengths {
        from.read_exact(length)?;
    }
    let [long, follow] = lengths.map(u32::from_le_bytes);
    if follow > most {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let reply = document(from, long)?;
    Ok((reply, take(from, follow)?))
}

fn document<T: DeserializeOwned>(from: &mut impl Read, long: u32) -> io::Result<T> {
    if long > LONGEST {
        return Err(io::ErrorKind::InvalidData.into());
    }
    Ok(serde_json::from_slice(&take(from, long)?)?)
}

fn take(from: &mut impl Read, long: u32) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = from.take(u64::from(long)).read_to_end(&mut bytes)?;
    if read < long as usize {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(bytes)
}

fn length(length: usize, most: u32) -> io::Result<u32> {
    u32::try_from(length)
        .ok()
        .filter(|length| *length <= most)
        .ok_or_else(|| io::ErrorKind::InvalidData.into())
}
