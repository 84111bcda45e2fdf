//! A dialog: what the two ends of a call know of each other (RFC 3261 section 12).

use super::address::{NameAddr, Params, escape};
use super::core::{Core, headed, tag};
use super::message::Message;

pub struct Dialog {
    pub call_id: String,
    /// Our `From` or `To`, tag included.
    local: String,
    pub local_tag: String,
    /// Theirs, with a tag as soon as there is one.
    remote: String,
    pub remote_tag: Option<String>,
    /// Where requests go: their last `Contact`.
    target: String,
    /// Through which proxies, the nearest first.
    route: Vec<String>,
    remote_cseq: Option<u32>,
}

impl Dialog {
    /// Of a call that we make. There is no dialog yet, but what its INVITE needs.
    pub fn to_be(core: &mut Core, uri: &str) -> Self {
        let local_tag = core.token();
        Self {
            call_id: core.token(),
            local: format!("{};tag={local_tag}", core.own_address()),
            local_tag,
            remote: format!("<{uri}>"),
            remote_tag: None,
            target: uri.to_owned(),
            route: core.service_route.clone(),
            remote_cseq: None,
        }
    }

    /// Of a call that comes in; `None` where the request lacks what a dialog needs (RFC 3261 12.1.1).
    pub fn of_request(request: &Message, local_tag: String) -> Option<Self> {
        let call_id = request.get("Call-ID").filter(|id| !id.is_empty())?.to_owned();
        Some(Self {
            local: format!("{};tag={local_tag}", request.get("To")?),
            local_tag,
            remote: request.get("From")?.to_owned(),
            remote_tag: Some(tag(request, "From")?),
            target: contact(request)?,
            route: request.headers.list("Record-Route"),
            remote_cseq: Some(request.cseq()?.0),
            call_id,
        })
    }

    /// Of an answer to a call that we made (RFC 3261 12.1.2).
    pub fn of_response(response: &Message) -> Option<Self> {
        Self::answered(response, contact(response)?)
    }

    /// Of a provisional answer to it; each fork has its own. A `Contact` may be left out there.
    pub fn of_fork(&self, response: &Message) -> Option<Self> {
        let fork = Self::answered(response, contact(response).unwrap_or_else(|| self.target.clone()))?;
        fork.remote_tag.is_some().then_some(fork)
    }

    fn answered(response: &Message, target: String) -> Option<Self> {
        let mut route = response.headers.list("Record-Route");
        route.reverse();
        Some(Self {
            call_id: response.get("Call-ID")?.to_owned(),
            local: response.get("From")?.to_owned(),
            local_tag: tag(response, "From")?,
            remote: response.get("To")?.to_owned(),
            remote_tag: tag(response, "To"),
            target,
            route,
            remote_cseq: None,
        })
    }

    /// Whether a request was sent within this dialog.
    pub fn owns(&self, request: &Message) -> bool {
        request.get("Call-ID") == Some(&self.call_id)
            && tag(request, "To").as_ref() == Some(&self.local_tag)
            && tag(request, "From") == self.remote_tag
    }

    /// Takes a request's CSeq; `false` where it is older than one before (RFC 3261 12.2.2).
    pub fn take_cseq(&mut self, request: &Message) -> bool {
        let Some((number, _)) = request.cseq() else { return false };
        let newer = self.remote_cseq.is_none_or(|last| number > last);
        if newer {
            self.remote_cseq = Some(number);
        }
        newer
    }

    /// A target refresh (RFC 3261 12.2.1.2, 12.2.2): they may have moved.
    pub fn follow(&mut self, message: &Message) {
        if let Some(target) = contact(message) {
            self.target = target;
        }
    }

    /// A new request within the dialog.
    pub fn request(&self, core: &mut Core, method: &str) -> Message {
        let cseq = core.next_cseq(&self.call_id);
        self.numbered(method, cseq)
    }

    /// The ACK for a 2xx to our INVITE with this number.
    pub fn ack(&self, cseq: u32) -> Message {
        self.numbered("ACK", cseq)
    }

