//! The end of the session: Windows asks every top-level window, and ends the program when all of them have answered.
//!
//! winit leaves the question to the system's default answer. So a hidden window on its own thread receives it, and
//! keeps the system waiting while the visible window closes.

use std::{io, ptr, sync::OnceLock, thread, time::Duration};

use windows_sys::{
    Win32::{
        Foundation::{HWND, LPARAM, LRESULT, WPARAM},
        System::LibraryLoader::GetModuleHandleW,
        UI::WindowsAndMessaging::{
            CreateWindowExW, DefWindowProcW, DispatchMessageW, GetMessageW, MSG, RegisterClassW, WM_ENDSESSION,
            WM_QUERYENDSESSION, WNDCLASSW,
        },
    },
    w,
};

/// The system gives a window five seconds before it offers to end the program by force.
const END_TIMEOUT: Duration = Duration::from_secs(4);

type Then = Box<dyn Fn() + Send + Sync>;

/// The window's procedure takes no other state.
static THEN: OnceLock<Then> = OnceLock::new();

pub(crate) fn listen(then: Then) -> io::Result<()> {
    if THEN.set(then).is_ok() {
        thread::Builder::new()
            .name("end of the session".to_owned())
            .spawn(wait)?;
    }
    Ok(())
}

/// Without the window the system ends the program at once, which the queue survives.
fn wait() {
    let name = w!("que-uploader session");
    // SAFETY: a structure of numbers, pointers and handles, for all of which zero is a value.
    let mut class: WNDCLASSW = unsafe { std::mem::zeroed() };
    class.lpfnWndProc = Some(answer);
    class.lpszClassName = name;
    // SAFETY: a null name means this program; the texts are static and end in zero; the class outlives the call.
    let window = unsafe {
        let program = GetModuleHandleW(ptr::null());
        class.hInstance = program;
        RegisterClassW(&raw const class);
        // Never shown. A message-only window would not be asked.
        CreateWindowExW(
            0,
            name,
            name,
            0,
            0,
            0,
            0,
            0,
            ptr::null_mut(),
            ptr::null_mut(),
            program,
            ptr::null(),
        )
    };
    if window.is_null() {
        return;
    }
    // SAFETY: as above.
    let mut message: MSG = unsafe { std::mem::zeroed() };
    // SAFETY: the message outlives both calls, and this thread owns the window.
    while unsafe { GetMessageW(&raw mut message, ptr::null_mut(), 0, 0) } > 0 {
        // SAFETY: as above.
        unsafe { DispatchMessageW(&raw const message) };
    }
}

unsafe extern "system" fn answer(window: HWND, message: u32, first: WPARAM, second: LPARAM) -> LRESULT {
    match message {
        // The session may end. The next message says if it does.
        WM_QUERYENDSESSION => 1,
        WM_ENDSESSION if first != 0 => {
            if let Some(then) = THEN.get() {
                then();
            }
            // The program exits before that.
            thread::sleep(END_TIMEOUT);
            0
        }
        // SAFETY: the system's own arguments, passed on.
        _ => unsafe { DefWindowProcW(window, message, first, second) },
    }
}
