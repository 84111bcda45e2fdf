//! What the build and the suites need from this machine: how it is found, who installs it, and what to do when nobody can.

use crate::shell::{self, Failure, Result, cargo, output};
use crate::workspace::Workspace;
use std::path::{Path, PathBuf};
use std::process::Command;

pub const WASM: &str = "wasm32-unknown-unknown";

/// Something outside the source tree.
pub struct Need {
    pub name: &'static str,
    pub what_for: &'static str,
    /// Its version or place, if it is there.
    pub found: fn(&Workspace) -> Option<String>,
    pub install: Install,
    /// What to do by hand.
    pub remedy: &'static str,
}

/// Who may install it without being asked again.
#[derive(Clone, Copy)]
pub enum Install {
    /// Into `target/` or the Rust toolchain: always.
    Here(fn(&Workspace) -> Result<()>),
    /// With Debian's package manager: on Debian as root.
    Apt(&'static [&'static str]),
    /// Unpacked into `target/` from Debian's archive: on Debian, as anybody.
    Debian(fn(&Workspace) -> Result<()>),
    Never,
}

pub const WASM_TARGET: Need = Need {
    name: "wasm32 target",
    what_for: "compiles the widget",
    found: |_| {
        let lib = output("rustc", &["--print", "target-libdir", "--target", WASM])?;
        Path::new(&lib).is_dir().then(|| WASM.to_owned())
    },
    install: Install::Here(|_| shell::run(Command::new("rustup").args(["target", "add", WASM]))),
    remedy: "  rustup target add wasm32-unknown-unknown\n\
             Without rustup: the package of your system, such as Debian's libstd-rust-dev-wasm32 for Debian's rustc.\n\
             When rustup cannot reach its server: put the rust-src of the same Rust version (Debian ships it as `rust-src`) to\n\
             \"$(rustc --print sysroot)/lib/rustlib/src/rust\" and build the widget with\n  \
             RUSTC_BOOTSTRAP=1 cargo build --release --target wasm32-unknown-unknown -Zbuild-std=std,panic_abort",
};

pub const TOOLS: Need = Need {
    name: "tools",
    what_for: "wasm-bindgen and compression, built once from tools/",
    found: |workspace| built(workspace, &["pages", "precompress"]),
    install: Install::Here(|workspace| build_tools(workspace, &[])),
    remedy: "  cargo build --package wasm-bindgen-tools --profile tools",
};

pub const TEST_RUNNER: Need = Need {
    name: "test runner",
    what_for: "wasm-bindgen's, for component tests; built once from tools/",
    found: |workspace| built(workspace, &["wasm-bindgen-test-runner"]),
    install: Install::Here(|workspace| build_tools(workspace, &["--features", "cli"])),
    remedy: "  cargo build --package wasm-bindgen-tools --profile tools --features cli",
};

pub const CHROMIUM: Need = Need {
    name: "Chromium",
    what_for: "the browser suites",
    found: |_| chromium().map(|path| path.display().to_string()),
    install: Install::Apt(&["chromium"]),
    remedy: "  Debian: sudo apt-get install --no-install-recommends chromium chromium-driver\n  \
             elsewhere: install Chromium or Chrome and set CHROMIUM to its program",
};

pub const CHROMEDRIVER: Need = Need {
    name: "ChromeDriver",
    what_for: "the component tests of the wasm suite",
    found: |_| on_path(&["chromedriver"]).map(|path| path.display().to_string()),
    install: Install::Apt(&["chromium-driver"]),
    remedy: "  Debian: sudo apt-get install --no-install-recommends chromium-driver\n  \
             elsewhere: install the ChromeDriver of your browser's version",
};

pub const NODE: Need = Need {
    name: "Node",
    what_for: "drives the browser suites and the checks of the Salesforce package",
    found: |_| {
        let version = output("node", &["--version"])?;
        let major: u32 = version.strip_prefix('v')?.split('.').next()?.parse().ok()?;
        (major >= 20 && on_path(&["npm"]).is_some()).then_some(version)
    },
    install: Install::Never,
    remedy: "  install Node 20 or later, with npm",
};

pub const JAVA: Need = Need {
    name: "Java",
    what_for: "judges the Apex of the Salesforce package",
    found: |_| {
        let version = output("java", &["--version"])?;
        let line = version.lines().next()?;
        let major: u32 = line.split_whitespace().nth(1)?.split('.').next()?.parse().ok()?;
        (major >= 11).then(|| line.to_owned())
    },
    install: Install::Apt(&["default-jre-headless"]),
    remedy: "  Debian: sudo apt-get install --no-install-recommends default-jre-headless\n  \
             elsewhere: install any Java 11 or later; `java` must be on the PATH",
};

