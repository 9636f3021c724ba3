//! Finds the bucket in the URL of an object.

use percent_encoding::percent_decode_str;
use url::{Host, Url};

/// The bucket of a URL, if it names one. A path that equals the key means virtual-hosted style; one with another segment
/// before the key means path style.
pub(super) fn bucket_of(url: &Url, key: &str) -> Option<String> {
    let path = percent_decode_str(url.path()).decode_utf8_lossy();
    let path = path.strip_prefix('/').unwrap_or(&path);
    let key = key.strip_prefix('/').unwrap_or(key);
    let host = match url.host()? {
        Host::Domain(name) => Some(name.trim_end_matches('.').to_ascii_lowercase()),
        Host::Ipv4(_) | Host::Ipv6(_) => None,
    };
    let in_host = host.as_deref().and_then(bucket_in_host);
    if path == key {
        return match in_host {
            Some(HostBucket::Named(bucket)) => Some(bucket),
            Some(HostBucket::None) => None,
            // Not Amazon's: the first label, if the storage's own host name remains after it.
            None => {
                let host = host?;
                let (first, rest) = host.split_once('.')?;
                (rest.contains('.') || rest == "localhost").then(|| first.to_owned())
            }
        };
    }
    let prefix = path.strip_suffix(key).and_then(|prefix| prefix.strip_suffix('/'));
    if let Some(bucket) = prefix.filter(|bucket| !bucket.is_empty() && !bucket.contains('/')) {
        return Some(bucket.to_owned());
    }
    match in_host {
        Some(HostBucket::Named(bucket)) => Some(bucket),
        Some(HostBucket::None) => path
            .split('/')
            .next()
            .filter(|segment| !segment.is_empty())
            .map(str::to_owned),
        None => None,
    }
}

enum HostBucket {
    /// `<bucket>.s3.….amazonaws.com`.
    Named(String),
    /// An S3 endpoint without a bucket: path style.
    None,
}

/// Splits the bucket, which may contain dots, from an S3 endpoint. `None` if the host isn't one.
fn bucket_in_host(host: &str) -> Option<HostBucket> {
    let amazon = host
        .strip_suffix(".amazonaws.com")
        .or_else(|| host.strip_suffix(".amazonaws.com.cn"));
    let labels: Vec<&str> = amazon.unwrap_or(host).split('.').collect();
    let is_s3 = |label: &str| label == "s3" || label.starts_with("s3-");
    let end = match amazon {
        Some(_) => {
            let mut end = labels.len();
            // [bucket.]s3, [bucket.]s3-region, [bucket.]s3-accelerate
            if !is_s3(labels.get(end.checked_sub(1)?)?) {
                end -= 1; // region, or the "dualstack" of accelerate
                if labels.get(end.checked_sub(1)?) == Some(&"dualstack") {
                    end -= 1;
                }
            }
            let end = end.checked_sub(1)?;
            is_s3(labels.get(end)?).then_some(end)?
        }
        // On other hosts, the endpoint starts at the label "s3".
        None => labels.iter().position(|label| is_s3(label))?,
    };
    let bucket = labels.get(..end)?.join(".");
    Some(if bucket.is_empty() {
        HostBucket::None
    } else {
        HostBucket::Named(bucket)
    })
}

#[cfg(test)]
mod tests {
    use crate::presigned::Presigned;

    fn bucket(url: &str, key: &str) -> Option<String> {
        Presigned::parse(url, key).unwrap().bucket().map(str::to_owned)
    }

    #[test]
    fn a_bucket_is_read_from_every_style_of_url() {
        let key = "uploads/user 1/a+b.jpg";
        let path = "uploads/user%201/a%2Bb.jpg?X-Amz-Signature=1";
        for (host, expected) in [
            ("bkt.s3.amazonaws.com", Some("bkt")),
            ("bkt.s3.us-west-2.amazonaws.com", Some("bkt")),
            ("bkt.s3-us-west-2.amazonaws.com", Some("bkt")),
            ("bkt.s3.dualstack.eu-central-1.amazonaws.com", Some("bkt")),
            ("bkt.s3-accelerate.amazonaws.com", Some("bkt")),
            ("bkt.s3-accelerate.dualstack.amazonaws.com", Some("bkt")),
            ("bkt.s3-fips.us-gov-west-1.amazonaws.com", Some("bkt")),
            ("bkt.s3.cn-north-1.amazonaws.com.cn", Some("bkt")),
            ("my.dotted.bkt.s3.us-east-1.amazonaws.com", Some("my.dotted.bkt")),
            ("my.s3.s3.amazonaws.com", Some("my.s3")),
            ("my.s3.bkt.s3.eu-west-1.amazonaws.com", Some("my.s3.bkt")),
            ("dualstack.s3.amazonaws.com", Some("dualstack")),
            ("s3.us-west-2.amazonaws.com/bkt", Some("bkt")),
            ("s3.amazonaws.com/bkt", Some("bkt")),
            ("s3-us-west-2.amazonaws.com/my.dotted.bkt", Some("my.dotted.bkt")),
            ("s3.dualstack.us-west-2.amazonaws.com/bkt", Some("bkt")),
            ("127.0.0.1:9000/bkt", Some("bkt")),
            ("[::1]:9000/bkt", Some("bkt")),
            ("minio.example.com:9000/bkt", Some("bkt")),
            ("localhost:9000/bkt", Some("bkt")),
            ("bkt.storage.googleapis.com", Some("bkt")),
            ("bkt.account.r2.cloudflarestorage.com", Some("bkt")),
            ("my.dotted.s3.example.com", Some("my.dotted")),
            ("bkt.localhost:9000", Some("bkt")),
            ("127.0.0.1:9000", None),
            ("localhost:9000", None),
            ("s3.amazonaws.com", None),
            ("example.com", None),
        ] {
            assert_eq!(
                bucket(&format!("https://{host}/{path}"), key).as_deref(),
                expected,
                "{host}"
            );
        }
    }

    #[test]
    fn an_amazon_url_names_its_bucket_even_if_the_path_is_not_the_key() {
        assert_eq!(
            bucket("https://bkt.s3.amazonaws.com/other", "key").as_deref(),
            Some("bkt")
        );
        assert_eq!(
            bucket("https://s3.amazonaws.com/bkt/other", "key").as_deref(),
            Some("bkt")
        );
        assert_eq!(bucket("https://cdn.example.com/x/other", "key"), None);
    }
}
