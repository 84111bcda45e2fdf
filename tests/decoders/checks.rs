//! What holds for each decoder that faces the outside, whatever it is given: it does not panic, what it keeps is valid, and what
//! it has read it writes so that it reads the same again. Used by the seeded fuzzer of the tests, and by `fuzz/` for hours.

use std::time::Duration;

use ferrophone::engine::crm::{
    Capabilities, Connection, Direction, Draft, Fields, Find, LatestBy, News, Object, Reply, Request, Surface, Value,
};
use ferrophone::engine::effect::Effect;
use ferrophone::engine::event::{Boot, Event};
use ferrophone::engine::id::{LegId, RecordId, RequestId};
use ferrophone::engine::journal::{self, Form, Preferences, Saved};
use ferrophone::engine::json::Json;
use ferrophone::engine::map::Map;
use ferrophone::engine::number::PhoneNumber;
use ferrophone::engine::settings::{KEYS, Settings};
use ferrophone::engine::telephony::{Account, Command, Driver};
use ferrophone::engine::time::Timestamp;
use ferrophone::engine::view::RecentCall;
use ferrophone::engine::{Engine, Office};
use ferrophone::wire::ari::{self, DeskPhone};
use ferrophone::wire::call_center::{self, Definition, import::import};
use ferrophone::wire::classic::Classic;
use ferrophone::wire::opencti::{Carrier, Dialect, Frame, Lightning, Out, Session, Ticket, Words, page};

/// What is said one after the other stands between these.
pub const NEXT: char = '\u{c}';

fn json(text: &str) -> Option<Json> {
    let value = Json::parse(text)?;
    assert!(Json::parse(&value.to_text()).as_ref() == Some(&value), "written and read again it is another: {text}");
    Some(value)
}

/// A record's name is one of Salesforce's, or it was not taken.
fn is_id(id: &RecordId) {
    assert!(RecordId::parse(&id.0).as_ref() == Some(id), "{id} is no id");
}

// --- Open CTI ---

/// Answers and events of Salesforce's library, in either dialect, to a softphone that has asked for something of each kind.
pub fn opencti(text: &str) {
    talk(&Lightning, text);
    talk(&Classic, text);
    for piece in text.split(NEXT) {
        if let Ok(frame) = Frame::read(piece, "https://softphone.example.com/") {
            assert!(frame.origin.starts_with("https://"), "{}", frame.origin);
        }
        if let Some(payload) = json(piece) {
            for news in [page::click_to_dial(&payload), page::navigated(&payload)].into_iter().flatten() {
                match news {
                    News::ClickToDial { record, .. } | News::Navigated { record } => {
                        record.iter().for_each(|record| is_id(&record.id));
                    }
                    other => panic!("{other:?} is no news of a page"),
                }
            }
        }
    }
}

fn talk<D: Dialect + Words>(dialect: &'static D, text: &str) {
    let start = Duration::ZERO;
    let mut session: Session<()> = Session::new(dialect, Surface::Lightning, "https://a".into(), start);
    let mut asked = Vec::new();
    let mut open: Map<RequestId, u32> = Map::new();
    let mut now = start;
    let mut outs = session.loaded(None, now);
    for (number, request) in (0..).zip(requests()) {
        open.insert(RequestId(number), 0);
        outs.extend(session.request(Carrier::new(dialect), RequestId(number), request));
    }
    for piece in text.split(NEXT) {
        for out in outs.drain(..) {
            match out {
                Out::Call { ticket, .. } => asked.push(ticket),
                Out::Event(Event::Reply(id, reply)) => {
                    *open.get_mut(&id).expect("it was asked") += 1;
                    valid(&reply);
                }
                Out::Event(_) => {}
            }
        }
        // The first character says who is answered; the rest is what.
        let which = piece.chars().next().map_or(0, |c| c as usize);
        let ticket = asked.get(which % asked.len().max(1)).copied().unwrap_or(Ticket(0));
        let said = piece.get(piece.chars().next().map_or(0, char::len_utf8)..).unwrap_or_default();
        now += Duration::from_secs(1);
        outs = match said {
            "!" => session.threw(ticket, "no", now),
            "." => session.woke(now),
            said => session.heard(ticket, said, Some(()), now),
        };
    }
    assert!(open.values().all(|replies| *replies <= 1), "one reply to a request");
}

