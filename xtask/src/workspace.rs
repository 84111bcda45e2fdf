//! Where things are.

use crate::shell::{Failure, Result};
use std::path::{Path, PathBuf};

/// The folders of one checkout.
pub struct Workspace {
    /// The folder of the root `Cargo.toml`.
    pub root: PathBuf,
    /// Cargo's target folder; everything that xtask makes for itself lies below.
    pub target: PathBuf,
    /// What `build` lays out and `run` serves.
    pub dist: PathBuf,
}

impl Workspace {
    pub fn find() -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the workspace").to_path_buf();
        if !root.join("Cargo.toml").is_file() {
            return Err(Failure::new(format!("this xtask was built for {}, which is gone", root.display())));
        }
        let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |dir| root.join(dir));
        Ok(Self { dist: root.join("dist"), target, root })
    }

    /// A program of `tools/`.
    pub fn tool(&self, name: &str) -> PathBuf {
        self.target.join("tools").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
    }

    /// Where the Asterisk of the PBX suites lies: `FERROPHONE_PBX_ROOT`, or a folder of ours.
    pub fn pbx(&self) -> PathBuf {
        std::env::var_os("FERROPHONE_PBX_ROOT").map_or_else(|| self.target.join("pbx/asterisk"), PathBuf::from)
    }
}

/// An empty folder of its own for each call; the name is for whoever looks into it afterwards.
#[cfg(test)]
pub fn scratch(name: &str) -> PathBuf {
    use std::sync::atomic::{AtomicUsize, Ordering};
    static CALLS: AtomicUsize = AtomicUsize::new(0);
    let call = CALLS.fetch_add(1, Ordering::Relaxed);
    let folder = Workspace::find().expect("the workspace").target.join("xtask-tests").join(format!("{name}-{call}"));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder for the test");
    folder
}
