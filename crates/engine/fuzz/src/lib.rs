//! What the fuzz targets share: the laws, and the meter that no input may run past.

pub mod laws;
pub mod meter;
