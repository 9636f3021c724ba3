//! What comes next in a drag, whatever the display: pure, time is an argument.
//!
//! The list is asked for while it hovers. Once it is dropped it is asked for again, once, if nothing was heard: some
//! sources answer only then. Where the source offers a key for the portal, and its own paths are of another world or not
//! there, the portal is asked. A drop was taken if there is something at one of its paths at least; a file system that
//! does not say so in a short time is believed to have it.

use std::{path::PathBuf, sync::Arc, time::Instant};

use super::{
    DropError,
    list::{List, Refusal},
    lookups::{Lookup, LookupResult},
    patience::{LOOK, LOOK_FOR_ANY, PORTAL},
};

/// As what a source can hand over its files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A list of addresses.
    List,
    /// A key for the portal.
    Key,
}

/// What a source offers.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Offered {
    pub(super) list: bool,
    pub(super) key: bool,
    /// Whether the source knows other paths than this machine has.
    pub(super) sandboxed: bool,
}

impl Offered {
    /// Whether there are files in it at all.
    pub(super) fn has_files(self) -> bool {
        self.list || self.key
    }
}

/// What comes next.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// Something has to happen first.
    Wait,
    /// The source is asked.
    Ask(Form),
    /// This is found out; the number comes back with the answer.
    Run(u64, Lookup),
    /// All is done.
    Done(End),
}

/// What came of a drop.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct End {
    /// What was dropped.
    pub(super) list: Result<Arc<List>, DropError>,
    /// Whether something of it could be taken: the source is told so.
    pub(super) taken: bool,
}

impl From<DropError> for End {
    fn from(lost: DropError) -> Self {
        Self {
            list: Err(lost),
            taken: false,
        }
    }
}

/// How far a drag is.
#[derive(Debug, Default)]
pub(super) struct DragState {
    offered: Offered,
    dropped: bool,
    asked_since_drop: bool,
    asked_for_key: bool,
    list: Option<Arc<List>>,
    /// The path of its last line, if that may be cut short.
    open_end: Option<PathBuf>,
    looked: bool,
    /// Whether there is something at one of its paths, once that was looked up.
    has_any: Option<bool>,
    /// Why there is no list.
    why: Option<DropError>,
    /// What is being found out: of this number, and until when.
    waits_for: Option<(u64, Lookup, Instant)>,
    lookups: u64,
}

impl DragState {
    pub(super) fn new(offered: Offered) -> Self {
        Self {
            offered,
            ..Self::default()
        }
    }

    /// Whether it was dropped.
    pub(super) fn is_dropped(&self) -> bool {
        self.dropped
    }

    /// Until when something is waited for here.
    pub(super) fn deadline(&self) -> Option<Instant> {
        self.waits_for.as_ref().map(|(_, _, until)| *until)
    }

    /// It hovers. A key is good for once, so that is left alone until the drop.
    pub(super) fn hovers(&self) -> Next {
        if self.offered.list {
            Next::Ask(Form::List)
        } else {
            Next::Wait
        }
    }

    /// It was dropped, while the list was `awaited` or not; whether something of it was `heard`.
    pub(super) fn dropped(&mut self, awaited: bool, heard: bool, now: Instant) -> Next {
        self.dropped = true;
        if !awaited {
            return self.go_on(now);
        }
        if heard {
            return Next::Wait;
        }
        self.asked_since_drop = true;
        Next::Ask(Form::List)
    }

    /// The list has come. `open_end` is the path of its last line, if that may be cut short; an empty list is still
    /// `awaited` on another way.
    pub(super) fn came(&mut self, list: Arc<List>, open_end: Option<PathBuf>, awaited: bool, now: Instant) -> Next {
        if list.is_empty() {
            return self.failed(DropError::NoData, awaited, true, now);
        }
        self.open_end = open_end.filter(|path| list.paths.last() == Some(path));
        self.list = Some(list);
        self.looked = false;
        self.has_any = None;
        self.after(now)
    }

