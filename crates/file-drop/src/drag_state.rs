//! Decides what a drag does next, on any display. Does no I/O: the caller passes the time in.
//!
//! The list is requested while the drag hovers, and once more at the drop if nothing has arrived, because some sources answer
//! only then. The portal is asked if the source offers a portal key and runs in a sandbox, sent no list, or listed files that
//! don't exist. A drop succeeds if something exists at one of its paths. A file system that doesn't answer in time counts as a yes.

use std::{path::PathBuf, sync::Arc, time::Instant};

use super::{
    DropError,
    limits::{ANY_EXISTS_TIMEOUT, EXISTENCE_TIMEOUT, PORTAL_TIMEOUT},
    list::{List, Refusal},
    lookups::{Lookup, LookupResult},
};

/// A format in which a source can hand over its files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// A list of URLs.
    List,
    /// A key for the portal.
    PortalKey,
}

/// What a source offers.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Offered {
    pub(super) list: bool,
    pub(super) key: bool,
    /// Whether the source runs in a sandbox, where paths mean other files.
    pub(super) sandboxed: bool,
}

impl Offered {
    pub(super) fn has_files(self) -> bool {
        self.list || self.key
    }
}

/// What the caller must do next.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum NextStep {
    /// Wait for the next event.
    Wait,
    /// Request this format from the source.
    Ask(Format),
    /// Run this lookup. Its number comes back with the result.
    Run(u64, Lookup),
    /// The drag is over.
    Done(Outcome),
}

/// How a drop ended.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Outcome {
    pub(super) list: Result<Arc<List>, DropError>,
    /// Whether to report success to the source.
    pub(super) accepted: bool,
}

impl From<DropError> for Outcome {
    fn from(error: DropError) -> Self {
        Self {
            list: Err(error),
            accepted: false,
        }
    }
}

/// A lookup that has not finished.
#[derive(Debug)]
struct PendingLookup {
    number: u64,
    lookup: Lookup,
    deadline: Instant,
}

/// The progress of a drag.
#[derive(Debug, Default)]
pub(super) struct DragState {
    offered: Offered,
    dropped: bool,
    no_more_list_requests: bool,
    asked_for_key: bool,
    list: Option<Arc<List>>,
    /// The path of the list's last line, if it may be cut off.
    unterminated: Option<PathBuf>,
    /// Whether it was checked that all files of the list exist.
    checked_all: bool,
    /// Whether something exists at one of the list's paths, once that was checked.
    any_exists: Option<bool>,
    /// Why there is no list.
    error: Option<DropError>,
    pending: Option<PendingLookup>,
    /// The number of the last lookup.
    last_lookup: u64,
}

impl DragState {
    pub(super) fn new(offered: Offered) -> Self {
        Self {
            offered,
            ..Self::default()
        }
    }

    pub(super) fn is_dropped(&self) -> bool {
        self.dropped
    }

    /// When [`Self::expire`] has something to do.
    pub(super) fn deadline(&self) -> Option<Instant> {
        self.pending.as_ref().map(|pending| pending.deadline)
    }

    /// The drag has entered the window. Doesn't ask for the portal's key, which can be used only once.
    pub(super) fn entered(&self) -> NextStep {
        if self.offered.list {
            NextStep::Ask(Format::List)
        } else {
            NextStep::Wait
        }
    }

    /// The files were dropped. `requested` says whether a transfer is open, `receiving` whether it has sent something.
    pub(super) fn on_drop(&mut self, requested: bool, receiving: bool, now: Instant) -> NextStep {
        self.dropped = true;
        if !requested {
            return self.proceed(now);
        }
        if receiving {
            return NextStep::Wait;
        }
        self.no_more_list_requests = true;
        NextStep::Ask(Format::List)
    }

    /// The list has arrived. `unterminated` is the path of its last line if it may be cut off. If the list is empty, one of
    /// the `other_transfers` may still bring it.
    pub(super) fn list_arrived(
        &mut self,
        list: Arc<List>,
        unterminated: Option<PathBuf>,
        other_transfers: bool,
        now: Instant,
    ) -> NextStep {
        if list.is_empty() {
            return self.list_failed(DropError::NoData, other_transfers, true, now);
        }
        self.unterminated = unterminated.filter(|path| list.paths.last() == Some(path));
        self.list = Some(list);
        self.checked_all = false;
        self.any_exists = None;
        self.proceed_if_dropped(now)
    }

