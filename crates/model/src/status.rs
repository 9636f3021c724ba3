//! The states of an upload, each defined once.
//!
//! A state is one row of the table in [`Status::facts`]. Words, sorting, totals, filters, actions and the recorded
//! state come from there. A new state does not compile until its row has all of them.

/// An enum whose `ALL` contains each of its variants, in order.
macro_rules! listed {
    ($(#[$about:meta])* pub enum $name:ident { $($(#[$doc:meta])* $variant:ident,)* }) => {
        $(#[$about])*
        pub enum $name {
            $($(#[$doc])* $variant,)*
        }

        impl $name {
            /// All of them, in order.
            pub const ALL: [Self; [$(Self::$variant),*].len()] = [$(Self::$variant),*];
        }
    };
}

listed! {
    /// The status in a row: those that need attention first, then in the order of the route.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    #[expect(missing_docs, reason = "each is the word it shows")]
    pub enum Status {
        Failed,
        Uploading,
        Finishing,
        Preparing,
        Waiting,
        Queued,
        Paused,
        Uploaded,
        Signing,
        Signed,
        Verifying,
        Verified,
        Canceling,
        Canceled,
    }
}

/// What happens to an upload in a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// It will start automatically.
    Waits,
    /// The worker is uploading it.
    Uploads,
    /// The worker is stopping it.
    Stops,
    /// The worker is signing or verifying it.
    Checks,
    /// The user has paused it.
    Held,
    /// Nothing more happens automatically, and nothing went wrong.
    Finished,
    /// Something went wrong.
    Failed,
}

/// States that are filtered together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusGroup {
    /// Something is running.
    Active,
    /// It will start automatically.
    Waiting,
    /// Paused.
    Paused,
    /// Needs attention.
    Failed,
    /// Stored, and nothing more was requested.
    Uploaded,
    /// Signed, and not verified since.
    Signed,
    /// Verified, with any verdict.
    Verified,
    /// Canceled.
    Canceled,
}

/// What the user can do with the upload itself in a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusAction {
    /// Cancel or pause it.
    Stop,
    /// Retry it.
    Retry,
    /// Resume it.
    Resume,
    /// It is stored. Signing and verification decide what is next.
    Content,
    /// Nothing: it is being canceled.
    Nothing,
}

/// How an upload's bytes count in the totals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountedBytes {
    /// As stored.
    Stored,
    /// As left to store.
    ToStore,
    /// Not at all.
    Excluded,
}

listed! {
    /// The recorded state of an upload: the column `state`.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum RecordedState {
        /// Waiting, or interrupted.
        Queued,
        /// Paused.
        Paused,
        /// Canceled.
        Canceled,
        /// Failed.
        Failed,
        /// Stored.
        Uploaded,
    }
}

listed! {
    /// The recorded state of a signing: the column `sign_state`.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum RecordedSigning {
        /// Not requested.
        NotAsked,
        /// To be signed by the run that signs everything it uploads.
        Wanted,
        /// A request was sent.
        Signing,
        /// Done.
        Signed,
        /// Failed.
        Failed,
        /// It may be signed.
        InDoubt,
    }
}

listed! {
    /// The recorded state of a verification: the column `verify_state`.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum RecordedVerification {
        /// Not requested.
        NotAsked,
        /// Requested by a run that continues earlier ones, and not done yet.
        Wanted,
        /// Done.
        Verified,
        /// Failed.
        Failed,
    }
}

/// A row of the table.
struct Facts {
    /// In the window, on the command line and in exports.
    word: &'static str,
    /// The position on the route, for sorting.
    rank: u8,
    phase: Phase,
    group: StatusGroup,
    action: StatusAction,
    bytes: CountedBytes,
    recorded: RecordedState,
}

impl Status {
    /// The table.
    #[rustfmt::skip]
    const fn facts(self) -> Facts {
        use CountedBytes as Bytes;
        use Phase as P;
        use RecordedState as R;
        use StatusAction as A;
        use StatusGroup as G;
        const fn row(word: &'static str, rank: u8, phase: Phase, group: G, action: A, bytes: Bytes, recorded: R) -> Facts {
            Facts { word, rank, phase, group, action, bytes, recorded }
        }
        match self {
            // word       rank  phase         filter         action       bytes           on record
            Self::Failed     => row("Failed",      0, P::Failed,   G::Failed,    A::Retry,   Bytes::Excluded,    R::Failed),
            Self::Canceled  => row("Canceled",   1, P::Finished, G::Canceled, A::Retry,   Bytes::Excluded,    R::Canceled),
            Self::Canceling => row("Canceling",  2, P::Stops,    G::Active,    A::Nothing, Bytes::ToStore, R::Queued),
            Self::Paused     => row("Paused",      3, P::Held,     G::Paused,    A::Resume,  Bytes::ToStore, R::Paused),
            Self::Queued     => row("Queued",      4, P::Waits,    G::Waiting,   A::Stop,    Bytes::ToStore, R::Queued),
            Self::Waiting    => row("Waiting",     5, P::Waits,    G::Waiting,   A::Stop,    Bytes::ToStore, R::Queued),
            Self::Preparing  => row("Preparing",   6, P::Uploads,  G::Active,    A::Stop,    Bytes::ToStore, R::Queued),
            Self::Uploading  => row("Uploading",   7, P::Uploads,  G::Active,    A::Stop,    Bytes::ToStore, R::Queued),
            Self::Finishing  => row("Finishing",   8, P::Uploads,  G::Active,    A::Stop,    Bytes::ToStore, R::Queued),
            Self::Uploaded   => row("Uploaded",    9, P::Finished, G::Uploaded,  A::Content, Bytes::Stored,  R::Uploaded),
            Self::Signing    => row("Signing",    10, P::Checks,   G::Active,    A::Content, Bytes::Stored,  R::Uploaded),
            Self::Signed     => row("Signed",     11, P::Finished, G::Signed,    A::Content, Bytes::Stored,  R::Uploaded),
            Self::Verifying  => row("Verifying",  12, P::Checks,   G::Active,    A::Content, Bytes::Stored,  R::Uploaded),
            Self::Verified   => row("Verified",   13, P::Finished, G::Verified,  A::Content, Bytes::Stored,  R::Uploaded),
        }
    }

