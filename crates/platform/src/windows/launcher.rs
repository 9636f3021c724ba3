//! Runs the program with the window for a shell, which waits for this one.

use std::{
    env, io,
    mem::{size_of, zeroed},
    os::windows::io::{AsRawHandle as _, FromRawHandle as _, OwnedHandle},
    process::{Child, Command},
    ptr, thread,
    time::Duration,
};

use windows_sys::{
    Win32::System::{
        Console::{CTRL_BREAK_EVENT, CTRL_C_EVENT, SetConsoleCtrlHandler},
        JobObjects::{
            AssignProcessToJobObject, CreateJobObjectW, JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE,
            JOB_OBJECT_LIMIT_SILENT_BREAKAWAY_OK, JOBOBJECT_EXTENDED_LIMIT_INFORMATION,
            JobObjectExtendedLimitInformation, SetInformationJobObject,
        },
    },
    core::BOOL,
};

/// Longer than the system lets a program live whose console was closed.
const CLOSING: Duration = Duration::from_secs(60);

pub(crate) fn run() -> io::Result<i32> {
    let program = env::current_exe()?.with_extension("exe");
    // SAFETY: the function is static and touches no data.
    unsafe { SetConsoleCtrlHandler(Some(leave_to_the_program), 1) };
    let mut child = Command::new(&program)
        .args(env::args_os().skip(1))
        .spawn()
        .map_err(|error| io::Error::new(error.kind(), format!("could not start {}: {error}", program.display())))?;
    // Without it the program runs as well; it would only survive the launcher.
    let _job = ends_with_us(&child).ok();
    let ended = child.wait()?;
    // On Windows, every program ends with a number.
    Ok(ended.code().unwrap_or(1))
}

/// The program gets the same event. This one must outlive it, or the shell would not wait for what it still prints.
unsafe extern "system" fn leave_to_the_program(event: u32) -> BOOL {
    if !matches!(event, CTRL_C_EVENT | CTRL_BREAK_EVENT) {
        // The console is closing or the session ends. Returning would end this program at once.
        thread::sleep(CLOSING);
    }
    1
}

/// Ends the program when the handle is closed, and so when this process is killed: a script that stops the command it
/// started stops the upload. What the program starts itself is not affected.
fn ends_with_us(program: &Child) -> io::Result<OwnedHandle> {
    // SAFETY: null stands for the default security and for no name.
    let job = unsafe { CreateJobObjectW(ptr::null(), ptr::null()) };
    if job.is_null() {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: the handle is new and owned by nothing else.
    let job = unsafe { OwnedHandle::from_raw_handle(job) };
    // SAFETY: a structure of numbers, for all of which zero is a value.
    let mut limits: JOBOBJECT_EXTENDED_LIMIT_INFORMATION = unsafe { zeroed() };
    limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE | JOB_OBJECT_LIMIT_SILENT_BREAKAWAY_OK;
    // SAFETY: the structure belongs to this kind of information and outlives the call; both handles are open.
    let is_assigned = unsafe {
        SetInformationJobObject(
            job.as_raw_handle(),
            JobObjectExtendedLimitInformation,
            (&raw const limits).cast(),
            size_of::<JOBOBJECT_EXTENDED_LIMIT_INFORMATION>() as u32,
        ) != 0
            && AssignProcessToJobObject(job.as_raw_handle(), program.as_raw_handle()) != 0
    };
    if is_assigned {
        Ok(job)
    } else {
        Err(io::Error::last_os_error())
    }
}
