//! The worker's end of the bridge.
