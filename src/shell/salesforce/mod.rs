//! Which Salesforce is around the widget, and the way to talk to it. Adding one: a codec in `wire`, its glue here,
//! one arm in [`detect`].

use std::rc::Rc;

use crate::engine::crm::{Failure, FailureKind, News, Panel, Reply, Request, Surface};
use crate::engine::event::Event;
use crate::engine::id::RequestId;
use crate::shell::runtime::Inbox;
use crate::wire::classic::Classic;
use crate::wire::opencti::{Dialect, Frame, Lightning};

mod bindings;
mod library;
mod opencti;

/// The surface that was found. It answers each request by an event.
#[derive(Clone)]
pub struct Salesforce(Found);

#[derive(Clone)]
enum Found {
    OpenCti(Rc<opencti::Page>),
    /// A telephone without a CRM.
    Alone(Inbox),
}

/// Looks at the page's query string and connects. News come as they happen. To be called once, and before anything
/// changes the address: Salesforce's library reads the query string, too.
pub fn detect(inbox: Inbox) -> Salesforce {
    let (search, origin) = bindings::address();
    let frame = match Frame::read(&search, &origin) {
        Ok(frame) => frame,
        Err(refusal) => {
            inbox.send(Event::News(News::Unreachable(refusal.into())));
            return Salesforce(Found::Alone(inbox));
        }
    };
    let (dialect, global): (&'static dyn Dialect, _) = match frame.surface {
        Surface::Classic => (&Classic, ["sforce", "interaction"]),
        Surface::Lightning | Surface::None => (&Lightning, ["sforce", "opencti"]),
    };
    Salesforce(Found::OpenCti(opencti::Page::open(frame, dialect, global, inbox)))
}

impl Salesforce {
    pub fn request(&self, id: RequestId, request: Request) {
        match &self.0 {
            Found::OpenCti(page) => page.request(id, request),
            Found::Alone(inbox) => {
                let failure = Failure::new(FailureKind::Unsupported, "");
                inbox.send(Event::Reply(id, Reply::Failed(failure)));
            }
        }
    }

    pub fn panel(&self, panel: Panel) {
        match &self.0 {
            Found::OpenCti(page) => page.panel(panel),
            Found::Alone(_) => {}
        }
    }
}
