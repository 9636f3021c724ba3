//! The tables, and the migrations from older versions of them.

use rusqlite::{Connection, TransactionBehavior};

use super::{StoreError, header::APPLICATION_ID};

/// One migration per version: the first turns an empty file into version 1. A released one never changes.
///
/// No column holds an API key or a signed URL. Salvage recognizes a row by its number of columns: a migration that adds
/// a column must teach it the shorter rows of the version before.
const MIGRATIONS: &[&str] = &[
    "
    -- Times are milliseconds since 1970. Paths are bytes: unchanged on Unix, UTF-16 little-endian on Windows.
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
    -- Uploads still to be signed, found even in a long history.
    CREATE INDEX uploads_unsigned ON uploads (server) WHERE sign_state = 'wanted';

    -- One row for each key that the server issued, written before the first byte is sent.
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

    -- MIME types that the user set instead of the detected one.
    CREATE TABLE media_types (
        upload_id INTEGER PRIMARY KEY REFERENCES uploads (id) ON DELETE CASCADE,
        media_type TEXT NOT NULL
    ) STRICT;

    -- One row for each upload with a key, or one of unknown outcome: what the history is sorted and searched by.
    CREATE TABLE history (
        upload_id INTEGER PRIMARY KEY REFERENCES uploads (id) ON DELETE CASCADE,
        server TEXT NOT NULL,
        -- When it was stored, or may have been.
        at INTEGER NOT NULL,
        size INTEGER NOT NULL,
        sha256 TEXT,
        -- Everything that searches look through, in lower case.
        text TEXT NOT NULL,
        -- The name in a form that sorts as people expect.
        name TEXT NOT NULL DEFAULT '',
        key TEXT,
        -- Whether the two partial indexes below have it. Keys and hashes are unordered, so each record would change
        -- another page of both: they are filled with the search index, many records at a time.
        filed INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE INDEX history_time ON history (server, at);
    CREATE INDEX history_size ON history (server, size);
    CREATE INDEX history_name ON history (server, name);
    CREATE INDEX history_key ON history (key) WHERE filed = 1;
    CREATE INDEX history_content ON history (server, sha256) WHERE filed = 1;

    -- Which records contain which trigrams: a search reads only those that have all trigrams of its words. It stores
    -- only row ids, which takes a quarter of the space of positions, so matches are verified in the text. Deleted
    -- text leaves no trace.
    CREATE VIRTUAL TABLE history_threes USING fts5 (
        text, content='history', content_rowid='upload_id', tokenize='trigram case_sensitive 1', detail=none,
        columnsize=0
    );
    INSERT INTO history_threes (history_threes, rank) VALUES ('secure-delete', 1);
    -- Records that are not indexed yet. Indexing happens in the background, many records at a time.
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
    "
    -- What files say about themselves, as JSON: signing may need it when a file is gone.
    CREATE TABLE file_metadata (
        upload_id INTEGER PRIMARY KEY REFERENCES uploads (id) ON DELETE CASCADE,
        metadata TEXT NOT NULL,
        read_at INTEGER NOT NULL
    ) STRICT;
",
    "
    -- Whether a verified identity was asked for.
    ALTER TABLE signings ADD COLUMN identity INTEGER NOT NULL DEFAULT 0;
    -- Signed copies that an interrupted run was to verify, found even in a long history.
    CREATE INDEX uploads_unverified ON uploads (server) WHERE verify_state = 'wanted';
    -- Content Credentials that a file had in a manifest store beside it: that may be gone when the file is signed.
    CREATE TABLE beside (
        upload_id INTEGER PRIMARY KEY REFERENCES uploads (id) ON DELETE CASCADE,
        sidecar TEXT NOT NULL,
        facts TEXT NOT NULL,
        seen_at INTEGER NOT NULL
    ) STRICT;
",
    "
    -- Whether a verified identity was asked for; NULL if that was not recorded. The older column says 0 for that, too.
    ALTER TABLE signings ADD COLUMN identity_asked INTEGER;
    -- What earlier runs left undone, found even in a long history.
    CREATE INDEX uploads_in_doubt ON uploads (server) WHERE sign_state = 'in_doubt';
    CREATE INDEX uploads_verify_failed ON uploads (server) WHERE verify_state = 'failed';
",
];

/// The current version.
pub(super) const VERSION: i64 = MIGRATIONS.len() as i64;

/// Brings the file to [`VERSION`] in one transaction.
///
/// # Errors
/// [`StoreError::NewerVersion`] for a file of a newer program, which stays unchanged.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    migrate_with(MIGRATIONS, connection)
}

fn migrate_with(steps: &[&str], connection: &mut Connection) -> Result<(), StoreError> {
    let known = i64::try_from(steps.len()).unwrap_or(i64::MAX);
    if version(connection)? == known {
        return Ok(());
    }
    // Immediate: otherwise another program could migrate after the check.
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found = version(&transaction)?;
    let done = usize::try_from(found).map_err(|_| StoreError::Corrupt(format!("its version is {found}")))?;
    for step in steps.get(done..).ok_or(StoreError::NewerVersion { found, known })? {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "user_version", known)?;
    // Identifies the file as the program's, wherever it is.
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.commit()?;
    Ok(())
}

/// Makes an empty file one of an earlier version.
#[cfg(test)]
pub(super) fn migrate_to(version: usize, connection: &mut Connection) {
    migrate_with(&MIGRATIONS[..version], connection).unwrap();
}

/// Whether the file has the current version.
pub(super) fn is_current(connection: &Connection) -> Result<bool, StoreError> {
    Ok(version(connection)? == VERSION)
}

fn version(connection: &Connection) -> Result<i64, StoreError> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A possible next version: a new column, filled from a table that then goes away.
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
    fn the_next_migration_runs_once_and_keeps_all_rows() {
        let mut connection = version_1();
        let steps = [MIGRATIONS, &[MADE_UP]].concat();
        migrate_with(&steps, &mut connection).unwrap();
        let once = form(&connection);
        migrate_with(&steps, &mut connection).unwrap();
        assert_eq!(
            (version(&connection).unwrap(), form(&connection)),
            (VERSION + 1, once.clone())
        );
        let sql = "SELECT group_concat(id || coalesce(key, '') || note, ' ') FROM uploads";
        let rows: String = connection.query_row(sql, [], |row| row.get(0)).unwrap();
        assert_eq!(rows, "1k1 2image/jpeg");
        // An empty file takes both migrations and ends up the same.
        let mut empty = Connection::open_in_memory().unwrap();
        migrate_with(&steps, &mut empty).unwrap();
        assert_eq!(form(&empty), once);
        // This program refuses the migrated file.
        let refused = migrate(&mut connection).unwrap_err();
        assert!(
            matches!(refused, StoreError::NewerVersion { found, known } if found == VERSION + 1 && known == VERSION),
            "{refused}"
        );
        assert_eq!(form(&connection), once);
    }

    #[test]
    fn a_failed_migration_leaves_the_file_unchanged() {
        let mut connection = version_1();
        let before = form(&connection);
        let steps = [MIGRATIONS, &[MADE_UP, "SELECT nothing FROM nowhere"]].concat();
        migrate_with(&steps, &mut connection).unwrap_err();
        assert_eq!((version(&connection).unwrap(), form(&connection)), (VERSION, before));
    }
}
