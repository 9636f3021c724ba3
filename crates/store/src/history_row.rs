//! An upload's row in the history: what the history is sorted and searched by.

use rusqlite::{Transaction, params};

use super::{StoreError, rows};
use model::{UploadFacts, UploadId, natural_sort_key};

/// Inserts the row of an upload that was just stored, has no signed copies and no other keys. Returns `false` and
/// changes nothing if it has a row.
pub(super) fn insert(
    transaction: &Transaction,
    id: UploadId,
    server: &str,
    name: &str,
    facts: &UploadFacts,
) -> Result<bool, StoreError> {
    let sql = "INSERT INTO history (upload_id, server, at, size, sha256, key, text, name)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (upload_id) DO NOTHING";
    let key = facts.object.key.as_str();
    let values = params![
        id.number(),
        server,
        facts.uploaded_at.as_millis(),
        rows::size_to_number(facts.bytes),
        facts.sha256,
        key,
        search_text(&[key, name, &facts.sha256]),
        natural_sort_key(name),
    ];
    Ok(transaction.prepare_cached(sql)?.execute(values)? > 0)
}

/// The text that searches look through. SQLite's lower() handles only ASCII.
fn search_text(parts: &[impl AsRef<str>]) -> String {
    let parts: Vec<_> = parts.iter().map(AsRef::as_ref).collect();
    parts.join("\n").to_lowercase()
}

/// Inserts, updates or deletes an upload's row. It has one as soon as it has a key, or one with an unknown outcome.
pub(super) fn update(transaction: &Transaction, id: UploadId) -> Result<(), StoreError> {
    let mut texts: Vec<String> = Vec::new();
    let mut statement = transaction.prepare_cached(
        "SELECT key FROM uploads WHERE id = ?1 AND key IS NOT NULL
         UNION SELECT key FROM attempts WHERE upload_id = ?1 AND outcome = 'unknown'",
    )?;
    for key in statement.query_map([id.number()], |row| row.get(0))? {
        texts.push(key?);
    }
    if texts.is_empty() {
        let sql = "DELETE FROM history WHERE upload_id = ?1";
        transaction.prepare_cached(sql)?.execute([id.number()])?;
        return Ok(());
    }
    let name: String = transaction
        .prepare_cached("SELECT name FROM uploads WHERE id = ?1")?
        .query_row([id.number()], |row| row.get(0))?;
    let order = natural_sort_key(&name);
    texts.push(name);
    let mut statement = transaction.prepare_cached(
        "SELECT sha256 FROM uploads WHERE id = ?1 AND sha256 IS NOT NULL
         UNION ALL SELECT signed_uri FROM signings WHERE upload_id = ?1 AND signed_uri IS NOT NULL",
    )?;
    for text in statement.query_map([id.number()], |row| row.get(0))? {
        texts.push(text?);
    }
    let text = search_text(&texts);
    let values = params![id.number(), text, order];
    /// The columns of both statements, in this order.
    macro_rules! fields {
        () => {
            "server, coalesce(uploaded_at, (SELECT max(started_at) FROM attempts WHERE upload_id = ?1), added_at),
             size, sha256, key, ?2, ?3 FROM uploads WHERE id = ?1"
        };
    }
    let added = concat!(
        "INSERT INTO history (upload_id, server, at, size, sha256, key, text, name) SELECT id, ",
        fields!(),
        " ON CONFLICT (upload_id) DO NOTHING"
    );
    if transaction.prepare_cached(added)?.execute(values)? > 0 {
        return Ok(());
    }
    // A separate statement: one that may touch the search index makes it write to disk, and most rows are new. Not
    // `INSERT OR REPLACE`: it does not fire the triggers for the deleted row.
    let changed = concat!(
        "UPDATE history SET (server, at, size, sha256, key, text, name) = (SELECT ",
        fields!(),
        ") WHERE upload_id = ?1"
    );
    transaction.prepare_cached(changed)?.execute(values)?;
    Ok(())
}
