//! The sandbox's storage: S3 objects in a folder, served over HTTP by `s3s` and used directly for signing.

use std::convert::Infallible;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use futures_util::{Stream, stream};
use hyper::body::Incoming;
use hyper::{Method, Request, Response, StatusCode};
use s3s::auth::SimpleAuth;
use s3s::dto::{
    DeleteObjectInput, GetObjectInput, GetObjectOutput, HeadObjectInput, HeadObjectOutput, PutObjectInput,
    PutObjectOutput, StreamingBlob,
};
use s3s::service::{S3Service, S3ServiceBuilder};
use s3s::{Body, S3, S3Error, S3ErrorCode, S3Request, S3Response, S3Result};
use s3s_fs::FileSystem;
use tokio::fs::File;
use tokio::io::AsyncReadExt as _;
use tracing::instrument::WithSubscriber as _;
use tracing::subscriber::NoSubscriber;
use zeroize::Zeroizing;

use super::error::SandboxError;
use super::folder::{keep_to_owner, private_folder};
use super::guard::Guard;

/// Bytes to read from disk at a time. Smaller pieces cost several times the CPU.
const PIECE: usize = 256 * 1024;

/// Objects in a folder. Cheap to clone; clones share the counter that names unfinished files.
#[derive(Clone)]
pub(super) struct Storage {
    root: Arc<Path>,
    buckets: &'static [&'static str],
    files: Arc<FileSystem>,
}

/// An object on disk.
pub(super) struct StoredObject {
    /// The file with its bytes.
    pub(super) path: PathBuf,
    /// Its length.
    pub(super) bytes: u64,
    /// The `Content-Type` of the PUT.
    pub(super) content_type: Option<String>,
}

impl Storage {
    /// Opens the folder and creates missing buckets.
    pub(super) fn open(root: PathBuf, buckets: &'static [&'static str]) -> Result<Self, SandboxError> {
        for bucket in buckets {
            let path = root.join(bucket);
            private_folder(&path).map_err(SandboxError::data(&path))?;
        }
        let files = FileSystem::new(&root).map_err(|error| SandboxError::Storage(format!("{error:?}")))?;
        Ok(Self {
            root: root.into(),
            buckets,
            files: Arc::new(files),
        })
    }

    /// The path of an object's bytes. `None` for a key that would leave its bucket's folder.
    fn place_of(&self, bucket: &str, key: &str) -> Option<PathBuf> {
        let safe = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(['\\', ':', '\0']);
        let is_safe = self.buckets.contains(&bucket) && key.split('/').all(safe);
        is_safe.then(|| self.root.join(bucket).join(key))
    }

    /// The object, or `None` if it does not exist. A key that would leave its bucket's folder names no object.
    pub(super) async fn find(&self, bucket: &str, key: &str) -> Option<StoredObject> {
        let path = self.place_of(bucket, key)?;
        let metadata = tokio::fs::metadata(&path)
            .await
            .ok()
            .filter(std::fs::Metadata::is_file)?;
        let input = HeadObjectInput::builder()
            .bucket(bucket.to_owned())
            .key(key.to_owned())
            .build()
            .ok()?;
        let head = self.files.head_object(request(Method::HEAD, input)).await.ok()?;
        Some(StoredObject {
            path,
            bytes: metadata.len(),
            content_type: head.output.content_type,
        })
    }

    /// Stores a copy of a file, atomically.
    pub(super) async fn store(&self, bucket: &str, key: &str, file: &Path, content_type: &str) -> S3Result<()> {
        let file = File::open(file).await.map_err(S3Error::internal_error)?;
        let input = PutObjectInput::builder()
            .bucket(bucket.to_owned())
            .key(key.to_owned())
            .content_type(Some(content_type.to_owned()))
            .body(Some(StreamingBlob::wrap(pieces(file))))
            .build()
            .map_err(S3Error::internal_error)?;
        self.put_privately(request(Method::PUT, input)).await.map(drop)
    }

    /// Stores an object in files that only the owner can read, under any umask. The folder around them is closed before the
    /// first one is created.
    async fn put_privately(&self, request: S3Request<PutObjectInput>) -> S3Result<S3Response<PutObjectOutput>> {
        let (bucket, key) = (request.input.bucket.clone(), request.input.key.clone());
        let Some(object) = self.place_of(&bucket, &key) else {
            return self.files.put_object(request).await;
        };
        let folder = object.parent().map(Path::to_owned);
        blocking(move || folder.map_or(Ok(()), |folder| private_folder(&folder))).await?;
        let stored = self.files.put_object(request).await;
        // s3s-fs stores an object's metadata beside the buckets, under these names.
        let encoded = |part: &str| base64_simd::URL_SAFE_NO_PAD.encode_to_string(part);
        let beside = format!(".bucket-{}.object-{}", encoded(&bucket), encoded(&key));
        let beside = ["internal.json", "metadata.json"].map(|ending| self.root.join(format!("{beside}.{ending}")));
        blocking(move || {
            for path in beside.iter().chain([&object]).filter(|path| path.is_file()) {
                keep_to_owner(path, 0o600)?;
            }
            Ok(())
        })
        .await?;
        stored
    }

    /// The S3 protocol in front of the objects.
    pub(super) fn service(&self, access_key: &str, secret_key: &Zeroizing<String>) -> S3Service {
        let mut builder = S3ServiceBuilder::new(self.clone());
        builder.set_auth(SimpleAuth::from_single(access_key, secret_key.as_str()));
        builder.set_access(Guard::new(self.buckets));
        builder.build()
    }
}

