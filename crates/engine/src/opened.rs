//! A file that is open to read its Content Credentials, in a child process, and what reading one may take. Every reader of
//! credentials opens files here, so that all refuse the same ones.

use std::path::Path;

use decoder::TaskLimits;

/// The time limit for a small file in seconds.
const SECONDS: u64 = 20;

/// Like [`SECONDS`], where a signature waits for it.
const SECONDS_BEFORE_SIGNING: u64 = 10;

/// How many bytes per second a slow machine with a slow drive hashes twice.
const BYTES_PER_SECOND: u64 = 16 << 20;

/// The memory limit for a small file in bytes.
const MEMORY: u64 = 192 << 20;

/// Added to that, as a multiple of the file's size: most readers hold the file in memory, some more than once.
const SIZE_FACTOR: u64 = 3;

/// The highest memory limit for one file in bytes.
const MAX_MEMORY: u64 = 1 << 30;

/// From this size in bytes, a larger file gets no more time.
const MAX_TIMED_BYTES: u64 = 8 << 30;

/// What reading this file may take, with an answer of at most this many bytes.
pub(crate) fn limits(path: &Path, answer: u32) -> TaskLimits {
    limits_of_reads(path, answer, 1)
}

/// What reading this file so many times may take in all. The memory is that of one reading.
pub(crate) fn limits_of_reads(path: &Path, answer: u32, reads: u64) -> TaskLimits {
    limits_from(SECONDS, path, answer, reads)
}

/// Like [`limits_of_reads`], for the look at a file before it is signed, which answers without bytes.
pub(crate) fn limits_before_signing(path: &Path, reads: u64) -> TaskLimits {
    limits_from(SECONDS_BEFORE_SIGNING, path, 0, reads)
}

fn limits_from(seconds: u64, path: &Path, answer: u32, reads: u64) -> TaskLimits {
    let size = std::fs::metadata(path).map_or(0, |facts| facts.len());
    let seconds = seconds + size.min(MAX_TIMED_BYTES) * reads / BYTES_PER_SECOND;
    let memory = MEMORY.saturating_add(size.saturating_mul(SIZE_FACTOR));
    TaskLimits {
        memory: memory.min(MAX_MEMORY),
        seconds: u32::try_from(seconds).unwrap_or(u32::MAX),
        answer,
    }
}

#[cfg(feature = "reader")]
pub(crate) use file::{Beside, NotOpened, Opened};

#[cfg(feature = "reader")]
mod file {
    use std::{
        fs::File,
        io::{self, Read as _, Seek as _},
        path::{Path, PathBuf},
    };

    use model::ReadFault;
    use que_sdk::media_type;
    use serde_json::{Value, json};

    use crate::sha256_of;

    /// The largest manifest store beside a file that is read, in bytes.
    const MAX_SIDECAR: u64 = 64 << 20;

    /// A file to read, and the format to read it as.
    pub(crate) struct Opened {
        pub(crate) file: File,
        pub(crate) format: String,
        /// The manifest store to read it with, if that is not in the file.
        sidecar: Option<Vec<u8>>,
        /// Who vouches for identities in it: the engine's settings. By default, nobody.
        identity_trust: Value,
    }

    /// What is beside a file.
    #[derive(Debug, PartialEq, Eq)]
    pub(crate) enum Beside {
        /// No manifest store.
        Nothing,
        /// One of this name, and the file is read with it.
        Store(String),
        /// One of this name, which can't be read: damaged, cut off, empty, too large, forbidden, or no file at all. Nobody knows
        /// what it says.
        Unreadable(String),
    }

    /// Why a file is not read.
    pub(crate) enum NotOpened {
        /// It is not the file that was asked for.
        OtherBytes,
        /// It is gone or cannot be opened, for this reason, which is part of a sentence.
        NotThere(String),
    }

    impl NotOpened {
        fn by(error: &io::Error) -> Self {
            Self::NotThere(match error.kind() {
                io::ErrorKind::NotFound => ReadFault::NoLongerHere.to_string(),
                _ => ReadFault::NotReadable(error.to_string()).to_string(),
            })
        }
    }

    impl Opened {
        /// Opens a file, if it has this hash. Without a type, its name and first bytes tell it.
        pub(crate) fn at(path: &Path, content_type: Option<&str>, sha256: Option<&str>) -> Result<Self, NotOpened> {
            let mut file = open(path)?;
            if let Some(wanted) = sha256 {
                compare(&mut file, wanted)?;
            }
            Self::of(file, path, content_type)
        }

        /// Like [`Self::at`], also with the hash that it has.
        pub(crate) fn with_hash(
            path: &Path,
            content_type: &str,
            sha256: Option<&str>,
        ) -> Result<(Self, String), NotOpened> {
            let mut file = open(path)?;
            let found = match sha256 {
                Some(wanted) => compare(&mut file, wanted)?,
                None => hash(&mut file)?,
            };
            Ok((Self::of(file, path, Some(content_type))?, found))
        }

