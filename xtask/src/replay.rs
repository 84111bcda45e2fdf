//! `cargo xtask replay FILE`: an exported event log, played natively. The program that plays it is an example of the crate, so that
//! this tool needs nothing of it.

use crate::shell::{self, Failure, Result};
use crate::workspace::Workspace;

/// Its exit code is the program's: 1 where the log leads to something else than it says.
pub fn command(workspace: &Workspace, args: &[String]) -> Result<()> {
    let [file] = args else { return Err(Failure::new("usage: cargo xtask replay FILE")) };
    let file = std::path::absolute(file).map_err(Failure::io(file.as_ref()))?;
    let mut cargo = shell::cargo(&workspace.root);
    cargo.args(["run", "--quiet", "--example", "replay", "--"]).arg(file);
    shell::run(&mut cargo)
}
