//! What npm installs beside a `package.json`.

use crate::shell::{self, Failure, Result};
use std::path::Path;
use std::process::Command;

/// `npm ci`, unless the lock file is the one that was installed last.
pub fn install(folder: &Path) -> Result<()> {
    let lock = folder.join("package-lock.json");
    let wanted = std::fs::read(&lock).map_err(Failure::io(&lock))?;
    let stamp = folder.join("node_modules/.installed-lock.json");
    if std::fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    // Warnings are about engines and deprecations of what others depend on: nothing that anybody here can act on.
    shell::run(Command::new("npm").current_dir(folder).args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]))?;
    std::fs::write(&stamp, wanted).map_err(Failure::io(&stamp))
}
