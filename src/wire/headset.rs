//! The buttons and lamps of a headset: reports of the Telephony usage page, as WebHID hands them over and takes them (USB HID Usage
//! Tables 1.5, pages 0x08 *LED* and 0x0B *Telephony Device*; Device Class Definition for HID 1.11, section 6.2.2).
//!
//! A headset tells *Hook Switch* while it is off the hook, and *Phone Mute* when its button is pressed; many tell nothing until the
//! host has lit *Off-Hook*. WebHID gives a report without the byte of its id, its fields in order, each of `size` bits `count` times.

use crate::engine::event::Press;
use crate::engine::view::{CallStateView, View};

/// `usage page << 16 | usage`, as WebHID writes it.
pub type Usage = u32;

const HOOK_SWITCH: Usage = 0x000b_0020;
const PHONE_MUTE: Usage = 0x000b_002f;
const LED_MUTE: Usage = 0x0008_0009;
const LED_OFF_HOOK: Usage = 0x0008_0017;
const LED_RING: Usage = 0x0008_0018;
/// In bits, and far beyond any headset's: a report that claims to be longer is not believed.
const LONGEST: u64 = 65_536;
/// What a headset is known by.
pub const TELEPHONY: u16 = 0x0b;

/// One item of a report: `count` fields of `size` bits. Without usages it is padding.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Item {
    pub usages: Vec<Usage>,
    pub size: u32,
    pub count: u32,
    /// The fields hold a state, and not a change (HID 1.11, 6.2.2.5).
    pub absolute: bool,
    /// Each field names one usage that is on, counted from this number, instead of being one.
    pub array: Option<u32>,
}

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Report {
    pub id: u8,
    pub items: Vec<Item>,
}

/// What the lamps show, and with it what the headset believes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Lamps {
    pub ringing: bool,
    pub off_hook: bool,
    pub muted: bool,
}

impl Lamps {
    /// Off the hook while a call is heard. One on hold is not.
    pub fn of(view: &View) -> Self {
        let heard = view.calls.iter().find(|call| match call.state {
            CallStateView::Talking { held_here, .. } => !held_here,
            CallStateView::Dialling { .. } | CallStateView::RingingOut { .. } => true,
            CallStateView::RingingIn { .. } | CallStateView::Ended { .. } => false,
        });
        let ringing = view.calls.iter().any(|call| matches!(call.state, CallStateView::RingingIn { .. }));
        Self { ringing, off_hook: heard.is_some(), muted: heard.is_some_and(|call| call.muted) }
    }
}

/// A headset with what it last told and was last told.
#[derive(Debug)]
pub struct Headset {
    inputs: Vec<Report>,
    outputs: Vec<Report>,
    hook: bool,
    mute: bool,
    shown: Lamps,
}

impl Headset {
    /// `None`: it has no button that we know.
    pub fn new(mut inputs: Vec<Report>, mut outputs: Vec<Report>) -> Option<Self> {
        let bits = |item: &Item| u64::from(item.size).saturating_mul(item.count.into());
        let sound = |report: &Report| report.items.iter().map(bits).fold(0, u64::saturating_add) <= LONGEST;
        inputs.retain(sound);
        outputs.retain(sound);
        let has = |report: &Report| {
            report.items.iter().any(|item| [HOOK_SWITCH, PHONE_MUTE].iter().any(|u| item.usages.contains(u)))
        };
        let shown = Lamps::default();
        inputs.iter().any(has).then_some(Self { inputs, outputs, hook: false, mute: false, shown })
    }

