//! `cargo xtask …`: everything that sets up, builds, serves, tests and measures.
//!
//! Std only, so that the first call answers after seconds; what is heavy (wasm-bindgen, compression) is built from `tools/`
//! into `target/tools/` when it is first needed. Nothing is installed outside `target/`, except what a message names.

mod bench;
mod build;
mod doctor;
mod headers;
mod npm;
mod replay;
mod reproduce;
mod rows;
mod run;
mod salesforce;
mod serve;
mod setup;
mod shell;
mod shots;
mod size;
mod style;
mod supply;
mod test;
mod workspace;
mod write;

use shell::{Failure, Result};
use std::process::ExitCode;
use workspace::Workspace;

/// One word after `cargo xtask`.
struct Command {
    name: &'static str,
    options: &'static str,
    what: &'static str,
    run: fn(&Workspace, &[String]) -> Result<()>,
}

const COMMANDS: &[Command] = &[
    Command {
        name: "run",
        options: "[--port N] [--tls] [--debug] [--gallery]",
        what: "build, serve on loopback and print the address: the demo org, or with --tls the widget for a real one",
        run: run::run,
    },
    Command {
        name: "build",
        options: "[--debug] [--pbx ORIGIN] [--org ORIGIN]",
        what: "build dist/; dist/widget/ is what an administrator hosts, for any PBX and org or for those named",
        run: build::command,
    },
    Command {
        name: "size",
        options: "[--check]",
        what: "what the first load of the widget weighs, against its budget",
        run: size::command,
    },
    Command {
        name: "test",
        options: "[--strict] [SUITE...]",
        what: "every suite there is, or those named",
        run: test::command,
    },
    Command {
        name: "rows",
        options: "",
        what: "the workflow's requirements and the tests that name them",
        run: rows::command,
    },
    Command {
        name: "storm",
        options: "[--calls N] [--seed S]",
        what: "random calls while everything goes wrong: what was lost, what was doubled",
        run: bench::storm,
    },
    Command {
        name: "bench",
        options: "[start]",
        what: "how long the engine takes for an event, by the length of the history; or the widget until it is on line",
        run: bench::command,
    },
    Command {
        name: "reproduce",
        options: "",
        what: "builds what was committed a second time, elsewhere, and compares what ships byte for byte",
        run: reproduce::command,
    },
    Command {
        name: "replay",
        options: "FILE",
        what: "plays an event log that an agent has exported: what came of each event, and whether it is what the file says",
        run: replay::command,
    },
    Command {
        name: "shots",
        options: "",
        what: "target/shots/: a picture of every state of the widget, to be looked at",
        run: shots::command,
    },
    Command {
        name: "package",
        options: "[--with-widget]",
        what: "target/package/: what is deployed to Salesforce, on request with the widget inside",
        run: salesforce::package,
    },
    Command {
        name: "audit",
        options: "",
        what: "licences and sources of all dependencies, and warnings about them where those can be fetched",
        run: supply::audit,
    },
    Command {
        name: "sbom",
        options: "",
        what: "dist/ferrophone.cdx.json: what is in the widget's bundle, as CycloneDX 1.5",
        run: supply::sbom,
    },
    Command {
        name: "write",
        options: "",
        what: "write anew what follows from the settings: docs/settings.md, the call center files, the package's fields",
        run: write::command,
    },
    Command {
        name: "doctor",
        options: "",
        what: "what is installed, what is missing, how to get it",
        run: doctor::command,
    },
];

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let Some(command) = args.first().and_then(|name| COMMANDS.iter().find(|command| command.name == name)) else {
        let asked = args.first().is_none_or(|arg| matches!(arg.as_str(), "help" | "--help" | "-h"));
        print!("{}", usage());
        return if asked { ExitCode::SUCCESS } else { ExitCode::from(2) };
    };
    let done = Workspace::find().and_then(|workspace| (command.run)(&workspace, &args[1..]));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure { what, remedy }) => {
            eprintln!("\nerror: {what}");
            if let Some(remedy) = remedy {
                eprintln!("{remedy}");
            }
            ExitCode::FAILURE
        }
    }
}

fn usage() -> String {
    let mut text = String::from("cargo xtask COMMAND\n\n");
    for Command { name, options, what, .. } in COMMANDS {
        text += &format!("  {:<48} {what}\n", format!("{name} {options}"));
    }
    text += &format!("\nsuites: {}\n", test::names().join(" "));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usage_names_every_command_and_every_suite() {
        let usage = usage();
        for command in COMMANDS {
            assert!(usage.contains(&format!("\n  {} ", command.name)), "{}", command.name);
        }
        for suite in test::names() {
            assert!(usage.contains(suite), "{suite}");
        }
    }
}
