//! A look at a file before it is sent: is it one, how large, and of what type.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

use crate::{
    model::MediaTypeNote,
    que::{
        self,
        media_type::{self, FIRST_BYTES, FoundBy},
        wire::MAX_PUT_BYTES,
    },
};

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Inspection {
    /// The MIME type, believed.
    pub(crate) content_type: String,
    /// The MIME type that the name stands for, where it differs.
    pub(crate) by_name: Option<String>,
    /// The other name of its type that common tables of file endings have, where they have one.
    pub(crate) as_listed: Option<String>,
    /// What is worth telling about it.
    pub(crate) note: Option<MediaTypeNote>,
}

/// Opens the file and looks. Blocks.
pub(crate) fn inspect(path: &Path) -> que::Result<Inspection> {
    let opening = |source| que::Error::File {
        action: que::FileAction::Opening,
        source,
    };
    let metadata = std::fs::metadata(path).map_err(opening)?;
    // Opening a pipe would wait for its other end.
    if !metadata.is_file() {
        return Err(opening(io::Error::other("it is not a file")));
    }
    if metadata.len() > MAX_PUT_BYTES {
        return Err(que::Error::TooLarge {
            bytes: metadata.len(),
            limit: MAX_PUT_BYTES,
        });
    }
    let mut first = Vec::with_capacity(FIRST_BYTES);
    let file = File::open(path).map_err(opening)?;
    file.take(FIRST_BYTES as u64)
        .read_to_end(&mut first)
        .map_err(|source| que::Error::File {
            action: que::FileAction::Reading,
            source,
        })?;
    let found = media_type::detect(path, &first);
    let note = match &found.disagreement {
        Some(disagreement) => Some(MediaTypeNote::BytesDisagree {
            by_name: disagreement.clone(),
        }),
        None if found.found_by == FoundBy::Unknown => Some(MediaTypeNote::Unknown),
        None => None,
    };
    let by_name = found.disagreement;
    let as_listed = media_type::as_listed(path)
        .filter(|listed| *listed != found.essence && Some(*listed) != by_name.as_deref())
        .map(str::to_owned);
    Ok(Inspection {
        content_type: found.essence,
        by_name,
        as_listed,
        note,
    })
}
