//! Uploads in order, found by id and by file, with their totals. Taking some out and putting them back only touches the
//! smaller part: those that go, or those that stay.

use std::{mem, path::Path, sync::Arc};

use super::{PathForm, Totals, files::Files};
use crate::{ById, Timestamp, Upload, UploadId};

/// Uploads in order.
///
/// Each is behind a pointer: a row has about 800 bytes, and moving a hundred thousand takes longer than a frame.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    uploads: Vec<Arc<Upload>>,
    /// The position of each in `uploads`.
    places: ById<usize>,
    files: Files,
    totals: Totals,
}

/// Uploads that were taken out, with their old positions, in ascending order.
#[derive(Debug)]
pub(crate) struct Taken {
    pub(crate) rows: Rows,
    positions: Vec<usize>,
}

impl Rows {
    pub(crate) fn uploads(&self) -> &[Arc<Upload>] {
        &self.uploads
    }

    pub(crate) fn into_uploads(self) -> Vec<Arc<Upload>> {
        self.uploads
    }

    pub(crate) fn totals(&self) -> &Totals {
        &self.totals
    }

    pub(super) fn place(&self, id: UploadId) -> Option<usize> {
        self.places.get(&id).copied()
    }

    pub(super) fn get(&self, id: UploadId) -> Option<&Upload> {
        self.uploads.get(self.place(id)?).map(Arc::as_ref)
    }

    pub(super) fn holds(&self, path: &Path, size: u64, modified: Option<Timestamp>) -> bool {
        self.files.holds(path, size, modified)
    }

    /// Compares paths in this form from now on.
    pub(super) fn compare_paths_by(&mut self, form: PathForm) {
        self.files.compare_by(form);
    }

    /// Reserves memory for more.
    pub(super) fn reserve(&mut self, more: usize) {
        self.uploads.reserve(more);
        self.places.reserve(more);
        self.files.reserve(more);
    }

    /// Adds an upload at the end. Returns `false` if its id exists.
    pub(super) fn push(&mut self, upload: Arc<Upload>) -> bool {
        if self.places.contains_key(&upload.id) {
            return false;
        }
        self.files.insert(&upload.source);
        self.append(upload);
        true
    }

    fn append(&mut self, upload: Arc<Upload>) {
        self.totals.add(&upload);
        self.places.insert(upload.id, self.uploads.len());
        self.uploads.push(upload);
    }

    /// Changes an upload and updates the totals. Returns whether its state changed, or `None` if it is missing.
    pub(crate) fn change(&mut self, id: UploadId, change: impl FnOnce(&mut Upload)) -> Option<bool> {
        let place = self.place(id)?;
        let upload = Arc::make_mut(self.uploads.get_mut(place)?);
        let of = |upload: &Upload| (upload.status(), mem::discriminant(&upload.existing));
        let version = |upload: &Upload| (upload.source.size, upload.source.modified);
        self.totals.remove(upload);
        let (state_before, version_before) = (of(upload), version(upload));
        change(upload);
        self.totals.add(upload);
        if version(upload) != version_before {
            // It grew while it waited.
            self.files.renew(&upload.source.path, version_before, version(upload));
        }
        Some(of(upload) != state_before)
    }

    /// Takes out those of these that exist.
    pub(crate) fn take_out(&mut self, ids: impl IntoIterator<Item = UploadId>) -> Taken {
        let mut positions: Vec<_> = ids.into_iter().filter_map(|id| self.place(id)).collect();
        positions.sort_unstable();
        positions.dedup();
        let rows = if positions.len() <= self.uploads.len() / 2 {
            self.take_places(&positions)
        } else {
            let mut leaving = positions.iter().peekable();
            let stays = |place: &usize| leaving.next_if_eq(&place).is_none();
            let staying: Vec<_> = (0..self.uploads.len()).filter(stays).collect();
            let staying = self.take_places(&staying);
            mem::replace(self, staying)
        };
        Taken { rows, positions }
    }

