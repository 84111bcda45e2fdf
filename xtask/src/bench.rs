//! `cargo xtask bench` and `cargo xtask storm`: what is measured by hand. How long something takes is never asked in a
//! test, which would fail on a busy machine.

use std::process::Command;

use crate::build::{self, Pages, Profile};
use crate::npm;
use crate::serve::Server;
use crate::setup;
use crate::shell::{self, Failure, Result};
use crate::workspace::Workspace;

/// How long the engine takes to decide, by the length of the history; with `start`, the widget until it listens.
pub fn command(workspace: &Workspace, args: &[String]) -> Result<()> {
    match args {
        [] => bench(workspace, "decide", &[]),
        [what] if what == "start" => start(workspace),
        _ => Err(Failure::new("usage: cargo xtask bench [start]")),
    }
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

fn start(workspace: &Workspace) -> Result<()> {
    setup::ensure(workspace, &[&setup::NODE, &setup::CHROMIUM])?;
    let folder = workspace.root.join("tests/browser");
    npm::install(&folder)?;
    build::dist(workspace, Profile::Release, Pages::Product)?;
    let port = Server::start(&workspace.dist, 0)?.port;
    let mut node = Command::new("node");
    node.current_dir(&folder)
        .arg("start.bench.mjs")
        .env("BASE_URL", format!("http://localhost:{port}/"))
        .env("CHROMIUM", setup::chromium().unwrap_or_default());
    shell::run(&mut node)
}
