//! Says which of a file's texts are only partly in its manifest.

use file_metadata::FileMetadata;

/// A line for each text that was too long.
pub(super) fn lines(name: &str, metadata: &FileMetadata) -> Vec<String> {
    let line = |field: file_metadata::Field| {
        format!(
            "{name}: {{{}}} is longer than {most} characters and was shortened to {most} characters in the manifest.",
            field.name(),
            most = field.limit()
        )
    };
    metadata.shortened().map(line).collect()
}
