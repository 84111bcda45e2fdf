//! The words of a script.

use std::time::Duration;

use super::late::Comes;
use super::office::Place;
use crate::engine::telephony::{LineState, Trouble};
use crate::engine::time::Timestamp;
use crate::sim::org::faults::{Fault, Outage};

/// So long the world waits after a line that says nothing about time.
pub const USUAL: Duration = Duration::from_millis(100);

/// Which tab.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Whose {
    Number(u32),
    /// The one that has the telephone.
    Leader,
    /// The latest that has not.
    Follower,
}

/// One thing that happens.
#[derive(Clone, PartialEq, Debug)]
pub enum Line {
    /// `30s`, `200ms`, `5m`
    Passes(Duration),
    /// `set autosave.inbound=false`: before the start, or an administrator's change.
    Set(String, String),
    /// `org without call fields`, `org cannot look up`, `org demands notes`, `no org`; `org changes Task Subject=Call`: on its page
    Org(String),
    /// `german`
    German,
    /// `desk phone`: the telephone is not in the page. Before the start.
    DeskPhone,
    /// `pbx keeps calls`: those that are up go on without their page, and can be taken up again. Before the start.
    Keeps,
    /// `start`: the page is loaded. Done by itself before the first line that needs it.
    Start,
    /// `rings NUMBER ["Name"] [key=value]…`; the number `withheld` hides it.
    Rings { number: Option<String>, name: Option<String>, with: Vec<(String, String)> },
    /// `dials NUMBER`
    Dials(String),
    /// `clicks NUMBER on Contact Jane Customer`
    Clicks { number: String, object: String, name: String },
    /// `sound 6s comes=no`: the newest call sounds like this for so long; see `sound.rs`.
    Sound { span: Duration, with: Vec<(String, String)> },
    /// `visits Contact Jane Customer`, `visits nothing`
    Visits(Option<(String, String)>),
    /// `far answers`, `far rings`, `far hangs up`, `far busy`, `far holds`, `far becomes NUMBER`, …
    /// At a desk phone also `far dials NUMBER`, on its own keys, and `far hangs up unseen`, which no page is told of. `far hangs up on
    /// nobody`: whoever talked to a page that is gone.
    Far(String),
    /// `pbx answers the code`, `pbx hangs up the code`, `pbx does not know the code`: a dial code of the agent's presence.
    Code(String),
    /// `line drops`, `line is unplugged` (the desk phone, until it is back), `line comes up`, `line is back`
    LineIs(LineState),
    /// Any other word of the agent's: `answer`, `hang up`, `note …`, `choose …`, `call 2: hang up`
    Agent { call: Option<usize>, what: String, rest: String },
    /// `crm loses the next answer` and its like: method and accident.
    Accident(&'static str, Fault),
    /// `crm is out`, `crm is back`
    Outage(Option<Outage>),
    /// `crm takes up to 8s`: every answer takes a while of its own, so that they overtake each other.
    Slow(Duration),
    /// `reload`: the page goes and comes back; `crash`: without a word.
    Reload { told: bool },
    /// `crash in 3 steps`: when so many more events were taken in and effects carried out, the page dies, be it in the middle
    /// of what an event led to.
    CrashIn(u32),
    /// `bea: answer`: the same on the widget of a colleague, who shares the org and the telephone system; `browser 2: answer`: on that
    /// of the same agent in another browser.
    Elsewhere(Place, Box<Line>),
    /// `tab 2: opens`, `tab 2: is seen`, `tab 1: closes`, `tab 2: answer`: another tab of the same browser. The first is number 1.
    /// `leader: dies`, `follower: dies`: whichever that is by then.
    Tab { whose: Whose, what: String },
    /// `tabs hear up to 2s late`: what a tab says reaches each of the others after a while of its own, in the order in which it was said.
    TabsHear { late: Duration },
    /// `office is late`, `office is away`, `office comes`: the part of the widget that a first load leaves out. Before the start, or
    /// from the next page on.
    Office(Comes),
    /// `storage fills up`, `storage is free`
    Storage { full: bool },
    /// `clock jumps 2h`, `clock jumps back 2h`: the machine's clock is set, or the machine slept.
    Clock { back: bool, by: Duration },
    /// `freezes 5m`: the tab gets no time; what came in meanwhile comes all at once.
    Freezes(Duration),
    /// `look`: tell what the screen shows.
    Look,
    /// `why`: tell the trace of the selected call.
    Why,
}

/// What the agent can do, as the script says it.
const AGENT: &[&str] = &[
    "answer",
    "decline",
    "hang up",
    "follow",
    "rejoin",
    "call back",
    "hold",
    "resume",
    "mute",
    "unmute",
    "digits",
    "transfer",
    "join",
    "join all",
    "select",
    "note",
    "subject",
    "choose",
    "keep theirs",
    "keep mine",
    "keep both",
    "result",
    "follow up",
    "due",
    "task",
    "undo",
    "give up",
    "unassign",
    "assign page",
    "open search",
    "save",
    "it is there",
    "save again",
    "close",
    "off the record",
    "on the record",
    "log late",
    "history",
    "presence",
    "prolong",
    "ready",
    "sign in",
    "go offline",
    "go online",
    "prefer",
    "headset lifts",
    "headset hangs up",
    "headset mutes",
    "diagnose",
    "leave the diagnosis",
];

/// Reads one line without comment. The error is a clause for the story's outcome.
pub fn parse(text: &str) -> Result<Line, String> {
    if let Some(span) = span(text) {
        return Ok(Line::Passes(span));
    }
    let (word, rest) = text.split_once(' ').map_or((text, ""), |(word, rest)| (word, rest.trim()));
    match word {
        "set" => {
            let (key, value) = rest.split_once('=').ok_or("no `=`")?;
            Ok(Line::Set(key.trim().to_owned(), value.trim().to_owned()))
        }
        "org" => Ok(Line::Org(rest.to_owned())),
        "no" if rest == "org" => Ok(Line::Org("none".to_owned())),
        "german" => Ok(Line::German),
        "desk" if rest == "phone" => Ok(Line::DeskPhone),
        "start" => Ok(Line::Start),
        "rings" => rings(rest),
        "dials" => Ok(Line::Dials(rest.to_owned())),
        "clicks" => {
            let (number, target) = rest.split_once(" on ").ok_or("no `on`")?;
            let (object, name) = target.split_once(' ').ok_or("no name")?;
            Ok(Line::Clicks { number: number.to_owned(), object: object.to_owned(), name: name.to_owned() })
        }
        "visits" if rest == "nothing" => Ok(Line::Visits(None)),
        "visits" => {
            let (object, name) = rest.split_once(' ').ok_or("no name")?;
            Ok(Line::Visits(Some((object.to_owned(), name.to_owned()))))
        }
        "sound" => {
            let (time, rest) = rest.split_once(' ').unwrap_or((rest, ""));
            Ok(Line::Sound { span: span(time).ok_or("for how long?")?, with: pairs(rest.split_whitespace())? })
        }
        "far" => Ok(Line::Far(rest.to_owned())),
        "pbx" if rest == "keeps calls" => Ok(Line::Keeps),
        "pbx" => Ok(Line::Code(rest.to_owned())),
        "line" => match rest {
            "drops" => Ok(Line::LineIs(LineState::Down { why: Trouble::Unreachable, retry: None })),
            "is unplugged" => Ok(Line::LineIs(LineState::Down { why: Trouble::DeskPhoneOff, retry: None })),
            "comes up" => Ok(Line::LineIs(LineState::Connecting)),
            "is back" => Ok(Line::LineIs(LineState::Ready { proved: Timestamp::new(0, 0) })),
            _ => Err("the line drops, comes up, is unplugged or is back".into()),
        },
        "crm" => match rest.strip_prefix("takes up to ") {
            Some(longest) => Ok(Line::Slow(span(longest).ok_or("how long?")?)),
            None => accident(rest),
        },
        "reload" => Ok(Line::Reload { told: true }),
        "crash" => match rest.strip_prefix("in ").and_then(|rest| rest.strip_suffix(" steps")) {
            Some(steps) => Ok(Line::CrashIn(steps.parse().map_err(|_| "no number")?)),
            None => Ok(Line::Reload { told: false }),
        },
        "office" => match rest {
            "is late" => Ok(Line::Office(Comes::NotYet)),
            "is away" => Ok(Line::Office(Comes::Never)),
            "comes" => Ok(Line::Office(Comes::WhenAsked)),
            _ => Err("the office is late, is away or comes".into()),
        },
        "storage" => match rest {
            "fills up" => Ok(Line::Storage { full: true }),
            "is free" => Ok(Line::Storage { full: false }),
            _ => Err("storage fills up or is free".into()),
        },
        "freezes" => span(rest).map(Line::Freezes).ok_or("for how long?".into()),
        "clock" => {
            let by = rest.strip_prefix("jumps ").ok_or("the clock jumps")?;
            let (back, by) = by.strip_prefix("back ").map_or((false, by), |by| (true, by));
            Ok(Line::Clock { back, by: self::span(by).ok_or("by how much?")? })
        }
        "bea:" => Ok(Line::Elsewhere(Place::Bea, Box::new(parse(rest)?))),
        "browser" => {
            let (number, what) = rest.split_once(':').ok_or("no `:`")?;
            let number = number.parse().map_err(|_| "no number")?;
            Ok(Line::Elsewhere(Place::Browser(number), Box::new(parse(what.trim())?)))
        }
        "tab" => {
            let (number, what) = rest.split_once(": ").ok_or("no `:`")?;
            let whose = Whose::Number(number.parse().map_err(|_| "no number")?);
            Ok(Line::Tab { whose, what: what.to_owned() })
        }
        "leader:" => Ok(Line::Tab { whose: Whose::Leader, what: rest.to_owned() }),
        "follower:" => Ok(Line::Tab { whose: Whose::Follower, what: rest.to_owned() }),
        "tabs" => {
            let late = rest.strip_prefix("hear up to ").and_then(|rest| rest.strip_suffix(" late"));
            Ok(Line::TabsHear { late: late.and_then(span).ok_or("how late?")? })
        }
        "look" => Ok(Line::Look),
        "why" => Ok(Line::Why),
        "call" if rest != "back" => {
            let (number, what) = rest.split_once(':').ok_or("no `:`")?;
            let number = number.parse().map_err(|_| "no number")?;
            agent(what.trim(), Some(number))
        }
        _ => agent(text, None),
    }
}

fn agent(text: &str, call: Option<usize>) -> Result<Line, String> {
    let mut known: Vec<_> = AGENT.iter().filter(|what| text.strip_prefix(**what).is_some_and(starts_anew)).collect();
    known.sort_by_key(|what| std::cmp::Reverse(what.len()));
    let what = known.first().ok_or("nobody understands this")?;
    Ok(Line::Agent { call, what: (**what).to_owned(), rest: text[what.len()..].trim().to_owned() })
}

fn starts_anew(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with(' ')
}

fn span(text: &str) -> Option<Duration> {
    let digits = text.find(|c: char| !c.is_ascii_digit())?;
    let count: u64 = text[..digits].parse().ok()?;
    match &text[digits..] {
        "ms" => Some(Duration::from_millis(count)),
        "s" => Some(Duration::from_secs(count)),
        "m" => Some(Duration::from_secs(count * 60)),
        "h" => Some(Duration::from_secs(count * 3600)),
        _ => None,
    }
}

fn rings(rest: &str) -> Result<Line, String> {
    let (rest, name) = match rest.split_once('"') {
        Some((before, after)) => {
            let (name, after) = after.split_once('"').ok_or("the name does not end")?;
            (format!("{before} {after}"), Some(name.to_owned()))
        }
        None => (rest.to_owned(), None),
    };
    let mut words = rest.split_whitespace();
    let number = words.next().ok_or("who rings?")?;
    let number = (number != "withheld").then(|| number.to_owned());
    Ok(Line::Rings { number, name, with: pairs(words)? })
}

fn pairs<'a>(words: impl Iterator<Item = &'a str>) -> Result<Vec<(String, String)>, String> {
    let pair = |word: &str| word.split_once('=').map(|(k, v)| (k.to_owned(), v.to_owned())).ok_or(format!("`{word}`?"));
    words.map(pair).collect()
}

fn accident(rest: &str) -> Result<Line, String> {
    let save = |fault| Ok(Line::Accident("saveLog", fault));
    match rest {
        "is out" => Ok(Line::Outage(Some(Outage::BeforeCommit))),
        "does all and says it failed" => Ok(Line::Outage(Some(Outage::AfterCommit))),
        "is back" => Ok(Line::Outage(None)),
        "loses the next answer" => save(Fault::ReplyLost),
        "loses the next save" => save(Fault::RequestLost),
        "answers the next save twice" => save(Fault::Twice(Duration::from_secs(1))),
        "answers the next save a minute late" => save(Fault::Late(Duration::from_secs(60))),
        "fails after the next save" => save(Fault::Outage(Outage::AfterCommit)),
        "is not ready for the next save" => save(Fault::NotReady),
        "loses the next search" => Ok(Line::Accident("searchAndScreenPop", Fault::ReplyLost)),
        "answers the next search a minute late" => {
            Ok(Line::Accident("searchAndScreenPop", Fault::Late(Duration::from_secs(60))))
        }
        _ => Err("no such accident".into()),
    }
}
