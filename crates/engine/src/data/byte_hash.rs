//! Bytes as one number of 64 bits, quickly on machines without a wide multiplication as WebAssembly is.
//!
//! Source: Austin Appleby, MurmurHash2, 64-bit version for 64-bit platforms (public domain), with two lanes and
//! a last word that overlaps the one before.

const FACTOR: u64 = 0xC6A4_A793_5BD1_E995;
const SEEDS: [u64; 2] = [0x9E37_79B9_7F4A_7C15, 0xD6E8_FEB8_6659_FD93];

/// A well mixed number; equal for equal bytes, and different ones collide like random numbers of 64 bits.
pub(crate) fn hash(bytes: &[u8]) -> u64 {
    let mut lanes = [SEEDS[0] ^ (bytes.len() as u64).wrapping_mul(FACTOR), SEEDS[1]];
    let (pairs, rest) = bytes.as_chunks::<16>();
    for pair in pairs {
        lanes = [0, 1].map(|lane| step(lanes[lane], word(&pair[lane * 8..])));
    }
    if rest.len() > 8 {
        lanes = [step(lanes[0], word(rest)), step(lanes[1], word(&rest[rest.len() - 8..]))];
    } else if !rest.is_empty() {
        lanes[0] = step(lanes[0], short_word(rest));
    }
    finish(lanes[0] ^ finish(lanes[1]))
}

/// Up to eight bytes as a number that no other text up to eight bytes has; `None` for longer ones and for
/// those that end in NUL.
pub(crate) fn packed(bytes: &[u8]) -> Option<u64> {
    (bytes.len() <= 8 && bytes.last() != Some(&0)).then(|| short_word(bytes))
}

/// Whether two stretches of bytes are the same; for short ones without a loop, which is what a comparison is on
/// machines without an instruction for it.
pub(crate) fn equal(a: &[u8], b: &[u8]) -> bool {
    let n = a.len();
    if n != b.len() {
        return false;
    }
    match (a.last_chunk::<8>(), b.last_chunk::<8>()) {
        (Some(last), Some(other)) => last == other && word(a) == word(b) && (n <= 16 || a == b),
        _ => short_word(a) == short_word(b),
    }
}

/// The order of two stretches of as many bytes each.
pub(crate) fn compare(a: &[u8], b: &[u8]) -> std::cmp::Ordering {
    let words = |bytes: &[u8]| {
        let first = bytes.first_chunk::<8>().map(|chunk| u64::from_be_bytes(*chunk));
        first.zip(bytes.last_chunk::<8>().map(|chunk| u64::from_be_bytes(*chunk)))
    };
    match (words(a), words(b)) {
        // Halves that overlap differ in the same way where they do.
        (Some(a), Some(b)) if a.0 != b.0 => a.0.cmp(&b.0),
        (Some(first), Some(second)) if a.len() <= 16 && a.len() == b.len() => first.1.cmp(&second.1),
        _ => a.cmp(b),
    }
}

/// The first eight bytes.
fn word(bytes: &[u8]) -> u64 {
    bytes.first_chunk::<8>().map_or(0, |chunk| u64::from_le_bytes(*chunk))
}

/// Up to eight bytes, zeros behind them, without a loop: halves that overlap agree where they do.
fn short_word(bytes: &[u8]) -> u64 {
    let n = bytes.len();
    if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        return u64::from(u32::from_le_bytes(*first))
            | u64::from(u32::from_le_bytes(*last)) << (((n - 4) * 8) & 63);
    }
    match *bytes {
        [] => 0,
        [a] => u64::from(a),
        [a, b] => u64::from(a) | (u64::from(b) << 8),
        [a, b, c, ..] => u64::from(a) | (u64::from(b) << 8) | (u64::from(c) << 16),
    }
}

fn step(state: u64, word: u64) -> u64 {
    let mixed = word.wrapping_mul(FACTOR);
    ((mixed ^ (mixed >> 47)).wrapping_mul(FACTOR) ^ state).wrapping_mul(FACTOR)
}

fn finish(state: u64) -> u64 {
    let state = (state ^ (state >> 47)).wrapping_mul(FACTOR);
    state ^ (state >> 47)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn short_texts_are_told_apart_by_their_bytes() {
        let texts: [&[u8]; 10] =
            [b"", b"a", b"aa", b"aaa", b"aaaa", b"aaaaa", b"aaaaaaa", b"aaaaaaaa", b"\0a", b"\0\0\0\0a"];
        let numbers: HashSet<_> = texts.iter().filter_map(|text| packed(text)).collect();
        assert_eq!(numbers.len(), texts.len());
        assert_eq!(packed(b"abcdefgh"), Some(u64::from_le_bytes(*b"abcdefgh")));
        assert_eq!((packed(b"a\0"), packed(b"123456789")), (None, None));
    }

    #[test]
    fn comparisons_are_those_of_the_bytes() {
        for n in 0..40 {
            let bytes: Vec<u8> = (0..n).map(|idx| 100 + idx as u8).collect();
            assert!(equal(&bytes, &bytes.clone()) && compare(&bytes, &bytes.clone()).is_eq());
            assert!(!equal(&bytes, &[bytes.as_slice(), &[0]].concat()));
            for idx in 0..n {
                for byte in [0, 99 + idx as u8, 101 + idx as u8, 255] {
                    let mut other = bytes.clone();
                    other[idx] = byte;
                    other[n - 1 - idx] ^= 1;
                    assert_eq!(equal(&bytes, &other), bytes == other);
                    assert_eq!(compare(&bytes, &other), bytes.cmp(&other), "{bytes:?} {other:?}");
                }
            }
        }
    }

    #[test]
    fn numbers_in_a_row_do_not_collide() {
        let mut seen = HashSet::new();
        for n in 0..200_000_u32 {
            assert!(seen.insert(hash(format!("T{n:09},C{:07},2024-01-05,{}", n / 10, n % 97).as_bytes())));
        }
        // Low and high halves are well mixed by themselves.
        let halves: HashSet<u32> = seen.iter().map(|&hash| hash as u32).collect();
        assert!(halves.len() > 199_980);
        let halves: HashSet<u32> = seen.iter().map(|&hash| (hash >> 32) as u32).collect();
        assert!(halves.len() > 199_980);
    }

    #[test]
    fn every_byte_and_the_length_count() {
        for n in 0..50 {
            let bytes = vec![7_u8; n];
            let mut seen = HashSet::from([hash(&bytes), hash(&vec![7; n + 1])]);
            for idx in 0..n {
                let mut other = bytes.clone();
                other[idx] ^= 0x10;
                assert!(seen.insert(hash(&other)), "byte {idx} of {n}");
            }
        }
    }
}
