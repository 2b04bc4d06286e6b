//! Sixty-four bytes of text to bit masks: where the characters are that make cells and lines.
//!
//! Sixteen bytes at a time with the vector instructions of WebAssembly, eight in one number elsewhere.

/// Bytes looked at together: one for each bit of a mask.
pub(super) const BLOCK_BYTES: usize = 64;

/// The characters looked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Needles {
    delimiter: u8,
}

/// What stands where in a block; the lowest bit is its first byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Masks {
    /// Delimiters, LF, CR and quotes.
    pub(super) marks: u64,
    /// Bytes below a space or above `~` that are no marks.
    pub(super) odd: u64,
}

impl Needles {
    pub(super) fn new(delimiter: u8) -> Self {
        Self { delimiter }
    }

    /// The masks of a block.
    pub(super) fn masks(self, block: &[u8; BLOCK_BYTES]) -> Masks {
        let (mut marks, mut ordinary) = (0, 0);
        let (lanes, _) = block.as_chunks::<LANE_BYTES>();
        for (idx, lane) in lanes.iter().enumerate() {
            let (lane_marks, lane_ordinary) = lane_masks(lane, self.delimiter);
            marks |= u64::from(lane_marks) << (idx * LANE_BYTES);
            ordinary |= u64::from(lane_ordinary) << (idx * LANE_BYTES);
        }
        Masks { marks, odd: !(marks | ordinary) }
    }
}

/// Bytes of one register.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
const LANE_BYTES: usize = 16;

/// Bytes of one register.
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
const LANE_BYTES: usize = 8;

/// Marks and ordinary characters of one register.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
fn lane_masks(lane: &[u8; 16], delimiter: u8) -> (u16, u16) {
    use std::arch::wasm32::{
        i8x16_gt, i8x16_splat, u8x16_bitmask, u8x16_eq, u8x16_ne, u8x16_splat, u64x2, v128_and, v128_or,
    };
    let bytes = u128::from_le_bytes(*lane);
    let bytes = u64x2(bytes as u64, (bytes >> 64) as u64);
    let is = |byte: u8| u8x16_eq(bytes, u8x16_splat(byte));
    let marks = v128_or(v128_or(is(delimiter), is(b'"')), v128_or(is(b'\n'), is(b'\r')));
    // As signed numbers, all bytes that are not ASCII lie below zero.
    let ordinary = v128_and(i8x16_gt(bytes, i8x16_splat(0x1F)), u8x16_ne(bytes, u8x16_splat(0x7F)));
    (u8x16_bitmask(marks), u8x16_bitmask(ordinary))
}

/// Marks and ordinary characters of one register.
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
fn lane_masks(lane: &[u8; 8], delimiter: u8) -> (u8, u8) {
    const HIGH_BITS: u64 = 0x8080_8080_8080_8080;
    let bytes = u64::from_le_bytes(*lane);
    let splat = |byte: u8| u64::from_le_bytes([byte; 8]);
    // The highest bit of each byte of these is set where the byte is not zero, and where it is not below a space.
    let differs = |bytes: u64| ((bytes & !HIGH_BITS) + !HIGH_BITS) | bytes;
    let no_mark = differs(bytes ^ splat(delimiter))
        & differs(bytes ^ splat(b'"'))
        & differs(bytes ^ splat(b'\n'))
        & differs(bytes ^ splat(b'\r'));
    let no_control = (bytes & !HIGH_BITS) + splat(0x80 - b' ');
    let ordinary = no_control & differs(bytes ^ splat(0x7F)) & !bytes;
    (top_bits(!no_mark & HIGH_BITS), top_bits(ordinary & HIGH_BITS))
}

/// The highest bits of eight bytes side by side; all others have to be zero.
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
fn top_bits(bytes: u64) -> u8 {
    ((bytes >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56) as u8
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_byte_is_told_apart() {
        for delimiter in [b',', b';', b'\t', b'|', b' ', 0x7F] {
            let needles = Needles::new(delimiter);
            for first in (0..=255_u8).step_by(BLOCK_BYTES) {
                let mut block = [0; BLOCK_BYTES];
                for (idx, byte) in block.iter_mut().enumerate() {
                    *byte = first + idx as u8;
                }
                assert_eq!(needles.masks(&block), plain_masks(delimiter, &block), "{delimiter} {first}");
            }
        }
    }

    /// The same, one byte after another.
    fn plain_masks(delimiter: u8, block: &[u8; BLOCK_BYTES]) -> Masks {
        let mut masks = Masks { marks: 0, odd: 0 };
        for (idx, &byte) in block.iter().enumerate() {
            let is_mark = byte == delimiter || matches!(byte, b'\n' | b'\r' | b'"');
            masks.marks |= u64::from(is_mark) << idx;
            masks.odd |= u64::from(!is_mark && !(b' '..=b'~').contains(&byte)) << idx;
        }
        masks
    }

    proptest! {
        #[test]
        fn registers_agree_with_single_bytes(bytes in prop::collection::vec(any::<u8>(), BLOCK_BYTES), delimiter in 0..128_u8) {
            let (blocks, _) = bytes.as_chunks::<BLOCK_BYTES>();
            let needles = Needles::new(delimiter);
            prop_assert_eq!(needles.masks(&blocks[0]), plain_masks(delimiter, &blocks[0]));
        }
    }
}
