//! Stories of a page and a session. A story says what happens; what goes out is written beside it.

use super::super::{Lightning, Opening, Words};
use super::*;
use crate::engine::crm::{Direction, Draft, Fields, Object, PanelIcon, Target, Value};
use crate::engine::id::RecordId;
use crate::engine::map::Map;
use crate::wire::classic::Classic;

const YES: &str = r#"{"success":true,"returnValue":null,"errors":null}"#;
const NOT_READY: &str =
    r#"{"success":false,"returnValue":null,"errors":[{"code":"SOFTPHONE_CONTAINER_ERROR","description":"not yet"}]}"#;
const NO_CLASS: &str = r#"{"success":false,"returnValue":null,"errors":[{"code":"SERVER_ERROR","description":"Could not load Apex class: FerrophoneApi."}]}"#;
const HELLO: &str =
    r#"{"success":true,"returnValue":{"runApex":"{\"v\":1,\"ok\":true,\"data\":{\"api\":1}}"},"errors":null}"#;
const SETTINGS: &str = r#"{"success":true,"returnValue":{"/FerrophoneLine/lineDriver":"sip","/reqGeneralInfo/reqUseApi":"true"},"errors":null}"#;
const LAYOUT: &str = r#"{"success":true,"returnValue":{},"errors":null}"#;
const PAGE: &str = r#"{"success":true,"returnValue":{"url":"https://acme/1","recordId":"003D000000QOMqg","recordName":"Pat","objectType":"Contact"},"errors":null}"#;
const NOBODY: &str = r#"{"success":true,"returnValue":{},"errors":null}"#;
const PAT: &str = r#"{"success":true,"returnValue":{"003D000000QOMqg":{"Id":"003D000000QOMqg","Name":"Pat","RecordType":"Contact"},"SCREEN_POP_DATA":{"type":"sobject","params":{}}},"errors":null}"#;

/// A session, what it waits for, and what it has done since the last look.
struct Talk {
    session: Session<&'static str>,
    carrier: Carrier<&'static str>,
    now: Duration,
    /// The calls that want an answer, by method; the latest last.
    asked: Vec<(&'static str, Ticket)>,
    log: Vec<String>,
}

impl Talk {
    fn new<D: Dialect + Words>(dialect: &'static D) -> Self {
        let session =
            Session::new(dialect, Surface::Lightning, "https://acme.lightning.force.com".into(), Duration::ZERO);
        Self { session, carrier: Carrier::new(dialect), now: Duration::ZERO, asked: Vec::new(), log: Vec::new() }
    }

    /// Loaded and open in an org without the package, with nothing told of it.
    fn open() -> Self {
        let mut talk = Self::new(&Lightning);
        talk.load(None);
        for (method, answer) in [
            ("enableClickToDial", YES),
            ("getCallCenterSettings", SETTINGS),
            ("getSoftphoneLayout", LAYOUT),
            ("notifyInitializationComplete", YES),
            ("runApex", NO_CLASS),
        ] {
            talk.answer(method, answer);
        }
        talk.log.clear();
        talk
    }

    fn open_but_for_the_package() -> Self {
        let mut talk = Self::new(&Lightning);
        talk.load(None);
        talk.answer("getCallCenterSettings", SETTINGS);
        talk.answer("getSoftphoneLayout", LAYOUT);
        for method in ["enableClickToDial", "getAppViewInfo", "notifyInitializationComplete"] {
            talk.answer(method, YES);
        }
        talk.log.clear();
        talk
    }

    fn load(&mut self, thrown: Option<&str>) {
        let outs = self.session.loaded(thrown, self.now);
        self.take(outs);
    }

    fn request(&mut self, id: u64, request: Request) {
        let outs = self.session.request(self.carrier, RequestId(id), request);
        self.take(outs);
    }

    /// Answers the first call of this method that waits for one.
    fn answer(&mut self, method: &str, text: &str) {
        let ticket = self.ticket(method);
        self.tell(ticket, text, None);
    }

    fn answer_with(&mut self, method: &str, text: &str, data: &'static str) {
        let ticket = self.ticket(method);
        self.tell(ticket, text, Some(data));
    }