    /// The list could not be read. One of the `other_transfers` may still bring it. `retry` says whether asking again may
    /// help.
    pub(super) fn list_failed(
        &mut self,
        error: DropError,
        other_transfers: bool,
        retry: bool,
        now: Instant,
    ) -> NextStep {
        self.error = Some(error);
        self.no_more_list_requests |= !retry;
        if other_transfers {
            NextStep::Wait
        } else {
            self.proceed_if_dropped(now)
        }
    }

    /// The portal's key has arrived, or could not be read.
    pub(super) fn key_arrived(&mut self, key: Option<String>, now: Instant) -> NextStep {
        let Some(key) = key.filter(|key| !key.is_empty()) else {
            return self.proceed_if_dropped(now);
        };
        let lookup = Lookup::Retrieve {
            key,
            list: self.list.clone().unwrap_or_default(),
            sandboxed: self.offered.sandboxed,
        };
        self.run(lookup, now)
    }

    /// The lookup with this number has finished. The result of one that has expired is ignored.
    pub(super) fn lookup_finished(&mut self, number: u64, result: LookupResult, now: Instant) -> NextStep {
        let Some(pending) = self.pending.take_if(|pending| pending.number == number) else {
            return NextStep::Wait;
        };
        match (pending.lookup, result) {
            (Lookup::AllExist(_), LookupResult::Check(all_exist)) => {
                self.checked_all = true;
                if all_exist {
                    self.any_exists = Some(true);
                } else {
                    self.asked_for_key = true;
                    return NextStep::Ask(Format::PortalKey);
                }
            }
            (Lookup::AnyExists(_), LookupResult::Check(any_exists)) => self.any_exists = Some(any_exists),
            (Lookup::LastIsFile(path), LookupResult::Check(is_file)) => {
                self.unterminated = None;
                if let Some(list) = self.list.as_mut().filter(|_| !is_file) {
                    let list = Arc::make_mut(list);
                    list.paths.pop();
                    list.refuse(path, Refusal::NotDelivered);
                }
            }
            (_, LookupResult::Files(Some(files))) => {
                // The portal has checked its own files, and `portal::merge` the others.
                let accepted = !files.paths.is_empty();
                let list = Ok(Arc::new(files));
                return NextStep::Done(Outcome { list, accepted });
            }
            // Without the portal's files, the source's own list is better than nothing.
            (_, LookupResult::Files(None)) | (Lookup::Retrieve { .. }, LookupResult::Check(_)) => {}
        }
        self.proceed(now)
    }

    /// Gives up a lookup that has taken too long.
    pub(super) fn expire(&mut self, now: Instant) -> NextStep {
        match &self.pending {
            Some(pending) if pending.deadline <= now => {
                let (number, fallback) = (pending.number, pending.lookup.fallback());
                self.lookup_finished(number, fallback, now)
            }
            _ => NextStep::Wait,
        }
    }

    fn proceed_if_dropped(&mut self, now: Instant) -> NextStep {
        if self.dropped {
            self.proceed(now)
        } else {
            NextStep::Wait
        }
    }

    fn proceed(&mut self, now: Instant) -> NextStep {
        let can_ask_again = self.offered.list && self.list.is_none() && !self.no_more_list_requests;
        if self.offered.key && !self.asked_for_key {
            let needs_portal = self.offered.sandboxed || (self.list.is_none() && !can_ask_again);
            if needs_portal {
                self.asked_for_key = true;
                return NextStep::Ask(Format::PortalKey);
            }
            if let Some(list) = self.list.as_ref().filter(|_| !self.checked_all) {
                let lookup = Lookup::AllExist(Arc::clone(list));
                return self.run(lookup, now);
            }
        }
        if can_ask_again {
            self.no_more_list_requests = true;
            return NextStep::Ask(Format::List);
        }
        if let Some(path) = self.unterminated.clone() {
            return self.run(Lookup::LastIsFile(path), now);
        }
        if let Some(list) = self
            .list
            .as_ref()
            .filter(|list| !list.paths.is_empty() && self.any_exists.is_none())
        {
            let lookup = Lookup::AnyExists(Arc::clone(list));
            return self.run(lookup, now);
        }
        NextStep::Done(match self.list.take() {
            Some(list) => Outcome {
                accepted: !list.paths.is_empty() && self.any_exists != Some(false),
                list: Ok(list),
            },
            None => self.error.unwrap_or(DropError::NoData).into(),
        })
    }

