//! The table of suites. A new one is an entry here; what they have in common is below.

use super::tally::Tally;
use crate::build::{self, Pages, Profile};
use crate::headers::{self, Audience, Partners};
use crate::npm;
use crate::replay;
use crate::rows;
use crate::salesforce;
use crate::serve::Server;
use crate::setup::{self, ASTERISK, CHROMEDRIVER, CHROMIUM, NODE, Need, TEST_RUNNER, WASM_TARGET};
use crate::shell::{self, Failure, Result, cargo, run_reading};
use crate::size;
use crate::supply;
use crate::workspace::Workspace;
use std::path::{Path, PathBuf};
use std::process::Command;

pub struct Suite {
    pub name: &'static str,
    pub what: &'static str,
    /// Where its tests lie.
    pub source: &'static str,
    /// Whether a checkout may do without it.
    pub optional: bool,
    pub needs: &'static [&'static Need],
    pub run: fn(&Context, &mut Tally) -> Result<()>,
}

pub struct Context<'a> {
    pub workspace: &'a Workspace,
    pub strict: bool,
    /// Of the browser suites, only the files with this in their name.
    pub only: Option<&'a str>,
}

/// Cheap and telling first.
pub const SUITES: &[Suite] = &[
    Suite {
        name: "lint",
        what: "rustfmt, clippy, native and wasm32, a test for each row of the workflow, licences and sources of what is used",
        source: "src",
        optional: false,
        needs: &[&WASM_TARGET],
        run: lint,
    },
    Suite {
        name: "unit",
        what: "everything pure: unit tests, stories, properties, xtask",
        source: "src",
        optional: false,
        needs: &[],
        run: unit,
    },
    Suite {
        name: "salesforce",
        what: "the package for the org: metadata, Apex, its tests and the stories in an emulator, and defects that must be found",
        source: salesforce::CHECKS,
        optional: false,
        needs: salesforce::NEEDS,
        run: |context, tally| salesforce::test(context.workspace, tally),
    },
    Suite {
        name: "pbx",
        what: "the SIP user agent against a real Asterisk",
        source: "tests/pbx",
        optional: false,
        needs: &[&ASTERISK],
        run: pbx,
    },
    Suite {
        name: "size",
        what: "the weight of the first load, and no simulator in it",
        source: "src",
        optional: false,
        needs: &[&WASM_TARGET],
        run: weight,
    },
    Suite {
        name: "wasm",
        what: "component tests in Chromium",
        source: "tests/wasm",
        optional: true,
        needs: &[&WASM_TARGET, &TEST_RUNNER, &CHROMIUM, &CHROMEDRIVER],
        run: wasm,
    },
    Suite {
        name: "browser",
        what: "the widget in Chromium, in the demo org",
        source: "tests/browser",
        optional: false,
        needs: &[&WASM_TARGET, &NODE, &CHROMIUM],
        run: |context, tally| browser(context, tally, false),
    },
    Suite {
        name: "calls",
        what: "calls in Chromium with a real Asterisk and a second phone, sound both ways",
        source: "tests/browser",
        optional: false,
        needs: &[&WASM_TARGET, &NODE, &CHROMIUM, &ASTERISK],
        run: |context, tally| browser(context, tally, true),
    },
];

fn lint(context: &Context, tally: &mut Tally) -> Result<()> {
    let root = &context.workspace.root;
    let deny = ["--", "-D", "warnings"];
    // Test programs with `test = false`, such as pbx, are no part of --all-targets; an example is named, so that it is missed.
    let native =
        ["clippy", "--workspace", "--all-targets", "--test", "*", "--example", "replay", "--features", "xtask/tls"];
    let wasm32 = ["clippy", "--target", setup::WASM, "--lib", "--bins"];
    let mut checks = [cargo(root), cargo(root), cargo(root), cargo(root)];
    checks[0].args(["fmt", "--all", "--check"]);
    checks[1].args(native).args(deny);
    checks[2].args(wasm32).args(deny);
    // A workspace of its own, which nothing else would notice to be out of date.
    let fuzz = ["check", "--quiet", "--manifest-path", "fuzz/Cargo.toml", "--no-default-features", "--target-dir"];
    checks[3].args(fuzz).arg(context.workspace.target.join("fuzz"));
    let mut result = Ok(());
    let rows = std::iter::once(rows::check(context.workspace));
    let supply = std::iter::once(supply::audit_quickly(context.workspace).map(|said| println!("{said}")));
    for checked in rows.chain(supply).chain(checks.iter_mut().map(shell::run)) {
        match checked {
            Ok(()) => tally.passed += 1,
            Err(failure) => {
                tally.failed += 1;
                result = result.and(Err(failure));
            }
        }
    }
    result
}

/// Suites of their own say `test = false` in Cargo.toml, and so do not run here.
fn unit(context: &Context, tally: &mut Tally) -> Result<()> {
    let mut command = cargo(&context.workspace.root);
    command.args([
        "test",
        "--no-fail-fast",
        "--package",
        "ferrophone",
        "--package",
        "xtask",
        "--features",
        "xtask/tls",
    ]);
    cargo_test(&mut command, tally)?;
    // In the profile in which the tools are there already.
    let mut tools = cargo(&context.workspace.root);
    tools.args(["test", "--profile", "tools", "--package", "wasm-bindgen-tools", "--bin", "pages"]);
    cargo_test(&mut tools, tally)
}

