//! What the PBX is asked: one JSON message each, answered by one with the same `request_id`.

use crate::engine::json::Json;

/// A request before it has an id. The address is relative to `/ari/`, its parts percent-encoded.
#[derive(Clone, PartialEq, Eq)]
pub struct Request {
    method: &'static str,
    uri: String,
    body: Option<Json>,
}

impl Request {
    pub fn text(self, id: u64) -> String {
        let mut fields = vec![
            ("type", Json::from("RESTRequest")),
            ("request_id", Json::from(id.to_string())),
            ("method", Json::from(self.method)),
            ("uri", Json::from(self.uri)),
        ];
        if let Some(body) = self.body {
            fields.push(("content_type", Json::from("application/json")));
            fields.push(("message_body", Json::from(body.to_text())));
        }
        Json::object(fields).to_text()
    }
}

fn bare(method: &'static str, uri: String) -> Request {
    Request { method, uri, body: None }
}

/// Answered by anything that lives.
pub fn ping() -> Request {
    bare("GET", "asterisk/ping".into())
}

/// Events of this source from now on: `endpoint:PJSIP/2001`, `channel:…`, `deviceState:…`.
pub fn subscribe(app: &str, source: &str) -> Request {
    bare("POST", format!("applications/{}/subscription?eventSource={}", encoded(app), encoded(source)))
}

/// `endpoint`: `PJSIP/2001`. Answered with its `state` and its `channel_ids`.
pub fn endpoint(endpoint: &str) -> Request {
    let (technology, resource) = endpoint.split_once('/').unwrap_or(("PJSIP", endpoint));
    bare("GET", format!("endpoints/{}/{}", encoded(technology), encoded(resource)))
}

pub fn channel(id: &str) -> Request {
    bare("GET", format!("channels/{}", encoded(id)))
}

/// `PJSIP/1002`
pub fn device(name: &str) -> Request {
    bare("GET", format!("deviceStates/{}", encoded(name)))
}

/// A channel variable or dialplan function; 404 where it has no value.
pub fn variable(channel: &str, name: &str) -> Request {
    bare("GET", format!("channels/{}/variable?variable={}", encoded(channel), encoded(name)))
}

/// What a click-to-dial consists of.
pub struct Originate<'a> {
    pub endpoint: &'a str,
    /// The name of the phone's channel, ours to choose.
    pub channel: &'a str,
    pub number: &'a str,
    pub context: &'a str,
    /// Whose call it is: the phone's own number.
    pub caller: &'a str,
    pub domain: &'a str,
}

/// The phone rings, or picks up by itself where it honours the headers; then it calls the number by the dialplan.
pub fn originate(call: &Originate) -> Request {
    let answer = format!("<sip:{}>;answer-after=0", call.domain);
    let alert = format!("<http://{}>;info=alert-autoanswer", call.domain);
    let variables = Json::object(vec![
        ("PJSIP_HEADER(add,Call-Info)", Json::from(answer)),
        ("PJSIP_HEADER(add,Alert-Info)", Json::from(alert)),
    ]);
    let uri = format!(
        "channels?endpoint={}&extension={}&context={}&priority=1&callerId={}&timeout=30&channelId={}",
        encoded(call.endpoint),
        encoded(call.number),
        encoded(call.context),
        encoded(call.caller),
        encoded(call.channel),
    );
    Request { method: "POST", uri, body: Some(Json::object(vec![("variables", variables)])) }
}

/// `cause`: Q.850.
pub fn hang_up(channel: &str, cause: u16) -> Request {
    bare("DELETE", format!("channels/{}?reason_code={cause}", encoded(channel)))
}

/// RFC 3986 2.3: what is not unreserved is written in hexadecimal.
pub fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(byte as char);
        } else {
            let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or('0').to_ascii_uppercase();
            out.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_number_or_a_name_leaves_its_place() {
        let call = Originate {
            endpoint: "PJSIP/2001",
            channel: "out-1",
            number: "*21#&context=root",
            context: "a b",
            caller: "2001",
            domain: "pbx.test",
        };
        let text = originate(&call).text(7);
        let json = Json::parse(&text).unwrap();
        assert_eq!(
            json.get("uri").and_then(Json::as_str),
            Some(
                "channels?endpoint=PJSIP%2F2001&extension=%2A21%23%26context%3Droot&context=a%20b&priority=1\
                 &callerId=2001&timeout=30&channelId=out-1"
            )
        );
        assert_eq!(json.get("request_id").and_then(Json::as_str), Some("7"));
        let body = Json::parse(json.get("message_body").and_then(Json::as_str).unwrap()).unwrap();
        let headers = body.get("variables").unwrap();
        let info = headers.get("PJSIP_HEADER(add,Call-Info)").and_then(Json::as_str);
        assert_eq!(info, Some("<sip:pbx.test>;answer-after=0"));
    }
}
