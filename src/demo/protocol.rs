//! The drawer that shows what the widget asked of Salesforce, what it was answered, and how long that took.

use leptos::prelude::*;

use super::state::Demo;
use crate::sim::host::{Exchange, Violation};
use crate::sim::org::package;

/// So many of the latest questions are drawn.
const SHOWN: usize = 60;

#[component]
pub fn Protocol(demo: Demo) -> impl IntoView {
    let t = move || demo.texts();
    let lines = move || {
        demo.read(|w| {
            let latest = w.host.log.iter().enumerate().rev().take(SHOWN);
            latest.map(|(at, exchange)| (at, exchange.clone())).collect::<Vec<_>>()
        })
    };
    let violations = move || demo.read(|w| w.host.violations.clone());
    view! {
        <h2>{move || t().protocol}</h2>
        <p>{move || t().protocol_intro}</p>
        {move || {
            let all = violations();
            (!all.is_empty())
                .then(|| {
                    view! {
                        <p class="refusal">{t().violations}</p>
                        <ul class="refusal">{all.iter().map(|v| view! { <li>{told(v)}</li> }).collect_view()}</ul>
                    }
                })
        }}
        <div class="scroll">
            <table class="protocol">
                <thead>
                    <tr>
                        <th scope="col">"#"</th>
                        <th scope="col">{move || t().method}</th>
                        <th scope="col">{move || t().asked}</th>
                        <th scope="col">{move || t().answered}</th>
                        <th scope="col">{move || t().latency}</th>
                    </tr>
                </thead>
                <tbody>
                    <For each=lines key=|(at, exchange)| (*at, exchange.arrivals.len()) let:line>
                        <Line demo line/>
                    </For>
                </tbody>
            </table>
        </div>
        {move || lines().is_empty().then(|| view! { <p class="faint">{t().protocol_none}</p> })}
    }
}

#[component]
fn Line(demo: Demo, line: (usize, Exchange)) -> impl IntoView {
    let (number, exchange) = line;
    let answer = exchange.reply.as_ref().map(answer_of);
    let failed = answer.as_ref().is_some_and(|(failed, _)| *failed);
    let listens = exchange.reply.is_none();
    let waits: Vec<String> =
        exchange.arrivals.iter().map(|at| format!("{} ms", at.since(exchange.at).as_millis())).collect();
    let latency = move || match (listens, waits.is_empty()) {
        (true, _) => String::new(),
        (false, true) => demo.texts().lost.to_owned(),
        (false, false) => waits.join(", "),
    };
    let answer = move || answer.clone().map_or_else(|| demo.texts().listening.to_owned(), |(_, text)| text);
    view! {
        <tr class:failed=failed>
            <td>{number + 1}</td>
            <td><code>{exchange.method}</code></td>
            <td class="long"><code>{short(asked_of(&exchange.args))}</code></td>
            <td class="long"><code>{move || short(answer())}</code></td>
            <td>{latency}</td>
        </tr>
    }
}

/// What was asked; of the package without the coat that brings it through a query string.
fn asked_of(args: &serde_json::Value) -> String {
    let params = args.get("methodParams").and_then(serde_json::Value::as_str);
    params.and_then(package::readable).unwrap_or_else(|| args.to_string())
}

/// Whether the answer is a refusal, and what of it is worth reading.
fn answer_of(reply: &serde_json::Value) -> (bool, String) {
    match reply.get("response") {
        Some(response) if response["success"] == true => {
            let text = response["returnValue"]["runApex"].as_str();
            let refused = text.is_some_and(|text| text.contains(r#""ok":false"#));
            (refused, text.map_or_else(|| response["returnValue"].to_string(), str::to_owned))
        }
        Some(response) => (true, response["errors"].to_string()),
        None => (false, crate::sim::host::page::unpercent(reply.as_str().unwrap_or_default())),
    }
}

fn short(text: String) -> String {
    const ROOM: usize = 400;
    if text.chars().count() <= ROOM { text } else { text.chars().take(ROOM).chain(['…']).collect() }
}

pub fn told(violation: &Violation) -> String {
    match violation {
        Violation::Malformed(message) => format!("malformed message: {message}"),
        Violation::UnknownMethod(method) => format!("unknown method: {method}"),
        Violation::OutsideFrame(message) => format!("message from outside the frame: {message}"),
        Violation::ListenerTwice(method) => format!("listener registered twice: {method}"),
        Violation::CallIdReused(id) => format!("call id used twice: {id}"),
        Violation::WrongNonce => "wrong nonce".to_owned(),
    }
}
