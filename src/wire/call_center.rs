//! The call center: where an administrator tells Salesforce of the softphone. Its definition is written from the table
//! of settings, in both formats that Salesforce knows, and read back from the flat map that the softphone is given.

pub mod import;

use std::fmt::Write;

use crate::engine::json::Json;

use crate::engine::map::Map;
use crate::engine::settings::{KEYS, Key, NAMES, item_name};

/// Reads `getCallCenterSettings`: a flat map in which `/Section/item` is a value and `/Section/item/label` is not.
/// Returns the values of our items by the settings' own keys, whichever section the administrator put them in; and what
/// stands in a section of ours and is no setting under its own name, so that it can be told.
pub fn read(returned: &Json) -> Map<String, String> {
    let mut found = Map::new();
    for (path, value) in returned.as_object().into_iter().flat_map(Map::iter) {
        let mut parts = path.split('/');
        let (Some(""), Some(section), Some(item), None) = (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            continue;
        };
        let key = NAMES.iter().copied().find(|name| item_name(name) == item);
        // A section's own label and place stand there like items.
        let ours = section.starts_with(SECTION) && !matches!(item, "label" | "sortOrder");
        if let (Some(name), Some(value)) = (key.or(ours.then_some(item)), value.as_str()) {
            found.insert(name.to_owned(), value.to_owned());
        }
    }
    found
}

/// What the names of our sections begin with.
const SECTION: &str = "Ferrophone";

/// What a definition says besides the settings.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Definition {
    /// Unique in the org and never changed again: 1 to 40 letters and digits, the first a letter.
    pub internal_name: String,
    pub display_name: String,
    /// Where the widget is served: `https://…`, or `/apex/…` of the org.
    pub adapter_url: String,
    /// In pixels; Lightning takes 240 to 2560.
    pub height: u32,
    /// In pixels; Lightning takes 200 to 1920.
    pub width: u32,
    /// Settings by key, where they are not to be the defaults.
    pub settings: Map<String, String>,
}

/// The part of a definition that Salesforce would refuse.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unfit {
    InternalName,
    DisplayName,
    AdapterUrl,
    Size,
    /// A setting of which the table knows nothing.
    Setting,
}

impl Default for Definition {
    fn default() -> Self {
        Self {
            internal_name: "Ferrophone".into(),
            display_name: "Ferrophone".into(),
            adapter_url: "https://softphone.example.com/".into(),
            height: 480,
            width: 340,
            settings: Map::new(),
        }
    }
}

impl Definition {
    /// The file for Setup, Call Centers, Import.
    pub fn import_xml(&self) -> Result<String, Unfit> {
        self.check()?;
        let mut xml = String::from("<callCenter>\n");
        for (order, section) in self.sections().iter().enumerate() {
            let (name, label) = (escaped(&section.name), escaped(&section.label));
            let _ = writeln!(xml, "  <section sortOrder=\"{order}\" name=\"{name}\" label=\"{label}\">");
            for (order, item) in section.items.iter().enumerate() {
                let (name, label, value) = (&item.name, escaped(&item.label), escaped(&item.value));
                let _ =
                    writeln!(xml, "    <item sortOrder=\"{order}\" name=\"{name}\" label=\"{label}\">{value}</item>");
            }
            xml.push_str("  </section>\n");
        }
        xml.push_str("</callCenter>\n");
        Ok(xml)
    }

    /// The file of a package, `callCenters/<internal name>.callCenter-meta.xml` (Metadata API, type `CallCenter`). It
    /// has its own elements for the names, and no sort order: the elements' order counts.
    pub fn metadata_xml(&self) -> Result<String, Unfit> {
        self.check()?;
        let sections = self.sections();
        let own = |item: &&Item| item.name != INTERNAL_NAME && item.name != DISPLAY_NAME;
        let general = sections.first().map(|section| section.items.as_slice()).unwrap_or_default();
        // What Salesforce itself keeps there: the mirror of its own items.
        let custom: Map<_, _> = general
            .iter()
            .filter(own)
            .filter(|item| item.name != ADAPTER_URL)
            .map(|item| (item.name.clone(), Json::from(&*item.value)))
            .collect();
        let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.push_str("<CallCenter xmlns=\"http://soap.sforce.com/2006/04/metadata\">\n");
        for (name, value) in [
            ("adapterUrl", self.adapter_url.as_str()),
            ("customSettings", &Json::Object(custom).to_text()),
            ("displayName", &self.display_name),
            ("displayNameLabel", "Display Name"),
            ("internalNameLabel", "Internal Name"),
        ] {
            let _ = writeln!(xml, "    <{name}>{}</{name}>", escaped(value));
        }
        for section in &sections {
            xml.push_str("    <sections>\n");
            for item in section.items.iter().filter(own) {
                xml.push_str("        <items>\n");
                for (name, value) in [("label", &item.label), ("name", &item.name), ("value", &item.value)] {
                    let _ = writeln!(xml, "            <{name}>{}</{name}>", escaped(value));
                }
                xml.push_str("        </items>\n");
            }
            let (name, label) = (escaped(&section.name), escaped(&section.label));
            let _ = writeln!(xml, "        <label>{label}</label>\n        <name>{name}</name>\n    </sections>");
        }
        xml.push_str("</CallCenter>\n");
        Ok(xml)
    }

