//! The console of the program that started this one.

use std::{fs::File, os::windows::io::IntoRawHandle as _};

use windows_sys::Win32::{
    Foundation::{HANDLE, INVALID_HANDLE_VALUE},
    Storage::FileSystem::{FILE_TYPE_UNKNOWN, GetFileType},
    System::Console::{
        ATTACH_PARENT_PROCESS, AttachConsole, GetStdHandle, STD_ERROR_HANDLE, STD_HANDLE, STD_INPUT_HANDLE,
        STD_OUTPUT_HANDLE, SetStdHandle,
    },
};

/// The standard streams, each with the console's own name for it.
const STREAMS: [(STD_HANDLE, &str); 3] = [
    (STD_INPUT_HANDLE, "CONIN$"),
    (STD_OUTPUT_HANDLE, "CONOUT$"),
    (STD_ERROR_HANDLE, "CONOUT$"),
];

pub(crate) fn attach() {
    let before = STREAMS.map(|(stream, _)| standard(stream));
    // SAFETY: takes a number, and no other thread that uses a standard stream exists yet.
    if unsafe { AttachConsole(ATTACH_PARENT_PROCESS) } == 0 {
        return;
    }
    for ((stream, name), before) in STREAMS.into_iter().zip(before) {
        // Attaching may replace a stream that is redirected.
        let wanted = match (before, standard(stream)) {
            (Some(redirected), _) => redirected,
            (None, Some(_)) => continue,
            (None, None) => match File::options().read(true).write(true).open(name) {
                Ok(console) => console.into_raw_handle(),
                Err(_) => continue,
            },
        };
        // SAFETY: the handle is open, and nothing closes it.
        unsafe { SetStdHandle(stream, wanted) };
    }
}

/// The handle of a standard stream, if it leads anywhere.
fn standard(stream: STD_HANDLE) -> Option<HANDLE> {
    // SAFETY: takes a number and returns a handle that isn't ours to close.
    let handle = unsafe { GetStdHandle(stream) };
    let is_set = !handle.is_null() && handle != INVALID_HANDLE_VALUE;
    // SAFETY: a handle that is closed or foreign is answered with an error.
    (is_set && unsafe { GetFileType(handle) } != FILE_TYPE_UNKNOWN).then_some(handle)
}
