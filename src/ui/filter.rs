//! Filters for the queue: by state, and by a text in the path or key.

use super::states;
use model::{Status, StatusGroup, Totals, Upload};

/// Groups of states that are shown together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Show {
    /// Every upload.
    #[default]
    All,
    /// Those in progress.
    Active,
    /// Those waiting for their turn.
    Waiting,
    /// Those that are paused.
    Paused,
    /// Those that need attention.
    Failed,
    /// Those that are stored, with no further step requested.
    Uploaded,
    /// Those that are signed and not verified since.
    Signed,
    /// Those that were verified, and are valid.
    Verified,
    /// Those that were verified, and are invalid.
    Invalid,
    /// Those that were verified, but whose signature the server could not check.
    Unconfirmed,
    /// Those that were canceled.
    Canceled,
}

impl Show {
    /// All of them, in menu order.
    pub(crate) const ALL: [Self; 11] = [
        Self::All,
        Self::Active,
        Self::Waiting,
        Self::Paused,
        Self::Failed,
        Self::Uploaded,
        Self::Signed,
        Self::Verified,
        Self::Invalid,
        Self::Unconfirmed,
        Self::Canceled,
    ];

    /// The label.
    pub(crate) fn label(self) -> String {
        states::show(self)
    }

    /// Whether uploads in this state belong to the group, regardless of the verdict.
    fn has(self, status: Status) -> bool {
        match self {
            Self::All => true,
            Self::Invalid => Self::of(status) == Self::Verified,
            // These depend on the verdict alone.
            Self::Unconfirmed => false,
            Self::Active
            | Self::Waiting
            | Self::Paused
            | Self::Failed
            | Self::Uploaded
            | Self::Signed
            | Self::Verified
            | Self::Canceled => Self::of(status) == self,
        }
    }

    /// How many there are.
    pub(crate) fn count(self, totals: &Totals) -> usize {
        let count = totals.count_where(|status| self.has(status));
        match self {
            Self::Verified => count - totals.invalid() - totals.unconfirmed(),
            Self::Invalid => totals.invalid(),
            Self::Unconfirmed => totals.unconfirmed(),
            _ => count,
        }
    }

    /// Whether an upload belongs to the group.
    fn matches(self, upload: &Upload) -> bool {
        let is_in_state = self.has(upload.status());
        match self {
            Self::Verified => is_in_state && !upload.is_invalid() && !upload.is_unconfirmed(),
            Self::Unconfirmed => upload.is_unconfirmed(),
            Self::Invalid => is_in_state && upload.is_invalid(),
            _ => is_in_state,
        }
    }

    /// The group of an upload in this state.
    pub(crate) const fn of(status: Status) -> Self {
        match status.group() {
            StatusGroup::Active => Self::Active,
            StatusGroup::Waiting => Self::Waiting,
            StatusGroup::Paused => Self::Paused,
            StatusGroup::Failed => Self::Failed,
            StatusGroup::Uploaded => Self::Uploaded,
            StatusGroup::Signed => Self::Signed,
            StatusGroup::Verified => Self::Verified,
            StatusGroup::Canceled => Self::Canceled,
        }
    }
}

/// The filter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Filter {
    /// The group of states.
    pub(crate) show: Show,
    /// The search text, in lowercase and trimmed.
    text: String,
}

impl Filter {
    /// Sets the search text. It is matched as a whole and not word by word, because keys contain almost any short word.
    pub(crate) fn look_for(&mut self, text: &str) {
        self.text = text.trim().to_lowercase();
    }

    /// Whether every upload matches.
    pub(crate) fn is_open(&self) -> bool {
        self.show == Show::All && self.text.is_empty()
    }

    /// Whether an upload matches.
    pub(crate) fn matches(&self, upload: &Upload) -> bool {
        if self.show != Show::All && !self.show.matches(upload) {
            return false;
        }
        if self.text.is_empty() {
            return true;
        }
        // The path ends with the name and with the path below the dropped folder.
        let mut of = upload.source.path.to_string_lossy().to_lowercase();
        if let Some(object) = &upload.object {
            of.push('\n');
            of.push_str(&object.key.to_lowercase());
        }
        of.contains(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{ObjectRef, Source, Timestamp, UploadId};

    #[test]
    fn every_state_belongs_to_one_group_and_to_all() {
        for status in Status::ALL {
            let found: Vec<_> = Show::ALL
                .into_iter()
                .filter(|show| *show != Show::Invalid && show.has(status))
                .collect();
            assert_eq!(found, [Show::All, Show::of(status)], "{status:?}");
        }
    }

    #[test]
    fn a_text_is_found_in_the_path_or_the_key() {
        let source = Source {
            path: "/photos/Été/Harbour 2.JPG".into(),
            relative: "Été/Harbour 2.JPG".into(),
            size: 1,
            modified: None,
        };
        let mut upload = Upload::new(UploadId::new(1), Timestamp::from_millis(0), source);
        upload.object = Some(ObjectRef {
            bucket: None,
            key: "uploads/AbC.jpg".into(),
        });
        let takes = |text: &str| {
            let mut filter = Filter::default();
            filter.look_for(text);
            filter.matches(&upload)
        };
        for text in ["", "  ", "harbour", " ÉTÉ/h", "uploads/abc", "harbour 2"] {
            assert!(takes(text), "{text}");
        }
        for text in ["harbor", "2 harbour", "2.jpg uploads"] {
            assert!(!takes(text), "{text}");
        }
    }
}