    /// A report came. What only says back what the lamps show is nobody's press: after *Off-Hook* many tell that they are.
    pub fn take(&mut self, id: u8, data: &[u8]) -> Option<Press> {
        let report = self.inputs.iter().find(|report| report.id == id)?;
        let (hook, mute) = (read(report, data, HOOK_SWITCH), read(report, data, PHONE_MUTE));
        let mut press = None;
        if let Some((on, _)) = hook
            && std::mem::replace(&mut self.hook, on) != on
            && on != self.shown.off_hook
        {
            press = Some(if on { Press::Lift } else { Press::HangUp });
        }
        if let Some((on, absolute)) = mute
            && std::mem::replace(&mut self.mute, on) != on
        {
            let pressed = if absolute { on != self.shown.muted } else { on };
            press = press.or(pressed.then_some(Press::Mute));
        }
        press
    }

    /// The reports to send so that it shows this: id and data.
    pub fn show(&mut self, lamps: Lamps) -> Vec<(u8, Vec<u8>)> {
        if lamps == self.shown {
            return Vec::new();
        }
        self.shown = lamps;
        let lit = [(LED_RING, lamps.ringing), (LED_OFF_HOOK, lamps.off_hook), (LED_MUTE, lamps.muted)];
        self.outputs.iter().filter_map(|report| Some((report.id, written(report, &lit)?))).collect()
    }
}

/// Whether this usage is on, and whether that is a state; `None`: it is not in this report.
fn read(report: &Report, data: &[u8], usage: Usage) -> Option<(bool, bool)> {
    let mut at = 0;
    let mut found = None;
    for item in &report.items {
        for field in 0..item.count {
            match item.array {
                Some(first) => {
                    if let Some(place) = item.usages.iter().position(|u| *u == usage) {
                        let named = u32::try_from(place).ok().and_then(|place| place.checked_add(first));
                        let on = named.is_some() && bits(data, at, item.size) == named;
                        found = Some((on || found.is_some_and(|(on, _)| on), item.absolute));
                    }
                }
                // The last usage stands for all fields that are left (HID 1.11, 6.2.2.8).
                None if item.usages.get(field as usize).or(item.usages.last()) == Some(&usage) => {
                    found = Some((bits(data, at, item.size)? != 0, item.absolute));
                }
                None => {}
            }
            at += item.size as usize;
        }
    }
    found
}

/// At most 32 bits, the lowest first.
fn bits(data: &[u8], at: usize, size: u32) -> Option<u32> {
    let mut value = 0;
    for bit in 0..size.min(32) {
        let place = at + bit as usize;
        value |= u32::from(data.get(place / 8)? >> (place % 8) & 1) << bit;
    }
    Some(value)
}

