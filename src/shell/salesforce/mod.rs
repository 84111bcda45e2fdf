//! Which Salesforce is around the widget, and the way to talk to it. Adding one: a codec in `wire`, its glue here,
//! one arm in [`detect`].

use crate::engine::crm::{Panel, Request};
use crate::engine::id::RequestId;
use crate::shell::runtime::Inbox;

/// The surface that was found. It answers each request by an event.
pub struct Salesforce;

/// Looks at the page's query string and connects. News come as they happen.
pub fn detect(_inbox: Inbox) -> Salesforce {
    Salesforce
}

impl Salesforce {
    pub fn request(&self, _id: RequestId, _request: Request) {}

    pub fn panel(&self, _panel: Panel) {}
}
