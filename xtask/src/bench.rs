//! `cargo xtask bench`: how long the engine takes to decide. Measured here and never in a test, which would fail on a busy
//! machine.

use crate::shell::{self, Result};
use crate::workspace::Workspace;

pub fn command(workspace: &Workspace, _args: &[String]) -> Result<()> {
    let mut cargo = shell::cargo(&workspace.root);
    cargo.args(["bench", "--bench", "decide"]);
    shell::run(&mut cargo)
}
