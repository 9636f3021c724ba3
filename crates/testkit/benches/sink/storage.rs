//! S3 as far as uploading clients use it: single and multipart objects, existing buckets, empty lists.

use std::io;

use tokio::io::{AsyncRead, AsyncWrite};

use crate::{connection::Connection, request::Head, tally::Tally};

/// Not an MD5, so no client compares it with one.
const ETAG: &str = "\"0123456789abcdef0123456789abcdef-1\"";

/// The answer to an object or a part.
const TAKEN: &[u8] = b"HTTP/1.1 200 OK\r\nETag: \"0123456789abcdef0123456789abcdef-1\"\r\nContent-Length: 0\r\n\r\n";

const NOTHING: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
const GONE: &[u8] = b"HTTP/1.1 204 No Content\r\n\r\n";

const LIST: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><ListBucketResult><Name>que-bench</Name><Prefix></Prefix>\
    <KeyCount>0</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated></ListBucketResult>";
const BUCKETS: &str =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?><ListAllMyBucketsResult><Buckets/></ListAllMyBucketsResult>";
const PLACE: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><LocationConstraint>us-east-1</LocationConstraint>";
const NO_SUCH_KEY: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>NoSuchKey</Code>\
    <Message>There is no such object.</Message></Error>";
const NOT_HERE: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>NotImplemented</Code>\
    <Message>The sink does not do that.</Message></Error>";

/// Answers until the client is done.
pub(crate) async fn serve<S: AsyncRead + AsyncWrite + Unpin>(
    mut connection: Connection<S>,
    tally: &Tally,
) -> io::Result<()> {
    let _open = tally.open();
    while let Some(head) = connection.head().await? {
        if head.method == "PUT" {
            put(&mut connection, &head, tally).await?;
        } else {
            connection.discard(&head).await?;
            other(&mut connection, &head, tally).await?;
        }
        if head.closes {
            break;
        }
    }
    Ok(())
}

async fn put<S: AsyncRead + AsyncWrite + Unpin>(
    connection: &mut Connection<S>,
    head: &Head,
    tally: &Tally,
) -> io::Result<()> {
    tally.put();
    let sent = connection.discard(head).await?;
    let bytes = head.decoded_length.unwrap_or(sent);
    match head.value("uploadId") {
        _ if is_bucket(&head.path) => return connection.answer(NOTHING).await,
        Some(upload) => tally.part(upload, bytes),
        None => tally.stored(&head.path, bytes),
    }
    connection.answer(TAKEN).await
}

async fn other<S: AsyncRead + AsyncWrite + Unpin>(
    connection: &mut Connection<S>,
    head: &Head,
    tally: &Tally,
) -> io::Result<()> {
    const XML: &str = "application/xml";
    let path = head.path.as_str();
    let key = path.trim_start_matches('/').split_once('/').map_or("", |(_, key)| key);
    let (status, body) = match head.method.as_str() {
        "POST" if head.asks("uploads") => {
            let upload = tally.started();
            (
                "200 OK",
                format!(
                    "<?xml version=\"1.0\" encoding=\"UTF-8\"?><InitiateMultipartUploadResult>\
                    <Bucket>que-bench</Bucket><Key>{key}</Key>\
                    <UploadId>{upload}</UploadId></InitiateMultipartUploadResult>"
                ),
            )
        }
        "POST" if head.asks("uploadId") => {
            tally.completed(head.value("uploadId").unwrap_or_default(), path);
            (
                "200 OK",
                format!(
                    "<?xml version=\"1.0\" encoding=\"UTF-8\"?><CompleteMultipartUploadResult>\
                    <Bucket>que-bench</Bucket><Key>{key}</Key>\
                    <ETag>{ETAG}</ETag></CompleteMultipartUploadResult>"
                ),
            )
        }
        "DELETE" => {
            tally.deleted(path);
            return connection.answer(GONE).await;
        }
        "GET" if path == "/" => ("200 OK", BUCKETS.to_owned()),
        "GET" if is_bucket(path) && head.asks("location") => ("200 OK", PLACE.to_owned()),
        "GET" if is_bucket(path) => ("200 OK", LIST.to_owned()),
        "HEAD" if is_bucket(path) => return connection.answer(NOTHING).await,
        "HEAD" => match tally.size(path) {
            Some(size) => {
                let found = format!(
                    "HTTP/1.1 200 OK\r\nETag: {ETAG}\r\nLast-Modified: Wed, 01 Jan 2025 00:00:00 GMT\r\n\
                    Content-Length: {size}\r\n\r\n"
                );
                return connection.answer(found.as_bytes()).await;
            }
            None => ("404 Not Found", NO_SUCH_KEY.to_owned()),
        },
        "GET" => ("404 Not Found", NO_SUCH_KEY.to_owned()),
        _ => ("501 Not Implemented", NOT_HERE.to_owned()),
    };
    connection.answer_with(status, XML, &body, head.method == "HEAD").await
}

/// `/bucket` or `/bucket/`.
fn is_bucket(path: &str) -> bool {
    !path.trim_matches('/').contains('/')
}
