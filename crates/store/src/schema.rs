//! The tables, and how an older file becomes a newer one.

use rusqlite::{Connection, TransactionBehavior};

use super::{StoreError, own::APPLICATION_ID};

/// One step for each version: the first makes version 1 out of an empty file. A released step never changes.
///
/// No column holds an API key or a URL with a signature. Salvage recognizes a row by its number of columns: a step that
/// adds a column has to teach it the shorter rows of the version before.
const MIGRATIONS: &[&str] = &[
    "
    -- Times are milliseconds since 1970. Paths are bytes: Unix as they are, Windows UTF-16 little-endian.
    CREATE TABLE uploads (
        id INTEGER PRIMARY KEY,
        server TEXT NOT NULL,
        added_at INTEGER NOT NULL,
        path BLOB NOT NULL,
        relative BLOB NOT NULL,
        name TEXT NOT NULL,
        size INTEGER NOT NULL,
        modified INTEGER,
        content_type TEXT,
        content_type_note TEXT,
        state TEXT NOT NULL DEFAULT 'queued',
        failure TEXT,
        bucket TEXT,
        key TEXT,
        sha256 TEXT,
        uploaded_at INTEGER,
        in_queue INTEGER NOT NULL DEFAULT 1,
        sign_state TEXT NOT NULL DEFAULT 'not_asked',
        sign_failure TEXT,
        verify_state TEXT NOT NULL DEFAULT 'not_asked',
        verify_target TEXT,
        verify_failure TEXT
    ) STRICT;
    CREATE INDEX uploads_queue ON uploads (server, id) WHERE in_queue = 1;
    CREATE INDEX uploads_removed ON uploads (server) WHERE in_queue = 0 AND key IS NULL;
    CREATE INDEX uploads_signing ON uploads (server) WHERE sign_state = 'signing';
    -- What is to be signed and is not, also where everything else of a long history is.
    CREATE INDEX uploads_unsigned ON uploads (server) WHERE sign_state = 'wanted';

    -- One row for each key that the server gave, written before the first byte goes.
    CREATE TABLE attempts (
        id INTEGER PRIMARY KEY,
        upload_id INTEGER NOT NULL REFERENCES uploads (id) ON DELETE CASCADE,
        bucket TEXT,
        key TEXT NOT NULL,
        started_at INTEGER NOT NULL,
        ended_at INTEGER,
        outcome TEXT NOT NULL DEFAULT 'running' CHECK (outcome IN ('running', 'stored', 'refused', 'unknown'))
    ) STRICT;
    CREATE INDEX attempts_upload ON attempts (upload_id);
    CREATE INDEX attempts_running ON attempts (upload_id) WHERE outcome = 'running';

    CREATE TABLE signings (
        id INTEGER PRIMARY KEY,
        upload_id INTEGER NOT NULL REFERENCES uploads (id) ON DELETE CASCADE,
        signed_uri TEXT,
        evidence TEXT,
        manifest_json TEXT NOT NULL,
        signed_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX signings_upload ON signings (upload_id);

    CREATE TABLE verifications (
        upload_id INTEGER NOT NULL REFERENCES uploads (id) ON DELETE CASCADE,
        target TEXT NOT NULL,
        verdict TEXT NOT NULL,
        explanation TEXT NOT NULL,
        report TEXT NOT NULL,
        verified_at INTEGER NOT NULL,
        PRIMARY KEY (upload_id, target)
    ) STRICT;

    -- MIME types that the user has set in place of the detected one.
    CREATE TABLE media_types (
        upload_id INTEGER PRIMARY KEY REFERENCES uploads (id) ON DELETE CASCADE,
        media_type TEXT NOT NULL
    ) STRICT;

    -- One row for each upload with a key or a possible key: what the history is sorted and searched by.
    CREATE TABLE history (
        upload_id INTEGER PRIMARY KEY REFERENCES uploads (id) ON DELETE CASCADE,
        server TEXT NOT NULL,
        -- When it was stored, or may have been.
        at INTEGER NOT NULL,
        size INTEGER NOT NULL,
        sha256 TEXT,
        -- Everything that a search looks through, in lower case.
        text TEXT NOT NULL,
        -- The name in the form that compares as a person sorts.
        name TEXT NOT NULL DEFAULT '',
        key TEXT,
        -- Whether the indexes below that say so have it. Keys and hashes are in no order, so that each record would take a
        -- page of its own in either: they are filled with the search's index, many at once.
        filed INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE INDEX history_time ON history (server, at);
    CREATE INDEX history_size ON history (server, size);
    CREATE INDEX history_name ON history (server, name);
    CREATE INDEX history_key ON history (key) WHERE filed = 1;
    CREATE INDEX history_content ON history (server, sha256) WHERE filed = 1;

    -- Which records contain which three characters in a row: a search reads only those that have all trigrams of its words.
    -- Only the numbers of records are kept, a quarter of what positions would take; whether the trigrams make up the word is
    -- looked up in the text. What is deleted leaves no trace in it.
    CREATE VIRTUAL TABLE history_threes USING fts5 (
        text, content='history', content_rowid='upload_id', tokenize='trigram case_sensitive 1', detail=none,
        columnsize=0
    );
    INSERT INTO history_threes (history_threes, rank) VALUES ('secure-delete', 1);
    -- Records that the search's index does not have yet: it is filled while nobody waits, many at once.
    CREATE TABLE history_unfiled (upload_id INTEGER PRIMARY KEY) STRICT;
    CREATE TRIGGER history_added AFTER INSERT ON history BEGIN
        INSERT OR IGNORE INTO history_unfiled (upload_id) VALUES (new.upload_id);
    END;
    CREATE TRIGGER history_changed AFTER UPDATE OF text ON history WHEN old.text <> new.text BEGIN
        INSERT INTO history_threes (history_threes, rowid, text) SELECT 'delete', old.upload_id, old.text
            WHERE NOT EXISTS (SELECT 1 FROM history_unfiled WHERE upload_id = old.upload_id);
        INSERT OR IGNORE INTO history_unfiled (upload_id) VALUES (new.upload_id);
    END;
    CREATE TRIGGER history_deleted AFTER DELETE ON history BEGIN
        INSERT INTO history_threes (history_threes, rowid, text) SELECT 'delete', old.upload_id, old.text
            WHERE NOT EXISTS (SELECT 1 FROM history_unfiled WHERE upload_id = old.upload_id);
        DELETE FROM history_unfiled WHERE upload_id = old.upload_id;
    END;
",
];

/// The version that this program writes.
pub(super) const VERSION: i64 = MIGRATIONS.len() as i64;

/// Brings the file to [`VERSION`] in one transaction.
///
/// # Errors
/// [`StoreError::NewerVersion`] for a file of a later program; nothing in it is touched.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    migrate_by(MIGRATIONS, connection)
}

fn migrate_by(steps: &[&str], connection: &mut Connection) -> Result<(), StoreError> {
    let known = i64::try_from(steps.len()).unwrap_or(i64::MAX);
    if version(connection)? == known {
        return Ok(());
    }
    // Immediate: no other program can migrate between the question and the answer.
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found = version(&transaction)?;
    let done = usize::try_from(found).map_err(|_| StoreError::Corrupt(format!("its version is {found}")))?;
    for step in steps.get(done..).ok_or(StoreError::NewerVersion { found, known })? {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "user_version", known)?;
    // By which the file is known as the program's, wherever it lies.
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.commit()?;
    Ok(())
}

/// Whether the file has the form that this program writes.
pub(super) fn is_todays(connection: &Connection) -> Result<bool, StoreError> {
    Ok(version(connection)? == VERSION)
}

fn version(connection: &Connection) -> Result<i64, StoreError> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a version 2 could be: a new column, filled from what there is, and a table that is gone.
    const MADE_UP: &str = "
        ALTER TABLE uploads ADD COLUMN note TEXT NOT NULL DEFAULT '';
        UPDATE uploads SET note = coalesce((SELECT media_type FROM media_types WHERE upload_id = id), '');
        DROP TABLE media_types;
    ";

    fn version_1() -> Connection {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection).unwrap();
        let rows = "
            INSERT INTO uploads (id, server, added_at, path, relative, name, size, key)
                VALUES (1, 's', 10, x'61', x'61', 'a', 100, 'k1'), (2, 's', 20, x'62', x'62', 'b', 100, NULL);
            INSERT INTO media_types VALUES (2, 'image/jpeg');
        ";
        connection.execute_batch(rows).unwrap();
        connection
    }

    fn form(connection: &Connection) -> Vec<(String, Option<String>)> {
        let mut statement = connection
            .prepare("SELECT name, sql FROM sqlite_schema ORDER BY name")
            .unwrap();
        let found = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        found.collect::<Result<_, _>>().unwrap()
    }

    #[test]
    fn the_next_step_is_taken_once_and_keeps_what_there_is() {
        let mut connection = version_1();
        let steps = [MIGRATIONS, &[MADE_UP]].concat();
        migrate_by(&steps, &mut connection).unwrap();
        let once = form(&connection);
        migrate_by(&steps, &mut connection).unwrap();
        assert_eq!(
            (version(&connection).unwrap(), form(&connection)),
            (VERSION + 1, once.clone())
        );
        let sql = "SELECT group_concat(id || coalesce(key, '') || note, ' ') FROM uploads";
        let rows: String = connection.query_row(sql, [], |row| row.get(0)).unwrap();
        assert_eq!(rows, "1k1 2image/jpeg");
        // An empty file takes both steps, and ends in the same form.
        let mut empty = Connection::open_in_memory().unwrap();
        migrate_by(&steps, &mut empty).unwrap();
        assert_eq!(form(&empty), once);
        // This program refuses what the step made.
        let refused = migrate(&mut connection).unwrap_err();
        assert!(
            matches!(refused, StoreError::NewerVersion { found: 2, known: 1 }),
            "{refused}"
        );
        assert_eq!(form(&connection), once);
    }

    #[test]
    fn a_step_that_fails_leaves_the_file_as_it_was() {
        let mut connection = version_1();
        let before = form(&connection);
        let steps = [MIGRATIONS, &[MADE_UP, "SELECT nothing FROM nowhere"]].concat();
        migrate_by(&steps, &mut connection).unwrap_err();
        assert_eq!((version(&connection).unwrap(), form(&connection)), (VERSION, before));
    }
}
