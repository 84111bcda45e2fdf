//! The diagnosis, told by the tab in which the agent asks, and back to it.

use super::forms::{Told, case, cases, next, tagged};
use crate::engine::crm::{Failure, Greeting, Surface};
use crate::engine::diagnosis::{Check, Findings, Microphone, Output, Package, Permission};
use crate::engine::journal::{Form, field, names, object};
use crate::engine::json::Json;
use crate::engine::number::{NumberPlan, Preset};

object!(Findings { secure, policy, permission, microphones, outputs, sound, storage, locks, clock_ahead });
object!(Greeting { user, profile, call_center, actions });
object!(NumberPlan {
    preset,
    country,
    trunk_prefix,
    international_prefix,
    national_length,
    area_code,
    internal_length,
    outside_prefix,
    inbound_prefix,
    replace_plus,
    skip_area_code,
});
names!(Preset { International, Germany, Us });
names!(Permission { Granted, Ask, Refused });
names!(Microphone { Works, NotAsked, Refused, Forbidden, Missing, Insecure, Unknown });
names!(Output { Works, Silent, Missing });
cases!(Package { NoOrg, Asked, There(greeting), Failed(failure) });
cases!(Check {
    Microphone { state, needed }, Output(output), Storage(trouble), Tabs { agree }, Clock(ahead), Line(state), Org(surface),
    Package { said, missing }, Settings { version, since, from_package, problems, numbers },
});

/// The surface, or what is wrong: an object.
impl Form for Result<Surface, Failure> {
    fn write(&self) -> Json {
        match self {
            Ok(surface) => surface.write(),
            Err(failure) => failure.write(),
        }
    }

    fn read(json: &Json) -> Option<Self> {
        match json {
            Json::String(_) => Surface::read(json).map(Ok),
            failure => Failure::read(failure).map(Err),
        }
    }
}
