//! The head of a request, as far as answers depend on it.

use std::io;

/// The most headers that any of the clients sends.
const HEADERS: usize = 64;

/// Where a body ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Length {
    /// After this many bytes.
    Known(u64),
    /// After its last chunk.
    Chunked,
}

/// The head of a request.
#[derive(Debug)]
pub(crate) struct Head {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) length: Length,
    /// The object's size if the body is in Amazon's chunked encoding.
    pub(crate) decoded_length: Option<u64>,
    /// The body waits for `100 Continue`.
    pub(crate) waits: bool,
    /// The connection ends after the answer.
    pub(crate) closes: bool,
    pub(crate) has_key: bool,
}

impl Head {
    /// The head at the beginning of these bytes and its length, if it is complete.
    pub(crate) fn parse(bytes: &[u8]) -> io::Result<Option<(Self, usize)>> {
        let mut headers = [httparse::EMPTY_HEADER; HEADERS];
        let mut request = httparse::Request::new(&mut headers);
        let end = match request.parse(bytes).map_err(io::Error::other)? {
            httparse::Status::Complete(end) => end,
            httparse::Status::Partial => return Ok(None),
        };
        let target = request.path.unwrap_or_default();
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let mut head = Self {
            method: request.method.unwrap_or_default().to_owned(),
            path: path.to_owned(),
            query: query.to_owned(),
            length: Length::Known(0),
            decoded_length: None,
            waits: false,
            closes: request.version == Some(0),
            has_key: false,
        };
        for header in request.headers.iter() {
            let is = |name: &str| header.name.eq_ignore_ascii_case(name);
            let says = |word: &[u8]| header.value.trim_ascii().eq_ignore_ascii_case(word);
            if is("content-length") {
                head.length = Length::Known(number(header.value)?);
            } else if is("transfer-encoding") && says(b"chunked") {
                head.length = Length::Chunked;
            } else if is("expect") {
                head.waits = says(b"100-continue");
            } else if is("x-amz-decoded-content-length") {
                head.decoded_length = Some(number(header.value)?);
            } else if is("connection") {
                head.closes |= says(b"close");
            } else if is("x-api-key") {
                head.has_key = !header.value.is_empty();
            }
        }
        Ok(Some((head, end)))
    }

    /// Whether the query has this parameter.
    pub(crate) fn asks(&self, name: &str) -> bool {
        self.value(name).is_some()
    }

    /// The value of this query parameter.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        self.query.split('&').find_map(|pair| {
            let (found, value) = pair.split_once('=').unwrap_or((pair, ""));
            (found == name).then_some(value)
        })
    }
}

fn number(value: &[u8]) -> io::Result<u64> {
    let text = std::str::from_utf8(value).map_err(io::Error::other)?;
    text.trim().parse().map_err(io::Error::other)
}
