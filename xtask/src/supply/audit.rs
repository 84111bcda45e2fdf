//! `cargo xtask audit`: licences and sources of everything that is built with or tested with, and warnings about it.
//!
//! Licences and sources need no network, so `lint` asks for them too. Warnings are kept at GitHub (RustSec) and at npm:
//! where those cannot be reached, that is said.

use super::crates::{self, Name};
use super::{licence, npm};
use crate::shell::{Failure, Result};
use crate::workspace::Workspace;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};

/// Permissive licences; none asks more than to be named. What ships has no other.
const ALLOWED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Of tools that only tests run, and that nothing ships.
const ALLOWED_FOR_TESTS: &[&str] = &["BlueOak-1.0.0", "MPL-2.0", "Python-2.0"];

const CRATES_IO: &str = "registry+https://github.com/rust-lang/crates.io-index";
const NPM: &str = "https://registry.npmjs.org/";

/// Folders with an npm lock file.
const NODE_FOLDERS: &[&str] = &["salesforce/check", "tests/browser"];

const USAGE: &str = "usage: cargo xtask audit";

pub fn command(workspace: &Workspace, args: &[String]) -> Result<()> {
    if !args.is_empty() {
        return Err(Failure::new(USAGE));
    }
    println!("{}", quick(workspace)?);
    println!("{}", rustsec(&workspace.root)?);
    for folder in NODE_FOLDERS {
        println!("{}", npm_audit(&workspace.root, folder)?);
    }
    Ok(())
}

/// Licences and sources. The error names what is wrong, the answer says how much was looked at.
pub fn quick(workspace: &Workspace) -> Result<String> {
    let everything = ["--workspace", "--all-features", "--edges", "normal,build,dev", "--target", "all"];
    let lines = crates::tree(&workspace.root, &everything)?;
    let found: BTreeMap<Name, String> = lines.into_iter().map(|line| (line.found.id, line.found.licence)).collect();
    let locked = crates::locked(&workspace.root)?;
    let mut wrong = Vec::new();
    for (id, licence) in &found {
        let own = locked.get(id).is_some_and(|locked| locked.source.is_none());
        if !own && !licence::allows(licence, ALLOWED) {
            wrong.push(format!("{} {}: the licence {licence:?} is not on the list", id.name, id.version));
        }
    }
    for (id, locked) in &locked {
        match (&locked.source, &locked.checksum) {
            (None, None) => {}
            (Some(source), Some(_)) if source == CRATES_IO => {}
            (source, _) => wrong.push(format!("{} {}: comes from {source:?}", id.name, id.version)),
        }
    }
    let mut of_npm = 0;
    let for_tests: Vec<&str> = ALLOWED.iter().chain(ALLOWED_FOR_TESTS).copied().collect();
    for folder in NODE_FOLDERS {
        for package in npm::locked(&workspace.root.join(folder))? {
            of_npm += 1;
            if !licence::allows(&package.licence, &for_tests) {
                wrong.push(format!("{folder}: {}: the licence {:?} is not on the list", package.path, package.licence));
            }
            if !(package.integrity || package.bundled)
                || !(package.resolved.is_empty() || package.resolved.starts_with(NPM))
            {
                wrong.push(format!("{folder}: {}: comes from nobody knows where", package.path));
            }
        }
    }
    if !wrong.is_empty() {
        return Err(Failure::new(format!("what Ferrophone is made of\n  {}", wrong.join("\n  ")))
            .remedy("  take another, or add the licence to xtask/src/supply/audit.rs with a reason"));
    }
    Ok(format!("licences and sources: {} crates and {of_npm} npm packages, all on the list", found.len()))
}

/// By `cargo-deny`, if it is there and its database can be fetched.
fn rustsec(root: &Path) -> Result<String> {
    let mut deny = Command::new("cargo-deny");
    deny.current_dir(root).args(["--all-features", "check", "advisories"]).stdin(Stdio::null());
    let Ok(output) = deny.output() else {
        return Ok("advisories of crates: NOT checked, cargo-deny is not installed (cargo install cargo-deny)".into());
    };
    let said = String::from_utf8_lossy(&output.stderr);
    if output.status.success() {
        return Ok("advisories of crates: none, by cargo-deny".into());
    }
    match said.contains("failed to fetch") || said.contains("advisory database") && !said.contains("error[") {
        true => Ok("advisories of crates: NOT checked, the RustSec database could not be fetched".into()),
        false => Err(Failure::new(format!("cargo-deny found advisories\n{said}"))),
    }
}

fn npm_audit(root: &Path, folder: &str) -> Result<String> {
    let mut npm = Command::new("npm");
    npm.current_dir(root.join(folder)).args(["audit", "--package-lock-only"]).stdin(Stdio::null());
    let Ok(output) = npm.output() else {
        return Ok(format!("advisories of {folder}: NOT checked, npm is not installed"));
    };
    let said = [String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr)].concat();
    match (output.status.success(), said.contains("Severity:") || said.contains("severity vulnerabilit")) {
        (true, _) => Ok(format!("advisories of {folder}: none, by npm")),
        // Nothing of this ships; who changes the lock file reads it.
        (false, true) => Ok(format!("advisories of {folder}, by npm; only tests use it\n{}", said.trim())),
        (false, false) => Ok(format!("advisories of {folder}: NOT checked, the registry did not answer the question")),
    }
}
