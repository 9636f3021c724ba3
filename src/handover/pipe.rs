//! Windows: a named pipe. Pipes can't be in a folder, so a file there contains the pipe's name. The name can't be guessed, and
//! the file is as private as the folder: whoever can't read it can neither connect nor take the name first.

use std::{
    fs,
    hash::{BuildHasher as _, RandomState},
    io,
    path::Path,
};

use interprocess::local_socket::{GenericNamespaced, ListenerOptions, prelude::*};

/// The start of the file.
const BEGIN: &str = "que-uploader-";

/// The hexadecimal digits of a 128-bit number.
const DIGITS: usize = 32;

pub(super) fn listen(folder: &Path, file: &str) -> io::Result<LocalSocketListener> {
    let path = folder.join(file);
    match fs::metadata(&path) {
        Ok(found) if found.len() > 0 => drop(read(&path)?),
        _ => {}
    }
    let random = || RandomState::new().hash_one(std::process::id());
    let name = format!("{BEGIN}{:016x}{:016x}", random(), random());
    let listener = ListenerOptions::new()
        .name(name.as_str().to_ns_name::<GenericNamespaced>()?)
        .create_sync()?;
    whole_files::write_whole(&path, name.as_bytes(), whole_files::Policy::Private)?;
    Ok(listener)
}

pub(super) fn connect(folder: &Path, file: &str) -> io::Result<LocalSocketStream> {
    let name = read(&folder.join(file))?;
    LocalSocketStream::connect(name.to_ns_name::<GenericNamespaced>()?)
}

/// The name in the file. A file with other contents is not ours.
fn read(path: &Path) -> io::Result<String> {
    let foreign = || io::Error::new(io::ErrorKind::InvalidData, "another program's file is in the way");
    if fs::metadata(path)?.len() != (BEGIN.len() + DIGITS) as u64 {
        return Err(foreign());
    }
    let text = fs::read_to_string(path)?;
    let digits = text.strip_prefix(BEGIN).ok_or_else(foreign)?;
    let is_name = digits.len() == DIGITS && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    is_name.then_some(text).ok_or_else(foreign)
}
