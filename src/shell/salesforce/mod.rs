//! Which Salesforce is around the widget, and the way to talk to it. Adding one: a codec in `wire`, its glue here,
//! one arm in [`detect`].

use std::cell::OnceCell;
use std::rc::Rc;

use crate::engine::crm::{Failure, FailureKind, News, Panel, Reply, Request, Surface};
use crate::engine::event::Event;
use crate::engine::id::RequestId;
use crate::shell::later::{Coming, fetch};
use crate::shell::runtime::Inbox;
use crate::wire::opencti::{Dialect, Frame, Lightning};

mod bindings;
mod library;
mod opencti;

/// The surface that was found. It answers each request by an event.
#[derive(Clone)]
pub struct Salesforce(Found);

#[derive(Clone)]
enum Found {
    /// Empty while the code for it is on its way.
    OpenCti(Rc<OnceCell<Rc<opencti::Page>>>, Inbox),
    /// A telephone without a CRM.
    Alone(Inbox),
}

/// Looks at the page's query string and connects. News come as they happen. To be called once, and before anything
/// changes the address: Salesforce's library reads the query string, too. `classic`: gets what only Salesforce Classic needs.
pub fn detect(inbox: Inbox, classic: fn() -> Coming<&'static dyn Dialect>) -> Salesforce {
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
        move |frame, dialect, global| drop(found.set(opencti::Page::open(frame, dialect, global, inbox)))
    };
    let alone = inbox.clone();
    match frame.surface {
        Surface::Lightning | Surface::None => open(frame, &Lightning, ["sforce", "opencti"]),
        Surface::Classic => fetch(classic(), move |dialect| match dialect {
            Some(dialect) => open(frame, dialect, ["sforce", "interaction"]),
            None => alone.send(Event::News(News::Unreachable(Failure::new(FailureKind::InitFailed, CLASSIC_MISSING)))),
        }),
    }
    Salesforce(Found::OpenCti(found, inbox))
}

const CLASSIC_MISSING: &str = "the widget's part for Salesforce Classic could not be fetched; reload the page";

impl Salesforce {
    pub fn request(&self, id: RequestId, request: Request) {
        match &self.0 {
            Found::OpenCti(page, inbox) => match page.get() {
                Some(page) => page.request(id, request),
                None => refuse(inbox, id, FailureKind::NotReady),
            },
            Found::Alone(inbox) => refuse(inbox, id, FailureKind::Unsupported),
        }
    }

    pub fn panel(&self, panel: Panel) {
        match &self.0 {
            Found::OpenCti(page, _) => {
                if let Some(page) = page.get() {
                    page.panel(panel);
                }
            }
            Found::Alone(_) => {}
        }
    }
}

fn refuse(inbox: &Inbox, id: RequestId, kind: FailureKind) {
    inbox.send(Event::Reply(id, Reply::Failed(Failure::new(kind, ""))));
}
