//! Queries over the history: every upload with a key, or with one of unknown outcome.

use rusqlite::{OptionalExtension, params, params_from_iter, types::Value};

use super::{Store, StoreError, rows};
use model::{
    HistoryDay, HistoryOrder, HistorySearch, ObjectRef, OrderedBy, Period, RecordedSigning, RecordedState,
    RecordedVerification, SearchWord, Status, Timestamp, Upload, UploadId,
};

/// A search as SQL.
pub(super) struct Query {
    pub(super) sql: String,
    pub(super) values: Vec<Value>,
}

/// Counts the records of each day, which come in the order of time.
struct Days<F> {
    day_of: F,
    current: Option<Period>,
    found: Vec<HistoryDay>,
}

impl<F: FnMut(Timestamp) -> Option<Period>> Days<F> {
    const fn new(day_of: F) -> Self {
        Self {
            day_of,
            current: None,
            found: Vec::new(),
        }
    }

    fn add(&mut self, at: Timestamp) {
        let is_inside = |period: &Period| period.from <= at && at < period.until;
        if !self.current.as_ref().is_some_and(is_inside) {
            // A time that no calendar has is a day of its own.
            let only = Period { from: at, until: at };
            let day = (self.day_of)(at).unwrap_or(only);
            self.current = Some(day);
            self.found.push(HistoryDay {
                from: day.from,
                records: 0,
            });
        }
        if let Some(day) = self.found.last_mut() {
            day.records += 1;
        }
    }
}

