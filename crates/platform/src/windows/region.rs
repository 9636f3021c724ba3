//! The regional format of Windows' settings.

use windows_sys::Win32::Globalization::GetUserDefaultLocaleName;

/// The most UTF-16 units that a name has, with its final zero (`LOCALE_NAME_MAX_LENGTH`).
const MAX_NAME: usize = 85;

pub(crate) fn format() -> Option<String> {
    let mut name = [0_u16; MAX_NAME];
    // SAFETY: the system writes no more than the units that it is told there are.
    let written = unsafe { GetUserDefaultLocaleName(name.as_mut_ptr(), i32::try_from(MAX_NAME).ok()?) };
    // With the final zero; 0 is an error.
    let length = usize::try_from(written).ok()?.checked_sub(1)?;
    String::from_utf16(name.get(..length)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_regional_format_is_a_language_tag() {
        let tag = format().unwrap();
        assert!(tag.len() >= 2 && tag.is_ascii() && !tag.contains('\0'), "{tag:?}");
    }
}
