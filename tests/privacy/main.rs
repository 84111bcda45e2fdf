//! Nobody's name, number or words stand where a log could take them from. Every story and many a stormy day are played with a
//! company whose people and numbers are known, and whatever comes in, goes out or is shown is written as `Debug` writes
//! it: none of that may hold any of them. The shell writes to the console in two places, and nothing of a call.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::fs;
use std::path::Path;

use ferrophone::engine::Engine;
use ferrophone::engine::crm::{Draft, Failure, FailureKind, Object, Value};
use ferrophone::engine::event::Event;
use ferrophone::engine::json::Json;
use ferrophone::engine::secret::{Private, Secret};
use ferrophone::engine::telephony::{Account, Driver, Headers, Party};
use ferrophone::engine::workflow::task;
use ferrophone::sim::storm::Day;
use ferrophone::sim::story::World;
use ferrophone::wire::ari::Output;

/// A script, of which nothing may be told.
macro_rules! story {
    ($name:ident, $script:literal, @$outcome:literal) => {
        #[test]
        fn $name() {
            crate::keeps_to_itself($script);
        }
    };
}

#[path = "../stories/acceptance.rs"]
mod acceptance;
#[path = "../stories/calls.rs"]
mod calls;
#[path = "../stories/cases.rs"]
mod cases;
#[path = "../stories/follow_up.rs"]
mod follow_up;
#[path = "../stories/logging.rs"]
mod logging;
#[path = "../stories/missed.rs"]
mod missed;
#[path = "../stories/screen_pop.rs"]
mod screen_pop;

/// Fields of people and of what is said about them.
const PRIVATE_FIELDS: [&str; 10] = [
    "Name",
    "FirstName",
    "LastName",
    "Phone",
    "MobilePhone",
    "HomePhone",
    "Email",
    "Subject",
    "Description",
    task::CALLER_NUMBER,
];

/// Too short to be told from a part of another word, or of an id.
const SHORTEST: usize = 6;

fn keeps_to_itself(script: &str) {
    let mut world = World::default();
    world.play(script);
    let secrets = secrets(&world, script);
    assert!(secrets.len() > 30, "{secrets:?}");
    // The log of events is a reproduction: the same effects and the same screens come of it.
    let mut engine = Engine::default();
    let mut told = BTreeSet::new();
    let mut silent = |value: &dyn Debug| {
        let text = format!("{value:?}");
        // Much is told again and again.
        if told.insert(text.clone())
            && let Some(secret) = leak(&secrets, &text)
        {
            panic!("{secret:?} stands in\n{text}");
        }
    };
    for (now, event) in &world.events {
        if matches!(event, Event::Started(_)) {
            engine = Engine::default();
        }
        silent(event);
        for effect in engine.handle(event.clone(), *now) {
            silent(&effect);
        }
        let view = engine.view();
        for call in &view.calls {
            silent(call);
            engine.trace(call.id).iter().for_each(|line| silent(line));
        }
        silent(&view.history);
        view.notices.iter().for_each(|notice| silent(notice));
        silent(&view.line);
        silent(&view.crm);
        silent(&view.why);
    }
    let recording = ferrophone::wire::recording::export(&world.events, false, "a test");
    // What the administrator's template makes of a call is nobody's words.
    let is_made =
        |text: &String| text.contains("going call") || text.contains("coming call") || text.contains("Internal call");
    let secrets: Vec<_> = secrets.into_iter().filter(|text| !is_made(text) || script.contains(text.as_str())).collect();
    if let Some(secret) = leak(&secrets, &recording) {
        panic!("{secret:?} stands in\n{recording}");
    }
}

fn leak<'a>(secrets: &'a [String], text: &str) -> Option<&'a String> {
    secrets.iter().find(|secret| text.contains(secret.as_str()))
}

