//! Both halves of Open CTI against each other: the widget's session, and the simulated Salesforce page. Between them
//! stands what Salesforce's library does to a call.

use std::collections::BTreeMap;
use std::time::Duration;

use ferrophone::engine::crm::*;
use ferrophone::engine::event::Event;
use ferrophone::engine::id::{RecordId, RequestId};
use ferrophone::engine::time::Timestamp;
use ferrophone::sim::host::call_center::CallCenter;
use ferrophone::sim::host::desk::Desk;
use ferrophone::sim::host::page::Page;
use ferrophone::sim::host::{Host, Wire};
use ferrophone::sim::org::faults::{DetailsShape, Fault};
use ferrophone::sim::org::{Org, Workflow};
use ferrophone::wire::call_center::Definition;
use ferrophone::wire::opencti::{Carrier, Lightning, Out, Session, Ticket, Wants};
use serde_json::{Value as Json, json};

/// A session in a frame of a simulated Lightning page.
struct Tab {
    session: Session<Json>,
    host: Host,
    org: Org,
    ms: u64,
    calls: i64,
    callbacks: BTreeMap<i64, Ticket>,
    listeners: BTreeMap<&'static str, Ticket>,
    events: Vec<Event>,
}

impl Tab {
    fn new() -> Self {
        let settings = [("line.driver".to_owned(), "sip".to_owned())].into();
        let xml = Definition { settings, ..Definition::default() }.import_xml().unwrap();
        let origin = "https://acme.lightning.force.com";
        let mut host = Host::new(Wire::Lightning, Desk::new(origin, CallCenter::parse(&xml)), at(0));
        host.frame_loaded("n1", at(0));
        let session = Session::new(&Lightning, Surface::Lightning, origin.into(), Duration::ZERO);
        let mut tab = Self {
            session,
            host,
            org: Org::demo(at(0)),
            ms: 0,
            calls: -1,
            callbacks: BTreeMap::new(),
            listeners: BTreeMap::new(),
            events: Vec::new(),
        };
        let outs = tab.session.loaded(None, Duration::ZERO);
        tab.carry(outs);
        tab
    }

    fn carry(&mut self, outs: Vec<Out<Json>>) {
        for out in outs {
            let (ticket, call, data) = match out {
                Out::Event(event) => {
                    self.events.push(event);
                    continue;
                }
                Out::Call { ticket, call, data } => (ticket, call, data),
            };
            self.calls += 1;
            match call.wants {
                Wants::Answer => drop(self.callbacks.insert(self.calls, ticket)),
                Wants::Events => drop(self.listeners.insert(call.method, ticket)),
                Wants::Nothing => {}
            }
            let given = data.or(call.args.first().map(|arg| arg.to_text().parse().unwrap())).unwrap_or(json!({}));
            let args = match call.method {
                "saveLog" => json!({ "object": given["value"] }),
                "screenPop" => json!({ "type": given["type"], "params": given["params"] }),
                _ => given,
            };
            let message = json!({
                "methodName": call.method, "callId": self.calls, "apiVersion": 66, "apiType": "opencti",
                "isCallbackRegistered": call.wants == Wants::Answer,
                "isListenerRegistered": call.wants == Wants::Events, "args": args,
            });
            self.host.receive(&mut self.org, &message, at(self.ms));
        }
    }

    /// Lets the page and the session talk until both are silent for this long.
    fn talk(&mut self, ms: u64) {
        let end = self.ms + ms;
        loop {
            for message in self.host.wake(at(self.ms)) {
                let ticket = match message["shouldExecuteCallback"].as_bool() {
                    Some(true) => self.callbacks.remove(&message["callId"].as_i64().unwrap()),
                    Some(false) | None => self.listeners.get(message["methodName"].as_str().unwrap()).copied(),
                };
                let Some(ticket) = ticket else { continue };
                let response = &message["response"];
                let data = response["returnValue"].get("SCREEN_POP_DATA").cloned();
                let outs = self.session.heard(ticket, &response.to_string(), data, Duration::from_millis(self.ms));
                self.carry(outs);
            }
            let outs = self.session.woke(Duration::from_millis(self.ms));
            self.carry(outs);
            if self.ms >= end {
                return;
            }
            self.ms += 10;
        }
    }

    fn ask(&mut self, request: Request) -> Reply {
        self.events.clear();
        let outs = self.session.request(Carrier::new(&Lightning), RequestId(self.ms), request);
        let id = RequestId(self.ms);
        self.carry(outs);
        self.talk(2_000);
        let mut replies = self.events.iter().filter_map(|event| match event {
            Event::Reply(of, reply) if *of == id => Some(reply.clone()),
            _ => None,
        });
        let reply = replies.next().expect("a reply");
        assert_eq!(replies.next(), None);
        reply
    }

    fn news(&self) -> Vec<News> {
        let news = self.events.iter().filter_map(|event| match event {
            Event::News(news) => Some(news.clone()),
            _ => None,
        });
        news.collect()
    }

    fn id(&self, object: &str, name: &str) -> RecordId {
        self.org.of(object).find(|r| self.org.name(r) == name).unwrap().id.clone()
    }
}

