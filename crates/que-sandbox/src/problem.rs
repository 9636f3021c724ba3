//! Errors of the sandbox's API: RFC 9457 problems with Que's codes.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use que_sdk::wire::Problem;

/// An error answer.
#[derive(Debug)]
pub(super) struct ApiProblem {
    status: StatusCode,
    code: &'static str,
    detail: String,
}

impl ApiProblem {
    fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        Self {
            status,
            code,
            detail: detail.into(),
        }
    }

    /// 400: the request is wrong.
    pub(super) fn bad_request(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "bad_request", detail)
    }

    /// 400: the manifest is not JSON, or not of the right shape.
    pub(super) fn engine_json(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "engine_json", detail)
    }

    /// 401: the key is missing or wrong.
    pub(super) fn unauthorized() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "unauthorized",
            "the header x-api-key must contain a valid key",
        )
    }

    /// 404: no such object or path.
    pub(super) fn not_found(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", detail)
    }

    /// 405: the path has a different method.
    pub(super) fn method_not_allowed() -> Self {
        Self::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "method_not_allowed",
            "this path does not support this method",
        )
    }

    /// 413: the request itself is too long. Assets go to the storage.
    pub(super) fn request_too_long(max: usize) -> Self {
        let detail = format!("a request to the API may have at most {max} bytes");
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "payload_too_large", detail)
    }

    /// 422: the engine cannot sign this.
    pub(super) fn engine_c2pa(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "engine_c2pa", detail)
    }

    /// 422: the engine cannot verify this.
    pub(super) fn engine_verification(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "engine_verification", detail)
    }

    /// 500: the sandbox failed. Its log says why.
    pub(super) fn internal() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal_error",
            "the sandbox failed; see its log",
        )
    }

    /// 501: the API defines it, but the sandbox does not implement it.
    pub(super) fn not_implemented(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_IMPLEMENTED, "not_implemented", detail)
    }
}

impl IntoResponse for ApiProblem {
    fn into_response(self) -> Response {
        tracing::debug!(status = self.status.as_u16(), code = self.code, "sandbox: problem");
        let problem = Problem {
            kind: Some("about:blank".to_owned()),
            title: Some(self.code.to_owned()),
            status: Some(self.status.as_u16()),
            code: Some(self.code.to_owned()),
            detail: Some(self.detail),
            details: None,
        };
        let text = serde_json::to_string(&problem).unwrap_or_default();
        let mut response = (self.status, text).into_response();
        let kind = HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        response
    }
}