fn requests() -> Vec<Request> {
    let record = RecordId("003000000000001AAA".into());
    let fields: Fields = [("Subject".to_owned(), Value::Text("x".into()))].into();
    let draft = |record| Draft { object: Object::Task, record, fields: fields.clone() };
    let find =
        Find::Latest { object: Object::Opportunity, of: record.clone(), account_too: true, by: LatestBy::CreatedDate };
    vec![
        Request::Search { spellings: vec!["+33612".to_owned()].into(), direction: Direction::Inbound },
        Request::Save(draft(None)),
        Request::Save(draft(Some(RecordId("00T000000000001AAA".into())))),
        Request::FindSaved { object: Object::Task, key: "k".into() },
        Request::Find(find),
        Request::OpenTasks { related: vec![record.clone()], due: None, but: None },
        Request::CloseTasks { tasks: vec![record], delete: true },
        Request::Change(draft(Some(RecordId("00T000000000001AAA".into()))), fields.clone()),
        Request::RefreshView,
    ]
}

/// What an answer names is a record, and has a name of Salesforce's.
fn valid(reply: &Reply) {
    match reply {
        Reply::Found { matches, .. } => matches.iter().for_each(|found| is_id(&found.record.id)),
        Reply::Saved { record } => is_id(record),
        Reply::Located { record } => record.iter().for_each(is_id),
        Reply::Record(record) => record.iter().for_each(|record| is_id(&record.id)),
        Reply::Tasks(tasks) => tasks.iter().for_each(|task| is_id(&task.id)),
        Reply::Closed(closed) => closed.done.iter().chain(&closed.completed_instead).for_each(is_id),
        _ => {}
    }
}

// --- settings ---

/// A call center file, lines of settings, or what `getCallCenterSettings` returned.
pub fn settings(text: &str) {
    if let Some(returned) = json(text) {
        hold(call_center::read(&returned));
    }
    let Ok(found) = import(text) else { return };
    let known = |name: &str| KEYS.iter().any(|key| key.name == name);
    let settings: Map<String, String> =
        found.iter().filter(|(name, _)| known(name)).map(|(name, value)| (name.clone(), value.clone())).collect();
    let definition = Definition { settings: settings.clone(), ..Definition::default() };
    let written = definition.import_xml().expect("settings that the table knows");
    let again = import(&written).expect("what we write can be read");
    // But for what XML has no form for.
    let can_be_written = |c: &char| *c == '\n' || !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}');
    for (name, value) in settings.iter() {
        let value: String = value.chars().filter(can_be_written).collect();
        assert_eq!(again.get(name).map(String::as_str).unwrap_or_default().trim(), value.trim(), "{name}");
    }
    hold(found);
}

/// Whatever stands there, a widget works with it, and keeps it.
fn hold(found: Map<String, String>) {
    let (settings, problems) = Settings::read(&found);
    assert!(Settings::read(&found) == (settings, problems), "read twice it is the same");
    let mut page = Page::new(Vec::new());
    page.take(Event::News(News::CallCenter(found.clone())));
    let kept = page.stored.get(journal::SETTINGS).expect("they are kept");
    assert_eq!(journal::read::<Map<String, String>>(kept), Some(found));
}

// --- the package's answers ---

/// An answer of the package's class, to each kind of question.
pub fn apex(text: &str) {
    use ferrophone::wire::apex::{self, Expects};
    let Some(answer) = json(text) else { return };
    for expects in [
        Expects::Saved,
        Expects::Matches,
        Expects::Record,
        Expects::Name,
        Expects::Tasks,
        Expects::Closed,
        Expects::Resolved,
        Expects::MissedCalls,
        Expects::Mailed,
        Expects::Changed,
    ] {
        valid(&apex::read(expects, Ok(answer.clone())));
    }
    if let Ok(data) = apex::data(Ok(answer)) {
        let _ = apex::hello(&data);
        if let Some(found) = apex::workflow(&data) {
            let (settings, _) = Settings::read(&found);
            assert!(Settings::read(&found).0 == settings);
        }
    }
}

// --- the journal ---

