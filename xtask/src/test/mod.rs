//! `cargo xtask test`: runs every suite, installs what it can for them, and never leaves one out in silence.

mod suites;
pub mod tally;

use crate::setup;
use crate::shell::{Failure, Result};
use crate::workspace::Workspace;
use std::time::{Duration, Instant};
use suites::{Context, SUITES, Suite};
use tally::Tally;

/// How a suite came out.
enum Outcome {
    Ran(Tally),
    /// It stopped with an error; the tally holds what was counted before.
    Broke(Tally, String),
    LeftOut {
        why: String,
        remedy: String,
    },
}

struct Report {
    suite: &'static str,
    outcome: Outcome,
    took: Duration,
}

pub fn names() -> Vec<&'static str> {
    SUITES.iter().map(|suite| suite.name).collect()
}

/// `cargo xtask test [--strict] [SUITE...] [--only FILE]`; also strict with `FERROPHONE_STRICT=1`. `--only`: of the browser suites,
/// the files that have this in their name.
pub fn command(workspace: &Workspace, args: &[String]) -> Result<()> {
    let (args, only) = without_only(args)?;
    let strict = args.iter().any(|arg| arg == "--strict")
        || std::env::var_os("FERROPHONE_STRICT").is_some_and(|value| value == "1");
    let context = Context { workspace, strict, only: only.as_deref() };
    let reports: Vec<Report> = choose(workspace, &args)?.into_iter().map(|suite| run(&context, suite)).collect();
    println!("\n{}", summary(&reports, strict));
    let failed: u32 = reports.iter().map(|report| counts(&report.outcome, strict).1).sum();
    if failed == 0 { Ok(()) } else { std::process::exit(1) }
}

/// The suites named, in the table's order; when none is, all, but for optional ones that this checkout does not have.
fn choose(workspace: &Workspace, args: &[String]) -> Result<Vec<&'static Suite>> {
    let named: Vec<&String> = args.iter().filter(|arg| *arg != "--strict").collect();
    if let Some(unknown) = named.iter().find(|name| !names().contains(&name.as_str())) {
        return Err(
            Failure::new(format!("there is no suite {unknown:?}")).remedy(format!("  suites: {}", names().join(" ")))
        );
    }
    let wanted = |suite: &&Suite| match named.is_empty() {
        true => !suite.optional || workspace.root.join(suite.source).exists(),
        false => named.iter().any(|name| *name == suite.name),
    };
    Ok(SUITES.iter().filter(wanted).collect())
}

/// Takes `--only FILE` out of what was typed.
fn without_only(args: &[String]) -> Result<(Vec<String>, Option<String>)> {
    let mut args = args.to_vec();
    let Some(at) = args.iter().position(|arg| arg == "--only") else { return Ok((args, None)) };
    if at + 1 == args.len() {
        return Err(Failure::new(
            "--only wants a part of a file's name, as in `cargo xtask test browser --only workflow`",
        ));
    }
    let only = args.drain(at..at + 2).nth(1);
    Ok((args, only))
}

fn run(context: &Context, suite: &Suite) -> Report {
    println!("\n=== {}: {}", suite.name, suite.what);
    let start = Instant::now();
    let outcome = match suite.prepare(context.workspace) {
        Err(failure) => Outcome::LeftOut {
            why: failure.what,
            remedy: failure.remedy.map(|remedy| remedy + "\n").unwrap_or_default(),
        },
        Ok(()) => {
            let mut tally = Tally::default();
            match (suite.run)(context, &mut tally) {
                Ok(()) => Outcome::Ran(tally),
                Err(failure) => {
                    eprintln!("\nerror: {}", failure.what);
                    failure.remedy.iter().for_each(|remedy| eprintln!("{remedy}"));
                    Outcome::Broke(tally, failure.what)
                }
            }
        }
    };
    if let Outcome::LeftOut { why, remedy } = &outcome {
        print!("left out: {why}\n{remedy}");
    }
    Report { suite: suite.name, outcome, took: start.elapsed() }
}

impl Suite {
    /// Everything it needs, its own sources first.
    fn prepare(&self, workspace: &Workspace) -> Result<()> {
        if !workspace.root.join(self.source).exists() {
            return Err(Failure::new(format!("{} is not in this checkout", self.source)));
        }
        setup::ensure(workspace, self.needs)
    }
}

