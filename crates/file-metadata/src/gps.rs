//! Positions.

use serde::{Deserialize, Serialize};

/// A position on Earth in degrees.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Gps {
    /// Degrees north, -90 to 90.
    pub latitude: f64,
    /// Degrees east, -180 to 180.
    pub longitude: f64,
}

impl Gps {
    /// Whether it is on Earth. Exactly 0, 0 is what devices without a fix write.
    pub(crate) fn is_valid(&self) -> bool {
        self.latitude.abs() <= 90.0
            && self.longitude.abs() <= 180.0
            && (self.latitude.abs() > f64::EPSILON || self.longitude.abs() > f64::EPSILON)
    }

    /// Latitude and longitude as XMP writes them, such as `39,21.102000N`: `exif:GPSLatitude`, `exif:GPSLongitude`.
    #[must_use]
    pub fn xmp(&self) -> [String; 2] {
        let coordinate = |degrees: f64, positive, negative| {
            let sign = if degrees < 0.0 { negative } else { positive };
            // Rounded before it is split, so that 59.9999999 minutes do not become 60. A ten-millionth of a minute is 0.2 mm.
            let minutes = (degrees.abs() * 60.0 * 1e6).round() / 1e6;
            let whole = (minutes / 60.0).floor();
            format!("{whole},{:.6}{sign}", minutes - whole * 60.0)
        };
        [
            coordinate(self.latitude, 'N', 'S'),
            coordinate(self.longitude, 'E', 'W'),
        ]
    }

    /// The position that two XMP coordinates name.
    pub(crate) fn of_xmp(latitude: &str, longitude: &str) -> Option<Self> {
        Some(Self {
            latitude: xmp_degrees(latitude, ['N', 'S'])?,
            longitude: xmp_degrees(longitude, ['E', 'W'])?,
        })
    }

    /// The position in ISO 6709, such as `+27.5916+086.5640+8850/`.
    pub(crate) fn of_iso_6709(text: &str) -> Option<Self> {
        let text = text.trim();
        let start = |from: usize| Some(from + text.get(from..)?.find(['+', '-'])?);
        let second = start(1)?;
        let end = start(second + 1).or_else(|| text.find('/')).unwrap_or(text.len());
        Some(Self {
            latitude: iso_degrees(text.get(..second)?, 2)?,
            longitude: iso_degrees(text.get(second..end)?, 3)?,
        })
    }
}

/// `DDD,MM,SSk` or `DDD,MM.mmk`.
fn xmp_degrees(text: &str, [positive, negative]: [char; 2]) -> Option<f64> {
    let text = text.trim();
    let sign = match text.chars().next_back()?.to_ascii_uppercase() {
        letter if letter == positive => 1.0,
        letter if letter == negative => -1.0,
        _ => return None,
    };
    let text = text.get(..text.len() - 1)?;
    let mut degrees = 0.0;
    for (part, divisor) in text.split(',').zip([1.0, 60.0, 3600.0]) {
        degrees += part.trim().parse::<f64>().ok()? / divisor;
    }
    Some(sign * degrees)
}

/// `±DD.D`, `±DDMM.M` or `±DDMMSS.S`, where degrees have this many digits.
fn iso_degrees(text: &str, digits: usize) -> Option<f64> {
    let sign = if text.starts_with('-') { -1.0 } else { 1.0 };
    let number = text.get(1..)?;
    let whole = number.split('.').next()?.len();
    let degrees = match whole.checked_sub(digits) {
        Some(2) => number.get(..digits)?.parse::<f64>().ok()? + number.get(digits..)?.parse::<f64>().ok()? / 60.0,
        Some(4) => {
            number.get(..digits)?.parse::<f64>().ok()?
                + number.get(digits..digits + 2)?.parse::<f64>().ok()? / 60.0
                + number.get(digits + 2..)?.parse::<f64>().ok()? / 3600.0
        }
        _ => number.parse::<f64>().ok()?,
    };
    Some(sign * degrees)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_survive_a_way_through_xmp() {
        let gps = Gps {
            latitude: 38.7223,
            longitude: -9.139_337,
        };
        let [latitude, longitude] = gps.xmp();
        assert_eq!(
            (latitude.as_str(), longitude.as_str()),
            ("38,43.338000N", "9,8.360220W")
        );
        let back = Gps::of_xmp(&latitude, &longitude).unwrap();
        assert!((back.latitude - gps.latitude).abs() < 1e-8 && (back.longitude - gps.longitude).abs() < 1e-8);
        let edge = Gps {
            latitude: -0.999_999_999_99,
            longitude: 180.0,
        };
        assert_eq!(edge.xmp(), ["1,0.000000S", "180,0.000000E"]);
        assert_eq!(
            Gps::of_xmp("39,21,7N", "9,8W").unwrap().latitude,
            39.0 + 21.0 / 60.0 + 7.0 / 3600.0
        );
        assert_eq!(Gps::of_xmp("39,21E", "9,8W"), None);
    }

    #[test]
    fn positions_of_videos_are_read_in_every_form() {
        for (text, latitude, longitude) in [
            ("+27.5916+086.5640+8850/", 27.5916, 86.564),
            ("-12.5-009.25/", -12.5, -9.25),
            ("+4012.22-07500.25/", 40.0 + 12.22 / 60.0, -75.0 - 0.25 / 60.0),
            (
                "+401213.1-0750015.1+2.79/",
                40.0 + 12.0 / 60.0 + 13.1 / 3600.0,
                -75.0 - 15.1 / 3600.0,
            ),
        ] {
            let gps = Gps::of_iso_6709(text).unwrap();
            assert!(
                (gps.latitude - latitude).abs() < 1e-9 && (gps.longitude - longitude).abs() < 1e-9,
                "{text} {gps:?}"
            );
        }
        for text in ["", "+", "+1", "é+1é", "nothing"] {
            assert_eq!(Gps::of_iso_6709(text), None, "{text}");
        }
        assert!(
            !Gps {
                latitude: 0.0,
                longitude: 0.0
            }
            .is_valid()
        );
        assert!(
            !Gps {
                latitude: f64::NAN,
                longitude: 0.0
            }
            .is_valid()
        );
    }
}