/// What the org knows of people, what the script says of them, and every number by its digits.
fn secrets(world: &World, script: &str) -> Vec<String> {
    let mut all = Vec::new();
    for record in world.org.all() {
        all.extend(PRIVATE_FIELDS.iter().map(|field| record.text(field).to_owned()));
    }
    for line in script.lines().map(str::trim) {
        let line = line.strip_prefix("bea: ").unwrap_or(line);
        let said = ["note ", "subject ", "dials "].iter().find_map(|word| line.strip_prefix(word));
        all.extend(said.map(str::to_owned));
        all.extend(line.split('"').skip(1).step_by(2).map(str::to_owned));
        if let Some(rings) = line.strip_prefix("rings ") {
            all.extend(rings.split_whitespace().next().map(str::to_owned));
            all.extend(rings.split_whitespace().filter_map(|word| word.strip_prefix("ivr=")).map(str::to_owned));
        }
    }
    let digits = |text: &String| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let numbers: Vec<String> = all.iter().map(digits).filter(|digits| digits.len() > SHORTEST).collect();
    let mut all: Vec<String> = all.into_iter().filter(|text| text.chars().count() >= SHORTEST).chain(numbers).collect();
    all.sort();
    all.dedup();
    all
}

#[test]
fn nothing_is_told_of_stormy_days() {
    for seed in 0..10 {
        keeps_to_itself(&Day::new(seed).lines.join("\n"));
    }
}

#[test]
fn what_is_written_in_plain_is_found() {
    let world = World::default();
    let secrets = secrets(&world, "rings +4930555123456 \"Karl Heimlich\"\nnote Wants to stay unnamed");
    for plain in ["(Jane Customer)", "+33612345678", "tel:33612345678!", "Wants to stay unnamed", "Karl Heimlich"] {
        assert!(leak(&secrets, plain).is_some(), "{plain}");
    }
    assert!(leak(&secrets, "CallView { id: 7, .. }").is_none());
}

#[test]
fn what_a_number_a_person_or_an_account_is_called_is_not_told() {
    let secret = || "Heimlich".to_owned();
    let account = Account {
        driver: Driver::Sip,
        servers: vec!["wss://pbx.example.com".into()],
        domain: "example.com".into(),
        user: secret(),
        auth_user: Some(secret()),
        display_name: Some(secret()),
        context: "phones".into(),
        password: Secret::new(secret()),
        headers: Headers::default(),
        expires: std::time::Duration::ZERO,
        ice_servers: Vec::new(),
    };
    let fields = [("Description".to_owned(), Value::Text(secret()))].into();
    let draft = Draft { object: Object::Task, record: None, fields };
    let mut failure = Failure::new(FailureKind::Rejected, "Comments: data value too large: Heimlich");
    failure.fields.push(("Description".into(), secret()));
    let json = Json::object(vec![("name", Json::from("Heimlich"))]);
    let party = Party { number: None, name: Some(secret()) };
    // The address of a desk phone's socket holds the password.
    let open = Output::Open { url: "wss://pbx.example.com/ari/events?api_key=desk:Heimlich".into() };
    let all = format!("{open:?} {account:?} {draft:?} {failure:?} {json:?} {party:?} {:?}", Private::from(secret()));
    assert!(!all.contains("Heimlich"), "{all}");
    assert!(all.contains("pbx.example.com") && all.contains("Rejected"), "what helps is told: {all}");
}

#[test]
fn the_widget_writes_to_the_console_when_it_cannot_go_on_and_never_else() {
    let mut places = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src/shell")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            let logs = ["console::", "logging::", "console_error_panic_hook", "dbg!", "println!"];
            let found = text.lines().filter(|line| logs.iter().any(|log| line.contains(log))).count();
            places.extend(std::iter::repeat_n(path.file_name().unwrap().to_string_lossy().into_owned(), found));
        }
    }
    places.sort();
    // A panic, by its place; a page that has no head for Salesforce's library.
    assert_eq!(places, ["library.rs", "page.rs"]);
}
