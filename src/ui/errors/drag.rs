//! Files that can't be dragged out of the window.

use localization::text;

use super::cause::failure;
use model::DragFault;

/// What happened.
pub(super) fn message(fault: &DragFault) -> String {
    match fault {
        DragFault::TookTooLong => text!("errors-drag-too-long"),
        DragFault::NoFile(path) => text!("errors-drag-no-file", path = path.display().to_string()),
        DragFault::Unreadable { path, reason } => {
            text!(
                "errors-drag-not-dragged",
                name = path.display().to_string(),
                reason = reason
            )
        }
        DragFault::NotDownloaded { name, why } => {
            text!("errors-drag-not-dragged", name = name, reason = failure(why).message)
        }
        DragFault::NoDownloads => text!("errors-drag-no-downloads"),
        DragFault::NotCopied(reason) => text!("errors-drag-not-copied", reason = reason),
    }
}

/// What to do.
pub(super) fn hint(fault: &DragFault) -> String {
    match fault {
        DragFault::TookTooLong => text!("errors-drag-hint-too-long"),
        DragFault::NoFile(_) | DragFault::Unreadable { .. } => text!("errors-drag-hint-original"),
        DragFault::NotDownloaded { why, .. } => failure(why).hint,
        DragFault::NoDownloads => text!("errors-drag-hint-no-downloads"),
        DragFault::NotCopied(_) => text!("errors-drag-hint-not-copied"),
    }
}