    /// Takes out those at these ascending positions.
    fn take_places(&mut self, places: &[usize]) -> Self {
        let mut taken = Self {
            files: self.files.empty_with_same_keys(),
            ..Self::default()
        };
        if places.is_empty() {
            return taken;
        }
        let mut moved = Vec::with_capacity(self.uploads.len());
        let mut leaving = places.iter().peekable();
        for (place, upload) in mem::take(&mut self.uploads).into_iter().enumerate() {
            moved.push(self.uploads.len());
            if leaving.next_if_eq(&&place).is_some() {
                self.totals.remove(&upload);
                self.places.remove(&upload.id);
                self.files.give(&upload.source, &mut taken.files);
                taken.append(upload);
            } else {
                self.uploads.push(upload);
            }
        }
        renumber(&mut self.places, &moved);
        taken
    }

    /// Drops those whose file is in the rows.
    pub(super) fn skip_existing(&self, taken: &mut Taken) {
        if !self.files.intersects(&taken.rows.files) {
            return;
        }
        let here = |upload: &&Arc<Upload>| {
            let source = &upload.source;
            self.holds(&source.path, source.size, source.modified)
        };
        let here: Vec<_> = taken.rows.uploads.iter().filter(here).map(|upload| upload.id).collect();
        drop(taken.forget(here));
    }

    /// Puts uploads back into their old positions, or at the end if there are fewer now. None of their files may be
    /// here.
    pub(super) fn put_back(&mut self, taken: Taken) {
        let Taken {
            rows: others,
            positions,
        } = taken;
        let mut own = mem::take(&mut self.uploads).into_iter();
        let (mut own_moved, mut others_moved) = (Vec::with_capacity(own.len()), Vec::with_capacity(positions.len()));
        self.uploads.reserve_exact(own.len() + positions.len());
        for (upload, position) in others.uploads.into_iter().zip(positions) {
            while self.uploads.len() < position
                && let Some(before) = own.next()
            {
                own_moved.push(self.uploads.len());
                self.uploads.push(before);
            }
            others_moved.push(self.uploads.len());
            self.uploads.push(upload);
        }
        own_moved.extend(self.uploads.len()..self.uploads.len() + own.len());
        self.uploads.extend(own);
        let mut fewer = others.places;
        renumber(&mut self.places, &own_moved);
        renumber(&mut fewer, &others_moved);
        if fewer.len() > self.places.len() {
            mem::swap(&mut fewer, &mut self.places);
        }
        self.places.extend(fewer);
        self.files.merge(others.files);
        self.totals.merge(&others.totals);
    }
}

impl Taken {
    /// Removes and returns these. Those after them move up.
    pub(crate) fn forget(&mut self, ids: impl IntoIterator<Item = UploadId>) -> Rows {
        let gone = self.rows.take_out(ids);
        let (mut at, mut left) = (0, 0);
        self.positions.retain_mut(|position| {
            *position -= left;
            let goes = gone.positions.get(left) == Some(&at);
            at += 1;
            left += usize::from(goes);
            !goes
        });
        gone.rows
    }
}

