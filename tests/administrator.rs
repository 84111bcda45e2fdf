//! What the Salesforce package and its guide hold for the rows that are an administrator's work: S17, S18 and S62.

use std::fs;
use std::path::PathBuf;

use ferrophone::engine::locale::Language;
use ferrophone::engine::texts::texts;

// S17 S18: what only an administrator can do in Setup stands in the guide, in order, and what it names is in the package.
#[test]
fn the_guide_leads_to_a_page_layout_of_its_own_for_calls() {
    let guide = fs::read_to_string(path("salesforce/README.md")).unwrap();
    let (_, section) = guide.split_once("## 7. ").expect("the section on the record type");
    let section = section.split("\n## ").next().unwrap();
    let mut rest = section;
    for step in [
        "1. ",
        "*Page Layouts*",
        "2. ",
        "*Record Types*",
        "3. ",
        "*Page Layout Assignment*",
        "4. ",
        "permission set",
        "5. ",
    ] {
        (_, rest) = rest.split_once(step).unwrap_or_else(|| panic!("{step} comes in its turn:\n{section}"));
    }
    let package = path("salesforce/force-app/main/default");
    let layout = fs::read_to_string(package.join("layouts/Task-Ferrophone Call Layout.layout-meta.xml")).unwrap();
    for field in ["Call_Start", "Call_Answered", "Call_End", "Caller_Number", "Called_Number"] {
        assert!(layout.contains(&format!("<field>Ferrophone_{field}__c</field>")), "{field} is on the layout");
    }
    let record_type = package.join("objects/Task/recordTypes/Ferrophone_Call.recordType-meta.xml");
    let record_type = fs::read_to_string(record_type).unwrap();
    assert!(
        record_type.contains("<fullName>Ferrophone_Call</fullName>") && record_type.contains("<active>true</active>")
    );
}

// S62: how often a user does not answer, and what became of it. The texts that are filtered for are those that the rules write.
#[test]
fn the_reports_count_missed_calls_by_user_and_by_result() {
    let report = |name: &str| {
        let file = format!("salesforce/force-app/main/default/reports/Ferrophone_Reports/{name}.report-meta.xml");
        fs::read_to_string(path(&file)).unwrap()
    };
    let by_user = report("Missed_Calls_by_User");
    assert_eq!(groups(&by_user), ["Activity$Owner", "Activity$CallDisposition"]);
    let missed = [("Activity$CallType", "equals", "Inbound"), ("Activity$CallDurationInSeconds", "equals", "0")];
    assert_eq!(filters(&by_user)[..2], missed.map(|(of, how, what)| [of, how, what].map(String::from)));

    let answered = report("Missed_but_Answered");
    assert_eq!(groups(&answered)[0], "Activity$Owner");
    let [of, how, words] = &filters(&answered)[0];
    assert_eq!((of.as_str(), how.as_str()), ("Activity$CallDisposition", "equals"));
    for language in [Language::English, Language::German] {
        let result = texts(language).missed_answered;
        assert!(
            words.split(',').any(|word| word.trim_matches('"') == result) || words.contains(&format!("\"{result}\""))
        );
    }
    assert_eq!(groups(&report("Calls_by_Result")), ["Activity$CallType", "Activity$CallDisposition"]);
    // Only calls of the widget count, in all three: each filters for the key that it writes.
    for name in ["Missed_Calls_by_User", "Missed_but_Answered", "Calls_by_Result"] {
        let filters = filters(&report(name));
        assert!(
            filters.iter().any(|[of, how, _]| of == "Activity$Ferrophone_Call_Key__c" && how == "notEqual"),
            "{name}"
        );
    }
}

/// What a report is grouped by, outermost first.
fn groups(report: &str) -> Vec<&str> {
    elements(report, "groupingsDown").map(|group| element(group, "field")).collect()
}

/// What a report is filtered by: field, operator, value.
fn filters(report: &str) -> Vec<[String; 3]> {
    let text = |of: &str, name| element(of, name).replace("&quot;", "\"").replace("&amp;", "&");
    elements(report, "criteriaItems").map(|item| ["column", "operator", "value"].map(|name| text(item, name))).collect()
}

fn elements<'a>(xml: &'a str, name: &str) -> impl Iterator<Item = &'a str> {
    let end = format!("</{name}>");
    xml.split(&format!("<{name}>"))
        .skip(1)
        .map(move |rest| rest.split(&end).next().unwrap_or_default())
        .collect::<Vec<_>>()
        .into_iter()
}

fn element<'a>(xml: &'a str, name: &str) -> &'a str {
    elements(xml, name).next().unwrap_or_default()
}

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name)
}
