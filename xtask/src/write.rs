//! `cargo xtask write`: what stands in files and follows from the table of settings.

use crate::shell::{self, Result};
use crate::workspace::Workspace;

/// The tests that compare them know how to write them.
pub fn command(workspace: &Workspace, _args: &[String]) -> Result<()> {
    let mut cargo = shell::cargo(&workspace.root);
    cargo.args(["test", "--quiet", "--test", "documents", "--test", "package"]).env("FERROPHONE_WRITE", "1");
    shell::run(&mut cargo)
}
