//! The id under which Windows knows this program (AppUserModelID).

use std::io;

use windows::{Win32::UI::Shell::SetCurrentProcessExplicitAppUserModelID, core::HSTRING};

use super::taskbar::of_system;

pub(crate) fn set(id: &str) -> io::Result<()> {
    // SAFETY: the text ends in zero and outlives the call, which copies it.
    unsafe { SetCurrentProcessExplicitAppUserModelID(&HSTRING::from(id)) }.map_err(|error| of_system(&error))
}

#[cfg(test)]
mod tests {
    use windows::Win32::{
        Foundation::E_NOTIMPL, System::Com::CoTaskMemFree, UI::Shell::GetCurrentProcessExplicitAppUserModelID,
    };

    use super::*;

    #[test]
    fn the_system_knows_the_program_by_the_id_that_it_set() {
        set("org.example.a-program").unwrap();
        // SAFETY: the system's copy of the id, which is read and then freed once.
        let known = unsafe {
            let text = match GetCurrentProcessExplicitAppUserModelID() {
                // wine takes an id and tells none.
                Err(error) if error.code() == E_NOTIMPL => return,
                text => text.unwrap(),
            };
            let known = text.to_string().unwrap();
            CoTaskMemFree(Some(text.as_ptr().cast()));
            known
        };
        assert_eq!(known, "org.example.a-program");
    }
}