impl Store {
    /// The ids of all records that match, in the order of the search. Words are looked up in names, keys, hashes and
    /// URIs of signed copies, ignoring case.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn find_history(&self, search: &HistorySearch) -> Result<Vec<UploadId>, StoreError> {
        self.matching(search).map_err(|error| self.file.note_damage(error))
    }

    /// Like [`Store::find_history`], with the number of records of each day, in the same order. `day_of` returns the day
    /// of a time. There are no days if the search has another order than time.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn find_history_by_day(
        &self,
        search: &HistorySearch,
        day_of: impl FnMut(Timestamp) -> Option<Period>,
    ) -> Result<(Vec<UploadId>, Vec<HistoryDay>), StoreError> {
        let mut days = Days::new(day_of);
        self.each_match(search, |id, at| {
            if search.order.by == OrderedBy::Time {
                days.add(at);
            }
            id
        })
        .map(|ids| (ids, days.found))
        .map_err(|error| self.file.note_damage(error))
    }

    fn matching(&self, search: &HistorySearch) -> Result<Vec<UploadId>, StoreError> {
        self.each_match(search, |id, _| id)
    }

    /// Passes on the id of each match, and in the order of time also when it was stored: both come from one index.
    fn each_match<T>(
        &self,
        search: &HistorySearch,
        mut take: impl FnMut(UploadId, Timestamp) -> T,
    ) -> Result<Vec<T>, StoreError> {
        let Query { sql, values } = self.query(search);
        let mut statement = self.connection.prepare_cached(&sql)?;
        let found = statement.query_map(params_from_iter(values), |row| {
            Ok(take(UploadId::new(row.get(0)?), Timestamp::from_millis(row.get(1)?)))
        })?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// These uploads, in this order, and the ids of those that cannot be read. Missing ones are in neither.
    ///
    /// # Errors
    /// [`StoreError`], but never for a record that cannot be read.
    pub fn read_uploads(&self, ids: &[UploadId]) -> Result<(Vec<Upload>, Vec<UploadId>), StoreError> {
        self.read(ids).map_err(|error| self.file.note_damage(error))
    }

    fn read(&self, ids: &[UploadId]) -> Result<(Vec<Upload>, Vec<UploadId>), StoreError> {
        let (mut uploads, mut unreadable) = (Vec::with_capacity(ids.len()), Vec::new());
        for id in ids {
            match rows::read_upload(&self.connection, *id) {
                Ok(found) => uploads.extend(found),
                Err(StoreError::BrokenRow(_)) => unreadable.push(*id),
                Err(error) => return Err(error),
            }
        }
        Ok((uploads, unreadable))
    }

    /// Whether an object of this size in bytes is in the history. If not, the file need not be hashed.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn has_size(&self, bytes: u64) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM history WHERE server = ?1 AND size = ?2 AND sha256 IS NOT NULL)";
        let known = self.connection.prepare_cached(sql).and_then(|mut statement| {
            statement.query_row(params![self.server, rows::size_to_number(bytes)], |row| row.get(0))
        });
        known.map_err(|error| self.file.note_damage(error.into()))
    }

    /// Whether an object with this SHA-256 is in the history.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn has_content(&self, sha256: &str) -> Result<bool, StoreError> {
        let sql = format!(
            "SELECT EXISTS (SELECT 1 FROM history WHERE filed = 1 AND server = ?1 AND sha256 = ?2)
             OR EXISTS (SELECT 1 FROM history WHERE server = ?1 AND sha256 = ?2 AND upload_id IN ({UNINDEXED}))"
        );
        let known = self
            .connection
            .prepare_cached(&sql)
            .and_then(|mut statement| statement.query_row(params![self.server, sha256], |row| row.get(0)));
        known.map_err(|error| self.file.note_damage(error.into()))
    }

    /// The newest upload with this object. Buckets must be equal if both sides know theirs.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn find_by_object(&self, object: &ObjectRef) -> Result<Option<Upload>, StoreError> {
        self.find(object).map_err(|error| self.file.note_damage(error))
    }

    fn find(&self, object: &ObjectRef) -> Result<Option<Upload>, StoreError> {
        let sql = format!(
            "SELECT id FROM uploads
             WHERE id IN (SELECT upload_id FROM history WHERE filed = 1 AND key = ?1 UNION ALL {UNINDEXED})
             AND key = ?1 AND server = ?2 AND (bucket = ?3 OR bucket IS NULL OR ?3 IS NULL)
             ORDER BY bucket IS ?3 DESC, id DESC LIMIT 1"
        );
        let id: Option<i64> = self
            .connection
            .prepare_cached(&sql)?
            .query_row(params![object.key, self.server, object.bucket], |row| row.get(0))
            .optional()?;
        id.map_or(Ok(None), |id| rows::read_upload(&self.connection, UploadId::new(id)))
    }

    /// The upload with this signed copy, its newest one or an earlier one.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn find_by_signed_copy(&self, uri: &str) -> Result<Option<Upload>, StoreError> {
        let search = HistorySearch {
            words: vec![SearchWord {
                text: uri.to_lowercase(),
                period: None,
            }],
            ..HistorySearch::default()
        };
        let find = || {
            for id in self.matching(&search)? {
                let signings = rows::signings(&self.connection, id)?;
                if signings.iter().any(|facts| facts.signed_uri.as_deref() == Some(uri)) {
                    return rows::read_upload(&self.connection, id);
                }
            }
            Ok(None)
        };
        find().map_err(|error| self.file.note_damage(error))
    }

    /// The query for a search: an index narrows it down if one can, and the remaining records are checked one by one.
    pub(super) fn query(&self, search: &HistorySearch) -> Query {
        let mut values = vec![Value::from(self.server.clone())];
        let mut value = |value: Value| {
            values.push(value);
            format!("?{}", values.len())
        };
        let mut conditions = vec![of_server("history.server", search)];
        if let Some(period) = search.period {
            let from = value(period.from.as_millis().into());
            let until = value(period.until.as_millis().into());
            conditions.push(format!("history.at >= {from} AND history.at < {until}"));
        }
        for word in &search.words {
            // `instr` and not `LIKE`: it has no wildcards.
            let mut has = |text: &str| format!("instr(history.text, {}) > 0", value(text.to_owned().into()));
            conditions.push(match word.period {
                None => has(&word.text),
                Some(period) => {
                    let parts: Vec<_> = word.text.split(' ').map(has).collect();
                    let text = parts.join(" AND ");
                    let from = value(period.from.as_millis().into());
                    let until = value(period.until.as_millis().into());
                    format!("(({text}) OR (history.at >= {from} AND history.at < {until}))")
                }
            });
        }
        let narrowed = narrow(search, &mut value);
        let from = narrowed.map_or_else(
            || "history".to_owned(),
            // CROSS fixes the order: look up what was found, not the other way round.
            |narrowed| format!("({narrowed}) AS found CROSS JOIN history ON history.upload_id = found.id"),
        );
        let (join, order) = in_order(search.order);
        // Only the index of times has the time.
        let at = match search.order.by {
            OrderedBy::Time => "history.at",
            _ => "0",
        };
        let sql = format!(
            "SELECT history.upload_id, {at} FROM {from}{join} WHERE {} ORDER BY {order}",
            conditions.join(" AND ")
        );
        Query { sql, values }
    }
}

/// The table to join for an order, if any, and the ORDER BY terms. Time, name and size have an index.
fn in_order(order: HistoryOrder) -> (&'static str, String) {
    // CROSS: the history first, because the search has narrowed it down.
    const UPLOADS: &str = " CROSS JOIN uploads ON uploads.id = history.upload_id";
    const NEWEST_FIRST: &str = "history.at DESC, history.upload_id DESC";
    let way = if order.descending { "DESC" } else { "ASC" };
    match order.by {
        OrderedBy::Time => ("", format!("history.at {way}, history.upload_id {way}")),
        OrderedBy::Name => ("", format!("history.name {way}, history.upload_id {way}")),
        OrderedBy::Size => ("", format!("history.size {way}, history.upload_id {way}")),
        OrderedBy::Progress => (UPLOADS, format!("{} {way}, {NEWEST_FIRST}", status_rank_sql())),
        OrderedBy::Key => (
            UPLOADS,
            format!("uploads.key IS NULL {way}, uploads.key {way}, {NEWEST_FIRST}"),
        ),
    }
}

