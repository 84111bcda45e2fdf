//! Subscriptions (RFC 6665): voice messages (RFC 3842) and what colleagues' phones do (RFC 4235). They are asked for anew
//! on each new socket, for the PBX keeps an old one on the old.

use std::time::Duration;

use super::core::{Core, tag};
use super::dialog::Dialog;
use super::message::Message;
use super::outgoing::number_uri;
use super::transaction::Purpose;
use crate::engine::map::Map;
use crate::engine::number::PhoneNumber;
use crate::engine::telephony::{Lamp, Signal};
use crate::engine::time::Timestamp;

const EXPIRES: Duration = Duration::from_secs(600);
/// Renewed so long before the end: a hidden page's timers may come a minute late.
const MARGIN: Duration = Duration::from_secs(70);
const SHORTEST: Duration = Duration::from_secs(30);
/// After a refusal that may pass.
const REST: Duration = Duration::from_secs(300);

#[derive(Default)]
pub struct Watch(Vec<Subscription>);

struct Subscription {
    /// Whose phone; `None`: our own voice messages.
    lamp: Option<PhoneNumber>,
    dialog: Dialog,
    /// The PBX has answered, so the dialog has two ends.
    begun: bool,
    /// When to ask (again); `None`: not on this socket.
    next: Option<Timestamp>,
    /// The calls of that phone, by their names there.
    calls: Map<String, Lamp>,
    told: Option<Lamp>,
}

impl Watch {
    /// From now on these, and no others.
    pub fn set(&mut self, core: &mut Core, messages: bool, lamps: Vec<PhoneNumber>) {
        let wanted: Vec<_> = messages.then_some(None).into_iter().chain(lamps.into_iter().map(Some)).collect();
        for subscription in self.0.iter().filter(|known| !wanted.contains(&known.lamp)) {
            if subscription.begun {
                subscription.ask(core, Duration::ZERO);
            }
            core.forget_cseq(&subscription.dialog.call_id);
        }
        self.0.retain(|known| wanted.contains(&known.lamp));
        for lamp in wanted {
            if !self.0.iter().any(|known| known.lamp == lamp) {
                self.0.push(Subscription::new(core, lamp));
            }
        }
    }

    /// There is a new socket: what was asked for on the old one is asked for anew.
    pub fn on_back_on_line(&mut self, core: &mut Core) {
        self.0.iter_mut().for_each(|subscription| subscription.begin(core));
    }

    /// No news come any more.
    pub fn on_closed(&mut self, core: &mut Core) {
        self.0.iter_mut().for_each(|subscription| subscription.tell(core, Lamp::Unknown));
    }

    pub fn forget(&mut self) {
        self.0.clear();
    }

    pub fn on_response(&mut self, core: &mut Core, call_id: &str, response: &Message) {
        let Some(subscription) = self.0.iter_mut().find(|known| known.dialog.call_id == call_id) else { return };
        let now = core.now;
        let after = |span| Some(now.plus(span));
        let seconds = |name: &str| response.get(name)?.parse().ok().map(Duration::from_secs);
        match response.status() {
            ..200 => {}
            200..=299 => {
                if let Some(dialog) = Dialog::of_response(response).filter(|_| !subscription.begun) {
                    (subscription.dialog, subscription.begun) = (dialog, true);
                }
                let granted = seconds("Expires").unwrap_or(EXPIRES);
                subscription.next = after(granted.saturating_sub(MARGIN).max(granted / 2).max(SHORTEST));
            }
            // The PBX has forgotten it.
            481 if subscription.begun => subscription.begin(core),
            423 | 408 | 480 | 500.. => {
                let span = response.retry_after().unwrap_or(REST);
                subscription.tell(core, Lamp::Unknown);
                subscription.next = after(span);
            }
            _ => {
                subscription.tell(core, Lamp::Unknown);
                subscription.next = None;
            }
        }
    }

