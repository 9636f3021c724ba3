//! Contrast, the grid, and no size or color outside this folder.

use eframe::egui::Color32;

use super::{
    palette::{DARK, LIGHT},
    *,
};
use model::ProfileColor;

fn luminance(color: Color32) -> f64 {
    let part = |value: u8| {
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * part(color.r()) + 0.7152 * part(color.g()) + 0.0722 * part(color.b())
}

fn contrast(one: Color32, other: Color32) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn every_text_has_enough_contrast_on_every_background() {
    for (name, palette) in [("light", &LIGHT), ("dark", &DARK)] {
        let grounds = [
            ("canvas", palette.canvas),
            ("panel", palette.panel),
            ("raised", palette.raised),
            ("sunken", palette.sunken),
            ("hover", palette.hover),
            ("selected", palette.selected),
        ];
        let texts = [
            ("text", palette.text),
            ("soft", palette.soft),
            ("accent", palette.accent),
            ("good", palette.good),
            ("warn", palette.warn),
            ("bad", palette.bad),
        ];
        for (ground_name, ground) in grounds {
            for (text_name, text) in texts {
                let contrast = contrast(text, ground);
                assert!(contrast >= 4.5, "{name}: {text_name} on {ground_name} is {contrast:.2}");
            }
        }
        let chosen = |ground: Color32| ground.blend(palette.accent.gamma_multiply(palette.selection_part));
        for (what, text, ground) in [
            ("text on fill", palette.on_fill, palette.fill),
            ("text on fill_hover", palette.on_fill, palette.fill_hover),
            ("text on fill_press", palette.on_fill, palette.fill_press),
            ("warn", palette.warn, palette.warn_wash),
            ("bad", palette.bad, palette.bad_wash),
            ("good", palette.good, palette.good_wash),
            ("accent", palette.accent, palette.accent_wash),
            ("sandbox", palette.sandbox, palette.sandbox_wash),
            ("text on warn", palette.text, palette.warn_wash),
            ("soft on warn", palette.soft, palette.warn_wash),
            ("soft on bad", palette.soft, palette.bad_wash),
            ("soft on good", palette.soft, palette.good_wash),
            ("soft on sandbox", palette.soft, palette.sandbox_wash),
            ("text on control", palette.text, palette.control_press),
            ("a disabled primary button", palette.soft, palette.control_press),
            ("chosen on canvas", palette.accent, chosen(palette.canvas)),
            ("chosen on panel", palette.accent, chosen(palette.panel)),
            ("chosen on raised", palette.accent, chosen(palette.raised)),
        ] {
            let contrast = contrast(text, ground);
            assert!(contrast >= 4.5, "{name}: {what} is {contrast:.2}");
        }
    }
}

#[test]
fn disabled_buttons_stay_readable() {
    for (name, palette) in [("light", &LIGHT), ("dark", &DARK)] {
        for ground in [palette.panel, palette.raised, palette.canvas] {
            let faded = |color: Color32, below: Color32| below.blend(color.gamma_multiply(style::DISABLED));
            let fill = faded(palette.control_press, ground);
            for (what, text, below) in [
                ("the primary button", palette.text, fill),
                ("a button", palette.text, faded(palette.panel, ground)),
            ] {
                let contrast = contrast(faded(text, below), below);
                assert!(contrast >= 4.5, "{name}: {what} is {contrast:.2}");
            }
        }
    }
}

#[test]
fn every_server_color_has_enough_contrast_and_differs_from_the_others() {
    for (name, palette) in [("light", &LIGHT), ("dark", &DARK)] {
        let grounds = [
            palette.panel,
            palette.raised,
            palette.hover,
            palette.selected,
            palette.control_hover,
            palette.control_press,
        ];
        for (place, color) in ProfileColor::ALL.into_iter().enumerate() {
            assert_eq!(color as usize, place);
            for ground in grounds {
                let contrast = contrast(palette.profile(color), ground);
                assert!(contrast >= 4.5, "{name}: {} is {contrast:.2}", color.word());
            }
            let others = ProfileColor::ALL.into_iter().skip(place + 1);
            for other in others {
                assert_ne!(palette.profile(color), palette.profile(other));
            }
            assert_ne!(palette.profile(color), palette.sandbox);
        }
    }
}

#[test]
fn spaces_are_on_the_grid() {
    for space in [
        GAP_SMALL,
        GAP,
        GAP_LARGE,
        GAP_SECTION,
        EDGE,
        TOP_BAR,
        TAB_BAR,
        STATUS_BAR,
        TABLE_HEADER,
        ROW,
        CONTROL,
        FOLD_NAME,
        CHECKBOX_TEXT,
        LEADING,
    ] {
        assert_eq!(space % UNIT, 0.0, "{space}");
    }
    for margin in [FIELD, FOLD, CARD, SEARCH, CODE, PAGE, HEAD, BAND, BANNER] {
        for side in [margin.left, margin.right, margin.top, margin.bottom] {
            assert_eq!(f32::from(side) % UNIT, 0.0, "{margin:?}");
        }
    }
}

/// Numbers without design meaning: zero, half, one, two.
const PLAIN: [&str; 4] = ["0.0", "0.5", "1.0", "2.0"];

/// Decimal numbers, and colors and margins built in place.
fn loose(line: &str) -> Vec<String> {
    let mut found: Vec<_> = [
        "Color32::from_",
        "Margin::same(",
        "Margin::symmetric(",
        "CornerRadius::same(",
    ]
    .into_iter()
    .filter(|maker| {
        let after = line.split(maker).nth(1).unwrap_or_default();
        let made_of_numbers = after.starts_with(|sign: char| sign.is_ascii_digit());
        made_of_numbers || (maker.starts_with("Color32") && line.contains(maker))
    })
    .map(str::to_owned)
    .collect();
    let numbers = line.split(|sign: char| !sign.is_ascii_alphanumeric() && sign != '.' && sign != '_');
    found.extend(
        numbers
            .filter(|word| word.starts_with(|sign: char| sign.is_ascii_digit()) && word.contains('.'))
            .map(|word| word.trim_end_matches("_f32").trim_end_matches("_f64"))
            .filter(|word| !word.ends_with('.') && !word.contains("..") && !PLAIN.contains(word))
            .filter(|word| {
                !word
                    .split_once('.')
                    .is_some_and(|(_, rest)| rest.starts_with(char::is_alphabetic))
            })
            .map(str::to_owned),
    );
    found
}

#[test]
fn no_color_or_size_is_defined_outside_the_tokens() {
    // These compute file sizes and draw icons in a unit square.
    let exempt = [
        "tokens.rs",
        "shapes.rs",
        "words.rs",
        "quantities.rs",
        "times.rs",
        "tests.rs",
    ];
    let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ui")];
    let mut found = Vec::new();
    let mut read = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                folders.extend((name != "tests" && name != "tokens").then_some(path));
                continue;
            }
            if exempt.contains(&name.as_str()) {
                continue;
            }
            read += 1;
            let text = std::fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
            for (number, line) in code.lines().enumerate() {
                let line = line.split("//").next().unwrap_or_default();
                // Strings are text, not sizes.
                let line: String = line.split('"').step_by(2).collect();
                found.extend(
                    loose(&line)
                        .into_iter()
                        .map(|what| format!("{name}:{}: {what}", number + 1)),
                );
            }
        }
    }
    assert!(read > 40, "{read}");
    assert!(found.is_empty(), "{}", found.join("\n"));
}