fn pbx(context: &Context, tally: &mut Tally) -> Result<()> {
    let mut command = cargo(&context.workspace.root);
    command.args(["test", "--test", "pbx"]).envs(context.environment());
    cargo_test(&mut command, tally)
}

fn weight(context: &Context, tally: &mut Tally) -> Result<()> {
    size::command(context.workspace, &[])?;
    tally.passed += 1;
    Ok(())
}

fn wasm(context: &Context, tally: &mut Tally) -> Result<()> {
    let runner = context.workspace.tool("wasm-bindgen-test-runner");
    let mut command = cargo(&context.workspace.root);
    command
        .args(["test", "--target", setup::WASM, "--test", "wasm"])
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner)
        // Its defaults of 5 and 20 seconds are too short for a browser's first start on a busy machine.
        .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60")
        .env("WASM_BINDGEN_TEST_TIMEOUT", "120");
    cargo_test(&mut command, tally)
}

/// Whose name the browser tests give to the demo where Salesforce's matters.
const ORG: &str = "https://acme.lightning.force.com";

/// The `*.test.mjs` that start a PBX, or those that do not.
fn browser(context: &Context, tally: &mut Tally, with_pbx: bool) -> Result<()> {
    let workspace = context.workspace;
    let folder = workspace.root.join("tests/browser");
    let mut tests = browser_tests(&folder, with_pbx)?;
    tests.retain(|file| context.only.is_none_or(|only| name(file).contains(only)));
    if tests.is_empty() {
        return Err(Failure::new(format!("no *.test.mjs in {} belongs to this suite", folder.display())));
    }
    npm::install(&folder)?;
    // What an agent exports in the browser is played natively.
    let plays = |file: &PathBuf| std::fs::read_to_string(file).is_ok_and(|text| text.contains("process.env.REPLAY"));
    let player = if tests.iter().any(plays) { Some(replay::program(workspace)?) } else { None };
    build::dist(workspace, Profile::Release, Pages::All)?;
    let port = Server::start(&workspace.dist, 0)?.port;
    let partners = Partners { pbx: vec!["wss://pbx.example.com".into()], orgs: vec![ORG.into()] };
    let mut command = Command::new("node");
    command
        .current_dir(&folder)
        // One file at a time: they measure, and two browsers on two cores would measure each other.
        .args(["--test", "--test-reporter=spec", "--test-concurrency=1"])
        .args(tests)
        .env("BASE_URL", format!("http://localhost:{port}/"))
        .env("WIDGET_URL", format!("http://127.0.0.1:{port}/widget/"))
        .env("CHROMIUM", setup::chromium().unwrap_or_default())
        .env("NARROW_POLICY", headers::content_security_policy(Audience::Production, &partners))
        .envs(player.map(|path| ("REPLAY", path)))
        .envs(context.environment());
    run_reading(&mut command, |line| tally.read_node(line))
}

fn name(file: &Path) -> std::borrow::Cow<'_, str> {
    file.file_name().unwrap_or_default().to_string_lossy()
}

/// A test file that imports `lib/pbx.mjs` needs a PBX; no list to keep.
fn browser_tests(folder: &Path, with_pbx: bool) -> Result<Vec<PathBuf>> {
    let mut tests = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(Failure::io(folder))? {
        let path = entry.map_err(Failure::io(folder))?.path();
        if path.to_string_lossy().ends_with(".test.mjs") {
            let text = std::fs::read_to_string(&path).map_err(Failure::io(&path))?;
            if text.contains("lib/pbx.mjs") == with_pbx {
                tests.push(path);
            }
        }
    }
    tests.sort();
    Ok(tests)
}

impl Context<'_> {
    /// What tests of every runner are told. `FERROPHONE_STRICT` is there or it is not: to JavaScript "0" is true.
    fn environment(&self) -> impl Iterator<Item = (&'static str, PathBuf)> {
        let strict = self.strict.then(|| ("FERROPHONE_STRICT", PathBuf::from("1")));
        [("FERROPHONE_PBX_ROOT", self.workspace.pbx())].into_iter().chain(strict)
    }
}

fn cargo_test(command: &mut Command, tally: &mut Tally) -> Result<()> {
    run_reading(command, |line| tally.read_cargo(line))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::scratch;

    #[test]
    fn a_browser_test_belongs_to_calls_when_it_starts_a_pbx_and_to_browser_when_not() {
        let folder = scratch("browser-tests");
        let pbx = "import { Pbx } from './lib/pbx.mjs';";
        for (file, text) in
            [("b.test.mjs", ""), ("a.test.mjs", ""), ("c.test.mjs", pbx), ("world.mjs", ""), ("package.json", pbx)]
        {
            std::fs::write(folder.join(file), text).unwrap();
        }
        assert_eq!(browser_tests(&folder, false).unwrap(), [folder.join("a.test.mjs"), folder.join("b.test.mjs")]);
        assert_eq!(browser_tests(&folder, true).unwrap(), [folder.join("c.test.mjs")]);
    }

    #[test]
    fn every_suite_has_its_own_name_and_sources_or_may_be_absent() {
        let workspace = Workspace::find().unwrap();
        for (at, suite) in SUITES.iter().enumerate() {
            assert!(SUITES[..at].iter().all(|other| other.name != suite.name), "{}", suite.name);
            assert!(suite.optional || suite.source.starts_with("tests/") || workspace.root.join(suite.source).is_dir());
        }
    }
}
