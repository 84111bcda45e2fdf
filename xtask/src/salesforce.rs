//! The Salesforce package: its checks, and the zips that are deployed. Neither needs an org.

use crate::build::{self, Pages, Profile};
use crate::npm;
use crate::setup::{self, JAVA, NODE, Need};
use crate::shell::{self, Failure, Result, run_reading};
use crate::test::tally::Tally;
use crate::workspace::Workspace;
use std::path::PathBuf;
use std::process::Command;

/// Where the checks lie.
pub const CHECKS: &str = "salesforce/check";

/// What the checks run on.
pub const NEEDS: &[&Need] = &[&NODE, &JAVA];

const USAGE: &str = "usage: cargo xtask package [--with-widget]";

/// `cargo xtask package [--with-widget]`: a zip for each folder of `salesforce/sfdx-project.json`.
pub fn package(workspace: &Workspace, args: &[String]) -> Result<()> {
    let with_widget = match args {
        [] => false,
        [flag] if flag == "--with-widget" => true,
        _ => return Err(Failure::new(USAGE)),
    };
    setup::ensure(workspace, &[&NODE])?;
    npm::install(&checks(workspace))?;
    let out = workspace.target.join("package");
    // Empty each time: a zip of a folder that is gone must not be deployed.
    let _ = std::fs::remove_dir_all(&out);
    let mut command = Command::new("node");
    command.current_dir(checks(workspace)).arg("package.js").arg(&out);
    if with_widget {
        build::dist(workspace, Profile::Release, Pages::Product)?;
        command.arg(workspace.dist.join(build::WIDGET));
    }
    shell::run(&mut command)?;
    println!("{} is ready; salesforce/README.md says what to deploy when", out.display());
    Ok(())
}

/// Every check, the Apex tests in the emulator, and the defects that the checks must find.
pub fn test(workspace: &Workspace, tally: &mut Tally) -> Result<()> {
    npm::install(&checks(workspace))?;
    let mut command = Command::new("node");
    command.current_dir(checks(workspace)).args(["--test", "--test-reporter=spec"]);
    let checked = run_reading(&mut command, |line| tally.read_node(line));
    // Every story once more, its questions answered by the Apex itself.
    let mut contract = shell::cargo(&workspace.root);
    contract.args(["test", "--test", "contract"]);
    checked.and(run_reading(&mut contract, |line| tally.read_cargo(line)))
}

fn checks(workspace: &Workspace) -> PathBuf {
    workspace.root.join(CHECKS)
}
