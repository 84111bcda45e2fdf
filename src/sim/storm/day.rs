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

/// What goes wrong, by kind, and the lines that make it so.
const FAULTS: [(&str, &[&str]); 16] = [
    ("reply lost", &["crm loses the next answer"]),
    ("request lost", &["crm loses the next save"]),
    ("reply twice", &["crm answers the next save twice"]),
    ("reply late", &["crm answers the next save a minute late"]),
    ("failed after commit", &["crm fails after the next save"]),
    ("not ready", &["crm is not ready for the next save"]),
    ("search lost", &["crm loses the next search"]),
    ("outage", &["crm is out", "40s", "crm is back"]),
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
        let mut day = Self { lines: Vec::new(), faults: Vec::new() };
        let mut chance = Chance(seed | 1);
        for switch in SWITCHES {
            if chance.one_in(2) {
                let on = chance.one_in(2);
                day.lines.push(format!("set {switch}={on}"));
            }
        }
        // An org may lack the call fields, or the look-up; without both nobody can tell, and the agent is asked.
        for lack in ["org without call fields", "org cannot look up"] {
            if chance.one_in(4) {
                day.lines.push(lack.to_owned());
            }
        }
        let storage = chance.one_in(8);
        for number in 0..CALLS {
            day.call(&mut chance, number, storage);
        }
        day
    }

    fn call(&mut self, chance: &mut Chance, number: u64, storage: bool) {
        let caller = CALLERS[chance.of(CALLERS.len() as u64) as usize];
        let outgoing = chance.one_in(3);
        self.perhaps(chance, storage);
        match outgoing {
            true => self.say(format!("dials {}", if caller == "withheld" { "+33612345678" } else { caller })),
            false => self.say(format!("rings {caller} ref=c{number}")),
        }
        self.passes(chance);
        self.perhaps(chance, storage);
        if chance.one_in(4) {
            let end = ["far gives up", "far does not answer", "far is busy", "far is answered elsewhere", "hang up"];
            self.say(end[chance.of(5) as usize].to_owned());
        } else {
            self.say(if outgoing { "far answers" } else { "answer" }.to_owned());
            self.note(chance, number);
            self.passes(chance);
            self.perhaps(chance, storage);
            if chance.one_in(3) {
                self.say("save".to_owned());
                self.perhaps(chance, storage);
            }
            self.say(if chance.one_in(2) { "far hangs up" } else { "hang up" }.to_owned());
        }
        self.perhaps(chance, storage);
        self.note(chance, number);
        match chance.of(6) {
            0 | 1 => self.say("save".to_owned()),
            2 => self.say("close".to_owned()),
            _ => {}
        }
        self.perhaps(chance, storage);
        self.passes(chance);
    }

    fn note(&mut self, chance: &mut Chance, number: u64) {
        if chance.one_in(2) {
            self.say(format!("note words{number}x{}", self.lines.len()));
        }
    }

    fn passes(&mut self, chance: &mut Chance) {
        let spans = ["100ms", "1s", "5s", "30s", "90s"];
        self.say(spans[chance.of(5) as usize].to_owned());
    }

    fn perhaps(&mut self, chance: &mut Chance, storage: bool) {
        if storage && chance.one_in(6) {
            self.faults.push("storage full");
            self.say("storage fills up".to_owned());
            self.say("2s".to_owned());
            self.say("storage is free".to_owned());
            self.say("1s".to_owned());
        }
        if chance.one_in(5) {
            let (kind, lines) = FAULTS[chance.of(FAULTS.len() as u64) as usize];
            self.faults.push(kind);
            for line in lines {
                self.say((*line).to_owned());
            }
        }
    }

    fn say(&mut self, line: String) {
        self.lines.push(line);
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
}
