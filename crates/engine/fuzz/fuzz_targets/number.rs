#![no_main]
//! See [`clientele_engine_fuzz::laws::number`].

use clientele_engine_fuzz::{laws, meter};

libfuzzer_sys::fuzz_target!(|data: &[u8]| meter::hold(laws::number::hold, data));
