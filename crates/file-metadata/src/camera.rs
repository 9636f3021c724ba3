//! The name of a camera for people: maker and model, without the brand twice.

/// Words of companies that no one calls a camera by.
const COMPANY: [&str; 15] = [
    "corporation",
    "corp",
    "company",
    "co",
    "ltd",
    "inc",
    "gmbh",
    "ag",
    "kg",
    "imaging",
    "optical",
    "camera",
    "electronics",
    "technologies",
    "technology",
];

/// Joins maker and model: "Canon EOS R5" names its maker already, "NIKON CORPORATION" does not belong before "NIKON Z 9", and
/// "OLYMPUS IMAGING CORP." is "OLYMPUS" before "E-M1".
#[must_use]
pub fn name(make: &str, model: &str) -> String {
    let plain = |word: &str| {
        word.trim_matches(|character: char| !character.is_alphanumeric())
            .to_lowercase()
    };
    let words: Vec<&str> = make.split_whitespace().collect();
    let first = words.first().map(|word| plain(word)).unwrap_or_default();
    let start = model.split_whitespace().next().map(plain).unwrap_or_default();
    let is_named = !first.is_empty() && model.to_lowercase().starts_with(&first)
        || start.len() > 2
            && words
                .iter()
                .any(|word| plain(word) == start && !COMPANY.contains(&start.as_str()));
    if is_named || words.is_empty() {
        return model.trim().to_owned();
    }
    let is_company = |word: &&&str| COMPANY.contains(&plain(word).as_str()) || plain(word).is_empty();
    let kept = words.len() - words.iter().skip(1).rev().take_while(is_company).count();
    let brand = words.get(..kept).unwrap_or_default().join(" ");
    let brand = brand.trim_end_matches(',');
    format!("{brand} {}", model.trim()).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn a_camera_is_called_by_its_brand_once() {
        for (make, model, expected) in [
            ("Canon", "Canon EOS R5", "Canon EOS R5"),
            ("NIKON CORPORATION", "NIKON Z 9", "NIKON Z 9"),
            ("SONY", "ILCE-7M4", "SONY ILCE-7M4"),
            ("OLYMPUS IMAGING CORP.", "E-M1", "OLYMPUS E-M1"),
            ("OM Digital Solutions", "OM-1", "OM-1"),
            ("RICOH IMAGING COMPANY, LTD.", "PENTAX K-1", "RICOH PENTAX K-1"),
            ("EASTMAN KODAK COMPANY", "KODAK DX6490", "KODAK DX6490"),
            ("LEICA CAMERA AG", "LEICA M11-P", "LEICA M11-P"),
            ("Leica Camera AG", "M11-P", "Leica M11-P"),
            ("Apple", "iPhone 17 Pro", "Apple iPhone 17 Pro"),
            ("Canon", "canon eos r5", "canon eos r5"),
            ("", "X100", "X100"),
            ("Holga", "", "Holga"),
            ("GoPro", "GoPro", "GoPro"),
            ("Camera", "Camera 360", "Camera 360"),
            ("...", "X", "... X"),
        ] {
            assert_eq!(name(make, model), expected, "{make} / {model}");
        }
    }
}
