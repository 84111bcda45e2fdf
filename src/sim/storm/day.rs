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
const AT_A_PAGE: [(&str, &[&str]); 10] = [
    ("crash", &["crash"]),
    ("reload", &["reload"]),
    ("late office", &["office is late", "crash"]),
    ("no office", &["office is away", "reload"]),
    ("office again", &["office comes"]),
    ("frozen tab", &["freezes 3m"]),
    ("clock jump", &["clock jumps 2h"]),
    ("clock back", &["clock jumps back 1h"]),
    ("line down", &["line drops", "20s", "line is back"]),
    ("network change", &["line comes up", "1s", "line is back"]),
];

/// Where several tabs are open: with one of them, and between them. The tab that has the telephone is the leader.
const AT_A_TAB: [(&str, &[&str]); 8] = [
    ("leader killed", &["leader: dies"]),
    ("leader closed", &["leader: closes"]),
    ("leader frozen", &["leader: sleeps"]),
    ("follower killed", &["follower: dies"]),
    ("follower closed", &["follower: closes"]),
    ("follower reloaded", &["follower: closes", "tab 4: opens"]),
    ("tabs hear late", &["tabs hear up to 2s late"]),
    ("tabs hear at once", &["tabs hear up to 0s late"]),
];

/// The page that has the telephone goes in a call; the last two where there are several tabs.
const GONE: [(&str, &str); 4] = [
    ("crash in a call", "crash"),
    ("reload in a call", "reload"),
    ("leader killed in a call", "leader: dies"),
    ("leader closed in a call", "leader: closes"),
];

/// So many tabs a browser has at most.
const TABS: u64 = 4;

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
        // What goes on at the PBX without the page.
        let at_the_pbx = chance.of(8);
        match at_the_pbx {
            0..3 => lines.push("pbx keeps calls".to_owned()),
            3 => lines.push("desk phone".to_owned()),
            _ => {}
        }
        let keeps = at_the_pbx < 3;
        let tabs = (0..browsers).map(|_| chance.one_in(3)).collect();
        let mut morning = Morning {
            chance,
            browsers,
            tabs,
            keeps,
            frozen: Vec::new(),
            storage,
            full: None,
            lines,
            faults: Vec::new(),
        };
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
    /// In which of them the agent works in several tabs.
    tabs: Vec<bool>,
    /// The PBX keeps a call whose page goes.
    keeps: bool,
    /// Where the leader is frozen, and for how many more lines.
    frozen: Vec<(u64, u64)>,
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
            true => self.does(here, &format!("dials {}", if caller == "withheld" { "+33612345678" } else { caller })),
            false => self.everywhere(&format!("rings {caller} ref=c{number}")),
        }
        self.passes();
        self.perhaps();
        if self.chance.one_in(4) {
            let ends = ["far gives up", "far does not answer", "far is busy", "far is answered elsewhere", "hang up"];
            let end = ends[self.chance.of(5) as usize];
            match outgoing {
                true if end == "hang up" => self.does(here, end),
                false if end == "hang up" => (1..=self.browsers).for_each(|browser| self.does(browser, end)),
                true => self.say(here, end),
                false => self.everywhere(end),
            }
        } else {
            match outgoing {
                true => self.say(here, "far answers"),
                false => self.does(here, "answer"),
            }
            for other in (1..=self.browsers).filter(|other| !outgoing && *other != here) {
                self.say(other, "far is answered elsewhere");
            }
            self.note(here, number);
            self.passes();
            self.perhaps();
            self.rejoins(here);
            if self.chance.one_in(3) {
                self.does(here, "save");
                self.perhaps();
                self.rejoins(here);
            }
            match self.chance.coin() {
                true => self.say(here, "far hangs up"),
                false => self.does(here, "hang up"),
            }
        }
        self.perhaps();
        self.note(here, number);
        match self.chance.of(6) {
            0 | 1 => self.does(here, "save"),
            2 => self.does(here, "close"),
            _ => {}
        }
        self.perhaps();
        self.passes();
    }

    fn note(&mut self, here: u64, number: u64) {
        if self.chance.coin() {
            self.does(here, &format!("note words{number}x{}", self.lines.len()));
        }
    }

    /// Its page goes, or not. What was up then is offered: it is taken up again, ended, or left to itself; or nobody is there any more.
    fn rejoins(&mut self, here: u64) {
        if self.keeps && self.chance.coin() {
            let ways = if self.tabs[here as usize - 1] { &GONE[..] } else { &GONE[..2] };
            let (kind, line) = ways[self.chance.of(ways.len() as u64) as usize];
            self.faults.push(kind);
            self.say(here, line);
            self.passes();
        }
        if self.chance.one_in(8) {
            self.say(here, "far hangs up on nobody");
        }
        match self.chance.of(8) {
            0..6 => self.does(here, "rejoin"),
            6 if self.chance.coin() => self.does(here, "hang up"),
            _ => {}
        }
    }

    /// In one of the tabs, where there are several: it is opened when it is not.
    fn does(&mut self, here: u64, what: &str) {
        if !self.tabs[here as usize - 1] {
            return self.say(here, what);
        }
        let tab = 1 + self.chance.of(TABS);
        if self.chance.coin() {
            self.faults.push("tab opened");
            self.say(here, &format!("tab {tab}: opens"));
        }
        if self.chance.one_in(3) {
            self.say(here, &format!("tab {tab}: is seen"));
        }
        self.say(here, &format!("tab {tab}: {what}"));
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
        if self.tabs[there as usize - 1] && self.chance.one_in(6) {
            let (kind, lines) = AT_A_TAB[self.chance.of(AT_A_TAB.len() as u64) as usize];
            self.faults.push(kind);
            if kind == "leader frozen" {
                self.frozen.push((there, 1 + self.chance.of(8)));
            }
            for line in lines {
                self.say(there, line);
            }
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
        // Time passes for all.
        let passes = line.ends_with('s') && line[..1].chars().all(|c| c.is_ascii_digit());
        let at = |browser, line: &str| match browser {
            1 => line.to_owned(),
            _ if passes => line.to_owned(),
            other => format!("browser {other}: {line}"),
        };
        self.lines.push(at(browser, line));
        for (there, left) in &mut self.frozen {
            *left -= 1;
            if *left == 0 {
                self.lines.push(at(*there, "leader: wakes"));
            }
        }
        self.frozen.retain(|(_, left)| *left > 0);
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
