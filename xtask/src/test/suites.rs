//! The table of suites. A new one is an entry here; what they have in common is below.

use super::tally::Tally;
use crate::build::{self, Profile};
use crate::serve::Server;
use crate::setup::{self, ASTERISK, CHROMEDRIVER, CHROMIUM, NODE, Need, TOOLS, WASM_TARGET};
use crate::shell::{self, Failure, Result, cargo, run_reading};
use crate::size;
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
}

/// Cheap and telling first.
pub const SUITES: &[Suite] = &[
    Suite {
        name: "lint",
        what: "rustfmt and clippy, native and wasm32",
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
        needs: &[&WASM_TARGET, &TOOLS],
        run: weight,
    },
    Suite {
        name: "wasm",
        what: "component tests in Chromium",
        source: "tests/wasm",
        optional: true,
        needs: &[&WASM_TARGET, &TOOLS, &CHROMIUM, &CHROMEDRIVER],
        run: wasm,
    },
    Suite {
        name: "browser",
        what: "the widget in Chromium, with the demo org and with the PBX",
        source: "tests/browser",
        optional: false,
        needs: &[&WASM_TARGET, &TOOLS, &NODE, &CHROMIUM, &ASTERISK],
        run: browser,
    },
];

/// Integration tests that are suites of their own, and so no part of `unit`.
const OWN_SUITE: &[&str] = &["pbx", "wasm"];

fn lint(context: &Context, tally: &mut Tally) -> Result<()> {
    let root = &context.workspace.root;
    let deny = ["--", "-D", "warnings"];
    let native = ["clippy", "--workspace", "--all-targets", "--features", "xtask/tls"];
    let wasm32 = ["clippy", "--target", setup::WASM, "--all-targets"];
    let mut checks = [cargo(root), cargo(root), cargo(root)];
    checks[0].args(["fmt", "--all", "--check"]);
    checks[1].args(native).args(deny);
    checks[2].args(wasm32).args(deny);
    for check in &mut checks {
        shell::run(check)?;
        tally.one();
    }
    Ok(())
}

fn unit(context: &Context, tally: &mut Tally) -> Result<()> {
    let root = &context.workspace.root;
    let mut programs = vec!["--lib".to_owned()];
    for test in integration_tests(&root.join("tests"))? {
        programs.extend(["--test".to_owned(), test]);
    }
    let own: [&[&str]; 2] = [&["--doc"], &["--package", "xtask", "--features", "xtask/tls"]];
    // All of them, even when one fails: a run should show everything it can.
    let mut result = cargo_test(cargo(root).arg("test").arg("--no-fail-fast").args(programs), tally);
    for arguments in own {
        result = result.and(cargo_test(cargo(root).arg("test").args(arguments), tally));
    }
    result
}

/// The names of the test programs below `tests/`, as cargo finds them, without those that are suites of their own.
fn integration_tests(folder: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    let Ok(entries) = std::fs::read_dir(folder) else { return Ok(names) };
    for entry in entries {
        let path = entry.map_err(Failure::io(folder))?.path();
        let is_test = path.extension().is_some_and(|extension| extension == "rs") || path.join("main.rs").is_file();
        let name = path.file_stem().expect("an entry has a name").to_string_lossy().into_owned();
        if is_test && !OWN_SUITE.contains(&name.as_str()) {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

fn pbx(context: &Context, tally: &mut Tally) -> Result<()> {
    let mut command = cargo(&context.workspace.root);
    command.args(["test", "--test", "pbx"]).envs(context.environment());
    cargo_test(&mut command, tally)
}

fn weight(context: &Context, tally: &mut Tally) -> Result<()> {
    size::command(context.workspace, &[])?;
    tally.one();
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

fn browser(context: &Context, tally: &mut Tally) -> Result<()> {
    let workspace = context.workspace;
    build::dist(workspace, Profile::Release)?;
    let folder = workspace.root.join("tests/browser");
    node_modules(&folder)?;
    let tests = files_ending(&folder, ".test.mjs")?;
    if tests.is_empty() {
        return Err(Failure::new(format!("there are no *.test.mjs in {}", folder.display())));
    }
    let port = Server::start(&workspace.dist, 0)?.port;
    let mut command = Command::new("node");
    command
        .current_dir(&folder)
        // One file at a time: they share the machine's PBX ports, and measure.
        .args(["--test", "--test-reporter=spec", "--test-concurrency=1"])
        .args(tests)
        .env("BASE_URL", format!("http://localhost:{port}/"))
        .env("WIDGET_URL", format!("http://127.0.0.1:{port}/widget/"))
        .env("CHROMIUM", setup::chromium().unwrap_or_default())
        .envs(context.environment());
    run_reading(&mut command, |line| tally.read_node(line))
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

/// `npm ci`, unless the lock file is the one that was installed last.
fn node_modules(folder: &Path) -> Result<()> {
    let lock = folder.join("package-lock.json");
    let wanted = std::fs::read(&lock).map_err(Failure::io(&lock))?;
    let stamp = folder.join("node_modules/.installed-lock.json");
    if std::fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    shell::run(Command::new("npm").current_dir(folder).args(["ci", "--no-audit", "--no-fund"]))?;
    std::fs::write(&stamp, wanted).map_err(Failure::io(&stamp))
}

fn files_ending(folder: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(Failure::io(folder))? {
        let path = entry.map_err(Failure::io(folder))?.path();
        if path.to_string_lossy().ends_with(ending) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::scratch;

    #[test]
    fn unit_takes_every_test_program_but_those_of_other_suites() {
        let tests = scratch("programs");
        for file in
            ["architecture.rs", "stories/main.rs", "stories/a.rs", "pbx/main.rs", "browser/a.test.mjs", "wasm.rs"]
        {
            let path = tests.join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "").unwrap();
        }
        assert_eq!(integration_tests(&tests).unwrap(), ["architecture", "stories"]);
        assert_eq!(files_ending(&tests.join("browser"), ".test.mjs").unwrap(), [tests.join("browser/a.test.mjs")]);
    }

    #[test]
    fn a_suite_of_its_own_is_in_the_table() {
        for name in OWN_SUITE {
            assert!(SUITES.iter().any(|suite| suite.name == *name), "{name} would never run");
        }
    }
}
