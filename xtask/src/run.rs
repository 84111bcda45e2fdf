//! `cargo xtask run`: builds, serves, prints the address.

use crate::build::{self, Pages, Profile};
use crate::serve::Server;
use crate::shell::{Failure, Result};
use crate::workspace::Workspace;

const USAGE: &str = "usage: cargo xtask run [--port N] [--tls] [--debug] [--gallery]";

#[derive(Debug, PartialEq)]
struct Options {
    port: Option<u16>,
    tls: bool,
    profile: Profile,
    pages: Pages,
}

pub fn run(workspace: &Workspace, args: &[String]) -> Result<()> {
    let options = parse(args)?;
    if options.tls && !cfg!(feature = "tls") {
        return again_with_tls(workspace, args);
    }
    build::dist(workspace, options.profile, options.pages)?;
    if options.tls {
        tls(workspace, options.port.unwrap_or(8443))?
    } else {
        plain(workspace, options.port.unwrap_or(8080))?
    }
    println!("\nCtrl-C stops it.");
    loop {
        std::thread::park(); // the server's threads do the work
    }
}

fn parse(args: &[String]) -> Result<Options> {
    let mut options = Options { port: None, tls: false, profile: Profile::Release, pages: Pages::Product };
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--tls" => options.tls = true,
            "--debug" => options.profile = Profile::Debug,
            "--gallery" => options.pages = Pages::All,
            "--port" => {
                let port = args.next().and_then(|port| port.parse().ok());
                options.port =
                    Some(port.ok_or_else(|| Failure::new(format!("--port wants a number below 65536\n{USAGE}")))?);
            }
            _ => return Err(Failure::new(format!("{arg} is unknown\n{USAGE}"))),
        }
    }
    Ok(options)
}

fn plain(workspace: &Workspace, port: u16) -> Result<()> {
    let port = Server::start(&workspace.dist, port)?.port;
    if workspace.dist.join("index.html").is_file() {
        println!("\n  demo org   http://localhost:{port}/");
    }
    println!("  widget     http://127.0.0.1:{port}/widget/");
    if workspace.dist.join("gallery").is_dir() {
        println!("  gallery    http://localhost:{port}/gallery/");
    }
    Ok(())
}

/// TLS is not compiled in, so that everybody else's first build is short: build it in and start over.
fn again_with_tls(workspace: &Workspace, args: &[String]) -> Result<()> {
    let mut command = crate::shell::cargo(&workspace.root);
    crate::shell::run(command.args(["run", "--package", "xtask", "--features", "tls", "--", "run"]).args(args))
}

#[cfg(not(feature = "tls"))]
fn tls(_: &Workspace, _: u16) -> Result<()> {
    unreachable!("`run` starts over with the feature")
}

#[cfg(feature = "tls")]
fn tls(workspace: &Workspace, port: u16) -> Result<()> {
    let (server, certificate) = crate::serve::tls::start(&workspace.dist, &workspace.target.join("xtask-tls"), port)?;
    let (port, certificate) = (server.port, certificate.display());
    println!(
        "
  widget     https://localhost:{port}/widget/

To try it in a developer org:

  1. Open the address above in the browser and accept the certificate (a frame cannot ask), or let the system trust
     {certificate}
  2. In Setup, Call Centers: set the CTI Adapter URL to https://localhost:{port}/widget/index.html and assign yourself.
  3. In Setup, Trusted URLs: add https://localhost:{port}, active, all contexts, frame-src.
  4. Reload Salesforce. If the browser asks whether Salesforce may reach this device or the local network, allow it."
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(line: &str) -> Vec<String> {
        line.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn options_come_in_any_order_and_unknown_ones_are_named() {
        let options = parse(&args("--tls --port 9000 --debug")).unwrap();
        assert_eq!(options, Options { port: Some(9000), tls: true, profile: Profile::Debug, pages: Pages::Product });
        assert_eq!(
            parse(&[]).unwrap(),
            Options { port: None, tls: false, profile: Profile::Release, pages: Pages::Product }
        );
        for (wrong, named) in [("--prot 1", "--prot"), ("--port", "--port"), ("--port 70000", "--port")] {
            assert!(parse(&args(wrong)).unwrap_err().what.starts_with(named), "{wrong}");
        }
    }
}
