//! The states of an upload, each spelled once.
//!
//! A state is one row of the table in [`Status::facts`]. Words, the order of lists, sums, filters, actions and what the
//! record says are read from there; a new state does not compile until its row has decided all of them.

use super::{SignState, UploadState, VerifyState};

/// An enum whose `ALL` has each of its variants, in their order.
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
    /// The one word that a row shows: what wants a look first, then in the order of the route.
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

/// What goes on with an upload in a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// Its turn comes by itself.
    Waits,
    /// The worker uploads it.
    Uploads,
    /// The worker stops it.
    Stops,
    /// The worker signs or verifies it.
    Checks,
    /// A person holds it back.
    Held,
    /// Nothing more happens by itself, and nothing went wrong.
    Finished,
    /// Something went wrong.
    Failed,
}

/// States that are looked at together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusGroup {
    /// Something is going on.
    Active,
    /// Its turn comes by itself.
    Waiting,
    /// Held back.
    Paused,
    /// Wants a look.
    Failed,
    /// Stored, and nothing more was asked.
    Uploaded,
    /// Signed and not verified since.
    Signed,
    /// Verified, whatever was found.
    Verified,
    /// Stopped.
    Canceled,
}

/// What a person can do with the upload itself in a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusAction {
    /// It can be stopped or held back.
    Stop,
    /// It can be begun again.
    Retry,
    /// It can go on.
    Resume,
    /// It is stored. Signing and verifying decide what comes next.
    Content,
    /// It is being stopped.
    Nothing,
}

/// How the bytes of an upload in a state count in the sums.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountedBytes {
    /// They are stored.
    Stored,
    /// They are to be stored.
    ToStore,
    /// They are not.
    Left,
}

listed! {
    /// How far an upload is on record: its column `state`.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum RecordedState {
        /// Waits, or was under way.
        Queued,
        /// Held back.
        Paused,
        /// Stopped.
        Canceled,
        /// Given up.
        Failed,
        /// Stored.
        Uploaded,
    }
}

listed! {
    /// How far a signing is on record: the column `sign_state`.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum RecordedSigning {
        /// Not asked for.
        NotAsked,
        /// To be signed by whoever signs all that is uploaded.
        Wanted,
        /// The server was asked.
        Signing,
        /// Done.
        Signed,
        /// Refused.
        Failed,
        /// The server may have signed it, or not.
        InDoubt,
    }
}

listed! {
    /// How far a verification is on record: the column `verify_state`.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum RecordedVerification {
        /// Not asked for.
        NotAsked,
        /// Done.
        Verified,
        /// The server could not say.
        Failed,
    }
}

/// A row of the table.
struct Facts {
    /// In the window, on the command line and in exports.
    word: &'static str,
    /// How far on the route, for sorting. Larger is farther.
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
            //                         word       rank  phase         filter         action       bytes           on record
            Self::Failed     => row("Failed",      0, P::Failed,   G::Failed,    A::Retry,   Bytes::Left,    R::Failed),
            Self::Canceled  => row("Canceled",   1, P::Finished, G::Canceled, A::Retry,   Bytes::Left,    R::Canceled),
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

    /// How far on the route, for sorting. Larger is farther.
    #[must_use]
    pub const fn rank(self) -> u8 {
        self.facts().rank
    }

    /// The states that it is looked at together with.
    #[must_use]
    pub const fn group(self) -> StatusGroup {
        self.facts().group
    }

    /// What a person can do with the upload itself.
    #[must_use]
    pub const fn action(self) -> StatusAction {
        self.facts().action
    }

    /// How its bytes count in the sums.
    #[must_use]
    pub const fn bytes(self) -> CountedBytes {
        self.facts().bytes
    }

    /// How far it is on record meanwhile.
    #[must_use]
    pub const fn recorded(self) -> RecordedState {
        self.facts().recorded
    }

    /// Whether the worker uploads it or will do so by itself.
    #[must_use]
    pub const fn is_pending(self) -> bool {
        matches!(self.facts().phase, Phase::Waits | Phase::Uploads | Phase::Stops)
    }

    /// Whether a person has stopped it, also while the worker has not answered yet.
    #[must_use]
    pub const fn is_stopped(self) -> bool {
        matches!(self.facts().phase, Phase::Stops) || matches!(self.facts().recorded, RecordedState::Canceled)
    }

    /// Whether the worker is at work on it. What is being stopped does not count.
    #[must_use]
    pub const fn is_running(self) -> bool {
        matches!(self.facts().phase, Phase::Uploads | Phase::Checks)
    }

    /// Whether it is being signed or verified.
    #[must_use]
    pub const fn is_checked(self) -> bool {
        matches!(self.facts().phase, Phase::Checks)
    }

    /// Whether nothing more happens to it by itself, and nothing went wrong.
    #[must_use]
    pub const fn is_finished(self) -> bool {
        matches!(self.facts().phase, Phase::Finished)
    }
}

impl UploadState {
    /// The state of the upload alone, whatever became of signing and verifying.
    #[must_use]
    pub const fn status(&self) -> Status {
        match self {
            Self::Queued => Status::Queued,
            Self::Preparing => Status::Preparing,
            Self::Uploading { .. } => Status::Uploading,
            Self::Finishing => Status::Finishing,
            Self::Waiting { .. } => Status::Waiting,
            Self::Uploaded => Status::Uploaded,
            Self::Failed(_) => Status::Failed,
            Self::Paused => Status::Paused,
            Self::Canceling => Status::Canceling,
            Self::Canceled => Status::Canceled,
        }
    }
}

/// The one word for a stored file: the furthest step that has something to say.
pub(crate) const fn of_stored(sign: &SignState, verify: &VerifyState) -> Status {
    match (sign, verify) {
        (SignState::Signing, _) => Status::Signing,
        (SignState::Failed(_), _) | (_, VerifyState::Failed(..)) => Status::Failed,
        (_, VerifyState::Verifying(_)) => Status::Verifying,
        (_, VerifyState::Verified(_)) => Status::Verified,
        (SignState::Signed, VerifyState::NotAsked) => Status::Signed,
        (SignState::NotAsked, VerifyState::NotAsked) => Status::Uploaded,
    }
}

impl RecordedState {
    /// Its word on record.
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

    /// Reads a word of the record.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }

    /// What a row of the record that is so shows where nothing is going on.
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
    /// Its word on record.
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

    /// Reads a word of the record.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }
}

impl RecordedVerification {
    /// Its word on record.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::NotAsked => "not_asked",
            Self::Verified => "verified",
            Self::Failed => "failed",
        }
    }

    /// Reads a word of the record.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_has_a_word_and_a_rank_of_its_own_and_stays_what_it_is_on_record() {
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
