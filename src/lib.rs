//! x

/// Reports as pictures: scenes of plain shapes, drawn by plotters.
pub mod chart;
