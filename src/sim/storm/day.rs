//! A day of random calls with accidents, as the lines of a story.

/// The lines, and the accidents among them by kind.
#[derive(Clone, Debug)]
pub struct Day {
    pub lines: Vec<String>,
    pub faults: Vec<&'static str>,
}

/// So many calls.
const CALLS: u64 = 20;

/// Settings that change what must be in the org.
const SWITCHES: [&str; 7] = [
    "autosave.inbound",
    "autosave.outbound",
    "autosave.internal",
    "missed.save_inbound",
    "no_answer.save_outbound",
    "case.create_inbound",
    "follow_up.copy_note",
];

/// What an org may lack or do otherwise. Without the call fields and without the look-up nobody can tell whether a Task is there,
/// and the agent is asked.
const ORGS: [&str; 4] = ["without call fields", "cannot look up", "refuses in German", "tells matches backwards"];

/// What goes wrong with the org, by kind, and the lines that make it so.
const AT_THE_ORG: [(&str, &[&str]); 11] = [
    ("reply lost", &["crm loses the next answer"]),
    ("request lost", &["crm loses the next save"]),
    ("reply twice", &["crm answers the next save twice"]),
    ("reply late", &["crm answers the next save a minute late"]),
    ("failed after commit", &["crm fails after the next save"]),
    ("not ready", &["crm is not ready for the next save"]),
    ("search lost", &["crm loses the next search"]),
    ("search late", &["crm answers the next search a minute late"]),
    ("replies reordered", &["crm takes up to 8s", "20s", "crm takes up to 0s"]),
    ("outage", &["crm is out", "40s", "crm is back"]),
    ("outage, yet done", &["crm does all and says it failed", "40s", "crm is back"]),
];

/// And with a page: it happens in one browser.
const AT_A_PAGE: [(&str, &[&str]); 8] = [
    ("crash", &["crash"]),
    ("reload", &["reload"]),
    ("late office", &["office is late", "crash"]),
    ("no office", &["office is away", "reload"]),
    ("office again", &["office comes"]),
    ("frozen tab", &["freezes 3m"]),
    ("clock jump", &["clock jumps 2h"]),
    ("clock back", &["clock jumps back 1h"]),
];

const CALLERS: [&str; 7] =
    ["+33612345678", "+493023125123", "+493023125150", "+4915112345678", "+33199001234", "withheld", "1002"];

impl Day {
    pub fn new(seed: u64) -> Self {
        let mut chance = Chance(seed);
        let mut lines = Vec::new();
        for switch in SWITCHES {
            if chance.one_in(2) {
                lines.push(format!("set {switch}={}", chance.one_in(2)));
            }
        }
        for way in ORGS {
            if chance.one_in(4) {
                lines.push(format!("org {way}"));
            }
        }
        let browsers = [1, 1, 1, 1, 2, 3][chance.of(6) as usize];
        let storage = chance.one_in(8);
        let mut morning = Morning { chance, browsers, storage, full: None, lines, faults: Vec::new() };
        for number in 0..CALLS {
            morning.call(number);
        }
        Self { lines: morning.lines, faults: morning.faults }
    }
}

/// A day in the making.
struct Morning {
    chance: Chance,
    /// So many have the agent's widget open. They share the org and nothing else.
    browsers: u64,
    /// It is a day on which storage fills up.
    storage: bool,
    /// Where it is full, and for how many more lines.
    full: Option<(u64, u64)>,
    lines: Vec<String>,
    faults: Vec<&'static str>,
}

impl Morning {
    fn call(&mut self, number: u64) {
        let caller = CALLERS[self.chance.of(CALLERS.len() as u64) as usize];
        let outgoing = self.chance.one_in(3);
        // The browser at which the agent sits.
        let here = 1 + self.chance.of(self.browsers);
        self.perhaps();
        match outgoing {
            true => self.say(here, &format!("dials {}", if caller == "withheld" { "+33612345678" } else { caller })),
            false => self.everywhere(&format!("rings {caller} ref=c{number}")),
        }
        self.passes();
        self.perhaps();
        if self.chance.one_in(4) {
            let ends = ["far gives up", "far does not answer", "far is busy", "far is answered elsewhere", "hang up"];
            let end = ends[self.chance.of(5) as usize];
            match outgoing {
                true => self.say(here, end),
                false => self.everywhere(end),
            }
        } else {
            self.say(here, if outgoing { "far answers" } else { "answer" });
            for other in (1..=self.browsers).filter(|other| !outgoing && *other != here) {
                self.say(other, "far is answered elsewhere");
            }
            self.note(here, number);
            self.passes();
            self.perhaps();
            if self.chance.one_in(3) {
                self.say(here, "save");
                self.perhaps();
            }
            let end = if self.chance.coin() { "far hangs up" } else { "hang up" };
            self.say(here, end);
        }
        self.perhaps();
        self.note(here, number);
        match self.chance.of(6) {
            0 | 1 => self.say(here, "save"),
            2 => self.say(here, "close"),
            _ => {}
        }
        self.perhaps();
        self.passes();
    }

    fn note(&mut self, here: u64, number: u64) {
        if self.chance.coin() {
            self.say(here, &format!("note words{number}x{}", self.lines.len()));
        }
    }

    fn passes(&mut self) {
        let spans = ["100ms", "1s", "5s", "30s", "90s"];
        let span = spans[self.chance.of(5) as usize];
        self.say(1, span);
    }

    fn perhaps(&mut self) {
        let there = 1 + self.chance.of(self.browsers);
        if self.storage && self.full.is_none() && self.chance.one_in(8) {
            self.faults.push("storage full");
            self.say(there, "storage fills up");
            self.full = Some((there, 1 + self.chance.of(6)));
        }
        if self.chance.one_in(20) {
            self.faults.push("crash at a step");
            let steps = self.chance.of(16);
            self.say(there, &format!("crash in {steps} steps"));
        } else if self.chance.one_in(7) {
            let kinds = AT_THE_ORG.len() as u64;
            let (kind, lines) = match self.chance.of(kinds + AT_A_PAGE.len() as u64) {
                org if org < kinds => AT_THE_ORG[org as usize],
                page => AT_A_PAGE[(page - kinds) as usize],
            };
            self.faults.push(kind);
            let place = if AT_A_PAGE.iter().any(|(known, _)| *known == kind) { there } else { 1 };
            for line in lines {
                self.say(place, line);
            }
        }
    }

    fn everywhere(&mut self, line: &str) {
        for browser in 1..=self.browsers {
            self.say(browser, line);
        }
    }

    fn say(&mut self, browser: u64, line: &str) {
        let at = |browser, line: &str| match browser {
            1 => line.to_owned(),
            other => format!("browser {other}: {line}"),
        };
        self.lines.push(at(browser, line));
        if let Some((there, left)) = &mut self.full {
            *left -= 1;
            if *left == 0 {
                let there = *there;
                self.full = None;
                // The agent goes on, on another page: with that it is written down again.
                self.lines.extend(["storage is free", "visits nothing"].map(|line| at(there, line)));
                if self.chance.coin() {
                    self.faults.push("crash");
                    self.lines.push(at(there, "crash"));
                }
            }
        }
    }
}

/// Numbers from a seed (Steele and others, "SplitMix").
struct Chance(u64);

impl Chance {
    fn of(&mut self, choices: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % choices
    }

    fn one_in(&mut self, choices: u64) -> bool {
        self.of(choices) == 0
    }

    fn coin(&mut self) -> bool {
        self.one_in(2)
    }
}
