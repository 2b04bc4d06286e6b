//! How a long computation tells how far it is and hears that nobody wants the answer any more.

/// Told how far a computation is; answers whether to go on.
///
/// Implemented by closures `FnMut(f64) -> bool`: the argument is the share done, 0..=1; `false` means
/// that the answer is no longer wanted and the computation should return [`Cancelled`].
pub trait Progress {
    /// Reports that `done` (a share, 0..=1) of the work is finished; `false` asks to stop.
    fn report(&mut self, done: f64) -> bool;

    /// Like [`Progress::report`], as a `Result` to use with `?`.
    ///
    /// # Errors
    /// [`Cancelled`] when the answer is no longer wanted.
    fn step(&mut self, done: f64) -> Result<(), Cancelled> {
        if self.report(done) { Ok(()) } else { Err(Cancelled) }
    }
}

impl<F: FnMut(f64) -> bool> Progress for F {
    fn report(&mut self, done: f64) -> bool {
        self(done)
    }
}

/// Progress that nobody watches.
pub struct Unwatched;

impl Progress for Unwatched {
    fn report(&mut self, _done: f64) -> bool {
        true
    }
}

/// The computation was stopped because its answer is no longer wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the computation was cancelled")]
pub struct Cancelled;
