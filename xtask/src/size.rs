//! `cargo xtask size`: what a first load of the widget fetches, what comes later, and that nothing of the demo is in it.

use crate::build::{self, Pages, Profile, SETUP, WIDGET, compressed};
use crate::shell::{Failure, Result};
use crate::workspace::Workspace;
use std::path::Path;

/// All files of a first load together, brotli -q 11: all that is fetched until the phone is on line with a SIP account, listens and
/// rings. Kilobytes are thousands of bytes here, as on a download meter.
const BUDGET: u64 = 150_000;

/// What comes later, and when. A part that stands here in no row counts as of the first load.
const LATER: &[(&str, &str)] = &[
    ("talking", "once the line is up: calls that are answered or made, and their audio"),
    ("office", "once the line is up: the workflow, its requests and its cards"),
    ("practice", "for the practice line, which needs no SIP account"),
    ("desk_phone", "for a desk phone, which needs no SIP account"),
    ("recording", "with an export of the event log"),
    ("tabs", "once another tab is there"),
    ("pages", "with the first page that is asked for: settings and others"),
    ("classic", "in Salesforce Classic"),
    ("chunk", "with several of these"),
];

/// Not fetched by a browser: read by the host.
const NOT_FETCHED: &[&str] = &["_headers"];

/// Words that only the org simulator knows. The widget's module must hold none of them; the demo's must hold all, which proves
/// that they would be found. From its schema, its refusals and its records; long ones, because short literals may become numbers
/// in the code. When the simulator is reworded, replace what is gone.
const SIMULATOR_ONLY: &[&str] = &[
    "Open - Not Contacted",
    "insufficient access rights on object id",
    "Related To must be empty where Name is a lead",
    "Harbour Coffee Roasters",
];

/// The weight of one file, in bytes.
struct Weight {
    file: String,
    raw: u64,
    gzip: u64,
    brotli: u64,
}

/// `cargo xtask size [--check]`; `--check` prints nothing but what is wrong.
pub fn command(workspace: &Workspace, args: &[String]) -> Result<()> {
    let quiet = match args {
        [] => false,
        [flag] if flag == "--check" => true,
        _ => return Err(Failure::new("usage: cargo xtask size [--check]")),
    };
    build::dist(workspace, Profile::Release, Pages::Product)?;
    let weights = weigh(&workspace.dist)?;
    if !quiet {
        print!("{}", table(&weights));
    }
    within(&weights)?;
    no_simulator(&workspace.dist, &weights)
}

fn weigh(dist: &Path) -> Result<Vec<Weight>> {
    let length = |path: &Path| std::fs::metadata(path).map(|file| file.len()).map_err(Failure::io(path));
    let mut weights = Vec::new();
    let mut folders = vec![dist.join(WIDGET)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).map_err(Failure::io(&folder))? {
            let path = entry.map_err(Failure::io(&folder))?.path();
            if path == dist.join(SETUP) {
                continue; // a page of its own, which no agent fetches; it rehearses with an org
            }
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let below = path.strip_prefix(dist).expect("found below dist");
            let file = below.strip_prefix(WIDGET).expect("found below the widget").to_string_lossy().into_owned();
            if NOT_FETCHED.contains(&file.as_str()) {
                continue;
            }
            let (gzip, brotli) = (compressed(dist, below, "gz"), compressed(dist, below, "br"));
            weights.push(Weight { file, raw: length(&path)?, gzip: length(&gzip)?, brotli: length(&brotli)? });
        }
    }
    weights.sort_by(|a, b| (b.brotli, &a.file).cmp(&(a.brotli, &b.file)));
    Ok(weights)
}

/// Files that are no parts, and come later as well.
const LATER_FILES: &[(&str, &str)] = &[
    ("cards.css", "with the back office, or with the first page that is asked for"),
    ("heartbeat.js", "once the page is hidden"),
];

/// When a file is fetched that `#[wasm_split]` cut off: `office-1f00ba11.wasm`, named after its build; `chunk_7-1f00ba11.wasm`, which
/// several need.
fn later(weight: &Weight) -> Option<&'static str> {
    if let Some((_, when)) = LATER_FILES.iter().find(|(file, _)| *file == weight.file) {
        return Some(when);
    }
    let (part, build) = weight.file.strip_suffix(".wasm")?.rsplit_once('-')?;
    let cut = build.len() == 8 && build.bytes().all(|byte| byte.is_ascii_hexdigit());
    let part = part.split_once("chunk_").map_or(part, |_| "chunk");
    LATER.iter().find(|(name, _)| cut && *name == part).map(|(_, when)| *when)
}

fn is_later(weight: &&Weight) -> bool {
    later(weight).is_some()
}

fn first(weights: &[Weight]) -> impl Iterator<Item = &Weight> {
    weights.iter().filter(|weight| !is_later(weight))
}

fn total<'a>(what: &str, weights: impl Iterator<Item = &'a Weight>) -> Weight {
    let nothing = Weight { file: what.into(), raw: 0, gzip: 0, brotli: 0 };
    weights.fold(nothing, |sum, weight| Weight {
        raw: sum.raw + weight.raw,
        gzip: sum.gzip + weight.gzip,
        brotli: sum.brotli + weight.brotli,
        ..sum
    })
}

fn table(weights: &[Weight]) -> String {
    let mut text = format!("{:<24} {:>9} {:>9} {:>9}\n", "bytes", "raw", "gzip -9", "brotli 11");
    let mut row = |Weight { file, raw, gzip, brotli }: &Weight, when: &str| {
        text += format!("{file:<24} {raw:>9} {gzip:>9} {brotli:>9}  {when}").trim_end();
        text += "\n";
    };
    first(weights).for_each(|weight| row(weight, ""));
    row(&total("= first load", first(weights)), "until the phone is on line by SIP, listens and rings");
    row(&Weight { file: "  budget".into(), raw: 0, gzip: 0, brotli: BUDGET }, "");
    weights.iter().for_each(|weight| later(weight).iter().for_each(|when| row(weight, when)));
    row(&total("= everything", weights.iter()), "");
    text
}