    /// Whether both know the same two ends.
    pub fn is(&self, other: &Self) -> bool {
        (&self.call_id, &self.local_tag, &self.remote_tag) == (&other.call_id, &other.local_tag, &other.remote_tag)
    }

    /// Whether a `Replaces` means this dialog: its tags are seen from our side (RFC 3891 section 3).
    pub fn is_replaced(&self, call_id: &str, params: &Params) -> bool {
        self.call_id == call_id
            && params.get("to-tag") == Some(&self.local_tag)
            && params.get("from-tag") == self.remote_tag.as_deref()
    }

    /// The address of the other side with a `Replaces` for this dialog, as a third party or we ourselves would call it
    /// to take our place (RFC 3891 section 3: the tags as the other side sees them).
    pub fn place(&self) -> Option<String> {
        let uri = NameAddr::parse(&self.remote)?.uri;
        let replaces = format!("{};to-tag={};from-tag={}", self.call_id, self.remote_tag.as_deref()?, self.local_tag);
        Some(format!("{uri}?Replaces={}", escape(&replaces)))
    }

    fn numbered(&self, method: &str, cseq: u32) -> Message {
        // RFC 3261 12.2.1.1: a first proxy without `lr` is a strict router and wants to be the Request-URI.
        let strict = self.route.first().and_then(|first| NameAddr::parse(first)).map(|first| first.uri);
        let strict = strict.filter(|first| first.params.get("lr").is_none());
        let uri = strict.as_ref().map_or_else(|| self.target.clone(), ToString::to_string);
        let mut request = headed(method, &uri, &self.local, &self.remote, &self.call_id, cseq);
        self.route.iter().skip(usize::from(strict.is_some())).for_each(|hop| request.headers.push("Route", hop));
        if strict.is_some() {
            request.headers.push("Route", &format!("<{}>", self.target));
        }
        request
    }
}

fn contact(message: &Message) -> Option<String> {
    let all = message.headers.list("Contact");
    NameAddr::parse(all.first()?).map(|address| address.uri.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn response(extra: &str) -> Message {
        let text = format!(
            "SIP/2.0 200 OK\r\nVia: SIP/2.0/WS h;branch=z9hG4bK1\r\nFrom: <sip:me@h>;tag=me\r\nTo: <sip:you@h>;tag=you\r\n\
             Call-ID: c\r\nCSeq: 1 INVITE\r\nContact: <sip:you@10.0.0.1>\r\n{extra}\r\n"
        );
        Message::parse(&text).unwrap()
    }

    #[test]
    fn the_way_back_goes_through_the_proxies_in_reverse() {
        let dialog = Dialog::of_response(&response("Record-Route: <sip:far;lr>, <sip:near;lr>\r\n")).unwrap();
        let ack = dialog.ack(1).to_string();
        assert!(ack.starts_with("ACK sip:you@10.0.0.1 SIP/2.0"), "{ack}");
        assert!(ack.contains("Route: <sip:near;lr>\r\nRoute: <sip:far;lr>\r\n"), "{ack}");
    }

    #[test]
    fn a_strict_router_becomes_the_request_uri() {
        let dialog = Dialog::of_response(&response("Record-Route: <sip:far;lr>, <sip:near>\r\n")).unwrap();
        let ack = dialog.ack(1).to_string();
        assert!(ack.starts_with("ACK sip:near SIP/2.0"), "{ack}");
        assert!(ack.contains("Route: <sip:far;lr>\r\nRoute: <sip:you@10.0.0.1>\r\n"), "{ack}");
    }

    #[test]
    fn an_older_request_is_not_taken() {
        let mut dialog = Dialog::of_response(&response("")).unwrap();
        let request = |cseq| headed("BYE", "sip:me@h", "<sip:you@h>;tag=you", "<sip:me@h>;tag=me", "c", cseq);
        assert!(dialog.owns(&request(5)));
        assert!(dialog.take_cseq(&request(5)) && !dialog.take_cseq(&request(5)) && !dialog.take_cseq(&request(4)));
        assert!(dialog.take_cseq(&request(7)));
    }
}