/// The condition on the server.
fn of_server(column: &str, search: &HistorySearch) -> String {
    // The query must use every parameter.
    let all = if search.all_servers { " OR TRUE" } else { "" };
    format!("({column} = ?1{all})")
}

/// The rank of an upload's status: those that need attention first.
fn status_rank_sql() -> String {
    let without_key: String = RecordedState::ALL
        .into_iter()
        // Without a key, this state is wrong.
        .filter(|state| *state != RecordedState::Uploaded)
        .map(|state| format!("WHEN '{}' THEN {} ", state.word(), state.status().rank()))
        .collect();
    format!(
        "CASE
            WHEN uploads.key IS NULL THEN CASE uploads.state {without_key}ELSE {queued} END
            WHEN uploads.sign_state = '{sign_runs}' THEN {signing}
            WHEN uploads.sign_state IN ('{sign_failed}', '{in_doubt}') OR uploads.verify_state = '{verify_failed}' THEN {failed}
            WHEN uploads.verify_state = '{is_verified}' THEN {verified}
            WHEN uploads.sign_state = '{is_signed}' THEN {signed}
            ELSE {uploaded} END",
        queued = Status::Queued.rank(),
        sign_runs = RecordedSigning::Signing.word(),
        signing = Status::Signing.rank(),
        sign_failed = RecordedSigning::Failed.word(),
        in_doubt = RecordedSigning::InDoubt.word(),
        verify_failed = RecordedVerification::Failed.word(),
        failed = Status::Failed.rank(),
        is_verified = RecordedVerification::Verified.word(),
        verified = Status::Verified.rank(),
        is_signed = RecordedSigning::Signed.word(),
        signed = Status::Signed.rank(),
        uploaded = Status::Uploaded.rank(),
    )
}

/// What the indexes of words, keys and hashes do not have yet.
const UNINDEXED: &str = "SELECT upload_id FROM history_unfiled";

/// A query for the ids that can match; `None` if no index helps.
fn narrow(search: &HistorySearch, value: &mut impl FnMut(Value) -> String) -> Option<String> {
    if let Some(contents) = &search.contents {
        let contents = value(serde_json::Value::from(contents.clone()).to_string().into());
        let server = of_server("server", search);
        let wanted = format!("{server} AND sha256 IN (SELECT value FROM json_each({contents}))");
        return Some(format!(
            "SELECT upload_id AS id FROM history WHERE filed = 1 AND {wanted}
             UNION SELECT upload_id FROM history WHERE upload_id IN ({UNINDEXED}) AND {wanted}"
        ));
    }
    let plain = search.words.iter().filter(|word| word.period.is_none());
    if let Some(trigrams) = trigrams(plain) {
        let trigrams = value(trigrams.into());
        return Some(format!(
            "SELECT rowid AS id FROM history_threes WHERE history_threes MATCH {trigrams} UNION ALL {UNINDEXED}"
        ));
    }
    if search.period.is_some() {
        // The index of times is used anyway.
        return None;
    }
    // A word that is text or a time: each index finds one of the two.
    let word = search.words.iter().find(|word| word.period.is_some())?;
    let period = word.period?;
    let from = value(period.from.as_millis().into());
    let until = value(period.until.as_millis().into());
    let server = of_server("server", search);
    let mut narrowed = format!("SELECT upload_id AS id FROM history WHERE {server} AND at >= {from} AND at < {until}");
    if let Some(trigrams) = trigrams(std::iter::once(word)) {
        let trigrams = value(trigrams.into());
        narrowed = format!(
            "{narrowed} UNION SELECT rowid FROM history_threes WHERE history_threes MATCH {trigrams} UNION {UNINDEXED}"
        );
    }
    Some(narrowed)
}

/// The trigrams of these words, as a query of the search index; `None` if all words are shorter.
fn trigrams<'w>(words: impl Iterator<Item = &'w SearchWord>) -> Option<String> {
    let mut trigrams = Vec::new();
    // A name may have other characters between the words of a date.
    let parts = words.flat_map(|word| match word.period {
        Some(_) => word.text.split(' ').collect(),
        None => vec![word.text.as_str()],
    });
    for part in parts {
        let characters: Vec<_> = part.chars().collect();
        for trigram in characters.windows(3) {
            // NUL would end the query.
            if !trigram.contains(&'\0') {
                let trigram = trigram.iter().collect::<String>().replace('"', "\"\"");
                trigrams.push(format!("\"{trigram}\""));
            }
        }
    }
    trigrams.sort_unstable();
    trigrams.dedup();
    (!trigrams.is_empty()).then(|| trigrams.join(" AND "))
}
