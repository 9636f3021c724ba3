//! The atoms of XDND, selections, and types.

#![allow(unreachable_pub, reason = "the macro makes the fields public")]

x11rb::atom_manager! {
    /// The numbers that this X server has given them.
    pub(super) Atoms: AtomsCookie {
        XdndActionCopy,
        XdndActionList,
        XdndAware,
        XdndDrop,
        XdndEnter,
        XdndFinished,
        XdndLeave,
        XdndPosition,
        XdndProxy,
        XdndSelection,
        XdndStatus,
        XdndTypeList,
        URI_LIST: b"text/uri-list",
        PORTAL: crate::portal::MIME_TYPES[0].as_bytes(),
        PORTAL_OF_GTK: crate::portal::MIME_TYPES[1].as_bytes(),
        INCR,
        TARGETS,
        TIMESTAMP,
        // Ours: the property that receives data, and the message that wakes the thread.
        FILES_HANDED_OVER,
        FILES_WAKE,
    }
}
