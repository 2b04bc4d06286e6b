//! What the system tells about the browser's processes: how long each thread ran and waited, and how much
//! memory a process had at most. Only Linux tells; elsewhere there is nothing, and the wall clock has to do.

use std::collections::HashMap;
use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Between two looks at the threads: close together at the start, since a small file is read in a few dozen
/// milliseconds, then rarely, so that looking costs nothing.
const EARLY: (Duration, Duration) = (Duration::from_secs(1), Duration::from_millis(4));
const LATER: Duration = Duration::from_millis(25);

/// Process and thread.
type Thread = (u32, u32);

/// What a thread had done at a moment: nanoseconds it ran, and was ready but had no core.
#[derive(Debug, Clone, Copy)]
struct Schedule {
    at_ms: f64,
    ran_ns: f64,
    waited_ns: f64,
}

/// The processes that draw pages among those this process started.
pub(crate) fn renderers() -> Vec<u32> {
    let mut parents = HashMap::new();
    for entry in fs::read_dir("/proc").into_iter().flatten().flatten() {
        let Some(pid) = entry.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else {
            continue;
        };
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        // The name in parentheses may hold anything; the parent is the second word behind it.
        let parent = stat.rsplit_once(')').and_then(|(_, rest)| rest.split_whitespace().nth(1)?.parse().ok());
        if let Some(parent) = parent {
            parents.insert(pid, parent);
        }
    }
    let own = std::process::id();
    let is_ours = |pid: u32| {
        std::iter::successors(Some(pid), |pid| parents.get(pid).copied()).take(16).any(|pid| pid == own)
    };
    let is_renderer = |pid: u32| {
        let line = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
        String::from_utf8_lossy(&line).contains("--type=renderer")
    };
    parents.keys().copied().filter(|&pid| is_ours(pid) && is_renderer(pid)).collect()
}

/// The most memory a process ever had, in bytes.
pub(crate) fn peak_bytes(pid: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok().map(|kb| kb * 1024)
}

/// Looks at the threads of some processes until it is told to stop.
pub(crate) struct Watch {
    is_over: Arc<AtomicBool>,
    watching: JoinHandle<HashMap<Thread, Vec<Schedule>>>,
}

impl Watch {
    /// Starts to look.
    pub(crate) fn start(pids: Vec<u32>) -> Self {
        let is_over = Arc::new(AtomicBool::new(false));
        let told = Arc::clone(&is_over);
        let watching = thread::spawn(move || {
            let started = Instant::now();
            let mut seen: HashMap<Thread, Vec<Schedule>> = HashMap::new();
            while !told.load(Ordering::Relaxed) {
                for &pid in &pids {
                    look(pid, &mut seen);
                }
                thread::sleep(if started.elapsed() < EARLY.0 { EARLY.1 } else { LATER });
            }
            seen
        });
        Self { is_over, watching }
    }

    /// Ends, and returns what was seen.
    pub(crate) fn stop(self) -> Seen {
        self.is_over.store(true, Ordering::Relaxed);
        Seen(self.watching.join().unwrap_or_default())
    }
}

fn look(pid: u32, seen: &mut HashMap<Thread, Vec<Schedule>>) {
    for entry in fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten() {
        let Some(tid) = entry.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else {
            continue;
        };
        let text = fs::read_to_string(entry.path().join("schedstat")).unwrap_or_default();
        let mut numbers = text.split_whitespace().filter_map(|word| word.parse::<f64>().ok());
        if let (Some(ran_ns), Some(waited_ns)) = (numbers.next(), numbers.next()) {
            let at_ms = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs_f64() * 1e3;
            seen.entry((pid, tid)).or_default().push(Schedule { at_ms, ran_ns, waited_ns });
        }
    }
}

/// What threads did while they were watched.
pub(crate) struct Seen(HashMap<Thread, Vec<Schedule>>);

/// The thread that ran most between two moments.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Busiest {
    /// Its process.
    pub(crate) pid: u32,
    /// Milliseconds it was ready and had no core.
    pub(crate) waited_ms: f64,
}

impl Seen {
    /// The busiest thread between two moments, in milliseconds since 1970.
    pub(crate) fn busiest(&self, start_ms: f64, end_ms: f64) -> Option<Busiest> {
        let during = |schedules: &[Schedule], of: fn(&Schedule) -> f64| {
            (interpolated(schedules, end_ms, of) - interpolated(schedules, start_ms, of)) / 1e6
        };
        self.0
            .iter()
            .map(|(&(pid, _), schedules)| {
                let ran = during(schedules, |schedule| schedule.ran_ns);
                (ran, Busiest { pid, waited_ms: during(schedules, |schedule| schedule.waited_ns) })
            })
            .max_by(|(a, _), (b, _)| a.total_cmp(b))
            .map(|(_, busiest)| busiest)
    }
}

/// A counter at a moment between two looks at it; a thread that began later had done nothing before.
fn interpolated(schedules: &[Schedule], at_ms: f64, of: fn(&Schedule) -> f64) -> f64 {
    let next = schedules.partition_point(|schedule| schedule.at_ms < at_ms);
    match (next.checked_sub(1).and_then(|before| schedules.get(before)), schedules.get(next)) {
        (Some(a), Some(b)) => of(a) + (of(b) - of(a)) * (at_ms - a.at_ms) / (b.at_ms - a.at_ms).max(1e-6),
        (Some(only), None) | (None, Some(only)) => of(only),
        (None, None) => 0.0,
    }
}