fn at(ms: u64) -> Timestamp {
    Timestamp::new(1_795_464_240_000, 0).plus(Duration::from_millis(ms))
}

fn search(text: &str) -> Request {
    Request::Search { spellings: vec!["999999".into(), text.into()].into(), direction: Direction::Inbound }
}

fn task(fields: &[(&str, Value)]) -> Request {
    let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    Request::Save(Draft { object: Object::Task, record: None, fields })
}

#[test]
fn a_page_that_was_just_loaded_opens_the_session() {
    let mut tab = Tab::new();
    tab.talk(500);
    let news = tab.news();
    assert!(matches!(&news[0], News::Connected(c) if c.org == "https://acme.lightning.force.com"), "{news:?}");
    let settings = news.iter().find_map(|news| match news {
        News::CallCenter(found) => Some(found),
        _ => None,
    });
    assert_eq!(settings.unwrap().get("line.driver").map(String::as_str), Some("sip"));
    assert!(tab.host.desk.click_to_dial);
    assert_eq!(tab.host.violations, []);
}

#[test]
fn the_package_is_greeted_and_its_settings_are_told() {
    let mut tab = Tab::new();
    let values = [("pop.mode".to_owned(), "latest_case_contact".to_owned())].into();
    tab.org.workflows.push(Workflow { active: true, values, ..Workflow::default() });
    tab.talk(500);
    let news = tab.news();
    let find_saved: Vec<_> = news
        .iter()
        .filter_map(|news| match news {
            News::Connected(connection) => Some(connection.can.find_saved),
            _ => None,
        })
        .collect();
    assert_eq!(find_saved.last(), Some(&true), "{news:?}");
    let told = news.iter().find_map(|news| match news {
        News::Workflow(found) => found.get("pop.mode").cloned(),
        _ => None,
    });
    assert_eq!(told.as_deref(), Some("latest_case_contact"));
    let find =
        |of| Request::Find(Find::Latest { object: Object::Case, of, account_too: false, by: LatestBy::default() });
    let jane = tab.id("Contact", "Jane Customer");
    assert!(matches!(tab.ask(find(jane)), Reply::Record(Some(found)) if found.object == Object::Case));
    assert_eq!(tab.host.violations, []);
}

#[test]
fn without_the_package_the_session_opens_all_the_same() {
    let mut tab = Tab::new();
    tab.org.has_package = false;
    // The first call was answered before that: the frame is loaded anew.
    tab.host.frame_loaded("n2", at(0));
    tab.session =
        Session::new(&Lightning, Surface::Lightning, "https://acme.lightning.force.com".into(), Duration::ZERO);
    (tab.calls, tab.callbacks, tab.listeners) = (-1, BTreeMap::new(), BTreeMap::new());
    let outs = tab.session.loaded(None, Duration::ZERO);
    tab.carry(outs);
    tab.talk(500);
    let connected: Vec<_> = tab.news().into_iter().filter(|news| matches!(news, News::Connected(_))).collect();
    assert!(matches!(&connected[..], [News::Connected(c)] if !c.can.find_saved), "{connected:?}");
    let reply = tab.ask(Request::FindSaved { object: Object::Task, key: "k".into() });
    assert!(matches!(reply, Reply::Failed(f) if f.kind == FailureKind::Unsupported));
    assert_eq!(tab.host.violations, []);
}

#[test]
fn a_search_over_the_wire_finds_what_the_org_finds() {
    for text in ["33612345678", "493023125150", "0000000"] {
        let mut tab = Tab::new();
        tab.talk(500);
        let reply = tab.ask(search(text));
        let expected = tab.org.answer(&search(text), at(tab.ms));
        let (Reply::Found { matches, layout_pops }, Reply::Found { matches: theirs, layout_pops: their_pops }) =
            (&reply, &expected)
        else {
            panic!("{reply:?} {expected:?}")
        };
        let ids = |matches: &[Match]| {
            let mut ids: Vec<_> = matches.iter().map(|m| (m.record.clone(), m.found_by.clone())).collect();
            ids.sort();
            ids
        };
        assert_eq!(ids(matches), ids(theirs), "{text}");
        assert_eq!(layout_pops, their_pops, "{text}");
        let details = |matches: &[Match]| {
            matches.iter().map(|m| (m.record.id.clone(), m.details.clone())).collect::<BTreeMap<_, _>>()
        };
        assert_eq!(details(matches), details(theirs), "{text}");
    }
}

#[test]
fn what_the_layout_says_is_opened_as_it_was_said() {
    let mut tab = Tab::new();
    tab.talk(500);
    let of = RequestId(tab.ms);
    assert!(matches!(tab.ask(search("33612345678")), Reply::Found { layout_pops: true, .. }));
    assert_eq!(tab.ask(Request::ScreenPop(Target::AsLayoutSays { search: of })), Reply::Opened);
    assert_eq!(tab.host.desk.page.record(), Some(&tab.id("Contact", "Jane Customer")));
    assert!(matches!(&tab.news()[..], [News::Navigated { record: Some(record) }] if record.name == "Jane Customer"));
}

