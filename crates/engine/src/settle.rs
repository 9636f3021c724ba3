//! What a server leaves open, the file itself settles: engines of some versions check no signature whose signer they do not
//! know. The file at hand, or the object fetched where the server can be asked for it, is read by a child, with limits of
//! its own; nothing is asked of any other place. Where it cannot be read, the verdict stays open.

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
use content_credentials::{Reading, Settled, settle};
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

/// Reads the file of an order on this computer and settles what the server left open.
pub(super) async fn by_file(context: &Context, order: &VerifyOrder, reading: &Reading, report: &str) -> Settled {
    match own_report(context, order).await {
        Ok(own) => settle(reading, report, Ok(&own)),
        Err(why) => settle(reading, report, Err(&why)),
    }
}

async fn own_report(context: &Context, order: &VerifyOrder) -> Result<String, String> {
    if !cfg!(feature = "reader") {
        return Err("this build does not read files".to_owned());
    }
    if let Some(file) = at_hand(context, order).await {
        // One that has changed since is not what the server has: the object itself tells.
        if let Ok(report) = read_in_child(context, file).await {
            return Ok(report);
        }
    }
    let folder = Folder::new().map_err(|error| format!("there is no place for the file ({error})"))?;
    let path = fetch(context, order, folder.path()).await?;
    let file = AtHand {
        path,
        content_type: None,
        sha256: None,
    };
    read_in_child(context, file).await
}

/// The file that was uploaded, where it is on record with what its bytes were.
async fn at_hand(context: &Context, order: &VerifyOrder) -> Option<AtHand> {
    if order.target != VerifyTarget::Original || !order.id.is_recorded() {
        return None;
    }
    let object = order.object.clone();
    let upload = context.outbox.run(move |store| store.find_by_object(&object)).await;
    let upload = upload.ok().flatten()?;
    Some(AtHand {
        path: upload.source.path,
        content_type: upload.content_type,
        sha256: Some(upload.sha256?),
    })
}

/// Fetches the object, once: whoever does not give it is not asked again.
async fn fetch(context: &Context, order: &VerifyOrder, folder: &Path) -> Result<PathBuf, String> {
    let not_here = || "the file is not at hand, and the server does not give it".to_owned();
    let bucket = order.object.bucket.clone().ok_or_else(not_here)?;
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
        let pass = context.gate.pass().await.map_err(|_| not_here())?;
        let url = pass.que.presign_download(&request).await.map_err(|_| not_here())?;
        let storage = pass.que.storage();
        let fetched = download(&storage, &url, (&to, Policy::New), &options, &progress, &context.quit).await;
        fetched.map_err(|error| format!("the file could not be fetched ({error})"))
    };
    tokio::select! {
        () = context.era.cancelled() => return Err("the server was changed meanwhile".to_owned()),
        fetched = tokio::time::timeout(FETCHING, fetching) => {
            fetched.map_err(|_| "fetching the file took too long".to_owned())??;
        }
    }
    Ok(to)
}

async fn read_in_child(context: &Context, file: AtHand) -> Result<String, String> {
    let _place = context.looks.acquire().await;
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
    let without_end = |words: &str| words.trim_end_matches('.').to_owned();
    let answer = match reading.await {
        Ok(Ok(answer)) => answer,
        Ok(Err(given_up)) => return Err(without_end(&given_up.to_string())),
        Err(_) => return Err("reading it failed".to_owned()),
    };
    match serde_json::from_value(answer.facts) {
        Ok(Read::Report) => String::from_utf8(answer.bytes).map_err(|_| "its report is no text".to_owned()),
        Ok(Read::Refused(why)) => Err(without_end(&why)),
        Err(_) => Err("reading it failed".to_owned()),
    }
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