/// What a page finds in its storage: key, line, text, and so on between [`NEXT`]s.
pub fn journal(text: &str) {
    let mut found = Vec::new();
    for entry in text.split(NEXT) {
        let (key, text) = entry.split_once('\n').unwrap_or(("call/0000000100000001", entry));
        reads_alike::<Saved>(text);
        reads_alike::<RecentCall>(text);
        reads_alike::<Preferences>(text);
        found.push((key.to_owned(), text.to_owned()));
    }
    let mut page = Page::new(found);
    page.connect();
    for _ in 0..4 {
        page.wake();
    }
}

fn reads_alike<T: Form>(text: &str) {
    // What is left out of it is left out once.
    let Some(first) = journal::read::<T>(text) else { return };
    let written = first.write().to_string();
    let again: T = journal::read(&written).unwrap_or_else(|| panic!("what we write can be read: {written}"));
    let once_more = again.write().to_string();
    let third: T = journal::read(&once_more).expect("and once more");
    assert_eq!(third.write().to_string(), once_more);
}

/// A widget without a browser.
struct Page {
    engine: Engine,
    now: Timestamp,
    stored: Map<String, String>,
}

impl Page {
    fn new(journal: Vec<(String, String)>) -> Self {
        let now = Timestamp::new(1_795_420_800_000, 60);
        let mut page = Self { engine: Engine::default(), now, stored: Map::new() };
        page.take(Event::Started(Boot { entropy: 7, journal, office: Some(Office::here()), ..Boot::default() }));
        page
    }

    fn take(&mut self, event: Event) {
        for effect in self.engine.handle(event, self.now) {
            if let Effect::Store { key, value: Some(value) } = effect {
                let text = String::from(value);
                if key.starts_with(journal::CALL) {
                    assert!(journal::read::<Saved>(&text).is_some(), "unreadable: {text}");
                }
                self.stored.insert(key, text);
            }
        }
        let _ = self.engine.view();
    }

    fn connect(&mut self) {
        let can = Capabilities { search: true, screen_pop: true, save: true, find_saved: true };
        let org = "https://acme.lightning.force.com".to_owned();
        self.take(Event::News(News::CallCenter(Map::new())));
        self.take(Event::News(News::Connected(Connection { surface: Surface::Lightning, org, can })));
    }

    fn wake(&mut self) {
        if let Some(at) = self.engine.wake_at() {
            self.now = self.now.max(at);
            self.take(Event::Woke);
        }
    }
}

// --- the desk phone's PBX ---

/// What an Asterisk says on the socket of a desk phone.
pub fn ari(text: &str) {
    let mut now = Timestamp::new(1_795_420_800_000, 60);
    let mut phone = DeskPhone::new(7);
    let mut say = |input, now: Timestamp| {
        for output in phone.handle(input, now) {
            if let ari::Output::Send(text) = output {
                assert!(json(&text).is_some(), "we send {text}");
            }
        }
        assert!(phone.wake_at().is_none_or(|at| at > now), "woken for nothing");
    };
    say(ari::Input::Command(Command::Connect(desk())), now);
    say(ari::Input::Opened, now);
    let number = PhoneNumber::parse("900").expect("a number");
    for piece in text.split(NEXT) {
        now = now.plus(Duration::from_secs(1));
        match piece {
            "d" => say(ari::Input::Command(Command::Dial { leg: LegId("x".into()), number: number.clone() }), now),
            "c" => say(ari::Input::Closed, now),
            "o" => say(ari::Input::Opened, now),
            "w" => {
                now = now.plus(Duration::from_secs(40));
                say(ari::Input::Woke, now);
            }
            said => {
                let _ = json(said);
                say(ari::Input::Received(said.to_owned()), now);
            }
        }
    }
}

fn desk() -> Account {
    Account {
        driver: Driver::Ari,
        servers: vec!["wss://pbx.test/ari".into()],
        domain: "pbx.test".into(),
        user: "2001".into(),
        auth_user: None,
        display_name: None,
        context: "from-inside".into(),
        password: ferrophone::engine::secret::Secret::new("secret"),
        headers: Default::default(),
        expires: Duration::from_secs(600),
        ice_servers: Vec::new(),
    }
}
