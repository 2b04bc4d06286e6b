//! Builds again when a source changes. Modification times are looked at twice a second: a few hundred files
//! cost a millisecond, and no crate for file events is needed.

use std::path::Path;
use std::thread;
use std::time::{Duration, SystemTime};

use crate::build::{self, Profile};
use crate::project::Project;

const SOURCES: &[&str] = &["src", "crates", "public", "style", "locales", "Cargo.toml", "Cargo.lock"];
const INTERVAL: Duration = Duration::from_millis(500);

/// The state of the sources: what would change if somebody edited, added or removed a file.
#[derive(Debug, PartialEq, Eq, Clone, Copy)]
struct Snapshot {
    newest: SystemTime,
    files: usize,
}

/// Never returns. A build that fails is told, and the last good one stays served.
pub(crate) fn rebuild_on_change(project: &Project, profile: Profile) -> ! {
    let mut built = snapshot(project);
    loop {
        thread::sleep(INTERVAL);
        let now = snapshot(project);
        if now == built {
            continue;
        }
        built = now;
        println!("\nA source has changed.");
        match build::site(project, profile) {
            Ok(()) => println!("Built. Reload the page."),
            Err(message) => eprintln!("{message}\nThe page still shows the last build that worked."),
        }
    }
}

fn snapshot(project: &Project) -> Snapshot {
    let mut snapshot = Snapshot { newest: SystemTime::UNIX_EPOCH, files: 0 };
    for source in SOURCES {
        visit(&project.path(source), &mut snapshot);
    }
    snapshot
}

fn visit(path: &Path, snapshot: &mut Snapshot) {
    // A file can vanish between being listed and being looked at: an editor's swap file, say.
    let Ok(metadata) = path.metadata() else { return };
    if metadata.is_dir() {
        let Ok(entries) = path.read_dir() else { return };
        for entry in entries.flatten() {
            visit(&entry.path(), snapshot);
        }
    } else {
        snapshot.files += 1;
        snapshot.newest = snapshot.newest.max(metadata.modified().unwrap_or(SystemTime::UNIX_EPOCH));
    }
}
