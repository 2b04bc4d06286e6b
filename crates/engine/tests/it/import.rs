//! Imports of real and of hard files.
