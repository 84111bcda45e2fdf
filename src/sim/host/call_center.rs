//! The call center that the agent belongs to: read from the file an administrator imports, told to the softphone as
//! the flat map of `getCallCenterSettings` (Open CTI Developer Guide, "Call Center Definition Files").

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::engine::settings::KEYS;

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CallCenter {
    pub sections: Vec<Section>,
}

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Section {
    pub name: String,
    pub label: String,
    pub items: Vec<Item>,
}

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Item {
    pub name: String,
    pub label: String,
    pub value: String,
}

impl CallCenter {
    /// A call center for the widget at `adapter`, with a section for each group of the engine's settings. `settings`
    /// by the engine's own names, `line.servers`; what is not named there has its default.
    pub fn of(adapter: &str, settings: &BTreeMap<String, String>) -> Self {
        let general = [
            ("reqInternalName", "Internal Name", "Ferrophone"),
            ("reqDisplayName", "Display Name", "Ferrophone"),
            ("reqAdapterUrl", "CTI Adapter URL", adapter),
            ("reqUseApi", "Use CTI API", "true"),
            ("reqSoftphoneHeight", "Softphone Height", "480"),
            ("reqSoftphoneWidth", "Softphone Width", "340"),
            ("reqSalesforceCompatibilityMode", "Salesforce Compatibility Mode", "Classic_and_Lightning"),
        ];
        let item = |(name, label, value): (&str, &str, &str)| Item {
            name: name.into(),
            label: label.into(),
            value: value.into(),
        };
        let mut sections = vec![Section {
            name: "reqGeneralInfo".into(),
            label: "General Information".into(),
            items: general.into_iter().map(item).collect(),
        }];
        for key in KEYS {
            if sections.last().is_none_or(|s| s.name != key.group()) {
                sections.push(Section { name: key.group().into(), label: key.group().into(), items: Vec::new() });
            }
            let value = settings.get(key.name).map_or(key.default, String::as_str);
            let item = Item { name: key.item_name(), label: key.name.into(), value: value.into() };
            sections.last_mut().into_iter().for_each(|s| s.items.push(item.clone()));
        }
        Self { sections }
    }

    /// Reads the import format: `callCenter`, `section`, `item`. Anything else in the file is passed over.
    pub fn parse(xml: &str) -> Self {
        let mut call_center = Self::default();
        for piece in xml.split('<').skip(1) {
            let Some((tag, text)) = piece.split_once('>') else { continue };
            let attribute = |name: &str| {
                let (_, rest) = tag.split_once(&format!(" {name}="))?;
                let quote = rest.chars().next().filter(|c| "\"'".contains(*c))?;
                rest[1..].split(quote).next().map(unescape)
            };
            let name = attribute("name").unwrap_or_default();
            let label = attribute("label").unwrap_or_default();
            match tag.split_whitespace().next() {
                Some("section") => call_center.sections.push(Section { name, label, items: Vec::new() }),
                Some("item") => {
                    let item = Item { name, label, value: unescape(text.trim()) };
                    call_center.sections.last_mut().into_iter().for_each(|s| s.items.push(item.clone()));
                }
                Some(_) | None => {}
            }
        }
        call_center
    }

    pub fn item(&self, section: &str, item: &str) -> Option<&str> {
        let section = self.sections.iter().find(|s| s.name == section)?;
        section.items.iter().find(|i| i.name == item).map(|i| i.value.as_str())
    }

    /// Every setting by its path. The sort orders are text with a decimal, as Salesforce gives them.
    pub fn flat(&self) -> Value {
        let mut out = Map::new();
        let mut put = |key: String, value: &str| drop(out.insert(key, json!(value)));
        put("/displayNameLabel".into(), "Display Name");
        put("/internalNameLabel".into(), "Internal Name");
        put("/label".into(), "Call Center");
        for (order, section) in self.sections.iter().enumerate() {
            let path = format!("/{}", section.name);
            put(format!("{path}/label"), &section.label);
            put(format!("{path}/sortOrder"), &format!("{order}.0"));
            for (order, item) in section.items.iter().enumerate() {
                let path = format!("{path}/{}", item.name);
                put(path.clone(), &item.value);
                if !matches!(item.name.as_str(), "reqInternalName" | "reqDisplayName") {
                    put(format!("{path}/label"), &item.label);
                    put(format!("{path}/sortOrder"), &format!("{order}.0"));
                }
            }
        }
        Value::Object(out)
    }
}

fn unescape(text: &str) -> String {
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")];
    entities.iter().fold(text.to_owned(), |text, (entity, plain)| text.replace(entity, plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_import_file_becomes_the_flat_map() {
        let xml = r#"<?xml version="1.0"?><callCenter>
            <section sortOrder="0" name="reqGeneralInfo" label="General Information">
              <item sortOrder="0" name="reqInternalName" label="Internal Name">Ferrophone</item>
              <item sortOrder="1" name="reqUseApi" label="Use CTI API">true</item></section>
            <section sortOrder="1" name="line" label="Line &amp; account">
              <item sortOrder="0" name="lineServers" label="Servers">wss://a/?x=1&amp;y=2</item>
              <item sortOrder="1" name="lineUser" label="User"/></section></callCenter>"#;
        let flat = CallCenter::parse(xml).flat();
        let told: Vec<_> =
            flat.as_object().unwrap().iter().map(|(k, v)| format!("{k} = {}", v.as_str().unwrap())).collect();
        insta::assert_snapshot!(told.join("\n"), @r"
        /displayNameLabel = Display Name
        /internalNameLabel = Internal Name
        /label = Call Center
        /line/label = Line & account
        /line/lineServers = wss://a/?x=1&y=2
        /line/lineServers/label = Servers
        /line/lineServers/sortOrder = 0.0
        /line/lineUser = 
        /line/lineUser/label = User
        /line/lineUser/sortOrder = 1.0
        /line/sortOrder = 1.0
        /reqGeneralInfo/label = General Information
        /reqGeneralInfo/reqInternalName = Ferrophone
        /reqGeneralInfo/reqUseApi = true
        /reqGeneralInfo/reqUseApi/label = Use CTI API
        /reqGeneralInfo/reqUseApi/sortOrder = 1.0
        /reqGeneralInfo/sortOrder = 0.0
        ");
    }

    #[test]
    fn every_setting_of_the_engine_has_its_place() {
        let settings = [("line.user".to_owned(), "1001".to_owned())].into();
        let flat = CallCenter::of("https://phone.example/", &settings).flat();
        assert_eq!(flat["/line/lineUser"], "1001");
        assert_eq!(flat["/autosave/autosaveInbound"], "true");
        assert_eq!(flat["/line/lineServers/sortOrder"], "1.0");
    }
}
