//! Progress on a window's button in the taskbar.

use std::{ffi::c_void, io, num::NonZeroIsize, ptr};

use windows::Win32::{
    Foundation::HWND,
    System::Com::{CLSCTX_INPROC_SERVER, CoCreateInstance},
    UI::Shell::{ITaskbarList3, TBPF_INDETERMINATE, TBPF_NOPROGRESS, TBPF_NORMAL, TBPF_PAUSED, TaskbarList},
};

use crate::Progress;

const WHOLE: u64 = 1000;

#[derive(Debug)]
pub(crate) struct Button {
    taskbar: ITaskbarList3,
    window: HWND,
}

impl Button {
    pub(crate) fn of(window: NonZeroIsize) -> io::Result<Self> {
        // SAFETY: the class and its interface belong together, and the system checks whether the thread may use COM.
        let taskbar: ITaskbarList3 =
            unsafe { CoCreateInstance(&TaskbarList, None, CLSCTX_INPROC_SERVER) }.map_err(|error| of_system(&error))?;
        // SAFETY: the first call to the object, as its documentation wants.
        unsafe { taskbar.HrInit() }.map_err(|error| of_system(&error))?;
        let window = HWND(ptr::with_exposed_provenance_mut::<c_void>(window.get().cast_unsigned()));
        Ok(Self { taskbar, window })
    }

    pub(crate) fn show(&self, progress: Progress) {
        let (state, done) = match progress {
            Progress::None => (TBPF_NOPROGRESS, None),
            Progress::Unknown => (TBPF_INDETERMINATE, None),
            Progress::Working(done) => (TBPF_NORMAL, Some(done)),
            Progress::Paused(done) => (TBPF_PAUSED, Some(done)),
        };
        // It only decorates: if the taskbar is gone, nothing is lost.
        // SAFETY: the handle is only a number to the taskbar, which ignores those of windows that it does not show.
        unsafe {
            _ = self.taskbar.SetProgressState(self.window, state);
            if let Some(done) = done {
                _ = self.taskbar.SetProgressValue(self.window, done.into(), WHOLE);
            }
        }
    }
}

pub(super) fn of_system(error: &windows::core::Error) -> io::Error {
    io::Error::from_raw_os_error(error.code().0)
}

#[cfg(test)]
mod tests {
    use windows::Win32::System::Ole::OleInitialize;

    use super::*;

    #[test]
    fn the_taskbar_takes_every_kind_of_progress() {
        // SAFETY: once on this thread, as winit does.
        unsafe { OleInitialize(None) }.unwrap();
        let button = Button::of(NonZeroIsize::MIN).unwrap();
        for progress in [
            Progress::Unknown,
            Progress::Working(1),
            Progress::Paused(1000),
            Progress::None,
        ] {
            button.show(progress);
        }
    }
}
