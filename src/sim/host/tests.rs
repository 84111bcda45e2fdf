//! The host told in messages: what Salesforce answers to what the library posts.

use super::call_center::CallCenter;
use super::*;
use crate::sim::org::faults::{DetailsShape, Fault, Outage};
use crate::sim::org::layout::Rule;
use serde_json::Map;

fn now() -> Timestamp {
    Timestamp::new(1_795_464_240_000, 0)
}

fn after(ms: u64) -> Timestamp {
    now().plus(Duration::from_millis(ms))
}

/// A frame in a host, counting its calls as the library does.
struct Frame {
    host: Host,
    org: Org,
    calls: i64,
}

impl Frame {
    fn new() -> Self {
        let call_center = CallCenter::of("https://phone.example/", &BTreeMap::new());
        let desk = Desk::new("https://acme.lightning.force.com", call_center);
        let mut host = Host::new(Wire::Lightning, desk, now());
        host.frame_loaded("n1", now());
        Self { host, org: Org::demo(now()), calls: -1 }
    }

    fn post(&mut self, method: &str, args: Value, listens: bool) {
        self.calls += 1;
        let message = json!({
            "methodName": method, "callId": self.calls, "apiVersion": 57, "apiType": "opencti",
            "isCallbackRegistered": !listens, "isListenerRegistered": listens, "args": args,
        });
        self.host.receive(&mut self.org, &message, now());
    }

    /// What the callback is given.
    fn call(&mut self, method: &str, args: Value) -> Value {
        self.post(method, args, false);
        let messages = self.host.wake(now());
        let reply = messages.iter().find(|m| m["shouldExecuteCallback"] == true).expect(method);
        assert_eq!((&reply["callId"], &reply["apiVersion"]), (&json!(self.calls), &json!(57)));
        reply["response"].clone()
    }

    /// The error's code and text, or `ok`.
    fn told(&mut self, method: &str, args: Value) -> String {
        let response = self.call(method, args);
        match response["errors"].get(0) {
            None => "ok".into(),
            Some(error) => format!("{}: {}", error["code"].as_str().unwrap(), error["description"].as_str().unwrap()),
        }
    }

    fn id(&self, object: &str, name: &str) -> String {
        self.org.of(object).find(|r| self.org.name(r) == name).unwrap().id.0.clone()
    }
}

