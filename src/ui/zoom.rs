//! The zoom, in steps.

use eframe::egui::Context;

/// The default.
pub(crate) const PLAIN: u16 = 100;

/// The zoom steps, in percent.
const STEPS: [u16; 11] = [67, 75, 80, 90, PLAIN, 110, 125, 150, 175, 200, 250];

/// The next larger step, if there is one.
pub(crate) fn larger(percent: u16) -> Option<u16> {
    STEPS.into_iter().find(|step| *step > percent)
}

/// The next smaller step, if there is one.
pub(crate) fn smaller(percent: u16) -> Option<u16> {
    STEPS.into_iter().rev().find(|step| *step < percent)
}

/// Applies this zoom from the next frame on.
pub(crate) fn set(ctx: &Context, percent: u16) {
    let factor = f32::from(percent) / f32::from(PLAIN);
    if ctx.zoom_factor() != factor {
        ctx.set_zoom_factor(factor);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_zoom_steps_lead_to_both_ends_and_back() {
        let mut percent = PLAIN;
        let mut steps = 0;
        while let Some(next) = larger(percent) {
            percent = next;
            steps += 1;
        }
        assert_eq!(percent, 250);
        for _ in 0..steps {
            percent = smaller(percent).unwrap();
        }
        assert_eq!(percent, PLAIN);
        assert_eq!((smaller(67), larger(101), smaller(101)), (None, Some(110), Some(100)));
    }
}
