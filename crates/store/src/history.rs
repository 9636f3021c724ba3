//! The history: every upload with a key or a possible key, in the order that is asked for; which of them match a search,
//! and what is on record of each.

use rusqlite::{OptionalExtension, params, params_from_iter, types::Value};

use super::{Store, StoreError, rows};
use model::{
    HistoryOrder, HistorySearch, ObjectRef, OrderedBy, RecordedSigning, RecordedState, RecordedVerification,
    SearchWord, Status, Upload, UploadId,
};

/// A search in the database's words.
pub(super) struct Query {
    pub(super) sql: String,
    pub(super) values: Vec<Value>,
}

impl Store {
    /// The names of all records that match, in the order that is asked for. A word of a search is looked for, in small
    /// or capital letters, in names, keys, hashes and places of signed copies.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn find_history(&self, search: &HistorySearch) -> Result<Vec<UploadId>, StoreError> {
        self.matching(search).map_err(|error| self.presence.noticed(error))
    }

    fn matching(&self, search: &HistorySearch) -> Result<Vec<UploadId>, StoreError> {
        let Query { sql, values } = self.query(search);
        let mut statement = self.connection.prepare_cached(&sql)?;
        let found = statement.query_map(params_from_iter(values), |row| row.get(0))?;
        Ok(found.map(|id| id.map(UploadId::new)).collect::<Result<_, _>>()?)
    }

    /// What is on record of these, in their order, and which of them cannot be read. One that is not there is neither.
    ///
    /// # Errors
    /// [`StoreError`], but never for a single record.
    pub fn read_uploads(&self, ids: &[UploadId]) -> Result<(Vec<Upload>, Vec<UploadId>), StoreError> {
        self.read(ids).map_err(|error| self.presence.noticed(error))
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

    /// Whether something of this length is in the history: a file of another length is not worth reading.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn knows_length(&self, bytes: u64) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM history WHERE server = ?1 AND size = ?2 AND sha256 IS NOT NULL)";
        let known = self.connection.prepare_cached(sql).and_then(|mut statement| {
            statement.query_row(params![self.server, rows::size_to_number(bytes)], |row| row.get(0))
        });
        known.map_err(|error| self.presence.noticed(error.into()))
    }

    /// Whether something with this SHA-256 is in the history.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn knows_content(&self, sha256: &str) -> Result<bool, StoreError> {
        let sql = format!(
            "SELECT EXISTS (SELECT 1 FROM history WHERE filed = 1 AND server = ?1 AND sha256 = ?2)
             OR EXISTS (SELECT 1 FROM history WHERE server = ?1 AND sha256 = ?2 AND upload_id IN ({UNFILED}))"
        );
        let known = self
            .connection
            .prepare_cached(&sql)
            .and_then(|mut statement| statement.query_row(params![self.server, sha256], |row| row.get(0)));
        known.map_err(|error| self.presence.noticed(error.into()))
    }

    /// The upload whose object this is, the newest where there are several. A bucket that one side does not know fits
    /// any, a bucket that both know must be the same.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn find_by_object(&self, object: &ObjectRef) -> Result<Option<Upload>, StoreError> {
        self.find(object).map_err(|error| self.presence.noticed(error))
    }

    fn find(&self, object: &ObjectRef) -> Result<Option<Upload>, StoreError> {
        let sql = format!(
            "SELECT id FROM uploads
             WHERE id IN (SELECT upload_id FROM history WHERE filed = 1 AND key = ?1 UNION ALL {UNFILED})
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

    /// The upload of which this is a signed copy, the newest one or an earlier one.
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
        find().map_err(|error| self.presence.noticed(error))
    }

    /// What finds all that match: an index narrows it down wherever one can, and what it cannot say is looked up in the
    /// records that are left.
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
            // `instr`, because it knows no wildcards: `%` and `_` stand for themselves.
            let text = value(word.text.clone().into());
            let text = format!("instr(history.text, {text}) > 0");
            conditions.push(match word.period {
                None => text,
                Some(period) => {
                    let from = value(period.from.as_millis().into());
                    let until = value(period.until.as_millis().into());
                    format!("({text} OR (history.at >= {from} AND history.at < {until}))")
                }
            });
        }
        let narrowed = narrow(search, &mut value);
        let from = narrowed.map_or_else(
            || "history".to_owned(),
            // CROSS: in this order. What is found is looked up, and not the other way round.
            |narrowed| format!("({narrowed}) AS found CROSS JOIN history ON history.upload_id = found.id"),
        );
        let (join, order) = in_order(search.order);
        let sql = format!(
            "SELECT history.upload_id FROM {from}{join} WHERE {} ORDER BY {order}",
            conditions.join(" AND ")
        );
        Query { sql, values }
    }
}