    fn ticket(&mut self, method: &str) -> Ticket {
        let at = self.asked.iter().position(|(asked, _)| *asked == method).expect(method);
        self.asked.remove(at).1
    }

    fn tell(&mut self, ticket: Ticket, text: &str, data: Option<&'static str>) {
        let outs = self.session.heard(ticket, text, data, self.now);
        self.take(outs);
    }

    /// Lets time pass up to `ms`, waking the session when it wants to.
    fn until(&mut self, ms: u64) {
        let end = Duration::from_millis(ms);
        while let Some(at) = self.session.wake_at().filter(|at| *at <= end) {
            assert!(at >= self.now, "a wake in the past would spin");
            self.now = at;
            self.log.push(format!("{} ms", at.as_millis()));
            let outs = self.session.woke(at);
            self.take(outs);
        }
        self.now = end;
    }

    fn take(&mut self, outs: Vec<Out<&'static str>>) {
        for out in outs {
            match out {
                Out::Call { ticket, call, data } => {
                    let args = match call.method {
                        "runApex" => format!(" {}", action(&call)),
                        _ => call.args.iter().map(|arg| format!(" {arg}")).collect::<String>(),
                    };
                    let data = data.map(|data| format!(" + {data}")).unwrap_or_default();
                    self.log.push(format!("-> {}{args}{data}", call.method));
                    if call.wants != Wants::Nothing {
                        self.asked.push((call.method, ticket));
                    }
                }
                Out::Event(Event::News(news)) => self.log.push(format!("{news:?}{}", words(&said_by_news(&news)))),
                Out::Event(Event::Reply(id, reply)) => {
                    self.log.push(format!("{}: {reply:?}{}", id.0, words(&said_by_reply(&reply))));
                }
                Out::Event(other) => panic!("{other:?}"),
            }
        }
    }