        fn of(mut file: File, path: &Path, content_type: Option<&str>) -> Result<Self, NotOpened> {
            let content_type = if let Some(content_type) = content_type {
                content_type.to_owned()
            } else {
                let mut first = Vec::new();
                let max = u64::try_from(media_type::FIRST_BYTES).unwrap_or(u64::MAX);
                let read = file.by_ref().take(max).read_to_end(&mut first);
                read.map_err(|error| NotOpened::by(&error))?;
                file.rewind().map_err(|error| NotOpened::by(&error))?;
                media_type::detect(path, &first).essence
            };
            Ok(Self {
                file,
                format: crate::existing::format_of(path, &content_type),
                sidecar: None,
                identity_trust: json!({}),
            })
        }

        /// From now on, reads the file with the first manifest store beside it that can be read.
        pub(crate) fn use_sidecar(&mut self, path: &Path) -> Beside {
            let mut found = Beside::Nothing;
            for sidecar in sidecars(path) {
                let name = sidecar.file_name().unwrap_or_default().to_string_lossy().into_owned();
                if let Ok(store) = whole_files::read(&sidecar, MAX_SIDECAR) {
                    self.sidecar = Some(store);
                    // A part of one may still be a store to some readers, without what was cut off.
                    match self.read_unverified() {
                        Ok(reader) if reader.active_manifest().is_some() => return Beside::Store(name),
                        _ => self.sidecar = None,
                    }
                }
                if found == Beside::Nothing {
                    found = Beside::Unreadable(name);
                }
            }
            found
        }

        /// The manifest store beside the file, if it is read with one.
        pub(crate) fn sidecar(&self) -> Option<&[u8]> {
            self.sidecar.as_deref()
        }

        /// Its manifest store: the one beside the file, if it is read with that, or else the one in it.
        pub(crate) fn manifest_store(&mut self) -> Option<Vec<u8>> {
            if let Some(store) = &self.sidecar {
                return Some(store.clone());
            }
            self.file.rewind().ok()?;
            c2pa::jumbf_io::load_jumbf_from_stream(&self.format, &mut self.file).ok()
        }

        /// From now on, judges identities in it by these settings of the engine.
        pub(crate) fn trust_identities(&mut self, trust: Value) {
            self.identity_trust = trust;
        }

        /// Reads what it says about itself, and verifies nothing.
        pub(crate) fn read_unverified(&mut self) -> c2pa::Result<c2pa::Reader> {
            self.read_by(json!({
                "core": { "allowed_network_hosts": [] },
                "verify": { "verify_after_reading": false, "ocsp_fetch": false, "remote_manifest_fetch": false },
            }))
        }

        /// Reads it from the start, without the network. `trust` are the engine's settings of that name.
        pub(crate) fn read(&mut self, trust: &Value) -> c2pa::Result<c2pa::Reader> {
            self.read_by(json!({
                "core": { "allowed_network_hosts": [] },
                "verify": { "ocsp_fetch": false, "remote_manifest_fetch": false },
                "trust": trust,
                "cawg_trust": self.identity_trust,
            }))
        }

        fn read_by(&mut self, settings: Value) -> c2pa::Result<c2pa::Reader> {
            self.file.rewind().map_err(c2pa::Error::IoError)?;
            let context = c2pa::Context::new().with_settings(settings)?;
            let reader = c2pa::Reader::from_context(context);
            match &self.sidecar {
                Some(store) => reader.with_manifest_data_and_stream(store, &self.format, &mut self.file),
                None => reader.with_stream(&self.format, &mut self.file),
            }
        }
    }

    /// What beside a file has the name of its manifest store: `a.jpg.c2pa`, or `a.c2pa`, also in capitals. A link that leads
    /// nowhere counts, too.
    fn sidecars(path: &Path) -> Vec<PathBuf> {
        // Cameras and old systems write names in capitals. Reading the folder would take too long in large ones.
        let endings = ["c2pa", "C2PA", "C2pa"];
        let longer = endings.map(|ending| {
            let mut longer = path.as_os_str().to_owned();
            longer.push(".");
            longer.push(ending);
            PathBuf::from(longer)
        });
        let both = longer
            .into_iter()
            .chain(endings.map(|ending| path.with_extension(ending)));
        both.filter(|store| store != path && std::fs::symlink_metadata(store).is_ok())
            .collect()
    }

    fn open(path: &Path) -> Result<File, NotOpened> {
        let facts = std::fs::metadata(path).map_err(|error| NotOpened::by(&error))?;
        // Opening a pipe would block.
        if !facts.is_file() {
            return Err(NotOpened::NotThere(ReadFault::NotAFile.to_string()));
        }
        File::open(path).map_err(|error| NotOpened::by(&error))
    }

    fn hash(file: &mut File) -> Result<String, NotOpened> {
        let found = sha256_of(file, |_| Ok(())).map_err(|error| NotOpened::by(&error))?;
        file.rewind().map_err(|error| NotOpened::by(&error))?;
        Ok(found)
    }

    fn compare(file: &mut File, wanted: &str) -> Result<String, NotOpened> {
        let found = hash(file)?;
        match found.eq_ignore_ascii_case(wanted) {
            true => Ok(found),
            false => Err(NotOpened::OtherBytes),
        }
    }
}
