//! `cargo xtask doctor`: what is installed, what is missing, how to get it.

use crate::setup::{ALL, Install, Need, is_debian, is_root};
use crate::shell::{Failure, Result, output};
use crate::workspace::Workspace;

pub fn command(workspace: &Workspace, args: &[String]) -> Result<()> {
    if !args.is_empty() {
        return Err(Failure::new("usage: cargo xtask doctor"));
    }
    let rust = output("rustc", &["--version"]).unwrap_or_else(|| "not on the PATH".into());
    println!("  ok       {:<14} {rust}", "Rust");
    let mut missing: Vec<&Need> = Vec::new();
    for need in ALL {
        match (need.found)(workspace) {
            Some(found) => println!("  ok       {:<14} {found}", need.name),
            None => {
                println!("  missing  {:<14} {}; {}", need.name, need.what_for, by_itself(need));
                missing.push(need);
            }
        }
    }
    for need in &missing {
        println!("\n{}, by hand:\n{}", need.name, need.remedy);
    }
    if missing.is_empty() {
        println!("\nNothing is missing: `cargo xtask run` and every suite of `cargo xtask test` can run.");
    }
    Ok(())
}

/// What will happen about it without the reader's help.
fn by_itself(need: &Need) -> &'static str {
    match need.install {
        Install::Here(_) => "installed by itself when first needed",
        Install::Apt(_) if is_debian() && is_root() => "installed by `cargo xtask test` with apt-get",
        Install::Debian(_) if is_debian() => "unpacked into target/ by `cargo xtask test`",
        Install::Apt(_) | Install::Debian(_) | Install::Never => "suites that need it are left out, and named",
    }
}
