//! Verification results of the selected rows: a count for each verdict, and the files that need attention.
//!
//! Counted once when the selection changes, then updated with the queue.

use std::collections::{BTreeSet, HashMap};

use localization::text;

use super::{Scene, Tab, selection::Selection, states};
use model::{ById, Queue, Upload, UploadId, Verdict, VerifyState};

/// A result for one file, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Finding {
    /// [`Verdict::Invalid`].
    Invalid,
    /// A signed copy without readable credentials.
    Lost,
    /// The verification itself failed.
    Failed,
    /// [`Verdict::Unconfirmed`].
    Unconfirmed,
    /// [`Verdict::Unknown`].
    Unclear,
    /// [`Verdict::Valid`].
    UnknownSigner,
    /// [`Verdict::Remote`].
    Elsewhere,
    /// [`Verdict::None`].
    NoCredentials,
    /// [`Verdict::Unsupported`].
    Unsupported,
    /// [`Verdict::Trusted`].
    Trusted,
}

impl Finding {
    /// All of them, worst first.
    pub(crate) const ALL: [Self; 10] = [
        Self::Invalid,
        Self::Lost,
        Self::Failed,
        Self::Unconfirmed,
        Self::Unclear,
        Self::UnknownSigner,
        Self::Elsewhere,
        Self::NoCredentials,
        Self::Unsupported,
        Self::Trusted,
    ];

    /// The result of a row; `None` if it was not verified or is being verified.
    pub(crate) fn of(upload: &Upload) -> Option<Self> {
        match &upload.verify {
            VerifyState::NotAsked | VerifyState::Verifying(_) => None,
            VerifyState::Failed(..) => Some(Self::Failed),
            VerifyState::Verified(facts) if facts.lost_credentials() => Some(Self::Lost),
            VerifyState::Verified(facts) => Some(match facts.verdict {
                Verdict::Trusted => Self::Trusted,
                Verdict::Valid => Self::UnknownSigner,
                Verdict::Unconfirmed => Self::Unconfirmed,
                Verdict::Remote => Self::Elsewhere,
                Verdict::Invalid => Self::Invalid,
                Verdict::None => Self::NoCredentials,
                Verdict::Unsupported => Self::Unsupported,
                Verdict::Unknown => Self::Unclear,
            }),
        }
    }

    /// Whether the user should look at it.
    pub(crate) const fn needs_attention(self) -> bool {
        matches!(
            self,
            Self::Invalid | Self::Lost | Self::Failed | Self::Unconfirmed | Self::Unclear | Self::UnknownSigner
        )
    }

    /// The label.
    pub(crate) fn label(self) -> String {
        let verdict = match self {
            Self::Lost => return text!("batch-finding-lost"),
            Self::Failed => return text!("batch-finding-failed"),
            Self::Invalid => Verdict::Invalid,
            Self::Unconfirmed => Verdict::Unconfirmed,
            Self::Unclear => Verdict::Unknown,
            Self::UnknownSigner => Verdict::Valid,
            Self::Elsewhere => Verdict::Remote,
            Self::NoCredentials => Verdict::None,
            Self::Unsupported => Verdict::Unsupported,
            Self::Trusted => Verdict::Trusted,
        };
        states::verdict(verdict)
    }
}

/// Which results are listed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum FindingFilter {
    /// Those that need attention.
    #[default]
    Attention,
    /// All.
    All,
    /// One kind.
    Only(Finding),
}

impl FindingFilter {
    /// Whether this result is listed.
    pub(crate) fn matches(self, finding: Finding) -> bool {
        match self {
            Self::Attention => finding.needs_attention(),
            Self::All => true,
            Self::Only(only) => finding == only,
        }
    }
}

/// The results of the selected rows.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    known: ById<Finding>,
    ordered: BTreeSet<(Finding, UploadId)>,
    counts: HashMap<Finding, usize>,
    /// The sorted list, cached until the next change.
    listed: Option<(FindingFilter, Vec<(Finding, UploadId)>)>,
    /// Grows with each change.
    revision: u64,
    selection: u64,
    queue: u64,
}

impl Findings {
    /// How many of this kind.
    pub(crate) fn count(&self, finding: Finding) -> usize {
        self.counts.get(&finding).copied().unwrap_or(0)
    }

    /// How many this filter lists.
    pub(crate) fn listed(&self, filter: FindingFilter) -> usize {
        let kinds = Finding::ALL.into_iter().filter(|finding| filter.matches(*finding));
        kinds.map(|finding| self.count(finding)).sum()
    }

    /// Those that this filter lists, worst first.
    pub(crate) fn list(&mut self, filter: FindingFilter) -> &[(Finding, UploadId)] {
        let listed = self.listed.take().filter(|(of, _)| *of == filter);
        let (_, listed) = self.listed.insert(listed.unwrap_or_else(|| {
            let ordered = self.ordered.iter().copied();
            (
                filter,
                ordered.filter(|(finding, _)| filter.matches(*finding)).collect(),
            )
        }));
        listed
    }

    /// Grows with each change of the results.
    pub(crate) fn revision(&self) -> u64 {
        self.revision
    }

    fn look(&mut self, id: UploadId, finding: Option<Finding>) {
        if self.known.get(&id).copied() == finding {
            return;
        }
        self.revision += 1;
        self.listed = None;
        if let Some(old) = self.known.remove(&id) {
            self.ordered.remove(&(old, id));
            if let Some(count) = self.counts.get_mut(&old) {
                *count = count.saturating_sub(1);
            }
        }
        if let Some(finding) = finding {
            self.known.insert(id, finding);
            self.ordered.insert((finding, id));
            *self.counts.entry(finding).or_default() += 1;
        }
    }

    fn anew(&mut self) {
        self.revision += 1;
        self.listed = None;
        self.known.clear();
        self.ordered.clear();
        self.counts.clear();
    }

    fn follow_queue(&mut self, selection: &Selection, queue: &Queue) {
        let finding = |id| queue.get(id).and_then(Finding::of);
        match queue.changed_since(self.queue) {
            Some(changed) if self.selection == selection.revision() => {
                for id in changed.iter().filter(|id| selection.contains(**id)) {
                    self.look(*id, finding(*id));
                }
            }
            _ => {
                self.anew();
                for id in selection.iter() {
                    self.look(id, finding(id));
                }
            }
        }
        self.selection = selection.revision();
        self.queue = queue.revision();
    }
}

/// Updates the results of the current tab.
pub(crate) fn follow(scene: &mut Scene<'_>) {
    let (model, tab) = (scene.model, scene.view.tab);
    let (selection, findings) = scene.view.selection_and_findings();
    match tab {
        _ if selection.len() < 2 => {
            if !findings.known.is_empty() {
                findings.anew();
            }
            findings.selection = u64::MAX;
        }
        Tab::Queue => findings.follow_queue(selection, &model.queue),
        Tab::History | Tab::Check => {
            // The loaded part of the history is small.
            let read = model.history.loaded().filter(|upload| selection.contains(upload.id));
            let now: BTreeSet<_> = read
                .filter_map(|upload| Some((Finding::of(upload)?, upload.id)))
                .collect();
            if now != findings.ordered {
                findings.anew();
                now.into_iter()
                    .for_each(|(finding, id)| findings.look(id, Some(finding)));
            }
            // The queue has to be counted from scratch.
            findings.selection = u64::MAX;
        }
    }
}
