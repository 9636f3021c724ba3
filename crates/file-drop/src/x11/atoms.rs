//! The names of the protocol, as this X server numbers them.

#![allow(unreachable_pub, reason = "the macro makes the fields public")]

x11rb::atom_manager! {
    /// The atoms of XDND, of selections and of the types that are read.
    pub(super) Atoms: AtomsCookie {
        XdndActionCopy,
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
        PORTAL: crate::portal::FORMS[0].as_bytes(),
        PORTAL_AS_FIRST_CALLED: crate::portal::FORMS[1].as_bytes(),
        INCR,
        // Ours: where data is put, and what wakes the thread.
        FILES_HANDED_OVER,
        FILES_WAKE,
    }
}