    fn check(&self) -> Result<(), Unfit> {
        let name = self.internal_name.as_bytes();
        let is_name = name.len() <= 40
            && name.first().is_some_and(u8::is_ascii_alphabetic)
            && name.iter().all(u8::is_ascii_alphanumeric);
        let url = &self.adapter_url;
        let is_url = (url.starts_with("https://") && url.len() > 8) || url.starts_with("/apex/");
        let is_key = |name: &String| KEYS.iter().any(|key| key.name == name);
        for (fits, unfit) in [
            (is_name, Unfit::InternalName),
            ((1..=1000).contains(&self.display_name.chars().count()), Unfit::DisplayName),
            (is_url && !url.contains(char::is_whitespace), Unfit::AdapterUrl),
            ((240..=2560).contains(&self.height) && (200..=1920).contains(&self.width), Unfit::Size),
            (self.settings.keys().all(is_key), Unfit::Setting),
        ] {
            fits.then_some(()).ok_or(unfit)?;
        }
        Ok(())
    }

    /// Salesforce's own section, then one for each group of settings.
    fn sections(&self) -> Vec<Section> {
        let (height, width) = (self.height.to_string(), self.width.to_string());
        let general = [
            (INTERNAL_NAME, "Internal Name", self.internal_name.as_str()),
            (DISPLAY_NAME, "Display Name", &self.display_name),
            (ADAPTER_URL, "CTI Adapter URL", &self.adapter_url),
            ("reqUseApi", "Use CTI API", "true"),
            ("reqSoftphoneHeight", "Softphone Height", &height),
            ("reqSoftphoneWidth", "Softphone Width", &width),
            ("reqSalesforceCompatibilityMode", "Salesforce Compatibility Mode", "Classic_and_Lightning"),
        ];
        let item = |(name, label, value): (&str, &str, &str)| Item {
            name: name.to_owned(),
            label: label.to_owned(),
            value: value.to_owned(),
        };
        let mut sections = vec![Section {
            name: "reqGeneralInfo".to_owned(),
            label: "General Information".to_owned(),
            items: general.map(item).into(),
        }];
        for key in KEYS {
            let name = format!("{SECTION}{}", capitalised(&key.section_name()));
            let value = self.settings.get(key.name).map_or(key.default, String::as_str);
            let item = Item { name: key.item_name(), label: label(key), value: value.to_owned() };
            match sections.iter_mut().find(|section| section.name == name) {
                Some(section) => section.items.push(item),
                None => {
                    sections.push(Section {
                        name,
                        label: format!("Ferrophone: {}", key.group().replace('_', " ")),
                        items: vec![item],
                    });
                }
            }
        }
        sections
    }
}

const INTERNAL_NAME: &str = "reqInternalName";
const DISPLAY_NAME: &str = "reqDisplayName";
const ADAPTER_URL: &str = "reqAdapterUrl";

struct Section {
    name: String,
    label: String,
    items: Vec<Item>,
}

struct Item {
    name: String,
    label: String,
    value: String,
}

/// `Auth user (text without spaces)`: Setup shows no help text, so the form stands in the label.
fn label(key: &Key) -> String {
    let words = key.name.split_once('.').map_or(key.name, |(_, name)| name).replace('_', " ");
    format!("{} ({})", capitalised(&words), key.form())
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(chars).collect()
}

