//! What a server leaves open, the file itself settles: engines of some versions check no signature whose signer they do not
//! know. The file at hand, or the object fetched where the server can be asked for it, is read by a child, with limits of
//! its own; nothing is asked of any other place. Where it cannot be read, the verdict stays open.
//!
//! What a server gives is what it has chosen to give: it counts as the file that was uploaded only by the hash on record.
//! Where there is none, of a signed copy and of an object that is on no record, it is told as the server's copy.

mod read;

use std::{
    io,
    path::{Path, PathBuf},
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use read::Read;
pub use read::read;

use super::{context::Context, download::download};
use content_credentials::{Bytes, ReadHere, Reading, Settled, settle};
use decoder::{Allowance, Task};
use model::{MAX_SIGNED_BYTES, VerifyOrder, VerifyTarget};
use que_sdk::{GetOptions, Progress, wire::PresignDownloadRequest};
use whole_files::Policy;

/// Seconds for a small file.
const SECONDS: u64 = 20;

/// So many bytes a second are hashed by a slow machine with a slow drive, two times.
const BYTES_A_SECOND: u64 = 16 << 20;

/// Bytes of memory for a small file.
const MEMORY: u64 = 192 << 20;

/// So many times its own size a file takes beside that.
const TIMES_ITS_SIZE: u64 = 3;

/// The most bytes of memory for one file.
const MOST_MEMORY: u64 = 1 << 30;

/// The longest report.
const LONGEST_REPORT: u32 = 16 << 20;

/// How long fetching an object may take.
const FETCHING: Duration = Duration::from_secs(300);

/// A file that is the object, or was.
struct AtHand {
    path: PathBuf,
    content_type: Option<String>,
    /// What its bytes have to be.
    sha256: Option<String>,
}

/// Why there is no report of a file.
enum Unread {
    /// It is another file than the one that was asked for.
    OtherBytes,
    /// It is gone, or cannot be opened.
    NotThere(String),
    /// Nothing can be made of its bytes here, wherever they come from.
    Unreadable(String),
}

/// Reads the file of an order on this computer and settles what the server left open.
pub(super) async fn by_file(context: &Context, order: &VerifyOrder, reading: &Reading, report: &str) -> Settled {
    match own_report(context, order).await {
        Ok((own, bytes)) => settle(reading, report, Ok(ReadHere { report: &own, bytes })),
        Err(why) => settle(reading, report, Err(&why)),
    }
}

async fn own_report(context: &Context, order: &VerifyOrder) -> Result<(String, Bytes), String> {
    if !cfg!(feature = "reader") {
        return Err("this build does not read files".to_owned());
    }
    let file = at_hand(context, order).await?;
    let sha256 = file.as_ref().and_then(|file| file.sha256.clone());
    let content_type = file.as_ref().and_then(|file| file.content_type.clone());
    let not_here = match file {
        // Without its hash, nobody knows whether it is the one that was uploaded.
        Some(file) if sha256.is_some() => match read_in_child(context, file).await {
            Ok(report) => return Ok((report, Bytes::Uploaded)),
            // The same bytes would be no easier to read if the server gave them.
            Err(Unread::Unreadable(why)) => return Err(format!("the file was found, but {why}")),
            Err(Unread::NotThere(why)) => Some(why),
            Err(Unread::OtherBytes) => Some("the file here has changed since it was uploaded".to_owned()),
        },
        _ => None,
    };
    let with_reason = |why: String| match &not_here {
        Some(not_here) => format!("{not_here}, and {why}"),
        None => why,
    };
    let folder = Folder::new().map_err(|error| with_reason(format!("there is no place for a copy ({error})")))?;
    let path = fetch(context, order, folder.path()).await.map_err(with_reason)?;
    let bytes = if sha256.is_some() {
        Bytes::Uploaded
    } else {
        Bytes::OfServer
    };
    let copy = AtHand {
        path,
        content_type,
        sha256,
    };
    match read_in_child(context, copy).await {
        Ok(report) => Ok((report, bytes)),
        Err(Unread::OtherBytes) => Err(with_reason(
            "what the server gives is not the file that was uploaded".to_owned(),
        )),
        Err(Unread::NotThere(why) | Unread::Unreadable(why)) => {
            Err(with_reason(format!("what the server gives was fetched, but {why}")))
        }
    }
}

/// The file that was uploaded, where it is on record.
async fn at_hand(context: &Context, order: &VerifyOrder) -> Result<Option<AtHand>, String> {
    if order.target != VerifyTarget::Original || !order.id.is_recorded() {
        return Ok(None);
    }
    let object = order.object.clone();
    let upload = context
        .store_writer
        .run(move |store| store.find_by_object(&object))
        .await;
    // What is on record is not known then, and what the server gives could be anything.
    let upload = upload.map_err(|_| "the record of uploads cannot be read".to_owned())?;
    Ok(upload.map(|upload| AtHand {
        path: upload.source.path,
        content_type: upload.content_type,
        sha256: upload.sha256,
    }))
}

/// Fetches the object, once: whoever does not give it is not asked again.
async fn fetch(context: &Context, order: &VerifyOrder, folder: &Path) -> Result<PathBuf, String> {
    let bucket = order.object.bucket.clone();
    let bucket = bucket.ok_or_else(|| "the object's bucket is not known".to_owned())?;
    let request = PresignDownloadRequest {
        bucket,
        key: order.object.key.clone(),
    };
    // The ending says what kind of file it is; nothing else of the name is used.
    let ending = Path::new(&order.object.key)
        .extension()
        .and_then(|ending| ending.to_str());
    let is_plain = |ending: &&str| ending.len() <= 10 && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let to = folder.join(format!("object.{}", ending.filter(is_plain).unwrap_or("bin")));
    let options = GetOptions {
        max_bytes: MAX_SIGNED_BYTES,
        check_md5: context.check_md5.load(Ordering::Relaxed),
        ..GetOptions::default()
    };
    let progress = Arc::new(Progress::new());
    let fetching = async {
        let pass = context.gate.pass().await;
        let pass = pass.map_err(|_| "the server cannot be asked for the object".to_owned())?;
        let url = pass.que.presign_download(&request).await;
        let url =
            url.map_err(|error| format!("the server does not give the object ({})", clause(&error.to_string())))?;
        let storage = pass.que.storage();
        let fetched = download(&storage, &url, (&to, Policy::New), &options, &progress, &context.quit).await;
        fetched.map_err(|error| format!("the object could not be fetched ({})", clause(&error.to_string())))
    };
    tokio::select! {
        () = context.epoch.cancelled() => return Err("the server was changed meanwhile".to_owned()),
        fetched = tokio::time::timeout(FETCHING, fetching) => {
            fetched.map_err(|_| "fetching the object took too long".to_owned())??;
        }
    }
    Ok(to)
}

async fn read_in_child(context: &Context, file: AtHand) -> Result<String, Unread> {
    let _place = context.inspection_permits.acquire().await;
    let decoders = context.decoders.clone();
    let reading = tokio::task::spawn_blocking(move || {
        let size = std::fs::metadata(&file.path).map_or(0, |facts| facts.len());
        let seconds = SECONDS + size.min(MAX_SIGNED_BYTES) / BYTES_A_SECOND;
        let memory = MEMORY.saturating_add(size.saturating_mul(TIMES_ITS_SIZE));
        let allowance = Allowance {
            memory: memory.min(MOST_MEMORY),
            seconds: u32::try_from(seconds).unwrap_or(u32::MAX),
            answer: LONGEST_REPORT,
        };
        let task = Task::Report {
            path: file.path,
            content_type: file.content_type,
            sha256: file.sha256,
        };
        decoders.ask(&task, allowance)
    });
    let failed = || Unread::Unreadable("reading it failed".to_owned());
    let answer = match reading.await {
        Ok(Ok(answer)) => answer,
        Ok(Err(given_up)) => return Err(Unread::Unreadable(clause(&given_up.to_string()))),
        Err(_) => return Err(failed()),
    };
    match serde_json::from_value(answer.facts) {
        Ok(Read::Report) => String::from_utf8(answer.bytes).map_err(|_| failed()),
        Ok(Read::Refused(why)) => Err(Unread::Unreadable(why)),
        Ok(Read::OtherBytes) => Err(Unread::OtherBytes),
        Ok(Read::NotThere(why)) => Err(Unread::NotThere(why)),
        Err(_) => Err(failed()),
    }
}

/// A sentence as a part of another.
fn clause(sentence: &str) -> String {
    let mut signs = sentence.trim_end_matches('.').chars();
    let first = signs.next().map(|sign| sign.to_ascii_lowercase());
    first.into_iter().chain(signs).collect()
}

/// A folder for one object, for nobody else to look into, that goes when it is not needed any more.
struct Folder(PathBuf);

impl Folder {
    fn new() -> io::Result<Self> {
        let name = format!("que-uploader-{:032x}", fastrand::u128(..));
        let path = std::env::temp_dir().join(name);
        #[cfg_attr(not(unix), expect(unused_mut, reason = "it has no mode there"))]
        let mut builder = std::fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        // One that is there already is somebody else's.
        builder.create(&path)?;
        Ok(Self(path))
    }

    fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            tracing::debug!(%error, "a folder of a fetched object could not be removed");
        }
    }
}