    fn told(&mut self) -> String {
        std::mem::take(&mut self.log).join("\n")
    }
}

/// Which of the package's actions is called.
fn action(call: &Call) -> String {
    let params = call.args.last().and_then(|args| args.get("methodParams").or(Some(args))?.as_str()).unwrap();
    params.split(['=', '&']).nth(1).unwrap().to_owned()
}

fn search(spellings: &[&str]) -> Request {
    let spellings = spellings.iter().map(|&s| s.to_owned()).collect::<Vec<_>>().into();
    Request::Search { spellings, direction: Direction::Inbound }
}

fn save(record: Option<&str>) -> Request {
    let fields: Fields = [("Ivr__c".to_owned(), Value::Text("7".into()))].into();
    Request::Save(Draft { object: Object::Task, record: record.and_then(RecordId::parse), fields })
}

fn pop_layout(search: u64) -> Request {
    Request::ScreenPop(Target::AsLayoutSays { search: RequestId(search) })
}

/// What `Debug` keeps to itself, behind it.
fn words(said: &[&str]) -> String {
    said.iter().filter(|text| !text.is_empty()).map(|text| format!(" {text:?}")).collect()
}

fn said_by_news(news: &News) -> Vec<&str> {
    match news {
        News::Navigated { record: Some(record) } => vec![&record.name],
        News::ClickToDial { number, record } => {
            vec![number, record.as_ref().map_or("", |record| record.name.as_str())]
        }
        News::Unreachable(failure) => said_by_failure(failure),
        _ => Vec::new(),
    }
}

fn said_by_reply(reply: &Reply) -> Vec<&str> {
    match reply {
        Reply::Found { matches, .. } => {
            let all = matches.iter().flat_map(|found| {
                let details = found.details.iter().flat_map(|(label, value)| [label.as_str(), value.as_str()]);
                [found.record.name.as_str(), found.found_by.as_str()].into_iter().chain(details)
            });
            all.collect()
        }
        Reply::Record(Some(record)) => vec![&record.name],
        Reply::Tasks(tasks) => tasks.iter().map(|task| task.subject.as_str()).collect(),
        Reply::Failed(failure) => said_by_failure(failure),
        _ => Vec::new(),
    }
}

fn said_by_failure(failure: &Failure) -> Vec<&str> {
    let fields = failure.fields.iter().flat_map(|(field, why)| [field.as_str(), why.as_str()]);
    [failure.message.as_str()].into_iter().chain(fields).collect()
}

#[test]
fn everything_that_opens_a_session_is_asked_at_once_and_each_answer_tells_its_part() {
    let mut talk = Talk::new(&Lightning);
    talk.load(None);
    talk.answer("getAppViewInfo", PAGE);
    talk.answer("getCallCenterSettings", SETTINGS);
    talk.answer("getSoftphoneLayout", LAYOUT);
    insta::assert_snapshot!(talk.told(), @r#"
    -> onClickToDial
    -> onNavigationChange
    -> enableClickToDial
    -> getCallCenterSettings
    -> getSoftphoneLayout
    -> getAppViewInfo
    -> notifyInitializationComplete
    -> runApex hello
    Navigated { record: Some(RecordRef { id: 003D000000QOMqg, object: Contact, .. }) } "Pat"
    Connected(Connection { surface: Lightning, org: "https://acme.lightning.force.com", can: Capabilities { search: true, screen_pop: true, save: true, find_saved: false } })
    CallCenter({"line.driver": "sip"})
    "#);
    talk.answer("enableClickToDial", YES);
    talk.answer("notifyInitializationComplete", YES);
    talk.answer("runApex", NO_CLASS);
    talk.until(3_600_000);
    assert_eq!(talk.told(), "", "an open session sleeps");
}

#[test]
fn a_container_that_is_not_up_is_asked_again_with_growing_pauses() {
    let mut talk = Talk::new(&Lightning);
    talk.load(None);
    talk.log.clear();
    for ms in [1_000, 2_000, 4_000] {
        for step in Opening::ALL.into_iter().map(|step| Lightning.opening(step)) {
            while step.wants == Wants::Answer && talk.asked.iter().any(|(method, _)| *method == step.method) {
                talk.answer(step.method, NOT_READY);
            }
        }
        talk.until(ms);
    }
    talk.answer("getCallCenterSettings", SETTINGS);
    insta::assert_snapshot!(talk.told(), @r#"
    250 ms
    -> enableClickToDial
    -> getCallCenterSettings
    -> getSoftphoneLayout
    -> getAppViewInfo
    -> notifyInitializationComplete
    -> runApex hello
    1500 ms
    -> enableClickToDial
    -> getCallCenterSettings
    -> getSoftphoneLayout
    -> getAppViewInfo
    -> notifyInitializationComplete
    -> runApex hello
    3000 ms
    -> enableClickToDial
    -> getCallCenterSettings
    -> getSoftphoneLayout
    -> getAppViewInfo
    -> notifyInitializationComplete
    -> runApex hello
    Connected(Connection { surface: Lightning, org: "https://acme.lightning.force.com", can: Capabilities { search: true, screen_pop: true, save: true, find_saved: false } })
    CallCenter({"line.driver": "sip"})
    "#);
}

#[test]
fn silence_is_told_once_and_a_late_answer_opens_the_session_all_the_same() {
    let mut talk = Talk::new(&Lightning);
    talk.load(None);
    talk.log.clear();
    talk.until(29_000);
    talk.request(1, save(None));
    talk.answer("getSoftphoneLayout", LAYOUT);
    talk.request(2, search(&["+33612"]));
    insta::assert_snapshot!(talk.told(), @r#"
    10000 ms
    -> enableClickToDial
    -> getCallCenterSettings
    -> getSoftphoneLayout
    -> getAppViewInfo
    -> notifyInitializationComplete
    -> runApex hello
    Unreachable(Failure { kind: Timeout, .. }) "Salesforce does not answer; reload the page"
    1: Failed(Failure { kind: NotReady, .. })
    Connected(Connection { surface: Lightning, org: "https://acme.lightning.force.com", can: Capabilities { search: true, screen_pop: true, save: true, find_saved: false } })
    -> searchAndScreenPop {"callType":"inbound","deferred":true,"searchParams":"+33612"}
    "#);
}

#[test]
fn a_library_that_does_not_come_keeps_no_request_waiting() {
    let mut talk = Talk::new(&Lightning);
    talk.request(1, search(&["+33612"]));
    talk.until(9_999);
    assert_eq!(talk.told(), "");
    talk.until(10_000);
    talk.request(2, save(None));
    insta::assert_snapshot!(talk.told(), @r#"
    10000 ms
    Unreachable(Failure { kind: InitFailed, .. }) "Salesforce's library does not load; does the page's policy allow it?"
    1: Failed(Failure { kind: NotReady, .. }) "Salesforce's library does not load; does the page's policy allow it?"
    2: Failed(Failure { kind: NotReady, .. })
    "#);
    let outs = talk.session.failed("not allowed");
    talk.take(outs);
    talk.request(3, save(None));
    insta::assert_snapshot!(talk.told(), @r#"
    Unreachable(Failure { kind: InitFailed, .. }) "not allowed"
    3: Failed(Failure { kind: InitFailed, .. }) "not allowed"
    "#);
    talk.until(3_600_000);
    assert_eq!(talk.told(), "");
}

#[test]
fn requests_made_while_the_library_loads_are_sent_when_it_is_there() {
    let mut talk = Talk::new(&Lightning);
    talk.request(1, search(&["+33612"]));
    assert_eq!(talk.told(), "");
    talk.load(None);
    assert!(
        talk.told()
            .ends_with(r#"-> searchAndScreenPop {"callType":"inbound","deferred":true,"searchParams":"+33612"}"#)
    );
}

#[test]
fn a_library_that_threw_is_not_believed_but_an_answer_is() {
    let mut talk = Talk::new(&Lightning);
    talk.request(1, save(None));
    talk.load(Some("Uncaught Failed to initialize Open CTI"));
    let told = talk.told();
    assert!(told.starts_with("1: Failed(Failure { kind: InitFailed"), "{told}");
    assert!(told.contains("Unreachable(Failure { kind: InitFailed"), "{told}");
    assert!(told.contains("frame: Uncaught Failed to initialize Open CTI"), "{told}");
    assert!(!told.contains("saveLog"), "{told}");
    talk.request(2, save(None));
    assert!(talk.told().starts_with("2: Failed(Failure { kind: InitFailed"));
    talk.until(3_600_000);
    assert_eq!(talk.told(), "");
    talk.answer("getSoftphoneLayout", LAYOUT);
    assert!(talk.told().starts_with("Connected("));
}

#[test]
fn a_page_that_refuses_both_settings_and_layout_is_no_salesforce_for_us() {
    let mut talk = Talk::new(&Lightning);
    talk.load(None);
    talk.log.clear();
    let no = r#"{"success":false,"errors":[{"code":"INVALID_PARAM","description":"no call center"}]}"#;
    talk.answer("getCallCenterSettings", no);
    assert_eq!(talk.told(), "");
    talk.answer("getSoftphoneLayout", no);
    insta::assert_snapshot!(talk.told(), @r#"
    Unreachable(Failure { kind: InitFailed, .. }) "no call center"
    "#);
}

#[test]
fn a_number_is_searched_in_each_spelling_and_the_layouts_pop_goes_back_untouched() {
    let mut talk = Talk::open();
    talk.request(1, search(&["+33612", "0612"]));
    talk.answer("searchAndScreenPop", NOBODY);
    talk.answer_with("searchAndScreenPop", PAT, "POP");
    talk.request(2, pop_layout(1));
    talk.answer("screenPop", YES);
    talk.request(3, pop_layout(99));
    insta::assert_snapshot!(talk.told(), @r#"
    -> searchAndScreenPop {"callType":"inbound","deferred":true,"searchParams":"+33612"}
    -> searchAndScreenPop {"callType":"inbound","deferred":true,"searchParams":"0612"}
    1: Found { matches: [Match { record: RecordRef { id: 003D000000QOMqg, object: Contact, .. }, .. }], layout_pops: true } "Pat" "0612"
    -> screenPop + POP
    2: Opened
    3: Failed(Failure { kind: Unsupported, .. }) "the layout opens nothing for it"
    "#);
}

#[test]
fn only_the_latest_searches_are_remembered() {
    let mut talk = Talk::open();
    for id in 1..=9 {
        talk.request(id, search(&["+33612"]));
        talk.answer_with("searchAndScreenPop", PAT, "POP");
    }
    talk.log.clear();
    talk.request(11, pop_layout(1));
    assert!(talk.told().starts_with("11: Failed(Failure { kind: Unsupported"));
    talk.request(12, pop_layout(2));
    assert_eq!(talk.told(), "-> screenPop + POP");
}

#[test]
fn each_answer_counts_once_and_in_any_order() {
    let mut talk = Talk::open();
    talk.request(1, save(None));
    talk.request(2, save(Some("00T8A00000Aa1Bc")));
    let (first, second) = (talk.ticket("saveLog"), talk.ticket("saveLog"));
    let saved = r#"{"success":true,"returnValue":{"recordId":"00T8A00000Aa1Bd"},"errors":null}"#;
    talk.tell(second, YES, None);
    talk.tell(first, saved, None);
    talk.tell(first, saved, None);
    talk.tell(Ticket(4711), saved, None);
    insta::assert_snapshot!(talk.told(), @r#"
    -> saveLog {"value":{"Ivr__c":"7","entityApiName":"Task"}}
    -> saveLog {"value":{"Id":"00T8A00000Aa1Bc","Ivr__c":"7"}}
    2: Saved { record: 00T8A00000Aa1Bc }
    1: Saved { record: 00T8A00000Aa1Bd }
    "#);
}

#[test]
fn a_save_that_names_no_record_may_have_been_done() {
    let mut talk = Talk::open();
    for text in [YES, "", "7", r#"{"success":true,"returnValue":{"recordId":"?"}}"#] {
        talk.request(1, save(None));
        talk.log.clear();
        talk.answer("saveLog", text);
        assert!(talk.told().starts_with("1: Failed(Failure { kind: Garbled"), "{text}");
    }
}

#[test]
fn a_field_that_the_org_lacks_comes_back_by_name() {
    let mut talk = Talk::open();
    talk.request(1, save(None));
    talk.log.clear();
    talk.answer(
        "saveLog",
        r#"{"success":false,"returnValue":null,"errors":[{"code":"GENERIC_ERROR","description":"d","details":{"message":"No such column 'Ivr__c' on sobject of type Task"}}]}"#,
    );
    insta::assert_snapshot!(talk.told(), @r#"
    1: Failed(Failure { kind: Rejected, .. }) "No such column 'Ivr__c' on sobject of type Task" "Ivr__c" "No such column 'Ivr__c' on sobject of type Task"
    "#);
}

#[test]
fn a_call_that_the_library_throws_at_never_left_the_page() {
    let mut talk = Talk::open();
    talk.request(1, save(None));
    talk.log.clear();
    let ticket = talk.ticket("saveLog");
    let outs = talk.session.threw(ticket, "Missing the required argument", talk.now);
    talk.take(outs);
    insta::assert_snapshot!(talk.told(), @r#"
    1: Failed(Failure { kind: Malformed, .. }) "Missing the required argument"
    "#);
    talk.tell(ticket, YES, None);
    assert_eq!(talk.told(), "");
}

#[test]
fn clicks_and_pages_are_heard_all_day_and_the_same_page_once() {
    let mut talk = Talk::open();
    let (clicks, pages) = (talk.ticket("onClickToDial"), talk.ticket("onNavigationChange"));
    for id in 0..200 {
        talk.request(id, search(&["+33612"]));
    }
    talk.log.clear();
    talk.tell(clicks, r#"{"number":"(415) 555-1212"}"#, None);
    talk.tell(clicks, r#"{"error":"?"}"#, None);
    let contact = r#"{"url":"https://acme/1","recordId":"003D000000QOMqg","recordName":"Pat","objectType":"Contact"}"#;
    for page in [contact, contact, r#"{"url":"https://acme/list"}"#, contact, "", "null"] {
        talk.tell(pages, page, None);
    }
    // Older than what the page has told by itself.
    talk.answer("getAppViewInfo", PAGE);
    insta::assert_snapshot!(talk.told(), @r#"
    ClickToDial { number: …, record: None } "(415) 555-1212"
    Navigated { record: Some(RecordRef { id: 003D000000QOMqg, object: Contact, .. }) } "Pat"
    Navigated { record: None }
    Navigated { record: Some(RecordRef { id: 003D000000QOMqg, object: Contact, .. }) } "Pat"
    "#);
}

#[test]
fn the_panel_is_told_when_the_session_opens_and_then_only_what_changed() {
    let mut talk = Talk::new(&Lightning);
    let rings = Panel { label: "Pat".into(), icon: PanelIcon::Ringing, raise: true };
    for _ in 0..2 {
        let outs = talk.session.panel(rings.clone());
        talk.take(outs);
    }
    assert_eq!(talk.told(), "");
    talk.load(None);
    talk.log.clear();
    talk.answer("getSoftphoneLayout", LAYOUT);
    assert!(talk.told().contains(r#"-> setSoftphoneItemLabel {"label":"Pat"}"#));
    let outs = talk.session.panel(rings);
    talk.take(outs);
    assert_eq!(talk.told(), "");
}

#[test]
fn what_open_cti_lacks_is_unsupported_and_refreshing_is_done_when_asked() {
    let mut talk = Talk::open();
    talk.request(1, Request::FindSaved { object: Object::Task, key: "k".into() });
    talk.request(2, Request::RefreshView);
    talk.request(3, Request::ScreenPop(Target::Search("1".into())));
    insta::assert_snapshot!(talk.told(), @r#"
    1: Failed(Failure { kind: Unsupported, .. }) "Could not load Apex class: FerrophoneApi."
    -> refreshView
    2: Refreshed
    3: Failed(Failure { kind: Malformed, .. }) "a search takes three characters or more"
    "#);
}

fn find_saved() -> Request {
    Request::FindSaved { object: Object::Task, key: "k".into() }
}

fn answered(data: &str) -> String {
    let text = format!(r#"{{"v":1,"ok":true,"data":{data}}}"#);
    serde_json::json!({ "success": true, "returnValue": { "runApex": text }, "errors": null }).to_string()
}

#[test]
fn a_question_for_the_package_waits_until_it_is_known_to_be_there() {
    let mut talk = Talk::new(&Lightning);
    talk.load(None);
    talk.answer("getCallCenterSettings", SETTINGS);
    talk.log.clear();
    talk.request(1, find_saved());
    assert_eq!(talk.told(), "", "the line is up, the question waits");
    talk.answer("runApex", HELLO);
    talk.answer("runApex", &answered(r#"{"name":"Ours","values":{"pop.mode":"identified"}}"#));
    talk.answer("runApex", &answered(r#"{"record":"00T8A00000Aa1Bc"}"#));
    talk.request(2, find_saved());
    talk.answer("runApex", &answered(r#"{"record":null}"#));
    insta::assert_snapshot!(talk.told(), @r#"
    Connected(Connection { surface: Lightning, org: "https://acme.lightning.force.com", can: Capabilities { search: true, screen_pop: true, save: true, find_saved: true } })
    -> runApex settings
    -> runApex findSaved
    Workflow({"pop.mode": "identified"})
    1: Located { record: Some(00T8A00000Aa1Bc) }
    -> runApex findSaved
    2: Located { record: None }
    "#);
}

#[test]
fn without_the_package_what_waited_is_told_so_and_nobody_asks_again() {
    let mut talk = Talk::open_but_for_the_package();
    talk.request(1, find_saved());
    talk.answer("runApex", NO_CLASS);
    talk.request(2, find_saved());
    talk.until(3_600_000);
    insta::assert_snapshot!(talk.told(), @r#"
    1: Failed(Failure { kind: Unsupported, .. }) "Could not load Apex class: FerrophoneApi."
    2: Failed(Failure { kind: Unsupported, .. }) "Could not load Apex class: FerrophoneApi."
    "#);
}

#[test]
fn a_server_that_fails_is_asked_for_the_package_five_times() {
    let mut talk = Talk::open_but_for_the_package();
    talk.request(1, find_saved());
    let failed = r#"{"success":false,"errors":[{"code":"SERVER_ERROR","description":"A problem was encountered"}]}"#;
    for ms in [250, 750, 1_750, 3_750, 7_750] {
        talk.answer("runApex", failed);
        talk.until(ms);
    }
    talk.until(3_600_000);
    insta::assert_snapshot!(talk.told(), @r#"
    250 ms
    -> runApex hello
    750 ms
    -> runApex hello
    1750 ms
    -> runApex hello
    3750 ms
    -> runApex hello
    7750 ms
    1: Failed(Failure { kind: Unsupported, .. })
    "#);
}

#[test]
fn a_package_that_keeps_silent_holds_no_question_longer_than_ten_seconds() {
    let mut talk = Talk::open_but_for_the_package();
    talk.request(1, find_saved());
    talk.until(10_000);
    talk.request(2, find_saved());
    // Late, but there.
    talk.answer("runApex", HELLO);
    talk.request(3, find_saved());
    insta::assert_snapshot!(talk.told(), @r#"
    10000 ms
    -> runApex hello
    1: Failed(Failure { kind: NotReady, .. })
    2: Failed(Failure { kind: NotReady, .. })
    Connected(Connection { surface: Lightning, org: "https://acme.lightning.force.com", can: Capabilities { search: true, screen_pop: true, save: true, find_saved: true } })
    -> runApex settings
    -> runApex findSaved
    "#);
}

#[test]
fn classic_tells_the_same_story_in_its_own_words() {
    let mut talk = Talk::new(&Classic);
    talk.load(None);
    talk.answer("cti.getCallCenterSettings", r#"{"result":"{\"/FerrophoneLine/lineDriver\":\"sip\"}"}"#);
    talk.answer("getPageInfo", r#"{"result":"{\"url\":\"https://ap4/003\",\"objectId\":\"003D000000QOMqg\",\"objectName\":\"Pat\",\"object\":\"Contact\"}"}"#);
    let clicks = talk.ticket("cti.onClickToDial");
    talk.tell(
        clicks,
        r#"{"result":"{\"number\":\"(415) 555-1212\",\"objectId\":\"\",\"objectName\":\"\",\"object\":\"\"}"}"#,
        None,
    );
    talk.request(1, search(&["4155551212"]));
    talk.answer("searchAndGetScreenPopUrl", r#"{"result":"{\"003i0000019vXt5\":{\"Name\":\"Pat Thompson\",\"object\":\"Contact\",\"Title\":\"\"},\"screenPopUrl\":\"/003i0000019vXt5\"}"}"#);
    talk.request(2, pop_layout(1));
    talk.answer("screenPop", r#"{"result":true}"#);
    talk.request(3, save(None));
    talk.answer("saveLog", r#"{"result":true,"id":"00T8A00000Aa1Bc"}"#);
    talk.request(4, Request::RefreshView);
    talk.answer("refreshPage", r#"{"result":false,"error":"no page"}"#);
    insta::assert_snapshot!(talk.told(), @r#"
    -> cti.onClickToDial
    -> onFocus
    -> cti.enableClickToDial
    -> cti.getCallCenterSettings
    -> cti.getSoftphoneLayout
    -> getPageInfo
    -> cti.notifyInitializationComplete
    -> runApex hello
    Connected(Connection { surface: Lightning, org: "https://acme.lightning.force.com", can: Capabilities { search: true, screen_pop: true, save: true, find_saved: false } })
    CallCenter({"line.driver": "sip"})
    Navigated { record: Some(RecordRef { id: 003D000000QOMqg, object: Contact, .. }) } "Pat"
    ClickToDial { number: …, record: None } "(415) 555-1212"
    -> searchAndGetScreenPopUrl "4155551212" "" "inbound"
    1: Found { matches: [Match { record: RecordRef { id: 003i0000019vXt5, object: Contact, .. }, .. }], layout_pops: true } "Pat Thompson" "4155551212"
    -> screenPop "/003i0000019vXt5" true
    2: Opened
    -> saveLog "Task" "Ivr__c=7"
    3: Saved { record: 00T8A00000Aa1Bc }
    -> refreshPage
    4: Failed(Failure { kind: Rejected, .. }) "no page"
    "#);
}

mod whatever_happens {
    use proptest::prelude::*;

    use super::*;

    /// Something that may happen to a session. Indexes wrap round what there is.
    #[derive(Clone, Debug)]
    enum Happening {
        Load(bool),
        Fail,
        Ask(u8),
        Answer(usize, usize),
        Throw(usize),
        Wait(u16),
    }

    fn happening() -> impl Strategy<Value = Happening> {
        prop_oneof![
            1 => any::<bool>().prop_map(Happening::Load),
            1 => Just(Happening::Fail),
            6 => any::<u8>().prop_map(Happening::Ask),
            9 => (any::<usize>(), any::<usize>()).prop_map(|(call, text)| Happening::Answer(call, text)),
            1 => any::<usize>().prop_map(Happening::Throw),
            3 => any::<u16>().prop_map(Happening::Wait),
        ]
    }

    const ANSWERS: [&str; 18] = [
        YES,
        NO_CLASS,
        HELLO,
        NOT_READY,
        SETTINGS,
        LAYOUT,
        PAGE,
        PAT,
        "",
        "null",
        "[]",
        r#"{"success":false}"#,
        r#"{"success":true,"returnValue":7}"#,
        r#"{"success":true,"returnValue":{"recordId":"00T8A00000Aa1Bc"}}"#,
        r#"{"result":"{"}"#,
        r#"{"result":true}"#,
        r#"{"result":"{\"screenPopUrl\":\"/1\"}"}"#,
        r#"{"result":null,"error":"no"}"#,
    ];

    fn request(kind: u8) -> Request {
        match kind % 5 {
            0 => search(&["+33612", "0612"]),
            1 => save(None),
            2 => pop_layout(u64::from(kind) / 5),
            3 => Request::RefreshView,
            _ => Request::FindSaved { object: Object::Task, key: "k".into() },
        }
    }

    /// What came out of a session so far.
    #[derive(Default)]
    struct Seen {
        tickets: Vec<Ticket>,
        replies: Map<RequestId, u32>,
        connected: u32,
    }

    impl Seen {
        fn take(&mut self, outs: Vec<Out<()>>) {
            for out in outs {
                match out {
                    Out::Call { ticket, .. } => self.tickets.push(ticket),
                    Out::Event(Event::Reply(id, _)) => *self.replies.get_mut(&id).expect("was asked") += 1,
                    Out::Event(Event::News(News::Connected(_))) => self.connected += 1,
                    Out::Event(_) => {}
                }
            }
        }
    }

    fn run<D: Dialect + Words>(dialect: &'static D, story: Vec<Happening>) {
        let mut session: Session<()> = Session::new(dialect, Surface::Lightning, "https://a".into(), Duration::ZERO);
        let mut now = Duration::ZERO;
        let mut seen = Seen::default();
        for (number, happening) in (0..).zip(story) {
            let ticket = |at: usize| seen.tickets.get(at % seen.tickets.len().max(1)).copied().unwrap_or(Ticket(0));
            let outs = match happening {
                Happening::Load(threw) => session.loaded(threw.then_some("x"), now),
                Happening::Fail => session.failed("x"),
                Happening::Ask(kind) => {
                    seen.replies.insert(RequestId(number), 0);
                    session.request(Carrier::new(dialect), RequestId(number), request(kind))
                }
                Happening::Answer(at, text) => session.heard(ticket(at), ANSWERS[text % ANSWERS.len()], Some(()), now),
                Happening::Throw(at) => session.threw(ticket(at), "x", now),
                Happening::Wait(ms) => {
                    now += Duration::from_millis(ms.into());
                    let outs = session.woke(now);
                    assert!(session.wake_at().is_none_or(|at| at > now), "a wake that changes nothing would spin");
                    outs
                }
            };
            seen.take(outs);
            assert!(seen.replies.values().all(|replies| *replies <= 1), "two replies to one request");
        }
        // Time passes, and whatever is still open is answered: nothing may hang.
        seen.take(session.woke(now + PATIENCE));
        let mut answered = 0;
        while let Some(ticket) = seen.tickets.get(answered).copied() {
            answered += 1;
            seen.take(session.heard(ticket, YES, None, now + PATIENCE));
        }
        assert!(seen.replies.values().all(|replies| *replies == 1), "a request without a reply");
        assert!(seen.connected <= 2, "once more where the package is there");
    }

    proptest! {
        #[test]
        fn each_request_has_one_reply(story in prop::collection::vec(happening(), 0..60)) {
            run(&Lightning, story.clone());
            run(&Classic, story);
        }
    }
}
