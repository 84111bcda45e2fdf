//! `cargo xtask bench` and `cargo xtask storm`: what is measured by hand. How long the engine takes is never asked in a
//! test, which would fail on a busy machine.

use crate::shell::{self, Result};
use crate::workspace::Workspace;

/// How long the engine takes to decide, by the length of the history.
pub fn command(workspace: &Workspace, _args: &[String]) -> Result<()> {
    bench(workspace, "decide", &[])
}

/// `cargo xtask storm --calls 100000 --seed 1`
pub fn storm(workspace: &Workspace, args: &[String]) -> Result<()> {
    bench(workspace, "storm", args)
}

fn bench(workspace: &Workspace, name: &str, args: &[String]) -> Result<()> {
    let mut cargo = shell::cargo(&workspace.root);
    cargo.args(["bench", "--bench", name, "--"]).args(args);
    shell::run(&mut cargo)
}
