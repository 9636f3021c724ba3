//! What HTTP statuses and S3 error codes mean for a retry.

use super::Error;

impl Error {
    /// The HTTP status, if a server answered.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Problem { status, .. }
            | Self::Storage { status, .. }
            | Self::Unexpected { status, .. }
            | Self::Redirected { status, .. } => Some(*status),
            _ => None,
        }
    }

    /// The status that the response stands for. For an error in the body of a 2xx, this is the status of its error code, or
    /// 500 if it has none.
    #[must_use]
    pub fn effective_status(&self) -> Option<u16> {
        match self {
            Self::Storage {
                status: 200..=299,
                code,
                ..
            } => Some(code.as_deref().and_then(status_of_code).unwrap_or(500)),
            Self::Problem {
                status: 200..=299,
                problem,
                ..
            } => Some(
                problem
                    .status
                    .filter(|status| (400..600).contains(status))
                    .unwrap_or(500),
            ),
            _ => self.status(),
        }
    }

    /// Whether a gateway, or the server itself, says that the server is currently unavailable.
    #[must_use]
    pub fn is_outage(&self) -> bool {
        self.effective_status().is_some_and(is_outage)
    }

    /// Whether the server may have done the work in spite of this status: it failed midway, or a gateway got no response
    /// from it.
    #[must_use]
    pub fn status_is_ambiguous(&self) -> bool {
        self.effective_status().is_some_and(leaves_outcome_open)
    }

    /// Whether the storage itself says that it stored nothing. After a 500 it doesn't know, and neither does a gateway
    /// that got no response from it.
    pub(super) fn is_definite_refusal(&self) -> bool {
        let is_from_storage = match self {
            Self::Storage { status, code, .. } => *status >= 300 || code.is_some(),
            _ => false,
        };
        is_from_storage && !self.status_is_ambiguous()
    }
}

/// Whether a status says that a server is currently unavailable. 520 to 530 are Cloudflare's, and so those of its storage
/// R2. 598 and 599 are sent by proxies whose server doesn't answer.
const fn is_outage(status: u16) -> bool {
    matches!(status, 425 | 502..=504 | 508..=510 | 520..=527 | 530 | 598 | 599)
}

/// Whether the server may have done the work in spite of this status. With 503 it refused; with 425 it did not start.
pub(crate) const fn leaves_outcome_open(status: u16) -> bool {
    status == 500 || (is_outage(status) && !matches!(status, 425 | 503))
}

/// The status that S3 sends with an error code when it notices the error before it starts its response.
fn status_of_code(code: &str) -> Option<u16> {
    Some(match code {
        "PermanentRedirect" => 301,
        "TemporaryRedirect" => 307,
        "AuthorizationHeaderMalformed"
        | "BadDigest"
        | "EntityTooLarge"
        | "EntityTooSmall"
        | "ExpiredToken"
        | "IncompleteBody"
        | "InvalidArgument"
        | "InvalidBucketName"
        | "InvalidDigest"
        | "InvalidRequest"
        | "InvalidToken"
        | "KeyTooLongError"
        | "MalformedXML"
        | "RequestTimeout"
        | "XAmzContentSHA256Mismatch" => 400,
        "AccessDenied"
        | "AccountProblem"
        | "AllAccessDisabled"
        | "InvalidAccessKeyId"
        | "QuotaExceeded"
        | "RequestTimeTooSkewed"
        | "SignatureDoesNotMatch" => 403,
        "NoSuchBucket" | "NoSuchKey" | "NoSuchUpload" => 404,
        "MethodNotAllowed" => 405,
        "ConditionalRequestConflict" | "OperationAborted" => 409,
        "MissingContentLength" => 411,
        "PreconditionFailed" => 412,
        "TooManyRequests" => 429,
        "NotImplemented" => 501,
        "Busy"
        | "RequestLimitExceeded"
        | "ServerBusy"
        | "ServiceUnavailable"
        | "SlowDown"
        | "SlowDownRead"
        | "SlowDownWrite"
        | "Throttling"
        | "ThrottlingException" => 503,
        "OperationTimedOut" => 504,
        _ => return None,
    })
}