/// Answers one request. Does not log: `s3s` would log whole URLs, and a presigned URL is a permission.
pub(super) async fn answer(service: S3Service, request: Request<Incoming>) -> Result<Response<Body>, Infallible> {
    let method = request.method().clone();
    let response = match method {
        // Presigned URLs exist only for these methods. The body of others might be read before they are refused.
        Method::PUT | Method::GET | Method::HEAD => {
            let call = hyper::service::Service::call(&service, request);
            call.with_subscriber(NoSubscriber::default()).await.ok().map(with_words)
        }
        _ => Some(error_answer(
            StatusCode::METHOD_NOT_ALLOWED,
            "MethodNotAllowed",
            "The specified method is not allowed against this resource.",
        )),
    };
    let response = response.unwrap_or_else(|| {
        error_answer(
            StatusCode::INTERNAL_SERVER_ERROR,
            "InternalError",
            "We encountered an internal error.",
        )
    });
    tracing::debug!(%method, status = response.status().as_u16(), "sandbox: storage");
    Ok(response)
}

/// `s3s` refuses a signature without a message; people would see a bare code.
fn with_words(mut response: Response<Body>) -> Response<Body> {
    const BARE: &str = "<Code>SignatureDoesNotMatch</Code></Error>";
    const WORDED: &str = "<Code>SignatureDoesNotMatch</Code><Message>The request signature we calculated does not match \
                          the signature you provided. Check your key and signing method.</Message></Error>";
    if response.status() == StatusCode::FORBIDDEN
        && let Some(text) = response.body().bytes()
        && let Ok(text) = std::str::from_utf8(&text)
        && text.contains(BARE)
    {
        response.headers_mut().remove(hyper::header::CONTENT_LENGTH);
        *response.body_mut() = Body::from(text.replace(BARE, WORDED));
    }
    response
}

fn error_answer(status: StatusCode, code: &str, message: &str) -> Response<Body> {
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>{code}</Code><Message>{message}</Message></Error>"
    );
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    let kind = hyper::header::HeaderValue::from_static("application/xml");
    response.headers_mut().insert(hyper::header::CONTENT_TYPE, kind);
    response
}

/// Only what presigned URLs exist for. The rest stays "not implemented".
#[async_trait::async_trait]
impl S3 for Storage {
    async fn put_object(&self, request: S3Request<PutObjectInput>) -> S3Result<S3Response<PutObjectOutput>> {
        let (bucket, key) = (request.input.bucket.clone(), request.input.key.clone());
        let stored = self.put_privately(request).await;
        if let Err(error) = &stored
            && *error.code() == S3ErrorCode::BadDigest
            && let Ok(input) = DeleteObjectInput::builder().bucket(bucket).key(key).build()
        {
            // s3s-fs compares Content-MD5 only after the object exists; Amazon keeps no such object.
            let _ = self.files.delete_object(self::request(Method::DELETE, input)).await;
        }
        stored
    }

    async fn get_object(&self, request: S3Request<GetObjectInput>) -> S3Result<S3Response<GetObjectOutput>> {
        let (bucket, key) = (request.input.bucket.clone(), request.input.key.clone());
        let whole = request.input.range.is_none();
        let mut response = self.files.get_object(request).await.map_err(worded)?;
        if whole
            && let Some(object) = self.find(&bucket, &key).await
            && i64::try_from(object.bytes).ok() == response.output.content_length
            && let Ok(file) = File::open(&object.path).await
        {
            // s3s-fs reads 4 KiB at a time.
            response.output.body = Some(StreamingBlob::wrap(pieces(file)));
        }
        Ok(response)
    }

    async fn head_object(&self, request: S3Request<HeadObjectInput>) -> S3Result<S3Response<HeadObjectOutput>> {
        self.files.head_object(request).await.map_err(worded)
    }
}

/// Gives a bare `NoSuchKey` Amazon's message.
fn worded(error: S3Error) -> S3Error {
    match error.code() {
        S3ErrorCode::NoSuchKey => S3Error::with_message(S3ErrorCode::NoSuchKey, "The specified key does not exist."),
        _ => error,
    }
}

/// Does disk work off the runtime's threads.
async fn blocking(work: impl FnOnce() -> std::io::Result<()> + Send + 'static) -> S3Result<()> {
    let done = tokio::task::spawn_blocking(work)
        .await
        .map_err(S3Error::internal_error)?;
    done.map_err(S3Error::internal_error)
}

/// A request from the sandbox itself, which needs no signature.
fn request<T>(method: Method, input: T) -> S3Request<T> {
    S3Request {
        input,
        method,
        uri: hyper::Uri::default(),
        headers: hyper::HeaderMap::new(),
        extensions: hyper::http::Extensions::new(),
        credentials: None,
        region: None,
        service: None,
        trailing_headers: None,
    }
}

/// The file's bytes in large pieces.
fn pieces(file: File) -> impl Stream<Item = std::io::Result<Bytes>> + Send + Sync {
    stream::try_unfold(file, |mut file| async move {
        let mut piece = BytesMut::with_capacity(PIECE);
        let read = file.read_buf(&mut piece).await?;
        Ok((read > 0).then(|| (piece.freeze(), file)))
    })
}
