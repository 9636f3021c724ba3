//! A second start of the program hands its paths to the first and ends: two programs never write one record.
//!
//! The first listens on a local socket in the data folder, where only its user gets at it. What is sent is a length
//! (8 bytes, little endian) and the paths, NUL-terminated; the answer is one byte.

use std::{
    io::{self, Read, Write},
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use interprocess::local_socket::{GenericFilePath, ListenerOptions, Name, prelude::*};

use crate::store::path_bytes;

/// The name of the socket in the data folder.
const SOCKET: &str = "window.sock";

/// More bytes than any list of paths has.
const LONGEST: u64 = 256 << 20;

/// The answer of a program that has taken the paths.
const TAKEN: u8 = b'+';

/// How long the first program may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// Listens for second starts in a thread of its own, which ends with the program. `take` is called with the paths of
/// each: none for a start without any.
///
/// # Errors
/// The socket cannot be made: its path is too long, or the folder takes none. The program works without it.
pub fn listen(folder: &Path, take: impl Fn(Vec<PathBuf>) + Send + 'static) -> io::Result<()> {
    let path = folder.join(SOCKET);
    // The lock is held, so a socket that lies here is one that a killed program left.
    if path.exists() {
        std::fs::remove_file(&path)?;
    }
    let listener = ListenerOptions::new().name(name(&path)?).create_sync()?;
    restrict(&path)?;
    thread::Builder::new().name("second starts".to_owned()).spawn(move || {
        for stream in listener.incoming() {
            let received = stream.and_then(|mut stream| {
                let paths = receive(&mut stream)?;
                stream.write_all(&[TAKEN])?;
                Ok(paths)
            });
            match received {
                Ok(paths) => take(paths),
                Err(error) => tracing::warn!(%error, "a second start could not hand its paths over"),
            }
        }
    })?;
    Ok(())
}

/// Hands paths to the program that has the data folder.
///
/// # Errors
/// None listens there, or it does not answer.
pub fn hand_over(folder: &Path, paths: &[PathBuf]) -> io::Result<()> {
    let path = folder.join(SOCKET);
    let mut stream = LocalSocketStream::connect(name(&path)?)?;
    let (sender, answered) = std::sync::mpsc::channel();
    let message = pack(paths);
    // A time limit on reading is not to be had on every platform; a thread that is left behind ends with the program.
    thread::Builder::new().name("hand over".to_owned()).spawn(move || {
        let answer = stream.write_all(&message).and_then(|()| {
            let mut answer = [0];
            stream.read_exact(&mut answer).map(|()| answer[0] == TAKEN)
        });
        let _ = sender.send(answer);
    })?;
    match answered.recv_timeout(PATIENCE) {
        Ok(Ok(true)) => Ok(()),
        Ok(Ok(false)) => Err(io::ErrorKind::InvalidData.into()),
        Ok(Err(error)) => Err(error),
        Err(_) => Err(io::ErrorKind::TimedOut.into()),
    }
}

fn name(path: &Path) -> io::Result<Name<'_>> {
    path.to_fs_name::<GenericFilePath>()
}

fn pack(paths: &[PathBuf]) -> Vec<u8> {
    let mut body = Vec::new();
    for path in paths {
        // A relative path means another file in another folder.
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
        .filter(|length| *length <= LONGEST)
        .ok_or_else(|| io::ErrorKind::InvalidData.into())
}

#[cfg(unix)]
fn restrict(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600))
}

#[cfg(not(unix))]
fn restrict(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_arrive_as_they_were_given_whatever_they_are_made_of() {
        let folder = tempfile::tempdir().unwrap();
        let (sender, taken) = std::sync::mpsc::channel();
        listen(folder.path(), move |paths| sender.send(paths).unwrap()).unwrap();
        #[cfg(unix)]
        let odd = {
            use std::os::unix::ffi::OsStringExt;
            PathBuf::from(std::ffi::OsString::from_vec(b"/photos/\xff\xfe \n.jpg".to_vec()))
        };
        #[cfg(not(unix))]
        let odd = std::path::absolute("odd.jpg").unwrap();
        hand_over(folder.path(), &[odd.clone(), "relative.jpg".into()]).unwrap();
        assert_eq!(
            taken.recv().unwrap(),
            [odd, std::path::absolute("relative.jpg").unwrap()]
        );
        hand_over(folder.path(), &[]).unwrap();
        assert_eq!(taken.recv().unwrap(), Vec::<PathBuf>::new());
    }

    #[test]
    fn nobody_there_is_an_error_and_a_left_socket_is_no_obstacle() {
        let folder = tempfile::tempdir().unwrap();
        assert!(hand_over(folder.path(), &[]).is_err());
        std::fs::write(folder.path().join(SOCKET), "").unwrap();
        listen(folder.path(), |_| ()).unwrap();
        hand_over(folder.path(), &[]).unwrap();
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