#[test]
fn a_save_creates_then_changes_one_task() {
    let mut tab = Tab::new();
    tab.talk(500);
    let jane = tab.id("Contact", "Jane Customer");
    let fields = [
        ("Subject", Value::Text("Call & \"note\"".into())),
        ("Status", Value::Text("Completed".into())),
        ("CallDurationInSeconds", Value::Number(61)),
        ("CallType", Value::Text("Inbound".into())),
        ("ActivityDate", Value::Date(at(0).date())),
        ("WhoId", Value::Reference(jane.clone())),
    ];
    let before = tab.org.of("Task").count();
    let Reply::Saved { record } = tab.ask(task(&fields)) else { panic!() };
    let change = Draft {
        object: Object::Task,
        record: Some(record.clone()),
        fields: [("Description".to_owned(), Value::Text("More".into())), ("WhoId".to_owned(), Value::Empty)].into(),
    };
    assert_eq!(tab.ask(Request::Save(change)), Reply::Saved { record: record.clone() });
    assert_eq!(tab.org.of("Task").count(), before + 1);
    let task = tab.org.record(&record).unwrap();
    assert_eq!((task.text("Subject"), task.text("Description")), ("Call & \"note\"", "More"));
    assert_eq!(task.link("WhoId"), None);
    assert_eq!(tab.host.violations, []);
}

#[test]
fn a_refused_save_says_which_field_in_either_shape_of_details() {
    for shape in [DetailsShape::Object, DetailsShape::List] {
        let mut tab = Tab::new();
        tab.org.faults.details = shape;
        tab.talk(500);
        let fields = [("CallType", Value::Text("Sideways".into())), ("Nope__c", Value::Text("1".into()))];
        let Reply::Failed(failure) = tab.ask(task(&fields)) else { panic!() };
        assert_eq!(failure.kind, FailureKind::Rejected);
        let mut names: Vec<_> = failure.fields.iter().map(|(name, _)| name.as_str()).collect();
        names.sort();
        assert_eq!(names, ["CallType", "Nope__c"], "{failure:?}");
    }
}

#[test]
fn a_container_that_is_not_up_is_met_with_patience() {
    let mut tab = Tab::new();
    tab.talk(500);
    let request = task(&[("Subject", Value::Text("x".into()))]);
    tab.org.faults.plan("saveLog", Fault::NotReady);
    assert!(matches!(tab.ask(request.clone()), Reply::Failed(Failure { kind: FailureKind::NotReady, .. })));
    assert!(matches!(tab.ask(request), Reply::Saved { .. }));
}

#[test]
fn a_click_and_a_page_are_heard() {
    let mut tab = Tab::new();
    tab.talk(500);
    tab.events.clear();
    let jane = tab.id("Contact", "Jane Customer");
    assert!(tab.host.click(&tab.org, "(415) 555-1212", Some(&jane), at(tab.ms)));
    tab.host.navigate(&tab.org, Page::Record(jane), at(tab.ms));
    tab.host.refocus(&tab.org, at(tab.ms));
    tab.talk(100);
    let news = tab.news();
    assert_eq!(news.len(), 2, "{news:?}");
    assert!(
        matches!(&news[0], News::ClickToDial { number, record: Some(r) } if &**number == "(415) 555-1212" && r.name == "Jane Customer")
    );
    assert!(matches!(&news[1], News::Navigated { record: Some(r) } if r.name == "Jane Customer"));
}

#[test]
fn repeated_lost_and_late_answers_leave_one_reply_or_none() {
    let mut tab = Tab::new();
    tab.talk(500);
    let request = task(&[("Subject", Value::Text("x".into()))]);
    let replies = |tab: &mut Tab, fault: Fault| {
        tab.events.clear();
        tab.org.faults.plan("saveLog", fault);
        let outs = tab.session.request(Carrier::new(&Lightning), RequestId(tab.ms), request.clone());
        tab.carry(outs);
        tab.talk(3_000);
        tab.events.iter().filter(|event| matches!(event, Event::Reply(_, Reply::Saved { .. }))).count()
    };
    let before = tab.org.of("Task").count();
    assert_eq!(replies(&mut tab, Fault::Twice(Duration::from_millis(500))), 1);
    assert_eq!(replies(&mut tab, Fault::Late(Duration::from_millis(1_000))), 1);
    assert_eq!(replies(&mut tab, Fault::ReplyLost), 0);
    assert_eq!(tab.org.of("Task").count(), before + 3);
}

#[test]
fn the_utility_bar_shows_who_rings() {
    let mut tab = Tab::new();
    tab.talk(500);
    let outs = tab.session.panel(Panel { label: "Jane".into(), icon: PanelIcon::Ringing, raise: true });
    tab.carry(outs);
    let panel = &tab.host.desk.panel;
    assert_eq!((panel.item_label.as_str(), panel.item_icon.as_str(), panel.visible), ("Jane", "incoming_call", true));
    assert_eq!(tab.host.violations, []);
}