/// `None`: the report has none of these lamps.
fn written(report: &Report, lit: &[(Usage, bool)]) -> Option<Vec<u8>> {
    let size: usize = report.items.iter().map(|item| (item.size * item.count) as usize).sum();
    let mut data = vec![0; size.div_ceil(8)];
    let (mut at, mut any) = (0, false);
    for item in &report.items {
        for field in 0..item.count {
            let usage = item.usages.get(field as usize).filter(|_| item.array.is_none());
            if let Some((_, on)) = usage.and_then(|usage| lit.iter().find(|(lamp, _)| lamp == usage)) {
                any = true;
                data[at / 8] |= u8::from(*on) << (at % 8);
            }
            at += item.size as usize;
        }
    }
    any.then_some(data)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(usages: &[Usage], size: u32, count: u32) -> Item {
        Item { usages: usages.to_vec(), size, count, absolute: true, array: None }
    }

    /// As many headsets are made: two buttons and padding in, three lamps in bits of one byte out.
    fn usual() -> Headset {
        let mute = Item { absolute: false, ..item(&[PHONE_MUTE], 1, 1) };
        let inputs = vec![Report { id: 2, items: vec![item(&[HOOK_SWITCH], 1, 1), mute, item(&[], 1, 6)] }];
        let lamps = item(&[LED_OFF_HOOK, LED_MUTE, LED_RING], 1, 3);
        Headset::new(inputs, vec![Report { id: 3, items: vec![lamps, item(&[], 5, 1)] }]).unwrap()
    }

    #[test]
    fn it_is_lifted_muted_and_hung_up() {
        let mut headset = usual();
        assert_eq!(headset.show(Lamps { ringing: true, ..Lamps::default() }), [(3, vec![0b100])]);
        assert_eq!(headset.take(2, &[0b01]), Some(Press::Lift));
        assert_eq!(headset.take(2, &[0b01]), None, "told again it is no other press");
        assert_eq!(headset.show(Lamps { off_hook: true, ..Lamps::default() }), [(3, vec![0b001])]);
        assert_eq!(headset.take(2, &[0b11]), Some(Press::Mute));
        assert_eq!(headset.take(2, &[0b01]), None, "let go");
        assert_eq!(headset.show(Lamps { off_hook: true, muted: true, ..Lamps::default() }), [(3, vec![0b011])]);
        assert_eq!(headset.take(2, &[0b00]), Some(Press::HangUp));
        assert_eq!(headset.show(Lamps::default()), [(3, vec![0])]);
        assert_eq!(headset.show(Lamps::default()), [], "nothing new, nothing sent");
    }

    #[test]
    fn what_only_echoes_the_lamps_is_no_press() {
        let mut headset = usual();
        headset.show(Lamps { off_hook: true, ..Lamps::default() });
        assert_eq!(headset.take(2, &[0b01]), None, "answered with the mouse: the headset says that it is off the hook");
        headset.show(Lamps::default());
        assert_eq!(headset.take(2, &[0b00]), None);
    }

    #[test]
    fn a_mute_switch_tells_its_state() {
        let inputs = vec![Report { id: 0, items: vec![item(&[], 8, 1), item(&[PHONE_MUTE], 1, 1), item(&[], 7, 1)] }];
        let mut headset = Headset::new(inputs, Vec::new()).unwrap();
        assert_eq!(headset.take(0, &[0, 1]), Some(Press::Mute));
        headset.show(Lamps { muted: true, ..Lamps::default() });
        assert_eq!(headset.take(0, &[0, 0]), Some(Press::Mute));
        headset.show(Lamps::default());
        headset.show(Lamps { muted: true, ..Lamps::default() });
        assert_eq!(headset.take(0, &[0, 1]), None, "muted with the mouse, and the switch follows");
    }

    #[test]
    fn an_array_names_what_is_on() {
        let keys = Item { array: Some(1), ..item(&[0x000b_0021, HOOK_SWITCH, PHONE_MUTE], 8, 2) };
        let mut headset = Headset::new(vec![Report { id: 1, items: vec![keys] }], Vec::new()).unwrap();
        assert_eq!(headset.take(1, &[0, 2]), Some(Press::Lift));
        assert_eq!(headset.take(1, &[2, 0]), None, "wherever it is named");
        headset.show(Lamps { off_hook: true, ..Lamps::default() });
        assert_eq!(headset.take(1, &[0, 0]), Some(Press::HangUp));
    }

    #[test]
    fn a_device_without_our_buttons_is_no_headset() {
        assert!(Headset::new(vec![Report { id: 1, items: vec![item(&[0x0009_0001], 1, 8)] }], Vec::new()).is_none());
    }

    #[test]
    fn a_report_that_is_too_short_or_unknown_is_nothing() {
        let mut headset = usual();
        assert_eq!(headset.take(2, &[]), None);
        assert_eq!(headset.take(9, &[0xff]), None);
        let far = Report { id: 1, items: vec![item(&[], 32, 2000), item(&[HOOK_SWITCH], 1, 1)] };
        let mut headset = Headset::new(vec![far], Vec::new()).unwrap();
        assert_eq!(headset.take(1, &[0xff; 64]), None);
        let endless = Report { id: 1, items: vec![item(&[HOOK_SWITCH], u32::MAX, u32::MAX)] };
        assert!(Headset::new(vec![endless], Vec::new()).is_none());
    }
}