/// What else is looked at to put records in order, and the order. By time, name and size an index has it.
fn in_order(order: HistoryOrder) -> (&'static str, String) {
    // CROSS: the history first, which the search has narrowed down.
    const UPLOADS: &str = " CROSS JOIN uploads ON uploads.id = history.upload_id";
    const NEWEST_FIRST: &str = "history.at DESC, history.upload_id DESC";
    let way = if order.descending { "DESC" } else { "ASC" };
    match order.by {
        OrderedBy::Time => ("", format!("history.at {way}, history.upload_id {way}")),
        OrderedBy::Name => ("", format!("history.name {way}, history.upload_id {way}")),
        OrderedBy::Size => ("", format!("history.size {way}, history.upload_id {way}")),
        OrderedBy::Progress => (UPLOADS, format!("{} {way}, {NEWEST_FIRST}", progress())),
        OrderedBy::Key => (
            UPLOADS,
            format!("uploads.key IS NULL {way}, uploads.key {way}, {NEWEST_FIRST}"),
        ),
    }
}

/// The condition that a record is of a server that is asked for.
fn of_server(column: &str, search: &HistorySearch) -> String {
    // What is asked must be in the query.
    let all = if search.all_servers { " OR TRUE" } else { "" };
    format!("({column} = ?1{all})")
}

/// How far an upload is, by the ranks of its states: what wants a look comes first.
fn progress() -> String {
    let without_key: String = RecordedState::ALL
        .into_iter()
        // Without a key it is not what it says.
        .filter(|state| *state != RecordedState::Uploaded)
        .map(|state| format!("WHEN '{}' THEN {} ", state.word(), state.status().rank()))
        .collect();
    format!(
        "CASE
            WHEN uploads.key IS NULL THEN CASE uploads.state {without_key}ELSE {queued} END
            WHEN uploads.sign_state = '{sign_runs}' THEN {signing}
            WHEN uploads.sign_state = '{sign_failed}' OR uploads.verify_state = '{verify_failed}' THEN {failed}
            WHEN uploads.verify_state = '{is_verified}' THEN {verified}
            WHEN uploads.sign_state = '{is_signed}' THEN {signed}
            ELSE {uploaded} END",
        queued = Status::Queued.rank(),
        sign_runs = RecordedSigning::Signing.word(),
        signing = Status::Signing.rank(),
        sign_failed = RecordedSigning::Failed.word(),
        verify_failed = RecordedVerification::Failed.word(),
        failed = Status::Failed.rank(),
        is_verified = RecordedVerification::Verified.word(),
        verified = Status::Verified.rank(),
        is_signed = RecordedSigning::Signed.word(),
        signed = Status::Signed.rank(),
        uploaded = Status::Uploaded.rank(),
    )
}

/// What the indexes of words, keys and contents do not have yet.
const UNFILED: &str = "SELECT upload_id FROM history_unfiled";

/// A query of the names that can match at all; `None` where nothing says so without a look at every record.
fn narrow(search: &HistorySearch, value: &mut impl FnMut(Value) -> String) -> Option<String> {
    if let Some(contents) = &search.contents {
        let contents = value(serde_json::Value::from(contents.clone()).to_string().into());
        let server = of_server("server", search);
        let wanted = format!("{server} AND sha256 IN (SELECT value FROM json_each({contents}))");
        return Some(format!(
            "SELECT upload_id AS id FROM history WHERE filed = 1 AND {wanted}
             UNION SELECT upload_id FROM history WHERE upload_id IN ({UNFILED}) AND {wanted}"
        ));
    }
    let plain = search.words.iter().filter(|word| word.period.is_none());
    if let Some(trigrams) = trigrams(plain) {
        let trigrams = value(trigrams.into());
        return Some(format!(
            "SELECT rowid AS id FROM history_threes WHERE history_threes MATCH {trigrams} UNION ALL {UNFILED}"
        ));
    }
    if search.period.is_some() {
        // The index of times is the one that is walked anyway.
        return None;
    }
    // A word of which one half is a time: either index finds its half.
    let word = search.words.iter().find(|word| word.period.is_some())?;
    let period = word.period?;
    let from = value(period.from.as_millis().into());
    let until = value(period.until.as_millis().into());
    let server = of_server("server", search);
    let mut narrowed = format!("SELECT upload_id AS id FROM history WHERE {server} AND at >= {from} AND at < {until}");
    if let Some(trigrams) = trigrams(std::iter::once(word)) {
        let trigrams = value(trigrams.into());
        narrowed = format!(
            "{narrowed} UNION SELECT rowid FROM history_threes WHERE history_threes MATCH {trigrams} UNION {UNFILED}"
        );
    }
    Some(narrowed)
}

/// What a text has that has these words in it: each three signs in a row of them. `None` where all are shorter.
fn trigrams<'w>(words: impl Iterator<Item = &'w SearchWord>) -> Option<String> {
    let mut trigrams = Vec::new();
    for word in words {
        let signs: Vec<_> = word.text.chars().collect();
        for three in signs.windows(3) {
            // A sign of nothing would end the query.
            if !three.contains(&'\0') {
                let three = three.iter().collect::<String>().replace('"', "\"\"");
                trigrams.push(format!("\"{three}\""));
            }
        }
    }
    trigrams.sort_unstable();
    trigrams.dedup();
    (!trigrams.is_empty()).then(|| trigrams.join(" AND "))
}
