//! What a script names: calls by their number, records by their name, what stands in the storage, and what Salesforce tells a page that
//! is loaded and answers.

use super::world::World;
use crate::engine::crm::{Capabilities, Connection, Failure, FailureKind, News, RecordRef, Request, Surface};
use crate::engine::id::{CallId, RequestId};

impl World {
    /// What Salesforce tells a page when it is loaded.
    pub(super) fn news(&self) -> Vec<News> {
        if !self.has_org {
            return vec![News::Unreachable(Failure::new(FailureKind::NotInFrame, ""))];
        }
        let can = Capabilities { search: true, screen_pop: true, save: true, find_saved: self.org.has_package };
        let org = "https://acme.lightning.force.com".to_owned();
        let connection = Connection { surface: Surface::Lightning, org, can };
        vec![News::CallCenter(self.settings.clone()), News::Connected(connection)]
    }

    pub(super) fn current(&self, call: Option<usize>) -> Option<CallId> {
        match call {
            Some(number) => self.calls.get(number.checked_sub(1)?).copied(),
            None => self.engine.view().selected,
        }
    }

    pub(super) fn offered(&self, call: CallId, name: &str) -> Option<RecordRef> {
        self.engine.matches(call).iter().map(|found| &found.record).find(|record| record.name == name).cloned()
    }

    pub(super) fn find(&self, object: &str, name: &str) -> Option<RecordRef> {
        let record = self.org.of(object).find(|record| self.org.name(record) == name)?;
        self.org.record_ref(&record.id)
    }

    pub(super) fn entries(&self, which: impl Fn(&str) -> bool) -> Vec<(String, String)> {
        self.storage.iter().filter(|(key, _)| which(key)).map(|(k, v)| (k.clone(), v.clone())).collect()
    }

    pub(super) fn crm(&mut self, id: RequestId, request: &Request) {
        let request = &self.sabotage.map_or_else(|| request.clone(), |sabotage| sabotage.asked(request));
        let mut arrivals = self.org.deliver(request, self.now);
        if let Some(sabotage) = self.sabotage {
            sabotage.arrivals(request, &mut arrivals, self.now);
        }
        self.replies.extend(arrivals.into_iter().map(|(at, reply)| (at, id, reply)));
    }
}