    /// The list does not come; whether it is still `awaited` on another way, and whether it is of `use` to ask again.
    pub(super) fn failed(&mut self, why: DropError, awaited: bool, of_use: bool, now: Instant) -> Next {
        self.why = Some(why);
        self.asked_since_drop |= !of_use;
        if awaited { Next::Wait } else { self.after(now) }
    }

    /// The key has come, or does not.
    pub(super) fn has_key(&mut self, key: Option<String>, now: Instant) -> Next {
        let Some(key) = key.filter(|key| !key.is_empty()) else {
            return self.after(now);
        };
        let lookup = Lookup::Retrieve {
            key,
            list: self.list.clone().unwrap_or_default(),
            sandboxed: self.offered.sandboxed,
        };
        self.run(lookup, now)
    }

    /// The lookup of this number has found this out. An answer to one that was given up is none.
    pub(super) fn found(&mut self, number: u64, found: LookupResult, now: Instant) -> Next {
        let Some((_, lookup, _)) = self.waits_for.take_if(|(awaited, ..)| *awaited == number) else {
            return Next::Wait;
        };
        match (lookup, found) {
            (Lookup::Look(_), LookupResult::Sound(sound)) => {
                self.looked = true;
                if sound {
                    self.has_any = Some(true);
                } else {
                    self.asked_for_key = true;
                    return Next::Ask(Form::Key);
                }
            }
            (Lookup::LookForAny(_), LookupResult::Sound(sound)) => self.has_any = Some(sound),
            (Lookup::LookAtLast(path), LookupResult::Sound(sound)) => {
                self.open_end = None;
                if let Some(list) = self.list.as_mut().filter(|_| !sound) {
                    let list = Arc::make_mut(list);
                    list.paths.pop();
                    list.refuse(path, Refusal::NotDelivered);
                }
            }
            (_, LookupResult::Files(Some(files))) => {
                // The portal has looked for what it hands over, and so was for the rest.
                let taken = !files.paths.is_empty();
                let list = Ok(Arc::new(files));
                return Next::Done(End { list, taken });
            }
            // What the source says itself is better than nothing.
            (_, LookupResult::Files(None)) | (Lookup::Retrieve { .. }, LookupResult::Sound(_)) => {}
        }
        self.go_on(now)
    }

    /// Gives up what was waited for too long.
    pub(super) fn late(&mut self, now: Instant) -> Next {
        match &self.waits_for {
            Some((number, lookup, until)) if *until <= now => {
                let (number, unknown) = (*number, lookup.unknown());
                self.found(number, unknown, now)
            }
            _ => Next::Wait,
        }
    }

    fn after(&mut self, now: Instant) -> Next {
        if self.dropped { self.go_on(now) } else { Next::Wait }
    }

    fn go_on(&mut self, now: Instant) -> Next {
        let can_ask_again = self.offered.list && self.list.is_none() && !self.asked_since_drop;
        if self.offered.key && !self.asked_for_key {
            let doubtful = self.offered.sandboxed || (self.list.is_none() && !can_ask_again);
            if doubtful {
                self.asked_for_key = true;
                return Next::Ask(Form::Key);
            }
            if let Some(list) = self.list.as_ref().filter(|_| !self.looked) {
                let lookup = Lookup::Look(Arc::clone(list));
                return self.run(lookup, now);
            }
        }
        if can_ask_again {
            self.asked_since_drop = true;
            return Next::Ask(Form::List);
        }
        if let Some(path) = self.open_end.clone() {
            return self.run(Lookup::LookAtLast(path), now);
        }
        if let Some(list) = self
            .list
            .as_ref()
            .filter(|list| !list.paths.is_empty() && self.has_any.is_none())
        {
            let lookup = Lookup::LookForAny(Arc::clone(list));
            return self.run(lookup, now);
        }
        Next::Done(match self.list.take() {
            Some(list) => End {
                taken: !list.paths.is_empty() && self.has_any != Some(false),
                list: Ok(list),
            },
            None => self.why.unwrap_or(DropError::NoData).into(),
        })
    }

