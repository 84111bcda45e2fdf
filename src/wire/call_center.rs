//! The call center definition: import file, flat settings map, keys.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use crate::engine::settings::KEYS;

/// Reads `getCallCenterSettings`: a flat map in which `/Section/item` is a value and `/Section/item/label` is not.
/// Returns the values of our items by the settings' own keys, whichever section the administrator put them in.
pub fn read(returned: &Json) -> BTreeMap<String, String> {
    let items = returned.as_object().into_iter().flatten();
    let values: BTreeMap<_, _> = items
        .filter_map(|(path, value)| {
            let mut parts = path.strip_prefix('/')?.split('/');
            let (_section, item, end) = (parts.next()?, parts.next()?, parts.next());
            end.is_none().then_some((item, value.as_str()?))
        })
        .collect();
    KEYS.iter()
        .filter_map(|key| Some((key.name.to_owned(), (*values.get(key.item_name().as_str())?).to_owned())))
        .collect()
}
