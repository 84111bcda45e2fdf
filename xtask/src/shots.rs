//! `cargo xtask shots`: a picture of every state of the widget, at three widths, in both languages and both themes, to be looked at.
//! `cargo xtask shots --docs`: the few that the README shows, into `docs/`.

use crate::build::{self, Pages, Profile};
use crate::npm;
use crate::serve::Server;
use crate::setup::{self, CHROMIUM, NODE};
use crate::shell::{self, Failure, Result};
use crate::workspace::Workspace;
use std::process::Command;

/// Into `target/shots/`, with a page of all of them.
pub fn command(workspace: &Workspace, args: &[String]) -> Result<()> {
    let docs = args == ["--docs"];
    if !(args.is_empty() || docs) {
        return Err(Failure::new("usage: cargo xtask shots [--docs]"));
    }
    setup::ensure(workspace, &[&NODE, &CHROMIUM])?;
    let folder = workspace.root.join("tests/browser");
    npm::install(&folder)?;
    build::dist(workspace, Profile::Release, Pages::All)?;
    let port = Server::start(&workspace.dist, 0)?.port;
    let out = if docs { workspace.root.join("docs") } else { workspace.target.join("shots") };
    let mut node = Command::new("node");
    node.current_dir(&folder)
        .arg("shots.mjs")
        .arg(&out)
        .args(docs.then_some("--docs"))
        .env("BASE_URL", format!("http://localhost:{port}/"))
        .env("CHROMIUM", setup::chromium().unwrap_or_default());
    shell::run(&mut node)?;
    println!("{}", if docs { out } else { out.join("index.html") }.display());
    Ok(())
}
