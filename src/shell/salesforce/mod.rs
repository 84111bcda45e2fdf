//! Which Salesforce is around the widget, and the way to talk to it. Adding one: a codec in `wire`, its glue here,
//! one arm in [`detect`].

use std::cell::OnceCell;
use std::rc::Rc;

use crate::engine::crm::{Failure, FailureKind, News, Panel, Reply, Request, Surface};
use crate::engine::event::Event;
use crate::engine::id::RequestId;
use crate::shell::later::{Coming, fetch};
use crate::shell::runtime::Inbox;
use crate::wire::opencti::{Carrier, Dialect, Frame, Lightning, Words};

mod bindings;
mod library;
mod opencti;

/// The surface that was found. It answers each request by an event.
#[derive(Clone)]
pub struct Salesforce(Found);

#[derive(Clone)]
enum Found {
    /// Empty while the code for it is on its way.
    OpenCti(Rc<OnceCell<Open>>, Inbox),
    /// A telephone without a CRM.
    Alone(Inbox),
}

struct Open {
    page: Rc<opencti::Page>,
    /// Those of Classic; Lightning's come with what asks for them.
    words: Option<&'static dyn Words>,
}

/// What only Salesforce Classic needs.
#[derive(Clone, Copy)]
pub struct Classic {
    pub dialect: &'static dyn Dialect,
    pub words: &'static dyn Words,
}

/// Carries a request. It is asked by the back office alone, and comes with it.
pub type Carry = fn(&Salesforce, RequestId, Request);

/// Looks at the page's query string and connects. News come as they happen. To be called once, and before anything
/// changes the address: Salesforce's library reads the query string, too. `classic`: gets what only Salesforce Classic needs.
pub fn detect(inbox: Inbox, classic: fn() -> Coming<Classic>) -> Salesforce {
    let (search, origin) = bindings::address();
    let frame = match Frame::read(&search, &origin) {
        Ok(frame) => frame,
        Err(refusal) => {
            inbox.send(Event::News(News::Unreachable(refusal.into())));
            return Salesforce(Found::Alone(inbox));
        }
    };
    let found = Rc::new(OnceCell::new());
    let open = {
        let (found, inbox) = (found.clone(), inbox.clone());
        move |frame, dialect, words, global| {
            let page = opencti::Page::open(frame, dialect, global, inbox);
            drop(found.set(Open { page, words }));
        }
    };
    let alone = inbox.clone();
    match frame.surface {
        Surface::Lightning | Surface::None => open(frame, &Lightning, None, ["sforce", "opencti"]),
        Surface::Classic => fetch(classic(), move |classic| match classic {
            Some(Classic { dialect, words }) => open(frame, dialect, Some(words), ["sforce", "interaction"]),
            None => alone.send(Event::News(News::Unreachable(Failure::new(FailureKind::InitFailed, CLASSIC_MISSING)))),
        }),
    }
    Salesforce(Found::OpenCti(found, inbox))
}

const CLASSIC_MISSING: &str = "the widget's part for Salesforce Classic could not be fetched; reload the page";

/// Only for the part that is the back office.
pub fn carry(salesforce: &Salesforce, id: RequestId, request: Request) {
    match &salesforce.0 {
        Found::OpenCti(found, inbox) => match found.get() {
            Some(Open { page, words }) => page.request(Carrier::new(words.unwrap_or(&Lightning)), id, request),
            None => refuse(inbox, id, FailureKind::NotReady),
        },
        Found::Alone(inbox) => refuse(inbox, id, FailureKind::Unsupported),
    }
}

impl Salesforce {
    pub fn panel(&self, panel: Panel) {
        match &self.0 {
            Found::OpenCti(found, _) => {
                if let Some(found) = found.get() {
                    found.page.panel(panel);
                }
            }
            Found::Alone(_) => {}
        }
    }
}

fn refuse(inbox: &Inbox, id: RequestId, kind: FailureKind) {
    inbox.send(Event::Reply(id, Reply::Failed(Failure::new(kind, ""))));
}
