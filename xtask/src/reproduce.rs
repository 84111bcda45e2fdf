//! `cargo xtask reproduce`: builds what was committed once more, in another folder and with crates that were fetched anew, and
//! compares what ships byte for byte.

use std::collections::BTreeMap;
use std::path::Path;

use crate::build::{self, Pages, Profile, WIDGET};
use crate::shell::{self, Failure, Result};
use crate::workspace::Workspace;

pub fn command(workspace: &Workspace, args: &[String]) -> Result<()> {
    if !args.is_empty() {
        return Err(Failure::new("usage: cargo xtask reproduce"));
    }
    let git = |args: &[&str]| shell::output("git", &[&["-C", &workspace.root.to_string_lossy()], args].concat());
    let changes = git(&["status", "--porcelain"]).ok_or_else(|| Failure::new("this is no git checkout"))?;
    if !changes.is_empty() {
        return Err(Failure::new(format!("not everything is committed:\n{changes}"))
            .remedy("  commit or stash it: the second build is of what was committed"));
    }
    build::dist(workspace, Profile::Release, Pages::Product)?;

    let elsewhere = workspace.target.join("reproduce");
    let _ = std::fs::remove_dir_all(&elsewhere);
    let checkout = elsewhere.join("another").join("checkout");
    std::fs::create_dir_all(&checkout).map_err(Failure::io(&checkout))?;
    let mut clone = std::process::Command::new("git");
    shell::run(clone.args(["clone", "--quiet"]).arg(&workspace.root).arg(&checkout))?;
    let mut cargo = shell::cargo(&checkout);
    cargo.env("CARGO_HOME", elsewhere.join("cargo")).env("CARGO_TARGET_DIR", checkout.join("target"));
    shell::run(cargo.args(["xtask", "build"]))?;

    let (mut here, mut there) = (BTreeMap::new(), BTreeMap::new());
    build::collect(&workspace.dist.join(WIDGET), Path::new(""), &mut here)?;
    build::collect(&checkout.join("dist").join(WIDGET), Path::new(""), &mut there)?;
    let other: Vec<_> = here.keys().chain(there.keys()).filter(|file| here.get(*file) != there.get(*file)).collect();
    if other.is_empty() {
        println!("{} files, byte for byte the same", here.len());
        std::fs::remove_dir_all(&elsewhere).map_err(Failure::io(&elsewhere))?;
        return Ok(());
    }
    let names: Vec<_> = other.iter().map(|file| file.display().to_string()).collect();
    Err(Failure::new(format!("not the same: {}", names.join(", ")))
        .remedy(format!("  {} is kept to compare", elsewhere.display())))
}
