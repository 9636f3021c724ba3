//! What a caller can ask an [`Error`]: what failed, and whether a retry helps or repeats work.

use std::error::Error as _;
use std::time::Duration;

use super::message::{one_line, says_expired};
use super::{Error, FileAction, Step, TransportKind};

impl Error {
    /// The call that failed. `None` for errors that belong to no call.
    #[must_use]
    pub fn step(&self) -> Option<Step> {
        match self {
            Self::Problem { step, .. }
            | Self::Storage { step, .. }
            | Self::Transport { step, .. }
            | Self::Unexpected { step, .. }
            | Self::Redirected { step, .. } => Some(*step),
            Self::Setup { .. } => Some(Step::Setup),
            Self::File {
                action: FileAction::Writing,
                ..
            }
            | Self::AlreadyExists => Some(Step::Download),
            Self::File { .. } | Self::FileChanged { .. } | Self::ContentMismatch { .. } | Self::TooLarge { .. } => {
                Some(Step::Upload)
            }
            Self::InsecureUrl { .. }
            | Self::ForbiddenAddress { .. }
            | Self::InvalidUrl { .. }
            | Self::InvalidApiKey(_)
            | Self::Canceled => None,
        }
    }

    /// The error code of Que (`rate_limited`) or S3 (`SlowDown`).
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Problem { problem, .. } => problem.code.as_deref().or(problem.title.as_deref()),
            Self::Storage { code, .. } => code.as_deref(),
            _ => None,
        }
    }

    /// The server's message, shortened to 300 characters.
    #[must_use]
    pub fn detail(&self) -> Option<String> {
        let message = match self {
            Self::Problem { problem, .. } => problem.detail.as_deref().or(problem.title.as_deref()),
            Self::Storage { message, .. } => message.as_deref(),
            _ => None,
        }?;
        Some(one_line(message)).filter(|message| !message.is_empty())
    }

    /// The messages of the underlying errors, if any.
    #[must_use]
    pub fn cause(&self) -> Option<String> {
        let mut messages: Vec<String> = Vec::new();
        let mut next = self.source();
        while let Some(error) = next {
            let message = one_line(&error.to_string());
            if !messages.iter().any(|earlier| earlier.contains(&message)) {
                messages.push(message);
            }
            next = error.source();
        }
        (!messages.is_empty()).then(|| messages.join(": "))
    }

    /// How long the server asks clients to wait before the next call with this key.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Problem { retry_after, .. } | Self::Storage { retry_after, .. } => *retry_after,
            _ => None,
        }
    }

    /// Whether it is certain that no part of the request reached a server, so that a retry repeats nothing.
    #[must_use]
    pub fn nothing_was_sent(&self) -> bool {
        match self {
            Self::Transport { nothing_sent, .. } => *nothing_sent,
            Self::InsecureUrl { .. } | Self::ForbiddenAddress { .. } | Self::InvalidUrl { .. } => true,
            Self::TooLarge { .. } | Self::Setup { .. } | Self::InvalidApiKey(_) => true,
            Self::File { action, .. } => *action == FileAction::Opening,
            _ => false,
        }
    }

    /// Whether the request may have succeeded in spite of this error.
    #[must_use]
    pub fn outcome_is_unknown(&self) -> bool {
        match self {
            Self::Transport {
                step: Step::Upload,
                kind,
                ..
            } => *kind == TransportKind::BodySentResponseLost,
            Self::Transport { nothing_sent, .. } => !nothing_sent,
            // The server may have done the work before it failed, or something else responded in its place.
            Self::Unexpected { status, .. } | Self::Problem { status, .. } => (200..300).contains(status),
            Self::Storage { status, .. } if (200..300).contains(status) => !self.is_definite_refusal(),
            // An object was stored, though a damaged one.
            Self::ContentMismatch { .. } => true,
            _ => false,
        }
    }

    /// Whether the same call may succeed later without any change.
    #[must_use]
    pub fn is_temporary(&self) -> bool {
        match self {
            Self::Problem { .. } | Self::Storage { .. } | Self::Unexpected { .. } => {
                matches!(self.effective_status(), Some(408 | 429 | 500 | 511))
                    || self.is_outage()
                    || matches!(self.code(), Some("RequestTimeout" | "SlowDown" | "InternalError"))
            }
            // Waiting doesn't give a proxy its password.
            Self::Transport { kind, .. } => !matches!(kind, TransportKind::Tls) && !self.proxy_auth_required(),
            Self::File { .. } => self.is_out_of_file_descriptors(),
            Self::ContentMismatch { .. } => true,
            _ => false,
        }
    }

    /// Whether a new presigned URL may help: the one used has expired, was refused, or leads to a damaged object.
    #[must_use]
    pub fn needs_new_url(&self) -> bool {
        match self {
            Self::Storage { code, .. } => {
                self.effective_status() == Some(403)
                    || matches!(
                        code.as_deref(),
                        Some("AccessDenied" | "ExpiredToken" | "SignatureDoesNotMatch" | "RequestTimeTooSkewed")
                    )
            }
            Self::ContentMismatch { .. } => true,
            _ => false,
        }
    }

    /// Whether the storage says that the URL has expired, as opposed to a wrong signature.
    #[must_use]
    pub fn url_has_expired(&self) -> bool {
        match self {
            Self::Storage {
                code: Some(code),
                message,
                ..
            } => code == "ExpiredToken" || (code == "AccessDenied" && message.as_deref().is_some_and(says_expired)),
            _ => false,
        }
    }

    /// Whether the request differs from the one that was signed, usually in its Content-Type.
    #[must_use]
    pub fn signature_does_not_match(&self) -> bool {
        self.code() == Some("SignatureDoesNotMatch")
    }
}