pub const ASTERISK: Need = Need {
    name: "Asterisk",
    what_for: "a real PBX on loopback for the pbx and calls suites",
    found: |workspace| {
        let root = workspace.pbx();
        // The script writes the stamp last: a tree without one was interrupted. A tree of the user's own needs none.
        let complete = std::env::var_os("FERROPHONE_PBX_ROOT").is_some() || root.join(".installed").is_file();
        (complete && root.join("usr/sbin/asterisk").is_file()).then(|| root.display().to_string())
    },
    install: Install::Debian(|workspace| {
        let script = workspace.root.join("tests/pbx/install.sh");
        shell::run(Command::new("bash").arg(script).arg(workspace.pbx()))
    }),
    remedy: "  Debian: bash tests/pbx/install.sh target/pbx/asterisk   (unpacks it there, installs nothing)\n  \
             elsewhere: run the suites in a Debian container, or set FERROPHONE_PBX_ROOT to an unpacked Debian Asterisk 22",
};

/// Everything `doctor` looks at: what the suites of every checkout need.
pub const ALL: &[&Need] = &[&WASM_TARGET, &TOOLS, &NODE, &JAVA, &CHROMIUM, &ASTERISK];

/// Sees to it that all `needs` are there, or says which is not and what to do.
pub fn ensure(workspace: &Workspace, needs: &[&Need]) -> Result<()> {
    for need in needs {
        provide(workspace, need).map_err(|failure| {
            let what = format!("{} is missing ({}): {}", need.name, need.what_for, failure.what);
            Failure::new(what).remedy(need.remedy)
        })?;
    }
    Ok(())
}

fn provide(workspace: &Workspace, need: &Need) -> Result<()> {
    // What is built here is asked for each time, because only cargo knows whether its sources moved on.
    let ours = [TOOLS.name, TEST_RUNNER.name].contains(&need.name);
    if !ours && (need.found)(workspace).is_some() {
        return Ok(());
    }
    match need.install {
        Install::Here(install) => install(workspace)?,
        Install::Apt(packages) if is_debian() && is_root() => apt(packages)?,
        Install::Apt(_) => return Err(Failure::new("only installed by itself on Debian as root")),
        Install::Debian(install) if is_debian() => install(workspace)?,
        Install::Debian(_) => return Err(Failure::new("only unpacked by itself on Debian")),
        Install::Never => return Err(Failure::new("not installed by itself")),
    }
    match (need.found)(workspace) {
        Some(_) => Ok(()),
        None => Err(Failure::new("installed, and still not found")),
    }
}

fn built(workspace: &Workspace, tools: &[&str]) -> Option<String> {
    let there = tools.iter().all(|tool| workspace.tool(tool).is_file());
    there.then(|| workspace.target.join("tools").display().to_string())
}

fn build_tools(workspace: &Workspace, features: &[&str]) -> Result<()> {
    if (TOOLS.found)(workspace).is_none() {
        println!("Building the tools from source, this one time");
    }
    shell::run(
        cargo(&workspace.root).args(["build", "--package", "wasm-bindgen-tools", "--profile", "tools"]).args(features),
    )
}

fn apt(packages: &[&str]) -> Result<()> {
    let apt = || {
        let mut command = Command::new("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive").arg("-q");
        command
    };
    shell::run(apt().arg("update"))?;
    shell::run(apt().args(["install", "-y", "--no-install-recommends"]).args(packages))
}

pub fn is_debian() -> bool {
    Path::new("/etc/debian_version").is_file()
}

pub fn is_root() -> bool {
    output("id", &["-u"]).is_some_and(|id| id == "0")
}

/// The browser: `CHROMIUM`, or the first that is installed.
pub fn chromium() -> Option<PathBuf> {
    if let Some(chosen) = std::env::var_os("CHROMIUM") {
        return Some(PathBuf::from(chosen)).filter(|path| path.is_file());
    }
    let mac = [
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ];
    on_path(&["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"])
        .or_else(|| mac.iter().map(PathBuf::from).find(|path| path.is_file()))
}

/// The first of `programs` that a shell would find.
fn on_path(programs: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    programs
        .iter()
        .flat_map(|program| folders.iter().map(move |folder| folder.join(program)))
        .find(|file| file.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_need_says_what_to_do() {
        for need in ALL {
            assert!(need.remedy.starts_with("  "), "{}: the remedy is indented below the error", need.name);
            assert!(!need.what_for.is_empty());
        }
    }

    #[test]
    fn a_program_is_found_where_a_shell_finds_it() {
        assert!(on_path(&["no-such-program-here", "sh"]).is_some());
        assert!(on_path(&["no-such-program-here"]).is_none());
    }

    #[test]
    fn what_nobody_can_install_fails_with_its_remedy() {
        let workspace = Workspace::find().unwrap();
        let need = Need {
            name: "Unobtainium",
            what_for: "this test",
            found: |_| None,
            install: Install::Never,
            remedy: "  dig deeper",
        };
        let failure = ensure(&workspace, &[&need]).unwrap_err();
        assert!(failure.what.contains("Unobtainium is missing (this test)"), "{}", failure.what);
        assert_eq!(failure.remedy.as_deref(), Some("  dig deeper"));
    }
}
