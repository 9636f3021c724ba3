//! Console events on Windows. A program with a window learns about the end of the session through
//! [`platform::on_session_end`].

use std::io;

use tokio::signal::windows::{
    CtrlBreak, CtrlC, CtrlClose, CtrlLogoff, CtrlShutdown, ctrl_break, ctrl_c, ctrl_close, ctrl_logoff, ctrl_shutdown,
};

/// The events that ask the program to exit. If several of a kind arrive before they are awaited, one is kept.
pub(super) struct Signals {
    interrupt: CtrlC,
    interrupt_surely: CtrlBreak,
    /// The console window was closed. The system ends the program a few seconds later, whatever it does.
    close: CtrlClose,
    logoff: CtrlLogoff,
    shutdown: CtrlShutdown,
}

impl Signals {
    pub(super) fn new() -> io::Result<Self> {
        Ok(Self {
            interrupt: ctrl_c()?,
            interrupt_surely: ctrl_break()?,
            close: ctrl_close()?,
            logoff: ctrl_logoff()?,
            shutdown: ctrl_shutdown()?,
        })
    }

    pub(super) async fn wait_for_one(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => (),
            _ = self.interrupt_surely.recv() => (),
            _ = self.close.recv() => (),
            _ = self.logoff.recv() => (),
            _ = self.shutdown.recv() => (),
        }
    }
}
