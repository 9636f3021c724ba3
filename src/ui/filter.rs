//! Which uploads are asked for: those in some states, and those that have a text in their path or key.

use model::{Status, StatusGroup, Totals, Upload};

/// States that are looked at together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Show {
    /// Every upload.
    #[default]
    All,
    /// Those that something is going on with.
    Active,
    /// Those whose turn comes by itself.
    Waiting,
    /// Those that are held back.
    Paused,
    /// Those that want a look.
    Failed,
    /// Those that are stored, and nothing more was asked.
    Uploaded,
    /// Those that are signed and not verified since.
    Signed,
    /// Those that are verified, and hold.
    Verified,
    /// Those that are verified, and do not hold.
    Invalid,
    /// Those that are verified, and whose signature the server could not check.
    Unconfirmed,
    /// Those that were stopped.
    Canceled,
}

impl Show {
    /// All of them, in the order of the menu.
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

    /// Its word.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::All => "All",
            Self::Active => "Active",
            Self::Waiting => "Waiting",
            Self::Paused => "Paused",
            Self::Failed => "Failed",
            Self::Uploaded => "Uploaded",
            Self::Signed => "Signed",
            Self::Verified => "Verified",
            Self::Invalid => "Invalid",
            Self::Unconfirmed => "Not confirmed",
            Self::Canceled => "Canceled",
        }
    }

    /// Whether uploads in this state are among them, whatever was found by verifying.
    fn has(self, status: Status) -> bool {
        match self {
            Self::All => true,
            Self::Invalid => Self::of(status) == Self::Verified,
            // By the verdict alone.
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

    /// Whether an upload is one of them.
    fn takes(self, upload: &Upload) -> bool {
        let is_in_state = self.has(upload.status());
        match self {
            Self::Verified => is_in_state && !upload.is_invalid() && !upload.is_unconfirmed(),
            Self::Unconfirmed => upload.is_unconfirmed(),
            Self::Invalid => is_in_state && upload.is_invalid(),
            _ => is_in_state,
        }
    }

    /// The one that an upload in this state is found under.
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

/// What is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Filter {
    /// The states.
    pub(crate) show: Show,
    /// A text in small letters, without white space around it.
    text: String,
}

impl Filter {
    /// Asks for this text. It is looked for as it is and not word by word: keys are full of signs that any short word is
    /// found among.
    pub(crate) fn look_for(&mut self, text: &str) {
        self.text = text.trim().to_lowercase();
    }

    /// Whether everything is asked for.
    pub(crate) fn is_open(&self) -> bool {
        self.show == Show::All && self.text.is_empty()
    }

    /// Whether an upload is one of those.
    pub(crate) fn takes(&self, upload: &Upload) -> bool {
        if self.show != Show::All && !self.show.takes(upload) {
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
    fn every_state_is_found_under_one_word_and_under_all() {
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
            filter.takes(&upload)
        };
        for text in ["", "  ", "harbour", " ÉTÉ/h", "uploads/abc", "harbour 2"] {
            assert!(takes(text), "{text}");
        }
        for text in ["harbor", "2 harbour", "2.jpg uploads"] {
            assert!(!takes(text), "{text}");
        }
    }
}