    fn run(&mut self, lookup: Lookup, now: Instant) -> Next {
        let patience = match lookup {
            Lookup::Look(_) | Lookup::LookAtLast(_) => LOOK,
            Lookup::LookForAny(_) => LOOK_FOR_ANY,
            Lookup::Retrieve { .. } => PORTAL,
        };
        self.lookups += 1;
        self.waits_for = Some((self.lookups, lookup.clone(), now + patience));
        Next::Run(self.lookups, lookup)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::list;

    fn of(list: bool, key: bool, sandboxed: bool) -> DragState {
        DragState::new(Offered { list, key, sandboxed })
    }

    fn a_list(text: &str) -> Arc<List> {
        Arc::new(list::parse(text.as_bytes(), "here"))
    }

    fn files(text: &str) -> LookupResult {
        LookupResult::Files(Some(list::parse(text.as_bytes(), "here")))
    }

    fn end(text: &str, taken: bool) -> Next {
        let list = Ok(a_list(text));
        Next::Done(End { list, taken })
    }

    fn done(text: &str) -> Next {
        end(text, true)
    }

    fn lost(why: DropError) -> Next {
        Next::Done(why.into())
    }

    fn any(number: u64, text: &str) -> Next {
        Next::Run(number, Lookup::LookForAny(a_list(text)))
    }

    const LIST: Next = Next::Ask(Form::List);
    const KEY: Next = Next::Ask(Form::Key);

    #[test]
    fn a_list_that_came_while_it_hovered_is_looked_up_at_the_drop_and_not_taken_if_nothing_of_it_is_there() {
        let now = Instant::now();
        let later = now + Duration::from_secs(60);
        let begin = || {
            let mut drag_state = of(true, false, false);
            assert_eq!(drag_state.hovers(), LIST);
            assert_eq!(drag_state.came(a_list("/a\n/b"), None, false, now), Next::Wait);
            assert_eq!(drag_state.dropped(false, false, now), any(1, "/a\n/b"));
            drag_state
        };
        assert_eq!(begin().found(1, LookupResult::Sound(true), now), done("/a\n/b"));
        assert_eq!(begin().found(1, LookupResult::Sound(false), now), end("/a\n/b", false));
        // A file system that hangs is believed.
        let mut drag_state = begin();
        assert_eq!(drag_state.late(now), Next::Wait);
        assert_eq!(drag_state.late(later), done("/a\n/b"));
    }

    #[test]
    fn a_list_without_a_path_on_this_machine_is_not_taken_and_nothing_is_looked_up() {
        let (mut drag_state, now) = (of(true, false, false), Instant::now());
        let list = "https://example.org/a\nfile://elsewhere/b";
        assert_eq!(drag_state.came(a_list(list), None, false, now), Next::Wait);
        assert_eq!(drag_state.dropped(false, false, now), end(list, false));
    }

    #[test]
    fn a_source_that_was_not_heard_while_it_hovered_is_asked_again_at_the_drop_and_once_only() {
        let now = Instant::now();
        let mut drag_state = of(true, false, false);
        assert_eq!(drag_state.dropped(true, false, now), LIST);
        assert_eq!(drag_state.failed(DropError::Timeout, true, true, now), Next::Wait);
        assert_eq!(drag_state.came(a_list("/a"), None, false, now), any(1, "/a"));
        for why in [DropError::Timeout, DropError::NoData] {
            let mut drag_state = of(true, false, false);
            assert_eq!(drag_state.failed(why, false, true, now), Next::Wait);
            assert_eq!(drag_state.dropped(false, false, now), LIST);
            assert_eq!(drag_state.failed(why, false, true, now), lost(why));
        }
        // Its list is on its way: it is asked again only if that fails, or is empty.
        let mut drag_state = of(true, false, false);
        assert_eq!(drag_state.dropped(true, true, now), Next::Wait);
        assert_eq!(drag_state.came(a_list("#"), None, false, now), LIST);
        assert_eq!(drag_state.came(a_list("#"), None, false, now), lost(DropError::NoData));
        // More than is taken is more than is taken the next time.
        let mut drag_state = of(true, false, false);
        assert_eq!(drag_state.dropped(true, true, now), Next::Wait);
        assert_eq!(
            drag_state.failed(DropError::TooLarge, false, false, now),
            lost(DropError::TooLarge)
        );
    }

    #[test]
    fn the_portal_is_asked_where_a_file_is_missing_and_its_silence_costs_nothing() {
        let now = Instant::now();
        let later = now + Duration::from_secs(60);
        let begin = || {
            let mut drag_state = of(true, true, false);
            drag_state.came(a_list("/a\n/b"), None, false, now);
            assert_eq!(
                drag_state.dropped(false, false, now),
                Next::Run(1, Lookup::Look(a_list("/a\n/b")))
            );
            drag_state
        };
        let mut drag_state = begin();
        assert_eq!(drag_state.found(1, LookupResult::Sound(true), now), done("/a\n/b"));
        // A file system that hangs.
        let mut drag_state = begin();
        assert_eq!(drag_state.late(now), Next::Wait);
        assert_eq!(drag_state.late(later), done("/a\n/b"));
        let ask = || {
            let mut drag_state = begin();
            assert_eq!(drag_state.found(1, LookupResult::Sound(false), now), KEY);
            drag_state
        };
        // Without the portal's files, those of the list that are there are better than none.
        assert_eq!(ask().has_key(None, now), any(2, "/a\n/b"));
        let retrieve = || {
            let mut drag_state = ask();
            let (key, list, sandboxed) = ("key".to_owned(), a_list("/a\n/b"), false);
            let lookup = Lookup::Retrieve { key, list, sandboxed };
            assert_eq!(drag_state.has_key(Some("key".to_owned()), now), Next::Run(2, lookup));
            drag_state
        };
        assert_eq!(retrieve().found(2, files("/c"), now), done("/c"));
        let nothing = list::parse(b"https://example.org", "here");
        let not_taken = End {
            list: Ok(Arc::new(nothing.clone())),
            taken: false,
        };
        let found = retrieve().found(2, LookupResult::Files(Some(nothing)), now);
        assert_eq!(found, Next::Done(not_taken));
        assert_eq!(retrieve().found(2, LookupResult::Files(None), now), any(3, "/a\n/b"));
        assert_eq!(retrieve().late(later), any(3, "/a\n/b"));
        // What was given up comes too late.
        assert_eq!(retrieve().found(1, LookupResult::Sound(true), now), Next::Wait);
    }

    #[test]
    fn a_source_in_a_sandbox_and_one_without_a_list_are_asked_for_the_key_at_once() {
        let now = Instant::now();
        let mut drag_state = of(true, true, true);
        drag_state.came(a_list("/a"), None, false, now);
        assert_eq!(drag_state.dropped(false, false, now), KEY);
        let mut drag_state = of(false, true, false);
        assert_eq!(drag_state.hovers(), Next::Wait);
        assert_eq!(drag_state.dropped(false, false, now), KEY);
        assert_eq!(drag_state.has_key(None, now), lost(DropError::NoData));
        // A list that does not come leaves the key.
        let mut drag_state = of(true, true, false);
        assert_eq!(drag_state.dropped(true, false, now), LIST);
        assert_eq!(drag_state.failed(DropError::Timeout, false, true, now), KEY);
    }

    #[test]
    fn a_last_line_that_was_cut_short_is_left_out_and_told() {
        let now = Instant::now();
        let begin = || {
            let mut drag_state = of(true, false, false);
            drag_state.came(a_list("/a\n/b"), Some("/b".into()), false, now);
            assert_eq!(
                drag_state.dropped(false, false, now),
                Next::Run(1, Lookup::LookAtLast("/b".into()))
            );
            drag_state
        };
        assert_eq!(begin().found(1, LookupResult::Sound(true), now), any(2, "/a\n/b"));
        let mut without = list::parse(b"/a", "here");
        without.refuse("/b".into(), Refusal::NotDelivered);
        let look = Next::Run(2, Lookup::LookForAny(Arc::new(without)));
        assert_eq!(begin().found(1, LookupResult::Sound(false), now), look);
    }
}
