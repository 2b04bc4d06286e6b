//! Time and memory that one input may take.
//!
//! libFuzzer's own limits do not fit: its `-timeout` counts the time on the wall, which on a busy machine says
//! nothing, and its `-malloc_limit_mb` needs a sanitizer. So processor time is read before and after each input,
//! and the allocator counts what is held.

use crate::laws::Law;
use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Processor time for an input of up to [`TIMED_BYTES`]. Instrumented code with its checks on is several times
/// slower than the product.
const MAX_SECONDS: f64 = 1.0;

/// Bytes for which [`MAX_SECONDS`] are given; larger inputs get more in proportion.
const TIMED_BYTES: usize = 65_536;

/// Bytes that may be held at once.
const MAX_HELD_BYTES: usize = 256 << 20;

/// The system's allocator, which counts.
struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

static HELD: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);

impl Counting {
    fn grow(n_bytes: usize) {
        let held = HELD.fetch_add(n_bytes, Ordering::Relaxed).wrapping_add(n_bytes);
        MOST.fetch_max(held, Ordering::Relaxed);
    }
}

// SAFETY: every call is handed on to the system's allocator as it is.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        Self::grow(layout.size());
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        Self::grow(layout.size());
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Ordering::Relaxed);
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        HELD.fetch_sub(layout.size(), Ordering::Relaxed);
        Self::grow(new_size);
        unsafe { System.realloc(pointer, layout, new_size) }
    }
}

/// Processor time of this thread in seconds.
fn processor_seconds() -> f64 {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the pointer is to a timespec of our own.
    unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &mut time) };
    time.tv_sec as f64 + time.tv_nsec as f64 * 1e-9
}

/// Holds an input to a law, to the time and to the memory; a fuzz target ends with the first that is broken.
///
/// # Panics
/// When the law is broken or a limit is passed.
pub fn hold(law: Law, data: &[u8]) {
    let held = HELD.load(Ordering::Relaxed);
    MOST.store(held, Ordering::Relaxed);
    let start = processor_seconds();
    if let Err(broken) = law(data) {
        panic!("{broken}");
    }
    let seconds = processor_seconds() - start;
    let allowed = MAX_SECONDS * (data.len().max(TIMED_BYTES) as f64 / TIMED_BYTES as f64);
    assert!(seconds <= allowed, "{} bytes took {seconds:.2} s, {allowed:.2} s are allowed", data.len());
    let n_held = MOST.load(Ordering::Relaxed).saturating_sub(held);
    assert!(n_held <= MAX_HELD_BYTES, "{} bytes took {n_held} bytes of memory", data.len());
}