fn within(weights: &[Weight]) -> Result<()> {
    let Weight { brotli, .. } = total("first load", first(weights));
    if brotli <= BUDGET {
        return Ok(());
    }
    let what =
        format!("the first load weighs {brotli} bytes of brotli, {} above its budget of {BUDGET}", brotli - BUDGET);
    Err(Failure::new(what).remedy(
        "  `cargo xtask size` lists the files; look for format! of floats, regex, chrono, serde, generic views,\n  \
                  or for what can come later: src/shell/later.rs",
    ))
}

fn no_simulator(dist: &Path, weights: &[Weight]) -> Result<()> {
    let read = |file: &str| {
        let path = dist.join(file);
        std::fs::read(&path).map_err(Failure::io(&path))
    };
    let demo = read("demo_bg.wasm")?;
    let modules = weights.iter().filter(|weight| weight.file.ends_with(".wasm"));
    for module in modules {
        rehearses_nothing(&read(&format!("{WIDGET}/{}", module.file))?, &demo, SIMULATOR_ONLY)?;
    }
    Ok(())
}

fn rehearses_nothing(widget: &[u8], demo: &[u8], words: &[&str]) -> Result<()> {
    let holds = |module: &[u8], word: &str| module.windows(word.len()).any(|window| window == word.as_bytes());
    for word in words {
        if holds(widget, word) {
            return Err(Failure::new(format!("the widget's bundle contains the org simulator: found {word:?} in it"))
                .remedy("  something outside `src/demo` uses `sim::org`; the widget must not"));
        }
        if !holds(demo, word) {
            return Err(Failure::new(format!(
                "{word:?} is no longer in the demo's bundle, so its absence proves nothing"
            ))
            .remedy("  choose another word of `src/sim/org` for SIMULATOR_ONLY in xtask/src/size.rs"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weight(file: &str, brotli: u64) -> Weight {
        Weight { file: file.into(), raw: 4 * brotli, gzip: 2 * brotli, brotli }
    }

    #[test]
    fn the_budget_is_for_all_files_together() {
        assert!(within(&[weight("a", 149_000), weight("b", 1_000)]).is_ok());
        let over = within(&[weight("a", 149_000), weight("b", 1_001)]).unwrap_err();
        assert_eq!(over.what, "the first load weighs 150001 bytes of brotli, 1 above its budget of 150000");
    }

    #[test]
    fn the_table_adds_up_what_comes_first_and_everything() {
        let chunk = weight("office-0123abcd.wasm", 50);
        let table = table(&[weight("ferrophone_bg.wasm", 100), chunk, weight("ferrophone.js", 7)]);
        let row = |start: &str| table.lines().find_map(|line| line.strip_prefix(start)).unwrap();
        let numbers = |start: &str| row(start).split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(numbers("= first load")[..3], ["428", "214", "107"]);
        assert_eq!(numbers("= everything"), ["628", "314", "157"]);
    }

    #[test]
    fn what_comes_later_is_not_in_the_budget() {
        assert!(within(&[weight("a_bg.wasm", 150_000), weight("office-0123abcd.wasm", 50_000)]).is_ok());
        assert!(within(&[weight("a_bg.wasm", 150_000), weight("chunk_7-0123abcd.wasm", 50_000)]).is_ok());
        assert!(within(&[weight("a_bg.wasm", 150_000), weight("cards.css", 1)]).is_ok());
        // What is no part, and a part of which nobody has said when it comes.
        assert!(within(&[weight("a_bg.wasm", 150_000), weight("office-up.wasm", 1)]).is_err());
        assert!(within(&[weight("a_bg.wasm", 150_000), weight("sip-0123abcd.wasm", 1)]).is_err());
    }

    #[test]
    fn every_file_of_the_widget_is_weighed_but_what_only_the_host_reads() {
        let dist = crate::workspace::scratch("weigh");
        for file in ["index.html", "_headers", "snippets/a/b.js", "setup/setup_bg.wasm"] {
            for path in [dist.join(WIDGET).join(file), compressed(&dist, &Path::new(WIDGET).join(file), "gz")] {
                std::fs::create_dir_all(path.parent().unwrap()).unwrap();
                std::fs::write(path, "12345").unwrap();
            }
            std::fs::write(compressed(&dist, &Path::new(WIDGET).join(file), "br"), "123").unwrap();
        }
        let weights = weigh(&dist).unwrap();
        let names: Vec<&str> = weights.iter().map(|weight| weight.file.as_str()).collect();
        assert_eq!(names, ["index.html", "snippets/a/b.js"]);
        assert_eq!(
            {
                let Weight { raw, gzip, brotli, .. } = total("", weights.iter());
                (raw, gzip, brotli)
            },
            (10, 10, 6)
        );
    }

    #[test]
    fn a_simulator_in_the_widget_is_found_and_a_lost_word_is_noticed() {
        let found = rehearses_nothing(b"..Walter Demo..", b"Walter Demo", &["Walter Demo"]).unwrap_err();
        assert!(found.what.contains("contains the org simulator"));
        let lost = rehearses_nothing(b"....", b"reworded", &["Walter Demo"]).unwrap_err();
        assert!(lost.what.contains("proves nothing"));
        assert!(rehearses_nothing(b"....", b"..Walter Demo", &["Walter Demo"]).is_ok());
    }
}