    /// Whether this NOTIFY was for us; then it is answered. Voice messages may be told unasked, outside any dialog.
    pub fn on_notify(&mut self, core: &mut Core, notify: &Message) -> bool {
        let to = tag(notify, "To");
        let owns = |known: &&mut Subscription| {
            let dialog = &known.dialog;
            notify.get("Call-ID") == Some(&dialog.call_id)
                && to.as_ref() == Some(&dialog.local_tag)
                && (!known.begun || tag(notify, "From") == dialog.remote_tag)
        };
        let messages = notify.event().eq_ignore_ascii_case("message-summary");
        let Some(subscription) = self.0.iter_mut().find(owns) else {
            let unasked = messages && to.is_none();
            if unasked {
                core.refuse(notify, 200, None);
                tell_messages(core, &notify.body);
            }
            return unasked;
        };
        core.refuse(notify, 200, None);
        match &subscription.lamp {
            None => tell_messages(core, &notify.body),
            Some(_) => {
                if let Some(lamp) = busiest(&mut subscription.calls, &notify.body) {
                    subscription.tell(core, lamp);
                }
            }
        }
        let state = notify.get("Subscription-State").unwrap_or_default().to_ascii_lowercase();
        if state.starts_with("terminated") {
            subscription.tell(core, Lamp::Unknown);
            // RFC 6665 4.1.3: some ends are for good.
            let for_good = ["rejected", "noresource", "invariant"].iter().any(|reason| state.contains(reason));
            subscription.begin(core);
            subscription.next = (!for_good).then(|| core.now.plus(SHORTEST));
        }
        true
    }

    pub fn wake(&mut self, core: &mut Core) {
        let now = core.now;
        for subscription in self.0.iter_mut().filter(|known| known.next.is_some_and(|next| next <= now)) {
            subscription.next = None; // until the answer says when
            subscription.ask(core, EXPIRES);
        }
    }

    pub fn wake_at(&self) -> Option<Timestamp> {
        self.0.iter().filter_map(|subscription| subscription.next).min()
    }
}

impl Subscription {
    fn new(core: &mut Core, lamp: Option<PhoneNumber>) -> Self {
        let uri = match &lamp {
            Some(number) => number_uri(core, number),
            None => core.own_uri(),
        };
        let dialog = Dialog::to_be(core, &uri);
        let next = Some(core.now);
        Self { lamp, dialog, begun: false, next, calls: Map::new(), told: None }
    }

    fn begin(&mut self, core: &mut Core) {
        core.forget_cseq(&self.dialog.call_id);
        let told = self.told;
        *self = Self::new(core, self.lamp.take());
        self.told = told;
    }

    fn ask(&self, core: &mut Core, expires: Duration) {
        let (event, accept) = match self.lamp {
            None => ("message-summary", "application/simple-message-summary"),
            Some(_) => ("dialog", "application/dialog-info+xml"),
        };
        let mut subscribe = self.dialog.request(core, "SUBSCRIBE");
        subscribe.headers.push("Event", event);
        subscribe.headers.push("Accept", accept);
        subscribe.headers.push("Contact", &core.contact());
        subscribe.headers.push("Expires", &expires.as_secs().to_string());
        core.request(Purpose::Subscribe(self.dialog.call_id.clone()), subscribe);
    }

    fn tell(&mut self, core: &mut Core, lamp: Lamp) {
        if let Some(number) = &self.lamp
            && self.told.replace(lamp) != Some(lamp)
        {
            core.signal(Signal::Lamp { number: number.clone(), lamp });
        }
    }
}