    fn run(&mut self, lookup: Lookup, now: Instant) -> NextStep {
        let timeout = match lookup {
            Lookup::AllExist(_) | Lookup::LastIsFile(_) => EXISTENCE_TIMEOUT,
            Lookup::AnyExists(_) => ANY_EXISTS_TIMEOUT,
            Lookup::Retrieve { .. } => PORTAL_TIMEOUT,
        };
        self.last_lookup += 1;
        let number = self.last_lookup;
        self.pending = Some(PendingLookup {
            number,
            lookup: lookup.clone(),
            deadline: now + timeout,
        });
        NextStep::Run(number, lookup)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::list;

    fn a_drag(list: bool, key: bool, sandboxed: bool) -> DragState {
        DragState::new(Offered { list, key, sandboxed })
    }

    fn a_list(text: &str) -> Arc<List> {
        Arc::new(list::parse(text.as_bytes(), "here"))
    }

    fn files(text: &str) -> LookupResult {
        LookupResult::Files(Some(list::parse(text.as_bytes(), "here")))
    }

    fn end(text: &str, accepted: bool) -> NextStep {
        let list = Ok(a_list(text));
        NextStep::Done(Outcome { list, accepted })
    }

    fn done(text: &str) -> NextStep {
        end(text, true)
    }

    fn failed_with(why: DropError) -> NextStep {
        NextStep::Done(why.into())
    }

    fn check_any(number: u64, text: &str) -> NextStep {
        NextStep::Run(number, Lookup::AnyExists(a_list(text)))
    }

    const LIST: NextStep = NextStep::Ask(Format::List);
    const KEY: NextStep = NextStep::Ask(Format::PortalKey);

    #[test]
    fn a_list_read_while_hovering_is_checked_at_the_drop_and_rejected_if_none_of_its_files_exist() {
        let now = Instant::now();
        let later = now + Duration::from_secs(60);
        let begin = || {
            let mut drag = a_drag(true, false, false);
            assert_eq!(drag.entered(), LIST);
            assert_eq!(drag.list_arrived(a_list("/a\n/b"), None, false, now), NextStep::Wait);
            assert_eq!(drag.on_drop(false, false, now), check_any(1, "/a\n/b"));
            drag
        };
        assert_eq!(
            begin().lookup_finished(1, LookupResult::Check(true), now),
            done("/a\n/b")
        );
        assert_eq!(
            begin().lookup_finished(1, LookupResult::Check(false), now),
            end("/a\n/b", false)
        );
        // A file system that hangs counts as success.
        let mut drag = begin();
        assert_eq!(drag.expire(now), NextStep::Wait);
        assert_eq!(drag.expire(later), done("/a\n/b"));
    }

    #[test]
    fn a_list_without_paths_on_this_machine_is_rejected_without_a_lookup() {
        let (mut drag, now) = (a_drag(true, false, false), Instant::now());
        let list = "https://example.org/a\nfile://elsewhere/b";
        assert_eq!(drag.list_arrived(a_list(list), None, false, now), NextStep::Wait);
        assert_eq!(drag.on_drop(false, false, now), end(list, false));
    }

    #[test]
    fn a_source_that_did_not_answer_while_hovering_is_asked_once_more_at_the_drop() {
        let now = Instant::now();
        let mut drag = a_drag(true, false, false);
        assert_eq!(drag.on_drop(true, false, now), LIST);
        assert_eq!(drag.list_failed(DropError::Timeout, true, true, now), NextStep::Wait);
        assert_eq!(drag.list_arrived(a_list("/a"), None, false, now), check_any(1, "/a"));
        for why in [DropError::Timeout, DropError::NoData] {
            let mut drag = a_drag(true, false, false);
            assert_eq!(drag.list_failed(why, false, true, now), NextStep::Wait);
            assert_eq!(drag.on_drop(false, false, now), LIST);
            assert_eq!(drag.list_failed(why, false, true, now), failed_with(why));
        }
        // A list that is already arriving is requested again only if it fails or is empty.
        let mut drag = a_drag(true, false, false);
        assert_eq!(drag.on_drop(true, true, now), NextStep::Wait);
        assert_eq!(drag.list_arrived(a_list("#"), None, false, now), LIST);
        assert_eq!(
            drag.list_arrived(a_list("#"), None, false, now),
            failed_with(DropError::NoData)
        );
        // A list that is too large will be too large the next time.
        let mut drag = a_drag(true, false, false);
        assert_eq!(drag.on_drop(true, true, now), NextStep::Wait);
        assert_eq!(
            drag.list_failed(DropError::TooLarge, false, false, now),
            failed_with(DropError::TooLarge)
        );
    }

    #[test]
    fn the_portal_is_asked_if_a_file_is_missing_and_its_silence_costs_nothing() {
        let now = Instant::now();
        let later = now + Duration::from_secs(60);
        let begin = || {
            let mut drag = a_drag(true, true, false);
            drag.list_arrived(a_list("/a\n/b"), None, false, now);
            assert_eq!(
                drag.on_drop(false, false, now),
                NextStep::Run(1, Lookup::AllExist(a_list("/a\n/b")))
            );
            drag
        };
        let mut drag = begin();
        assert_eq!(drag.lookup_finished(1, LookupResult::Check(true), now), done("/a\n/b"));
        // A file system that hangs.
        let mut drag = begin();
        assert_eq!(drag.expire(now), NextStep::Wait);
        assert_eq!(drag.expire(later), done("/a\n/b"));
        let ask = || {
            let mut drag = begin();
            assert_eq!(drag.lookup_finished(1, LookupResult::Check(false), now), KEY);
            drag
        };
        // Without the portal's files, the list's existing files are better than none.
        assert_eq!(ask().key_arrived(None, now), check_any(2, "/a\n/b"));
        let retrieve = || {
            let mut drag = ask();
            let (key, list, sandboxed) = ("key".to_owned(), a_list("/a\n/b"), false);
            let lookup = Lookup::Retrieve { key, list, sandboxed };
            assert_eq!(drag.key_arrived(Some("key".to_owned()), now), NextStep::Run(2, lookup));
            drag
        };
        assert_eq!(retrieve().lookup_finished(2, files("/c"), now), done("/c"));
        let nothing = list::parse(b"https://example.org", "here");
        let rejected = Outcome {
            list: Ok(Arc::new(nothing.clone())),
            accepted: false,
        };
        let found = retrieve().lookup_finished(2, LookupResult::Files(Some(nothing)), now);
        assert_eq!(found, NextStep::Done(rejected));
        assert_eq!(
            retrieve().lookup_finished(2, LookupResult::Files(None), now),
            check_any(3, "/a\n/b")
        );
        assert_eq!(retrieve().expire(later), check_any(3, "/a\n/b"));
        // An answer to an expired lookup is ignored.
        assert_eq!(
            retrieve().lookup_finished(1, LookupResult::Check(true), now),
            NextStep::Wait
        );
    }

    #[test]
    fn sandboxed_sources_and_those_without_a_list_are_asked_for_the_portal_key_at_once() {
        let now = Instant::now();
        let mut drag = a_drag(true, true, true);
        drag.list_arrived(a_list("/a"), None, false, now);
        assert_eq!(drag.on_drop(false, false, now), KEY);
        let mut drag = a_drag(false, true, false);
        assert_eq!(drag.entered(), NextStep::Wait);
        assert_eq!(drag.on_drop(false, false, now), KEY);
        assert_eq!(drag.key_arrived(None, now), failed_with(DropError::NoData));
        // If the list fails, the portal's key is left.
        let mut drag = a_drag(true, true, false);
        assert_eq!(drag.on_drop(true, false, now), LIST);
        assert_eq!(drag.list_failed(DropError::Timeout, false, true, now), KEY);
    }

    #[test]
    fn a_last_line_that_was_cut_off_is_reported_as_not_delivered() {
        let now = Instant::now();
        let begin = || {
            let mut drag = a_drag(true, false, false);
            drag.list_arrived(a_list("/a\n/b"), Some("/b".into()), false, now);
            assert_eq!(
                drag.on_drop(false, false, now),
                NextStep::Run(1, Lookup::LastIsFile("/b".into()))
            );
            drag
        };
        assert_eq!(
            begin().lookup_finished(1, LookupResult::Check(true), now),
            check_any(2, "/a\n/b")
        );
        let mut without = list::parse(b"/a", "here");
        without.refuse("/b".into(), Refusal::NotDelivered);
        let look = NextStep::Run(2, Lookup::AnyExists(Arc::new(without)));
        assert_eq!(begin().lookup_finished(1, LookupResult::Check(false), now), look);
    }
}