/// Updates positions: `moved` maps old ones to new ones.
fn renumber(places: &mut ById<usize>, moved: &[usize]) {
    for place in places.values_mut() {
        *place = moved.get(*place).copied().unwrap_or(*place);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ObjectRef, Source, UploadState};

    const ROWS: i64 = 6;

    fn upload(id: i64, file: i64) -> Arc<Upload> {
        let source = Source {
            path: format!("/{file}").into(),
            relative: file.to_string().into(),
            size: file.unsigned_abs(),
            modified: None,
        };
        let mut upload = Upload::new(UploadId::new(id), Timestamp::from_millis(0), source);
        if file % 2 == 1 {
            upload.state = UploadState::Uploaded;
            upload.object = Some(ObjectRef {
                bucket: None,
                key: file.to_string(),
            });
        }
        Arc::new(upload)
    }

    /// A subset of the rows, one per bit.
    fn ids(bits: u32) -> Vec<UploadId> {
        let ids = (0..ROWS).filter(|id| bits >> id & 1 == 1);
        ids.map(UploadId::new).collect()
    }

    /// Checks that everything stored about rows matches the rows.
    fn check(rows: &Rows, expected: &[i64], what: &str) {
        let found: Vec<_> = rows.uploads().iter().map(|upload| upload.id.number()).collect();
        assert_eq!(found, expected, "{what}");
        let mut totals = Totals::default();
        for (place, upload) in rows.uploads().iter().enumerate() {
            assert_eq!(rows.place(upload.id), Some(place), "{what}");
            let source = &upload.source;
            assert!(rows.holds(&source.path, source.size, source.modified), "{what}");
            totals.add(upload);
        }
        assert_eq!(*rows.totals(), totals, "{what}");
        assert_eq!(
            (rows.places.len(), rows.files.len()),
            (found.len(), found.len()),
            "{what}"
        );
    }

    #[test]
    fn any_rows_taken_out_return_to_their_positions() {
        for bits in 0..1 << ROWS {
            for forgotten in 0..1 << ROWS {
                let what = format!("{bits:b} taken out, {forgotten:b} forgotten");
                let mut rows = Rows::default();
                for id in 0..ROWS {
                    assert!(rows.push(upload(id, id)));
                }
                let mut taken = rows.take_out(ids(bits));
                let stay = |id: &i64| bits >> id & 1 == 0;
                let staying: Vec<_> = (0..ROWS).filter(stay).collect();
                let leaving: Vec<_> = (0..ROWS).filter(|id| !stay(id)).collect();
                check(&rows, &staying, &what);
                check(&taken.rows, &leaving, &what);

                let expected: Vec<_> = leaving.iter().copied().filter(|id| forgotten >> id & 1 == 1).collect();
                check(&taken.forget(ids(forgotten)), &expected, &what);
                rows.push(upload(ROWS, ROWS));
                rows.skip_existing(&mut taken);
                rows.put_back(taken);
                let back = |id: &i64| stay(id) || forgotten >> id & 1 == 0;
                let expected: Vec<_> = (0..ROWS).filter(back).chain([ROWS]).collect();
                check(&rows, &expected, &what);
            }
        }
    }

    #[test]
    fn a_file_that_was_added_again_stays_and_is_not_restored() {
        for bits in 1_u32..1 << ROWS {
            let mut rows = Rows::default();
            for id in 0..ROWS {
                rows.push(upload(id, id));
            }
            let mut taken = rows.take_out(ids(bits));
            let again = i64::from(bits.trailing_zeros());
            rows.push(upload(ROWS, again));
            rows.skip_existing(&mut taken);
            rows.put_back(taken);
            let expected: Vec<_> = (0..ROWS).filter(|id| *id != again).chain([ROWS]).collect();
            check(&rows, &expected, &format!("{bits:b}"));
        }
    }

    #[test]
    fn a_file_that_grew_is_found_by_its_new_size() {
        for others in [0, 3] {
            let mut rows = Rows::default();
            (0..=others).for_each(|id| assert!(rows.push(upload(id, id))));
            rows.change(UploadId::new(0), |upload| upload.source.size = 1000);
            assert!(!rows.holds(Path::new("/0"), 0, None) && rows.holds(Path::new("/0"), 1000, None));
            let taken = rows.take_out([UploadId::new(0)]);
            check(&taken.rows, &[0], "what grew");
            check(&rows, &(1..=others).collect::<Vec<_>>(), "the others");
            assert!(!rows.holds(Path::new("/0"), 0, None) && !rows.holds(Path::new("/0"), 1000, None));
        }
    }

    #[test]
    fn taking_out_twice_or_an_unknown_id_changes_nothing() {
        let mut rows = Rows::default();
        rows.push(upload(1, 1));
        assert!(!rows.push(upload(1, 2)), "an id is here once");
        let taken = rows.take_out([1, 1, 7].map(UploadId::new));
        check(&taken.rows, &[1], "named twice");
        check(&rows, &[], "nothing is left");
        assert_eq!(rows.change(UploadId::new(1), |_| ()), None);
    }
}