/// `Voice-Message: 2/8 (0/2)`, RFC 3842 section 5.2; where it is left out, `Messages-Waiting: yes` alone.
fn tell_messages(core: &mut Core, body: &str) {
    let line = |name: &str| {
        let fields = body.lines().filter_map(|line| line.split_once(':'));
        fields.filter(|(n, _)| n.trim().eq_ignore_ascii_case(name)).map(|(_, value)| value.trim()).next()
    };
    let count = |text: Option<&str>| text.and_then(|text| text.trim().parse().ok());
    let voice = line("Voice-Message").unwrap_or_default();
    let (new, old) = voice.split('(').next().and_then(|counts| counts.split_once('/')).unzip();
    let some = line("Messages-Waiting").is_some_and(|waiting| waiting.trim().eq_ignore_ascii_case("yes"));
    let new = count(new).unwrap_or(u32::from(some));
    core.signal(Signal::MessagesWaiting { new, old: count(old).unwrap_or(0) });
}

/// What a phone's `dialog-info` document leaves it doing; `None` where it is none. Only what a lamp shows is read: the
/// name, direction and state of each dialog.
fn busiest(calls: &mut Map<String, Lamp>, body: &str) -> Option<Lamp> {
    let mut dialogs = body.split("<dialog ");
    let head = dialogs.next().filter(|head| head.contains("<dialog-info"))?;
    if !head.contains("state=\"partial\"") {
        *calls = Map::new();
    }
    for dialog in dialogs.take(32) {
        let attribute = |name: &str| dialog.split('>').next()?.split_once(name)?.1.split('"').nth(1);
        let state = dialog.split_once("<state").and_then(|(_, rest)| rest.split(['>', '<']).nth(1));
        let id = attribute("id=").unwrap_or_default();
        match (state.map(str::trim), attribute("direction=")) {
            (Some("terminated") | None, _) => drop(calls.remove(id)),
            // Who calls is busy; who is called is not yet.
            (Some("confirmed"), _) | (_, Some("initiator")) => drop(calls.insert(id.to_owned(), Lamp::Busy)),
            _ => drop(calls.insert(id.to_owned(), Lamp::Ringing)),
        }
    }
    Some(calls.values().copied().max().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(state: &str, dialogs: &str) -> String {
        format!(
            "<?xml version=\"1.0\"?>\n<dialog-info xmlns=\"urn:ietf:params:xml:ns:dialog-info\" version=\"1\" \
             state=\"{state}\" entity=\"sip:1002@pbx.test\">{dialogs}</dialog-info>"
        )
    }

    fn dialog(id: &str, direction: &str, state: &str) -> String {
        format!("<dialog id=\"{id}\" direction=\"{direction}\">\n  <state event=\"x\">{state}</state></dialog>")
    }

    #[test]
    fn a_phone_is_as_busy_as_its_busiest_call() {
        for (dialogs, lamp) in [
            (String::new(), Lamp::Free),
            (dialog("1", "recipient", "early"), Lamp::Ringing),
            (dialog("1", "initiator", "early"), Lamp::Busy),
            (dialog("1", "recipient", "confirmed"), Lamp::Busy),
            (dialog("1", "recipient", "terminated"), Lamp::Free),
            (dialog("1", "recipient", "confirmed") + &dialog("2", "recipient", "early"), Lamp::Busy),
            // Asterisk says so of a phone that is free
            ("<dialog id=\"1002\"><state>terminated</state></dialog>".into(), Lamp::Free),
        ] {
            assert_eq!(busiest(&mut Map::new(), &document("full", &dialogs)), Some(lamp), "{dialogs}");
        }
        assert_eq!(busiest(&mut Map::new(), "<presence/>"), None);
    }

    #[test]
    fn a_partial_document_changes_what_it_names() {
        let mut calls = Map::new();
        let mut hear = |state: &str, dialogs: &str| busiest(&mut calls, &document(state, dialogs));
        hear("full", &(dialog("1", "recipient", "confirmed") + &dialog("2", "recipient", "early")));
        assert_eq!(hear("partial", &dialog("1", "recipient", "terminated")), Some(Lamp::Ringing));
        assert_eq!(hear("partial", ""), Some(Lamp::Ringing));
        assert_eq!(hear("full", ""), Some(Lamp::Free));
    }
}
