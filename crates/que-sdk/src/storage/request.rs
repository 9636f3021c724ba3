//! Builds requests to storage, with only the headers that are signed or never signed: S3 rejects others.

use hyper::header::{
    CONTENT_LENGTH, CONTENT_TYPE, EXPECT, HOST, HeaderMap, HeaderName, HeaderValue, PROXY_AUTHORIZATION, USER_AGENT,
};
use hyper::{Method, Request, Uri};
use url::{Position, Url};

use super::connection::{Connection, ProxyHeader};
use super::request_body::RequestBody;
use crate::error::{Error, Result, SetupFault, UrlFault};

/// The parts of a request to storage.
pub(super) struct StorageRequest<'a> {
    pub(super) method: Method,
    pub(super) url: &'a Url,
    pub(super) user_agent: &'a HeaderValue,
    pub(super) content_type: Option<&'a str>,
    pub(super) content_length: Option<u64>,
    pub(super) expects_continue: bool,
}

impl StorageRequest<'_> {
    /// Builds the request. Also returns the size in bytes of the head that hyper will write for it.
    ///
    /// # Errors
    /// [`Error::InvalidUrl`], or [`Error::Setup`] for an invalid Content-Type.
    pub(super) fn build(&self, connection: &Connection, body: RequestBody) -> Result<(Request<RequestBody>, u64)> {
        let unusable = || Error::InvalidUrl {
            reason: UrlFault::Target,
        };
        let target = match connection.through_proxy {
            Some(_) => &self.url[..Position::AfterQuery],
            None => &self.url[Position::BeforePath..Position::AfterQuery],
        };
        let mut headers = HeaderMap::new();
        let host = &self.url[Position::BeforeHost..Position::AfterPort];
        headers.insert(HOST, HeaderValue::from_str(host).map_err(|_| unusable())?);
        headers.insert(USER_AGENT, self.user_agent.clone());
        if let Some(content_type) = self.content_type {
            let value = HeaderValue::from_str(content_type).map_err(|_| Error::Setup {
                what: SetupFault::ContentType,
                source: None,
            })?;
            headers.insert(CONTENT_TYPE, value);
        }
        if let Some(length) = self.content_length {
            headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
        }
        if self.expects_continue {
            headers.insert(EXPECT, HeaderValue::from_static("100-continue"));
        }
        if let Some(ProxyHeader(Some(value))) = &connection.through_proxy {
            headers.insert(PROXY_AUTHORIZATION, value.clone());
        }
        let line = self.method.as_str().len() + 1 + target.len() + " HTTP/1.1\r\n".len();
        let head = line + headers.iter().map(header_length).sum::<usize>() + "\r\n".len();
        let uri: Uri = target.parse().map_err(|_| unusable())?;
        let mut request = Request::new(body);
        *request.method_mut() = self.method.clone();
        *request.uri_mut() = uri;
        *request.headers_mut() = headers;
        Ok((request, head as u64))
    }
}

fn header_length((name, value): (&HeaderName, &HeaderValue)) -> usize {
    name.as_str().len() + ": ".len() + value.len() + "\r\n".len()
}
