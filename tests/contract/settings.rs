//! What the administrator chose reaches the engine through the Apex as it does through the simulated package.

use ferrophone::engine::json::Json;
use ferrophone::engine::map::Map;
use ferrophone::engine::settings::{Key, Problem, Settings};
use ferrophone::engine::time::Timestamp;
use ferrophone::sim::org::package::packaged;
use ferrophone::sim::org::{Apex, Org, Workflow};
use ferrophone::wire::apex;

use crate::emulator;

fn now() -> Timestamp {
    Timestamp::new(1_795_420_800_000, 60)
}

fn read(mut org: Org, invoke: Apex) -> Map<String, String> {
    let text = invoke(&mut org, "settings", "", now());
    let data = apex::data(Ok(Json::from(text.as_str()))).expect("an answer");
    apex::workflow(&data).expect("settings")
}

/// Something other than the default.
fn another(key: &Key) -> &'static str {
    match (key.name, key.form(), key.default) {
        (_, "true | false", "false") => "true",
        (_, "true | false", _) => "false",
        ("follow_up.options_inbound" | "follow_up.options_outbound", ..) => "follow_up open_latest_task",
        ("presence.states", ..) => "Ready (available); Lunch (away) *71",
        ("pop.custom_objects", ..) => "Machine__c:Hotline__c>Contact__c",
        ("email.default_address", ..) => "desk@example.com",
        (_, "record type id, 012…", _) => "012000000000001AAA",
        (_, form, _) if form.contains(" to ") => form.rsplit(' ').next().unwrap_or_default(),
        (_, form, _) => form.rsplit(" | ").next().filter(|last| *last != form).unwrap_or("Something"),
    }
}

/// A record as Salesforce keeps it: its checkboxes are off where nobody ticked them.
fn org_with(values: impl Iterator<Item = (&'static Key, &'static str)>) -> Org {
    let off =
        packaged().filter(|key| key.form() == "true | false").map(|key| (key.name.to_owned(), "false".to_owned()));
    let chosen = values.map(|(key, value)| (key.name.to_owned(), value.to_owned()));
    let mut org = Org::demo(now());
    org.workflows = vec![Workflow {
        name: "Everybody".into(),
        active: true,
        created: now().to_rfc3339_utc(),
        values: off.chain(chosen).collect(),
        ..Workflow::default()
    }];
    org
}

#[test]
fn every_setting_of_the_package_arrives() {
    assert!(packaged().count() > 40);
    for key in packaged() {
        let org = org_with([(key, another(key))].into_iter());
        let (simulated, emulated) = (read(org.clone(), Org::invoke), read(org, emulator::invoke));
        assert_eq!(emulated.get(key.name).map(String::as_str), Some(another(key)), "{}", key.name);
        assert_eq!(emulated, simulated, "{}", key.name);
    }
}

#[test]
fn what_arrives_makes_sense_to_the_engine() {
    let all = org_with(packaged().map(|key| (key, another(key))));
    let (settings, problems) = Settings::read(&read(all, emulator::invoke));
    assert!(problems.iter().all(|problem| matches!(problem, Problem::Clash(_))), "{problems:?}");
    assert_ne!(settings, Settings::default());
}