/// Passed and failed. A suite that broke without a failed test counts as one failure, and so does, when strict, one that was
/// left out or skipped something.
fn counts(outcome: &Outcome, strict: bool) -> (u32, u32) {
    match outcome {
        Outcome::Ran(tally) => (tally.passed, tally.failed + u32::from(strict && tally.skipped > 0)),
        Outcome::Broke(tally, _) => (tally.passed, tally.failed.max(1)),
        Outcome::LeftOut { .. } => (0, u32::from(strict)),
    }
}

fn summary(reports: &[Report], strict: bool) -> String {
    let mut text = format!("{:<12} {:>7} {:>7} {:>8} {:>9}\n", "suite", "passed", "failed", "skipped", "seconds");
    let (mut passed, mut failed) = (0, 0);
    for Report { suite, outcome, took } in reports {
        let (good, bad) = counts(outcome, strict);
        (passed, failed) = (passed + good, failed + bad);
        let took = took.as_secs_f32();
        text += &match outcome {
            Outcome::Ran(Tally { skipped, .. }) => format!("{suite:<12} {good:>7} {bad:>7} {skipped:>8} {took:>9.1}\n"),
            Outcome::Broke(Tally { skipped, .. }, why) => {
                format!("{suite:<12} {good:>7} {bad:>7} {skipped:>8} {took:>9.1}  {why}\n")
            }
            Outcome::LeftOut { .. } => format!("{suite:<12} {:>7} {:>7} {:>8} {took:>9.1}\n", "-", "-", "left out"),
        };
    }
    for Report { suite, outcome, .. } in reports {
        if let Outcome::LeftOut { why, remedy } = outcome {
            text += &format!("\nleft out: {suite}: {why}\n{remedy}");
        }
    }
    text + &format!("\n{passed} passed, {failed} failed")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(suite: &'static str, outcome: Outcome) -> Report {
        Report { suite, outcome, took: Duration::from_millis(1500) }
    }

    fn ran(passed: u32, failed: u32, skipped: u32) -> Outcome {
        Outcome::Ran(Tally { passed, failed, skipped })
    }

    #[test]
    fn the_last_line_is_the_result_alone() {
        let text = summary(&[report("unit", ran(40, 1, 0)), report("size", ran(1, 0, 0))], true);
        assert_eq!(text.lines().last(), Some("41 passed, 1 failed"));
        assert!(text.contains("unit              40       1        0       1.5\n"), "{text}");
    }

    #[test]
    fn a_suite_left_out_is_named_at_the_end_and_fails_when_strict() {
        let left =
            || report("pbx", Outcome::LeftOut { why: "Asterisk is missing".into(), remedy: "  get it\n".into() });
        let text = summary(&[left(), report("unit", ran(1, 0, 0))], false);
        assert!(text.contains("\nleft out: pbx: Asterisk is missing\n  get it\n"));
        assert_eq!(text.lines().last(), Some("1 passed, 0 failed"));
        assert_eq!(summary(&[left()], true).lines().last(), Some("0 passed, 1 failed"));
    }

    #[test]
    fn a_suite_that_breaks_before_its_first_test_is_a_failure() {
        assert_eq!(counts(&Outcome::Broke(Tally::default(), "does not compile".into()), false), (0, 1));
        let counted = Tally { passed: 3, failed: 2, skipped: 0 };
        assert_eq!(counts(&Outcome::Broke(counted, "tests failed".into()), false), (3, 2));
    }

    #[test]
    fn a_skipped_test_is_a_failure_when_strict_only() {
        assert_eq!(counts(&ran(5, 0, 2), false), (5, 0));
        assert_eq!(counts(&ran(5, 0, 2), true), (5, 1));
    }

    #[test]
    fn what_only_is_to_run_may_stand_anywhere_and_must_be_named() {
        let args = |line: &str| line.split(' ').map(String::from).collect::<Vec<_>>();
        let (rest, only) = without_only(&args("browser --only work --strict")).unwrap();
        assert_eq!((rest, only.as_deref()), (args("browser --strict"), Some("work")));
        assert!(without_only(&args("browser --only")).is_err());
    }

    #[test]
    fn suites_run_in_the_order_of_the_table_and_wrong_names_are_refused() {
        let workspace = Workspace::find().unwrap();
        let args = ["size", "--strict", "unit"].map(String::from);
        let chosen: Vec<&str> = choose(&workspace, &args).unwrap().iter().map(|suite| suite.name).collect();
        assert_eq!(chosen, ["unit", "size"]);
        assert!(choose(&workspace, &["units".into()]).is_err());
        let all = choose(&workspace, &[]).unwrap();
        assert!(
            SUITES.iter().filter(|suite| !suite.optional).all(|suite| all.iter().any(|one| one.name == suite.name))
        );
    }
}
