//! Maps and sets of upload ids, fast enough to build and search 100,000 within a frame.

use std::{
    collections::{HashMap, HashSet},
    hash::{BuildHasherDefault, Hasher},
};

use super::UploadId;

/// Keyed by upload id.
pub type ById<T> = HashMap<UploadId, T, BuildHasherDefault<IdHasher>>;

/// A set of upload ids.
pub type UploadIdSet = HashSet<UploadId, BuildHasherDefault<IdHasher>>;

/// Hashes ids with one multiplication. This program mints ids from the time, so nobody can make them collide.
#[derive(Debug, Clone, Copy, Default)]
pub struct IdHasher(u64);

impl Hasher for IdHasher {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_i64(&mut self, number: i64) {
        self.write_u64(number.cast_unsigned());
    }

    fn write_u64(&mut self, number: u64) {
        let spread = (self.0.rotate_left(5) ^ number).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        // Tables use the lowest bits, which multiplication mixes least.
        self.0 = spread ^ (spread >> 32);
    }

    fn write_u128(&mut self, number: u128) {
        let [high, low] = [number >> 64, number & u128::from(u64::MAX)];
        for half in [high, low] {
            self.write_u64(u64::try_from(half).unwrap_or_default());
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use std::hash::BuildHasher as _;

    use super::*;

    #[test]
    fn ids_of_one_drop_or_of_many_days_hash_evenly() {
        for step in [1, 1000, 1 << 20, 86_400_000_000] {
            let places: HashSet<u64> = (0..4096)
                .map(|number| UploadId::new(1_700_000_000_000_000 + number * step))
                .map(|id| BuildHasherDefault::<IdHasher>::default().hash_one(id) % 4096)
                .collect();
            assert!(
                places.len() > 2000,
                "{} places of 4096 for ids {step} apart",
                places.len()
            );
        }
    }
}
