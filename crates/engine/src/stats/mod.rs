//! The mathematics the analyses share, each with its source.
