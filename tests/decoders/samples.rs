//! What the decoders are given when all is well: recordings, fixtures, and what the widget itself wrote.

use std::fs;
use std::path::{Path, PathBuf};

use ferrophone::engine::json::Json;
use ferrophone::sim::story::World;

use super::checks::NEXT;

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The files of a folder with this ending.
fn files(folder: &str, ending: &str) -> Vec<String> {
    let mut files: Vec<_> = fs::read_dir(path(folder)).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|found| found == ending));
    files.sort();
    files.into_iter().map(|file| fs::read_to_string(file).unwrap()).collect()
}

fn said(parts: &[&str]) -> String {
    parts.join(&NEXT.to_string())
}

/// A phone that opens, searches and saves, in both dialects; and what a page tells by itself.
pub fn opencti() -> Vec<String> {
    let recorded = files("tests/fixtures/opencti", "json");
    let answers = [
        r#"{"success":true,"returnValue":null,"errors":null}"#,
        r#"{"success":true,"returnValue":{"/FerrophoneLine/lineDriver":"sip","/reqGeneralInfo/reqUseApi":"true"},"errors":null}"#,
        r#"{"success":true,"returnValue":{"runApex":"{\"v\":1,\"ok\":true,\"data\":{\"api\":1}}"},"errors":null}"#,
        r#"{"success":true,"returnValue":{"003D000000QOMqg":{"Id":"003D000000QOMqg","Name":"Pat","RecordType":"Contact"},"SCREEN_POP_DATA":{"type":"sobject","params":{}}},"errors":null}"#,
        r#"{"success":true,"returnValue":{"recordId":"00T8A00000Aa1BcAAI"},"errors":null}"#,
        r#"{"success":false,"returnValue":null,"errors":[{"code":"SERVER_ERROR","description":"Could not load Apex class: FerrophoneApi."}]}"#,
        r#"{"success":true,"returnValue":{"url":"https://acme/1","recordId":"003D000000QOMqg","recordName":"Pat","objectType":"Contact"},"errors":null}"#,
        r#"{"result":"{\"/FerrophoneLine/lineDriver\":\"sip\"}"}"#,
        r#"{"result":"{\"screenPopUrl\":\"/1\"}"}"#,
        r#"{"result":true,"error":null}"#,
        r#"{"number":"+1 415 555 0100","objectType":"Contact","recordId":"003D000000QOMqg","recordName":"Pat"}"#,
        "?sfdcIframeOrigin=https%3A%2F%2Facme.lightning.force.com&mode=Lightning",
        "?sfdcIFrameOrigin=https%3A%2F%2Facme.my.salesforce.com&nonce=1",
    ];
    let one = |text: &str| ('a'..'k').map(|who| format!("{who}{text}")).collect::<Vec<_>>().join(&NEXT.to_string());
    let mut all: Vec<String> = recorded.iter().map(String::as_str).chain(answers).map(str::to_owned).collect();
    all.extend(recorded.iter().map(String::as_str).chain(answers).map(one));
    // Everything is answered in its turn.
    let turns: Vec<String> = ('a'..).zip(answers).map(|(who, text)| format!("{who}{text}")).collect();
    all.push(said(&turns.iter().map(String::as_str).collect::<Vec<_>>()));
    all.push(said(&["b.", "c!", "d.", "e."]));
    all
}

/// Call center files in both formats, lines, and the map that the library returns.
pub fn settings() -> Vec<String> {
    let mut all = files("salesforce/setup", "xml");
    all.extend(files("salesforce/call-center/main/default/callCenters", "xml"));
    all.extend(files("tests/fixtures/opencti", "json"));
    all.push(
        "line.driver = sip\nautosave.inbound=false\n# a comment\nresults.list=Sales: Interested, Not now (out)".into(),
    );
    all.push("subject.template={calltype} {callresult}\npop.mode=latest_case_account\nnumbers.country=49".into());
    all.push(
        r#"{"/FerrophoneLine/lineDriver":"sip","/FerrophoneLine/lineServers":"wss://pbx.example.com:8089/ws"}"#.into(),
    );
    all
}

/// All answers of the fixtures, bare and in the library's envelope.
pub fn apex() -> Vec<String> {
    let mut all = Vec::new();
    for text in files("salesforce/fixtures", "json") {
        let json = Json::parse(&text).expect("a fixture");
        gather(&json, &mut all);
    }
    let wrapped: Vec<_> =
        all.iter().map(|text| Json::object(vec![("runApex", Json::from(text.as_str()))]).to_text()).collect();
    all.extend(wrapped);
    all
}

/// What has the shape of an answer, however deep it stands.
fn gather(json: &Json, all: &mut Vec<String>) {
    if json.get("v").is_some() && json.get("ok").is_some() {
        all.push(json.to_text());
    }
    match json {
        Json::Array(values) => values.iter().for_each(|value| gather(value, all)),
        Json::Object(fields) => fields.values().for_each(|value| gather(value, all)),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
    }
}

/// What pages left in their storage: in the middle of calls, with saves under way, and done.
pub fn journal() -> Vec<String> {
    let stories = [
        "rings +33612345678\nanswer\nnote asks for an offer",
        "rings +493023125150\nanswer\nnote one\n5s\nfar hangs up\n2s",
        "dials +33612345678\n5s\nfar is busy\nnote x\nclose\n2s",
        "crm loses the next answer\nrings +33612345678\nanswer\n5s\nfar hangs up",
        "crm is out\nset case.create_inbound=true\nrings +33612345678\nanswer\n5s\nfar hangs up\n2s",
        "org cannot look up\ncrm loses the next answer\nrings +33612345678\nanswer\n5s\nfar hangs up\n2m",
        "org demands notes\nrings +33612345678\nanswer\n5s\nfar hangs up\n2s\nfollow up follow_up\nsave\n2s",
        "office is away\nrings +33612345678\nanswer\n5s\nfar hangs up",
        "rings 1002\nanswer\nrings +33199001234\ncall 2: answer\n5s",
        "set pop.mode=latest_case_account\nclicks +493023125123 on Contact Jörg Müller\nfar answers\nsubject mine\n5s\nsave\n5s",
    ];
    let mut all = Vec::new();
    for story in stories {
        let mut world = World::default();
        world.play(story);
        let entries: Vec<_> = world.journal().iter().map(|(key, text)| format!("{key}\n{text}")).collect();
        all.extend(world.journal().values().cloned());
        all.push(entries.join(&NEXT.to_string()));
    }
    all
}

/// What a real Asterisk said, call by call.
pub fn ari() -> Vec<String> {
    let next = NEXT.to_string();
    let heard = |text: &str| text.lines().filter_map(|line| line.strip_prefix("< ")).collect::<Vec<_>>().join(&next);
    let calls: Vec<String> = files("tests/fixtures/ari", "jsonl").iter().map(|text| heard(text)).collect();
    let dialled: Vec<String> = calls.iter().map(|call| format!("d{next}{call}{next}w{next}c{next}o")).collect();
    calls.into_iter().chain(dialled).collect()
}