    /// The word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        self.facts().word
    }

    /// The position on the route, for sorting.
    #[must_use]
    pub const fn rank(self) -> u8 {
        self.facts().rank
    }

    /// The states that it is filtered with.
    #[must_use]
    pub const fn group(self) -> StatusGroup {
        self.facts().group
    }

    /// What the user can do with the upload itself.
    #[must_use]
    pub const fn action(self) -> StatusAction {
        self.facts().action
    }

    /// How its bytes count in the totals.
    #[must_use]
    pub const fn bytes(self) -> CountedBytes {
        self.facts().bytes
    }

    /// The recorded state.
    #[must_use]
    pub const fn recorded(self) -> RecordedState {
        self.facts().recorded
    }

    /// Whether the worker is uploading it or will.
    #[must_use]
    pub const fn is_pending(self) -> bool {
        matches!(self.facts().phase, Phase::Waits | Phase::Uploads | Phase::Stops)
    }

    /// Whether the user has canceled it, even if the worker has not stopped yet.
    #[must_use]
    pub const fn is_stopped(self) -> bool {
        matches!(self.facts().phase, Phase::Stops) || matches!(self.facts().recorded, RecordedState::Canceled)
    }

    /// Whether the worker is busy with it. Stopping does not count.
    #[must_use]
    pub const fn is_running(self) -> bool {
        matches!(self.facts().phase, Phase::Uploads | Phase::Checks)
    }

    /// Whether it is being signed or verified.
    #[must_use]
    pub const fn is_signing_or_verifying(self) -> bool {
        matches!(self.facts().phase, Phase::Checks)
    }

    /// Whether nothing more happens automatically, and nothing went wrong.
    #[must_use]
    pub const fn is_finished(self) -> bool {
        matches!(self.facts().phase, Phase::Finished)
    }
}

impl RecordedState {
    /// Its word in the database.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Paused => "paused",
            Self::Canceled => "cancelled",
            Self::Failed => "failed",
            Self::Uploaded => "uploaded",
        }
    }

    /// Parses a word of the database.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }

    /// The status of a record in this state while nothing is running.
    #[must_use]
    pub const fn status(self) -> Status {
        match self {
            Self::Queued => Status::Queued,
            Self::Paused => Status::Paused,
            Self::Canceled => Status::Canceled,
            Self::Failed => Status::Failed,
            Self::Uploaded => Status::Uploaded,
        }
    }
}

impl RecordedSigning {
    /// Its word in the database.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::NotAsked => "not_asked",
            Self::Wanted => "wanted",
            Self::Signing => "signing",
            Self::Signed => "signed",
            Self::Failed => "failed",
            Self::InDoubt => "in_doubt",
        }
    }

    /// Parses a word of the database.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }
}

impl RecordedVerification {
    /// Its word in the database.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::NotAsked => "not_asked",
            Self::Wanted => "wanted",
            Self::Verified => "verified",
            Self::Failed => "failed",
        }
    }

    /// Parses a word of the database.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_has_a_unique_word_and_rank_and_a_stable_recorded_state() {
        for (place, one) in Status::ALL.into_iter().enumerate() {
            for other in Status::ALL.into_iter().skip(place + 1) {
                assert_ne!((one.word(), one.rank()), (other.word(), other.rank()));
                assert!(
                    one.word() != other.word() && one.rank() != other.rank(),
                    "{one:?} {other:?}"
                );
            }
            let recorded = one.recorded();
            assert_eq!(recorded.status().recorded(), recorded, "{one:?}");
        }
        for state in RecordedState::ALL {
            assert_eq!(RecordedState::from_word(state.word()), Some(state));
        }
        for state in RecordedSigning::ALL {
            assert_eq!(RecordedSigning::from_word(state.word()), Some(state));
        }
        for state in RecordedVerification::ALL {
            assert_eq!(RecordedVerification::from_word(state.word()), Some(state));
        }
    }
}
