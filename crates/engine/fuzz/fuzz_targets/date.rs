#![no_main]
//! See [`clientele_engine_fuzz::laws::date`].

use clientele_engine_fuzz::{laws, meter};

libfuzzer_sys::fuzz_target!(|data: &[u8]| meter::hold(laws::date::hold, data));