#[test]
fn parameters_are_checked_in_salesforces_words() {
    let mut frame = Frame::new();
    let jane = frame.id("Contact", "Jane Customer");
    let calls = [
        ("setSoftphonePanelHeight", json!({"heightPX": 500})),
        ("setSoftphonePanelHeight", json!({})),
        ("setSoftphonePanelHeight", json!({"heightPX": "tall"})),
        ("setSoftphonePanelHeight", json!({"heightPX": 239})),
        ("setSoftphonePanelWidth", json!({"widthPX": 1921})),
        ("setSoftphonePanelVisibility", json!({"visible": "yes"})),
        ("setSoftphoneItemLabel", json!({"Label": "capital"})),
        ("screenPop", json!({"type": "sobject", "params": {"recordId": jane}})),
        ("screenPop", json!({"type": "sobject", "params": {"recordId": "003000000000000AAA"}})),
        ("screenPop", json!({"type": "sobject", "params": {}})),
        ("screenPop", json!({"type": "window", "params": {}})),
        ("screenPop", json!({"type": "search", "params": {"searchString": "ab"}})),
        ("screenPop", json!({"type": "url", "params": {"url": "https://elsewhere.example/"}})),
        ("screenPop", json!({"type": "objecthome", "params": {"scope": "Nope__c"}})),
        ("screenPop", json!({"type": "flow", "params": {"flowDevName": "Survey"}})),
        ("searchAndScreenPop", json!({"searchParams": "33612345678", "callType": "sideways"})),
        ("runApex", json!({"apexClass": "Nope", "methodName": "run"})),
        ("completeWork", json!({"workId": "w1", "attributes": {}})),
    ];
    let told: Vec<_> = calls.map(|(method, args)| format!("{method} {}", frame.told(method, args))).into();
    insta::assert_snapshot!(told.join("\n"), @r"
    setSoftphonePanelHeight ok
    setSoftphonePanelHeight INVALID_PARAM: An invalid value was passed to the parameter heightPX. A numeric value was expected, but undefined was found instead.
    setSoftphonePanelHeight INVALID_PARAM: An invalid value was passed to the parameter heightPX. A numeric value was expected, but tall was found instead.
    setSoftphonePanelHeight INVALID_PARAM: An invalid value was passed to the parameter heightPX. A numeric (240 to 2560) value was expected, but 239 was found instead.
    setSoftphonePanelWidth INVALID_PARAM: An invalid value was passed to the parameter widthPX. A numeric (200 to 1920) value was expected, but 1921 was found instead.
    setSoftphonePanelVisibility INVALID_PARAM: An invalid value was passed to the parameter visible. A boolean value was expected, but yes was found instead.
    setSoftphoneItemLabel INVALID_PARAM: An invalid value was passed to the parameter label. A string value was expected, but undefined was found instead.
    screenPop ok
    screenPop GENERIC_ERROR: An error occurred while calling the API method.
    screenPop INVALID_PARAM: An invalid value was passed to the parameter recordId. A string value was expected, but undefined was found instead.
    screenPop INVALID_PARAM: An invalid value was passed to the parameter type. A SCREENPOP_TYPE value was expected, but window was found instead.
    screenPop INVALID_PARAM: An invalid value was passed to the parameter searchString. A string of at least 3 characters value was expected, but ab was found instead.
    screenPop INVALID_PARAM: An invalid value was passed to the parameter url. A relative URL value was expected, but https://elsewhere.example/ was found instead.
    screenPop GENERIC_ERROR: An error occurred while calling the API method.
    screenPop GENERIC_ERROR: An error occurred while calling the API method.
    searchAndScreenPop INVALID_PARAM: An invalid value was passed to the parameter callType. A CALL_TYPE value was expected, but sideways was found instead.
    runApex SERVER_ERROR: Could not load Apex class: Nope.
    completeWork GENERIC_ERROR: An error occurred while calling the API method.
    ");
}

#[test]
fn none_one_or_several_hits_pop_as_the_layout_says() {
    let rules = [
        Rule::DoNotPop,
        Rule::ToEntity(None),
        Rule::ToEntity(Some("Contact".into())),
        Rule::ToVisualforce("Caller".into()),
        Rule::ToSearch,
        Rule::ToFlow("Greet".into()),
    ];
    let mut lines = Vec::new();
    for rule in rules {
        let mut frame = Frame::new();
        let pops = frame.org.layout.inbound.pops.as_mut().unwrap();
        (pops.no_match, pops.single, pops.multiple) = (rule.clone(), rule.clone(), rule.clone());
        for (hits, text) in [(0, "99999"), (1, "33612345678"), (3, "493023125150")] {
            let response = frame.call(
                "searchAndScreenPop",
                json!({"searchParams": text, "callType": "inbound", "deferred": true, "queryParams": "a=b",
                    "defaultFieldValues": {"Phone": text}, "params": {"FLOW": {"flowArgs": [{"name": "n"}]}}}),
            );
            let mut found = response["returnValue"].as_object().unwrap().clone();
            let pop = found.remove("SCREEN_POP_DATA").map_or("nothing".into(), |pop| pop.to_string());
            assert_eq!(found.len(), hits);
            assert_eq!(frame.host.desk.page, Page::Home, "deferred");
            lines.push(format!("{rule:?} {hits}: {pop}"));
        }
    }
    insta::assert_snapshot!(lines.join("\n"), @r#"
    DoNotPop 0: nothing
    DoNotPop 1: nothing
    DoNotPop 3: nothing
    ToEntity(None) 0: nothing
    ToEntity(None) 1: {"params":{"recordId":"003Fp00000000GEIAY"},"type":"sobject"}
    ToEntity(None) 3: nothing
    ToEntity(Some("Contact")) 0: {"params":{"defaultFieldValues":{"Phone":"99999"},"entityName":"Contact"},"type":"newRecord"}
    ToEntity(Some("Contact")) 1: {"params":{"recordId":"003Fp00000000GEIAY"},"type":"sobject"}
    ToEntity(Some("Contact")) 3: nothing
    ToVisualforce("Caller") 0: {"params":{"url":"/apex/Caller?a=b"},"type":"url"}
    ToVisualforce("Caller") 1: {"params":{"url":"/apex/Caller?a=b"},"type":"url"}
    ToVisualforce("Caller") 3: {"params":{"url":"/apex/Caller?a=b"},"type":"url"}
    ToSearch 0: {"params":{"searchString":"99999"},"type":"search"}
    ToSearch 1: {"params":{"searchString":"33612345678"},"type":"search"}
    ToSearch 3: {"params":{"searchString":"493023125150"},"type":"search"}
    ToFlow("Greet") 0: {"params":{"flowArgs":[{"name":"n"}],"flowDevName":"Greet"},"type":"flow"}
    ToFlow("Greet") 1: {"params":{"flowArgs":[{"name":"n"}],"flowDevName":"Greet"},"type":"flow"}
    ToFlow("Greet") 3: {"params":{"flowArgs":[{"name":"n"}],"flowDevName":"Greet"},"type":"flow"}
    "#);
}

#[test]
fn a_search_that_is_not_deferred_pops_and_tells_of_the_new_page() {
    let mut frame = Frame::new();
    let jane = frame.id("Contact", "Jane Customer");
    frame.post("onNavigationChange", json!({}), true);
    frame.post("searchAndScreenPop", json!({"searchParams": "+33 6 12345678", "callType": "inbound"}), false);
    assert_eq!(frame.host.desk.page.record().unwrap().0, jane);
    let messages = frame.host.wake(now());
    assert_eq!(messages[0]["response"]["returnValue"][&jane]["RecordType"], "Contact");
    assert_eq!(messages[1]["shouldExecuteListener"], true);
    assert_eq!(messages[1]["response"]["recordName"], "Jane Customer");
    let (page, info) = (messages[1]["response"]["url"].clone(), frame.call("getAppViewInfo", json!({})));
    assert_eq!(info["returnValue"]["url"], page);
    frame.post("searchAndScreenPop", json!({"searchParams": "4155550142", "callType": "outbound"}), false);
    assert_eq!(frame.host.desk.page.record().unwrap().0, jane, "outbound calls pop nothing");
}

#[test]
fn a_form_for_a_new_record_remembers_what_was_behind_it() {
    let mut frame = Frame::new();
    frame.post("onNavigationChange", json!({}), true);
    let pop = json!({"type": "newRecord", "params": {"entityName": "Contact", "defaultFieldValues": {"Phone": "1"}}});
    assert_eq!(frame.told("screenPop", pop.clone()), "ok");
    frame.told("screenPop", pop);
    frame.host.cancel_form(&frame.org, now());
    assert_eq!(frame.host.desk.page, Page::Home, "a form over a form still leads back");
    let told = frame.host.wake(now());
    assert_eq!(told.last().unwrap()["response"]["url"], "https://acme.lightning.force.com/lightning/page/home");
}

#[test]
fn a_click_is_told_once_the_softphone_wants_it() {
    let mut frame = Frame::new();
    let jane = RecordId(frame.id("Contact", "Jane Customer"));
    frame.post("onClickToDial", json!({}), true);
    assert!(!frame.host.click(&frame.org, "(415) 555-0142", Some(&jane), now()), "plain text");
    frame.told("enableClickToDial", json!({}));
    let mut payload = |shape: ClickShape| {
        frame.host.click = shape;
        assert!(frame.host.click(&frame.org, "(415) 555-0142", Some(&jane), now()));
        frame.host.wake(now())[0]["response"].to_string().replace(&jane.0, "003…")
    };
    let shapes = [
        payload(ClickShape::default()),
        payload(ClickShape { numeric: true, ..ClickShape::default() }),
        payload(ClickShape { without_record: true, params: Some("a=b".into()), ..ClickShape::default() }),
    ];
    insta::assert_snapshot!(shapes.join("\n"), @r#"
    {"number":"(415) 555-0142","objectType":"Contact","recordId":"003…","recordName":"Jane Customer"}
    {"number":4155550142,"objectType":"Contact","recordId":"003…","recordName":"Jane Customer"}
    {"number":"(415) 555-0142","objectType":"","params":"a=b","recordId":"","recordName":""}
    "#);
}

#[test]
fn a_refused_save_tells_its_fields_in_both_shapes() {
    let mut frame = Frame::new();
    let bad = json!({"object": {"entityApiName": "Task", "Subject": "a", "CallType": "inbound"}});
    let object = frame.call("saveLog", bad.clone());
    let field = &object["errors"][0]["details"]["fieldErrors"]["CallType"][0];
    assert_eq!(field["statusCode"], "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST");
    frame.org.faults.details = DetailsShape::List;
    let list = frame.call("saveLog", bad);
    assert_eq!(list["errors"][0]["details"][0]["fieldErrors"]["CallType"][0], *field);
    let good = json!({"object": {"entityApiName": "Task", "Subject": "a"}});
    let id = frame.call("saveLog", good.clone())["returnValue"]["recordId"].as_str().unwrap().to_owned();
    assert!(id.starts_with("00T") && id.len() == 18);
    frame.host.desk.plain_record_id = true;
    assert!(frame.call("saveLog", good)["returnValue"].is_string());
}

#[test]
fn answers_come_late_twice_or_never_and_out_of_order() {
    let mut frame = Frame::new();
    frame.org.faults.latency = Duration::from_millis(40);
    frame.org.faults.plan("saveLog", Fault::ReplyLost);
    frame.org.faults.plan("getAppViewInfo", Fault::Late(Duration::from_millis(100)));
    frame.org.faults.plan("getSoftphoneLayout", Fault::Twice(Duration::from_millis(10)));
    frame.org.faults.plan("refreshView", Fault::Outage(Outage::AfterCommit));
    let tasks = frame.org.of("Task").count();
    frame.post("saveLog", json!({"object": {"entityApiName": "Task", "Subject": "a"}}), false);
    frame.post("getAppViewInfo", json!({}), false);
    frame.post("getSoftphoneLayout", json!({}), false);
    frame.post("refreshView", json!({}), false);
    assert_eq!(frame.org.of("Task").count(), tasks + 1, "lost, but done");
    assert_eq!(frame.host.desk.refreshes, 1, "failed, but done");
    assert_eq!(frame.host.wake_at(), Some(after(40)));
    let mut arrived = |ms| frame.host.wake(after(ms)).iter().map(|m| m["methodName"].clone()).collect::<Vec<_>>();
    assert_eq!(arrived(39), [] as [Value; 0]);
    assert_eq!(arrived(40), ["getSoftphoneLayout", "refreshView"]);
    assert_eq!(arrived(1000), ["getSoftphoneLayout", "getAppViewInfo"]);
    assert_eq!(frame.host.wake_at(), None);
}

#[test]
fn an_answer_to_an_earlier_load_of_the_frame_never_arrives() {
    let mut frame = Frame::new();
    frame.org.faults.latency = Duration::from_millis(40);
    frame.post("getAppViewInfo", json!({}), false);
    frame.calls = -1;
    frame.post("getSoftphoneLayout", json!({}), false);
    let arrived: Vec<_> = frame.host.wake(after(100)).iter().map(|m| m["methodName"].clone()).collect();
    assert_eq!(arrived, ["getSoftphoneLayout"], "though both calls had the id 0");
    frame.post("getAppViewInfo", json!({}), false);
    frame.host.frame_loaded("n2", after(10));
    assert_eq!(frame.host.wake(after(100)), [] as [Value; 0]);
    assert_eq!(frame.host.violations, []);
}

#[test]
fn the_container_and_the_standby_page_have_their_time() {
    let mut frame = Frame::new();
    frame.org.faults.not_ready_until = Some(after(10));
    assert!(frame.told("refreshView", json!({})).starts_with("SOFTPHONE_CONTAINER_ERROR: Unable to execute"));
    frame.org.faults.not_ready_until = None;
    frame.host.standby = Some(Standby { url: "https://phone.example/standby".into(), after: Duration::from_secs(5) });
    frame.host.frame_loaded("n2", now());
    frame.calls = -1;
    frame.told("notifyInitializationComplete", json!({}));
    frame.host.wake(after(6000));
    assert_eq!(frame.host.stage(), Stage::Ready);
    frame.host.frame_loaded("n3", now());
    assert_eq!(frame.host.wake_at(), Some(after(5000)));
    frame.host.wake(after(5000));
    frame.host.frame_loaded("n4", after(9000));
    assert_eq!(frame.host.stage(), Stage::Standby, "until the browser is restarted");
}

#[test]
fn what_an_adapter_must_not_do_is_kept_and_left_unanswered() {
    let mut frame = Frame::new();
    frame.post("runQuickAction", json!({}), false);
    frame.post("onClickToDial", json!({}), true);
    frame.post("onClickToDial", json!({}), true);
    frame.calls = 0;
    frame.post("refreshView", json!({}), false);
    frame.host.receive(&mut frame.org, &json!({"hello": 1}), now());
    frame.host.frame_gone();
    frame.host.receive(&mut frame.org, &json!("late"), now());
    assert_eq!(frame.host.wake(now()), [] as [Value; 0]);
    assert_eq!(
        frame.host.violations,
        [
            Violation::UnknownMethod("runQuickAction".into()),
            Violation::ListenerTwice("onClickToDial".into()),
            Violation::CallIdReused(1),
            Violation::Malformed("{\"hello\":1}".into()),
            Violation::OutsideFrame("\"late\"".into()),
        ]
    );
}

#[test]
fn apex_is_given_its_parameters_and_answers_text() {
    let mut frame = Frame::new();
    frame.host.desk.apex.insert("Echo.run".into(), |_, params, _| Ok(format!("{params:?}")));
    let args = json!({"apexClass": "Echo", "methodName": "run", "methodParams": "a=1%26+2&b=%C3%A4"});
    assert_eq!(frame.call("runApex", args)["returnValue"]["runApex"], r#"{"a": "1& 2", "b": "ä"}"#);
}

#[test]
fn a_channel_is_heard_by_its_subscribers() {
    let mut frame = Frame::new();
    let channel = |body: Value| json!({"eventName": "Pad__c", "message": body});
    frame.told("publish", channel(json!({"n": 1})));
    frame.post("subscribe", json!({"eventName": "Pad__c", "subscription": {}}), true);
    frame.post("publish", channel(json!({"n": 2})), false);
    let messages = frame.host.wake(now());
    let heard: Vec<_> = messages.iter().filter(|m| m["shouldExecuteListener"] == true).collect();
    assert_eq!((heard.len(), &heard[0]["eventName"], &heard[0]["response"]["n"]), (1, &json!("Pad__c"), &json!(2)));
}

#[test]
fn a_console_keeps_silent_about_lists_and_a_refocus_repeats_the_page() {
    let mut frame = Frame::new();
    frame.host.console = true;
    frame.post("onNavigationChange", json!({}), true);
    let jane = RecordId(frame.id("Contact", "Jane Customer"));
    frame.host.navigate(&frame.org, Page::Record(jane), now());
    frame.host.refocus(&frame.org, now());
    frame.host.navigate(&frame.org, Page::Objects { object: "Case".into(), list_view: None }, now());
    let told = frame.host.wake(now());
    assert_eq!(told.len(), 2);
    assert_eq!(told[0]["response"], told[1]["response"]);
}

#[test]
fn two_tabs_share_one_org() {
    let mut one = Frame::new();
    let mut two = Frame::new();
    one.told("saveLog", json!({"object": {"entityApiName": "Contact", "LastName": "Shared", "Phone": "5550199"}}));
    std::mem::swap(&mut one.org, &mut two.org);
    two.org.indexing = Duration::ZERO;
    let found = two.call("searchAndScreenPop", json!({"searchParams": "5550199", "callType": "inbound"}));
    assert_eq!(found["returnValue"].as_object().map(Map::len), Some(1));
}

/// Classic, in the form of API version 31 or 25.
fn classic(newer: bool, methods: &[&str]) -> Vec<String> {
    let desk = Desk::new("https://acme.my.salesforce.com", CallCenter::of("https://phone.example/", &BTreeMap::new()));
    let mut host = Host::new(Wire::Classic, desk, now());
    let mut org = Org::demo(now());
    host.frame_loaded("N1", now());
    let (prefix, suffix) = if newer { ("interactionApi/", "&apiVersion=31") } else { ("", "") };
    let mut told = Vec::new();
    for method in methods {
        host.receive(&mut org, &json!(format!("{prefix}method={method}&nonce=N1{suffix}")), now());
        told.extend(host.wake(now()).iter().map(|m| page::unpercent(m.as_str().unwrap())));
        if *method == "enableClickToDial_1" {
            host.click(&org, "1002", None, now());
            told.extend(host.wake(now()).iter().map(|m| page::unpercent(m.as_str().unwrap())));
        }
    }
    assert_eq!(host.violations, []);
    told
}

#[test]
fn classic_is_answered_in_its_own_form() {
    let methods = [
        "onClickToDial",
        "enableClickToDial_1",
        "getPageInfo_2",
        "searchAndScreenPop_3&searchParams=33612345678&queryParams=&callType=inbound",
        "searchAndGetScreenPopUrl_4&searchParams=493023125150&callType=",
        "saveLog_5&objectName=Task&saveParams=Subject%253Da%252520b%2526CallType%253DInbound",
        "saveLog_6&objectName=Task&saveParams=CallType%253Dinbound",
        "setSoftphoneHeight_7&height=10",
        "notifyInitializationComplete",
    ];
    insta::assert_snapshot!(classic(true, &methods).join("\n"), @r#"
    interactionApi/method=enableClickToDial_1&result=true
    interactionApi/method=onClickToDial&result={"displayName":"","number":"1002","object":"","objectId":"","objectName":""}
    interactionApi/method=getPageInfo_2&result={"displayName":"","object":"","objectId":"","objectName":"","url":"https://acme.my.salesforce.com/lightning/page/home"}
    interactionApi/method=searchAndScreenPop_3&result={"003Fp00000000GEIAY":{"AccountId":"Harbour Coffee Roasters","Name":"Jane Customer","Phone":"+33612345678","Title":"Head of Purchasing","object":"Contact"}}
    interactionApi/method=searchAndGetScreenPopUrl_4&result={"003Fp00000000GHIAY":{"AccountId":"Lindenhof Maschinenbau GmbH","Name":"Anna Schäfer","Phone":"+49 30 23125 150","Title":"Werkstatt","object":"Contact"},"003Fp00000000GIIAY":{"AccountId":"Lindenhof Maschinenbau GmbH","Name":"Birgit Weiß","Phone":"+49 30 23125 150","Title":"Versand","object":"Contact"},"003Fp00000000GJIAY":{"AccountId":"Lindenhof Maschinenbau GmbH","Name":"Cem Yılmaz","Phone":"+49 30 23125 150","Title":"Qualität","object":"Contact"},"screenPopUrl":"/search/SearchResults?searchType=2&str=493023125150"}
    interactionApi/method=saveLog_5&id=00TFp00000000GiMAI&result=true
    interactionApi/method=saveLog_6&result=&error=An error occurred while calling the saveLog() API method. Review the Details field in the error section.
    interactionApi/method=setSoftphoneHeight_7&result=&error=An invalid value was passed to the parameter heightPX. A numeric (240 to 2560) value was expected, but 10 was found instead.
    "#);
    insta::assert_snapshot!(classic(false, &["isVisible_1"]).join("\n"), @"method=isVisible_1&result=false");
}
