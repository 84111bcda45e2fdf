//! The journal in the browser's `localStorage`: written at once, so that a crash loses nothing. Every key carries the
//! org's origin, so that two orgs in one browser never see each other's calls.

use std::cell::RefCell;

use web_sys::window;

use super::page;
use crate::engine::event::StorageTrouble;
use crate::engine::journal::DONE;
use crate::engine::map::Map;
use crate::engine::secret::Secret;

pub struct Storage {
    /// `None`: the browser denies it. Then everything lives in `memory`, as long as the page.
    browser: Option<web_sys::Storage>,
    /// It could not be written to when the page began; what is in it can be read.
    full: bool,
    memory: RefCell<Map<String, String>>,
    prefix: String,
}

const PASSWORD: &str = "password";

impl Storage {
    pub fn open() -> Self {
        let browser = window().and_then(|w| w.local_storage().ok().flatten());
        let full = |storage: &web_sys::Storage| storage.set_item("ferrophone", "1").is_err();
        // Some browsers deny it by a store that is full while it is empty.
        let browser = browser.map(|storage| (full(&storage), storage)).filter(|(full, s)| !full || s.length() != Ok(0));
        let org = page::query("sfdcIframeOrigin").or_else(|| page::query("sfdcIFrameOrigin")).unwrap_or_default();
        let full = browser.as_ref().is_some_and(|(full, _)| *full);
        let prefix = format!("ferrophone {org} ");
        Self { browser: browser.map(|(_, storage)| storage), full, memory: RefCell::default(), prefix }
    }

    /// The org's, the same in all tabs that share this storage.
    pub fn name(&self) -> String {
        self.prefix.trim_end().to_owned()
    }

    pub fn trouble(&self) -> Option<StorageTrouble> {
        match (&self.browser, self.full) {
            (None, _) => Some(StorageTrouble::Denied),
            (_, full) => full.then_some(StorageTrouble::Full),
        }
    }

    /// Everything of this org, key and value, but for the calls that are done with: nothing waits for those.
    pub fn journal(&self) -> Vec<(String, String)> {
        self.entries(|key| key != PASSWORD && !key.starts_with(DONE))
    }

    /// The calls that are done with.
    pub fn history(&self) -> Vec<(String, String)> {
        self.entries(|key| key.starts_with(DONE))
    }

    fn entries(&self, which: fn(&str) -> bool) -> Vec<(String, String)> {
        let Some(browser) = &self.browser else { return Vec::new() };
        let keys = (0..browser.length().unwrap_or(0)).filter_map(|at| browser.key(at).ok().flatten());
        let ours = keys.filter_map(|full| Some((full.strip_prefix(&self.prefix)?.to_owned(), full)));
        let wanted = ours.filter(|(key, _)| which(key));
        wanted.filter_map(|(key, full)| Some((key, browser.get_item(&full).ok().flatten()?))).collect()
    }

    pub fn write(&self, key: &str, value: Option<&str>) -> Result<(), StorageTrouble> {
        let full = format!("{}{key}", self.prefix);
        let Some(browser) = &self.browser else {
            let mut memory = self.memory.borrow_mut();
            match value {
                Some(value) => memory.insert(full, value.to_owned()),
                None => memory.remove(&full),
            };
            return Ok(());
        };
        let done = match value {
            Some(value) => browser.set_item(&full, value),
            None => browser.remove_item(&full),
        };
        done.map_err(|_| StorageTrouble::Full)
    }

    pub fn password(&self) -> Option<Secret> {
        let full = format!("{}{PASSWORD}", self.prefix);
        self.browser.as_ref()?.get_item(&full).ok().flatten().map(Secret::new)
    }

    /// A password that cannot be kept is asked for again: no harm done.
    pub fn keep_password(&self, password: Option<&Secret>) {
        let _ = self.write(PASSWORD, password.map(Secret::expose));
    }
}
