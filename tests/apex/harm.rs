//! What a proxy, a bug or an attacker may do to the texts that go to and fro.

use ferrophone::engine::crm::Reply;
use ferrophone::wire::apex::{self, Expects};
use ferrophone::wire::opencti::answer;
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use crate::{fixtures, ours, payloads};

const EXPECTS: [Expects; 10] = [
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
];

/// Something that a proxy, a bug or an attacker may do to a reply.
#[derive(Clone, Debug)]
enum Harm {
    Cut(prop::sample::Index),
    Replace(prop::sample::Index, char),
    Insert(prop::sample::Index, char),
    Drop(prop::sample::Index),
    /// The value at one place of the tree becomes another.
    Swap(prop::sample::Index, usize),
    Remove(prop::sample::Index),
}

const VALUES: [&str; 9] =
    ["null", "true", "false", "0", "-1", "\"\"", "[]", "{}", r#"{"id":"003000000000001AAA","object":"Contact"}"#];

fn harm() -> impl Strategy<Value = Harm> {
    let at = || any::<prop::sample::Index>();
    prop_oneof![
        at().prop_map(Harm::Cut),
        (at(), any::<char>()).prop_map(|(at, c)| Harm::Replace(at, c)),
        (at(), any::<char>()).prop_map(|(at, c)| Harm::Insert(at, c)),
        at().prop_map(Harm::Drop),
        (at(), 0..VALUES.len()).prop_map(|(at, value)| Harm::Swap(at, value)),
        at().prop_map(Harm::Remove),
    ]
}

fn harmed(text: &str, harm: &Harm) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    if chars.is_empty() {
        return String::new();
    }
    match harm {
        Harm::Cut(at) => chars.truncate(at.index(chars.len())),
        Harm::Replace(at, c) => {
            let at = at.index(chars.len());
            chars[at] = *c;
        }
        Harm::Insert(at, c) => chars.insert(at.index(chars.len()), *c),
        Harm::Drop(at) => drop(chars.remove(at.index(chars.len()))),
        Harm::Swap(at, _) | Harm::Remove(at) => {
            let Ok(mut tree) = serde_json::from_str::<Json>(text) else { return text.to_owned() };
            let mut paths = Vec::new();
            places(&tree, String::new(), &mut paths);
            let path = &paths[at.index(paths.len())];
            if let Harm::Swap(_, value) = harm {
                // A key that earlier harm gave a slash leads nowhere.
                if let Some(place) = tree.pointer_mut(path) {
                    *place = serde_json::from_str(VALUES[*value]).unwrap();
                }
            } else if let Some((parent, key)) = path.rsplit_once('/')
                && let Some(fields) = tree.pointer_mut(parent).and_then(Json::as_object_mut)
            {
                fields.remove(key);
            }
            return tree.to_string();
        }
    }
    chars.into_iter().collect()
}

fn places(json: &Json, path: String, out: &mut Vec<String>) {
    match json {
        Json::Object(fields) => fields.iter().for_each(|(key, value)| places(value, format!("{path}/{key}"), out)),
        Json::Array(list) => list.iter().enumerate().for_each(|(i, value)| places(value, format!("{path}/{i}"), out)),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
    }
    out.push(path);
}

fn replies() -> Vec<String> {
    let reply = |sample: &Json| sample["reply"].to_string();
    fixtures::files().iter().flat_map(|(_, told)| told["samples"].as_array().unwrap().iter().map(reply)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    /// Whatever a reply has become on its way: it is read or it is not, and a refusal stays one.
    #[test]
    fn no_harm_to_a_reply_panics_or_makes_a_success_of_a_refusal(
        which in any::<prop::sample::Index>(), harms in prop::collection::vec(harm(), 1..4), expects in 0..EXPECTS.len(),
    ) {
        thread_local!(static REPLIES: Vec<String> = replies());
        let original = REPLIES.with(|replies| replies[which.index(replies.len())].clone());
        let text = harms.iter().fold(original.clone(), |text, harm| harmed(&text, harm));
        let refused = original.contains(r#""ok":false"#);
        for answer in [json!({ "runApex": text }), json!(text)] {
            let reply = apex::read(EXPECTS[expects], answer::unwrap(ours(&json!({ "success": true, "returnValue": answer }))));
            prop_assert!(!refused || matches!(reply, Reply::Failed(_)), "{original}\n{text}\n{reply:?}");
        }
        let _ = apex::data(Ok(ours(&json!(text)))).map(|data| (apex::hello(&data), apex::workflow(&data)));
    }

    /// Whoever may use the class may send it anything: it answers in its envelope, and writes nothing where it refuses.
    #[test]
    fn no_payload_panics_the_simulated_class(
        which in any::<prop::sample::Index>(), harms in prop::collection::vec(harm(), 1..4),
    ) {
        thread_local!(static SAMPLES: Vec<(Json, Json)> = samples());
        let (told, request) = SAMPLES.with(|samples| samples[which.index(samples.len())].clone());
        let payload = payloads(&request["payload"]).remove(0);
        let payload = harms.iter().fold(payload, |text, harm| harmed(&text, harm));
        let mut org = fixtures::laid_down(&told);
        let text = org.invoke(request["action"].as_str().unwrap(), &payload, fixtures::now(&told));
        let reply: Json = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(&reply["v"], &json!(1));
        prop_assert!(reply["ok"] == true || (org.audit.is_empty() && org.mails.is_empty()), "{payload}\n{text}");
    }
}

fn samples() -> Vec<(Json, Json)> {
    let mut out = Vec::new();
    for (_, told) in fixtures::files() {
        for sample in told["samples"].as_array().unwrap() {
            out.push((fixtures::merged(&told["org"], &sample["org"]), sample["request"].clone()));
        }
    }
    out
}
