//! Where things are: the sources, the build directory, the folder to publish.

use std::env;
use std::path::{Path, PathBuf};

use crate::Result;

/// The folders the commands work on.
#[derive(Debug, Clone)]
pub(crate) struct Project {
    /// The folder of the workspace's Cargo.toml.
    pub(crate) root: PathBuf,
    /// Cargo's build directory.
    pub(crate) target: PathBuf,
    /// The finished site.
    pub(crate) dist: PathBuf,
}

impl Project {
    /// Finds the workspace this command was started in.
    pub(crate) fn find() -> Result<Self> {
        // Cargo sets the variable at run time; the compiled-in path serves when the binary is started by hand.
        let manifest_dir = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = manifest_dir.parent().ok_or("The folder above xtask cannot be found.")?.to_path_buf();

        // This binary lies in <target>/<profile>/, wherever the person or the CI has put <target>.
        let binary = env::current_exe().map_err(|error| format!("Where xtask runs is unknown: {error}."))?;
        let target = binary
            .ancestors()
            .nth(2)
            .ok_or("Cargo's build directory cannot be found: start this command with `cargo xtask`.")?
            .to_path_buf();

        let dist = root.join("dist");
        Ok(Self { root, target, dist })
    }

    /// Where benchmarks put their files, packages and results.
    pub(crate) fn bench_dir(&self) -> PathBuf {
        self.target.join("bench")
    }

    /// A path inside the workspace.
    pub(crate) fn path(&self, relative: impl AsRef<Path>) -> PathBuf {
        self.root.join(relative)
    }
}