/// For text and attributes alike. What XML has no form for (XML 1.0, production `Char`) is left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::settings::{Problem, Settings};

    /// What Salesforce does with an import file: the flat map, sort orders and all.
    fn flat(xml: &str) -> Json {
        let attribute = |tag: &str, name: &str| {
            let start = tag.find(&format!(" {name}=\"")).map(|at| at + name.len() + 3).expect(name);
            unescaped(tag[start..].split('"').next().unwrap())
        };
        let mut map = Map::new();
        let mut section = String::new();
        for line in xml.lines().map(str::trim) {
            let path = if line.starts_with("<section ") {
                section = format!("/{}", attribute(line, "name"));
                section.clone()
            } else if line.starts_with("<item ") {
                let path = format!("{section}/{}", attribute(line, "name"));
                let value = line.split_once('>').and_then(|(_, rest)| rest.strip_suffix("</item>")).unwrap();
                map.insert(path.clone(), unescaped(value).into());
                path
            } else {
                continue;
            };
            map.insert(format!("{path}/label"), attribute(line, "label").into());
            map.insert(format!("{path}/sortOrder"), format!("{}.0", attribute(line, "sortOrder")).into());
        }
        Json::Object(map)
    }

    fn unescaped(text: &str) -> String {
        let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#10;", "\n");
        text.replace("&amp;", "&")
    }

    fn odd() -> Definition {
        let settings = [
            ("line.driver", "sip"),
            ("line.servers", "wss://pbx.example.com:8089/ws?a=1&b=<2>"),
            ("subject.template", "\"{calltype}\"\n&amp; 'more' {date}"),
        ];
        Definition {
            adapter_url: "https://softphone.example.com/?team=a&b=<c>".into(),
            settings: settings.map(|(name, value)| (name.to_owned(), value.to_owned())).into(),
            ..Definition::default()
        }
    }

    #[test]
    fn what_is_written_is_read_back_key_by_key() {
        let definition = odd();
        let found = read(&flat(&definition.import_xml().unwrap()));
        assert_eq!(found.len(), KEYS.len());
        for key in KEYS {
            let expected = definition.settings.get(key.name).map_or(key.default, String::as_str);
            assert_eq!(found.get(key.name).map(String::as_str), Some(expected), "{}", key.name);
        }
        assert_eq!(read(&flat(&Definition::default().import_xml().unwrap())).len(), KEYS.len());
    }

    #[test]
    fn the_defaults_that_are_written_are_the_defaults_that_are_read() {
        let found = read(&flat(&Definition::default().import_xml().unwrap()));
        assert_eq!(Settings::read(&found), (Settings::default(), vec![]));
    }

    #[test]
    fn a_real_answer_is_read_in_whatever_section_the_item_stands() {
        let text = include_str!("../../tests/fixtures/opencti/call_center_settings.json");
        let found = read(&Json::parse(text).unwrap());
        let found: Vec<_> = found.iter().map(|(key, value)| format!("{key}={value}")).collect();
        assert_eq!(found, ["line.auth_user=", "line.servers=wss://pbx.example.com:8089/ws", "numbers.country=49"]);
        for nothing in ["null", "[]", "\"x\"", r#"{"/": "a", "/a": "b", "lineDriver": "sip"}"#] {
            assert_eq!(read(&Json::parse(nothing).unwrap()), Map::new(), "{nothing}");
        }
    }

    #[test]
    fn a_slip_of_the_pen_in_a_section_of_ours_is_told_and_other_vendors_items_are_not() {
        let returned = r#"{
            "/FerrophoneLine/lineDriver": "sip",
            "/FerrophoneLine/lineSevers": "wss://pbx.example.com",
            "/FerrophoneLine/lineSevers/label": "Servers",
            "/OtherVendor/lineColour": "red",
            "/reqGeneralInfo/reqUseApi": "true"
        }"#;
        let found = read(&Json::parse(returned).unwrap());
        let (_, problems) = Settings::read(&found);
        assert_eq!(problems, [Problem::Unknown("lineSevers".into())]);
        assert_eq!(found.get("line.driver").map(String::as_str), Some("sip"));
    }

    #[test]
    fn sort_orders_have_no_gaps_and_names_are_those_that_salesforce_takes() {
        let xml = odd().import_xml().unwrap();
        let orders = |tag: &str| -> Vec<usize> {
            let lines = xml.lines().filter(|line| line.trim_start().starts_with(tag));
            lines.map(|line| line.split('"').nth(1).unwrap().parse().unwrap()).collect()
        };
        let sections = orders("<section");
        assert_eq!(sections, (0..sections.len()).collect::<Vec<_>>());
        let mut next = 0;
        for order in orders("<item") {
            assert!(order == next || order == 0, "{order} after {next}");
            next = order + 1;
        }
        for (path, _) in flat(&xml).as_object().unwrap().iter() {
            let fits = |name: &str| name.len() <= 40 && name.bytes().all(|b| b.is_ascii_alphanumeric());
            assert!(path.split('/').all(fits), "{path}");
        }
    }

    #[test]
    fn the_import_file_starts_with_the_names() {
        let xml = odd().import_xml().unwrap();
        insta::assert_snapshot!(xml.lines().take(12).collect::<Vec<_>>().join("\n"), @r#"
        <callCenter>
          <section sortOrder="0" name="reqGeneralInfo" label="General Information">
            <item sortOrder="0" name="reqInternalName" label="Internal Name">Ferrophone</item>
            <item sortOrder="1" name="reqDisplayName" label="Display Name">Ferrophone</item>
            <item sortOrder="2" name="reqAdapterUrl" label="CTI Adapter URL">https://softphone.example.com/?team=a&amp;b=&lt;c&gt;</item>
            <item sortOrder="3" name="reqUseApi" label="Use CTI API">true</item>
            <item sortOrder="4" name="reqSoftphoneHeight" label="Softphone Height">480</item>
            <item sortOrder="5" name="reqSoftphoneWidth" label="Softphone Width">340</item>
            <item sortOrder="6" name="reqSalesforceCompatibilityMode" label="Salesforce Compatibility Mode">Classic_and_Lightning</item>
          </section>
          <section sortOrder="1" name="FerrophoneLine" label="Ferrophone: line">
            <item sortOrder="0" name="lineDriver" label="Driver (practice | sip | ari)">sip</item>
        "#);
    }

    #[test]
    fn the_metadata_form_says_the_same_in_its_own_elements() {
        let xml = odd().metadata_xml().unwrap();
        insta::assert_snapshot!(xml.lines().take(44).collect::<Vec<_>>().join("\n"), @r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <CallCenter xmlns="http://soap.sforce.com/2006/04/metadata">
            <adapterUrl>https://softphone.example.com/?team=a&amp;b=&lt;c&gt;</adapterUrl>
            <customSettings>{&quot;reqSalesforceCompatibilityMode&quot;:&quot;Classic_and_Lightning&quot;,&quot;reqSoftphoneHeight&quot;:&quot;480&quot;,&quot;reqSoftphoneWidth&quot;:&quot;340&quot;,&quot;reqUseApi&quot;:&quot;true&quot;}</customSettings>
            <displayName>Ferrophone</displayName>
            <displayNameLabel>Display Name</displayNameLabel>
            <internalNameLabel>Internal Name</internalNameLabel>
            <sections>
                <items>
                    <label>CTI Adapter URL</label>
                    <name>reqAdapterUrl</name>
                    <value>https://softphone.example.com/?team=a&amp;b=&lt;c&gt;</value>
                </items>
                <items>
                    <label>Use CTI API</label>
                    <name>reqUseApi</name>
                    <value>true</value>
                </items>
                <items>
                    <label>Softphone Height</label>
                    <name>reqSoftphoneHeight</name>
                    <value>480</value>
                </items>
                <items>
                    <label>Softphone Width</label>
                    <name>reqSoftphoneWidth</name>
                    <value>340</value>
                </items>
                <items>
                    <label>Salesforce Compatibility Mode</label>
                    <name>reqSalesforceCompatibilityMode</name>
                    <value>Classic_and_Lightning</value>
                </items>
                <label>General Information</label>
                <name>reqGeneralInfo</name>
            </sections>
            <sections>
                <items>
                    <label>Driver (practice | sip | ari)</label>
                    <name>lineDriver</name>
                    <value>sip</value>
                </items>
                <items>
                    <label>Servers (wss:// addresses, separated by spaces)</label>
        "#);
        assert!(!xml.contains("sortOrder") && !xml.contains("reqInternalName"));
        assert_eq!(xml.matches("<items>").count(), KEYS.len() + 5);
    }

    #[test]
    fn what_salesforce_would_refuse_is_not_written() {
        let fresh = Definition::default;
        for (definition, unfit) in [
            (Definition { internal_name: "1phone".into(), ..fresh() }, Unfit::InternalName),
            (Definition { internal_name: "Soft phone".into(), ..fresh() }, Unfit::InternalName),
            (Definition { internal_name: "P".repeat(41), ..fresh() }, Unfit::InternalName),
            (Definition { display_name: String::new(), ..fresh() }, Unfit::DisplayName),
            (Definition { adapter_url: "http://softphone.example.com".into(), ..fresh() }, Unfit::AdapterUrl),
            (Definition { height: 100, ..fresh() }, Unfit::Size),
            (Definition { settings: [("line.colour".into(), "red".into())].into(), ..fresh() }, Unfit::Setting),
        ] {
            assert_eq!(definition.import_xml(), Err(unfit));
            assert_eq!(definition.metadata_xml(), Err(unfit));
        }
    }
}
