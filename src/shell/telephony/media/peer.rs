//! The `RTCPeerConnection`: made, told its codecs, waited for.

use std::cell::RefCell;

use js_sys::{Array, Promise, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    RtcBundlePolicy, RtcConfiguration, RtcIceGatheringState, RtcIceServer, RtcPeerConnection, RtcRtpTransceiver,
    RtcRtpTransceiverDirection, RtcSdpType, RtcSessionDescriptionInit, RtcTrackEvent,
};

use crate::wire::sip::Direction;

/// Candidates that are not found by then are not waited for: a phone behind a firewall would else take half a minute
/// to ring (JsSIP issue 804).
const GATHERING_MS: i32 = 1000;

/// The codecs that are offered, best first. What is not listed is not offered.
const CODECS: [&str; 4] = ["audio/opus", "audio/pcmu", "audio/pcma", "audio/telephone-event"];

/// A peer connection with its handlers. Dropping it closes it.
pub struct Connection {
    pub peer: RtcPeerConnection,
    _tracks: Closure<dyn Fn(RtcTrackEvent)>,
    _states: Closure<dyn Fn()>,
}

impl Connection {
    pub fn new(
        ice_servers: &[String],
        heard: impl Fn(RtcTrackEvent) + 'static,
        changed: impl Fn() + 'static,
    ) -> Result<Self, JsValue> {
        let configure = |servers: &mut dyn Iterator<Item = &String>| {
            let configuration = RtcConfiguration::new();
            configuration.set_bundle_policy(RtcBundlePolicy::MaxBundle);
            configuration.set_ice_servers(&servers.map(|server| ice_server(server)).collect::<Array>());
            RtcPeerConnection::new_with_configuration(&configuration)
        };
        // A server that the browser does not understand must not cost the call.
        let peer = configure(&mut ice_servers.iter()).or_else(|_| configure(&mut std::iter::empty()))?;
        let tracks = Closure::<dyn Fn(RtcTrackEvent)>::new(heard);
        let states = Closure::<dyn Fn()>::new(changed);
        peer.set_ontrack(Some(tracks.as_ref().unchecked_ref()));
        peer.set_onconnectionstatechange(Some(states.as_ref().unchecked_ref()));
        Ok(Self { peer, _tracks: tracks, _states: states })
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.peer.set_ontrack(None);
        self.peer.set_onconnectionstatechange(None);
        self.peer.close();
    }
}

/// The one audio stream of a call.
pub fn transceiver(peer: &RtcPeerConnection) -> Option<RtcRtpTransceiver> {
    peer.get_transceivers().get(0).dyn_into().ok()
}

/// Which codecs in which order is not left to the browser: the recording, the law and the PBX may care.
pub fn prefer_codecs(transceiver: &RtcRtpTransceiver) {
    let Ok(capabilities) = receiver_capabilities("audio") else { return };
    let all = Reflect::get(&capabilities, &"codecs".into()).map(|codecs| Array::from(&codecs)).unwrap_or_default();
    let kind = |codec: &JsValue| Reflect::get(codec, &"mimeType".into()).ok().and_then(|kind| kind.as_string());
    let is = |codec: &JsValue, name: &str| kind(codec).is_some_and(|kind| kind.eq_ignore_ascii_case(name));
    let chosen: Array = CODECS.iter().flat_map(|name| all.iter().filter(move |codec| is(codec, name))).collect();
    let transceiver: &Transceiver = transceiver.unchecked_ref();
    // Browsers that cannot (Firefox before 128) offer their own order; the PBX still chooses.
    let _ = transceiver.set_codec_preferences(&chosen);
}

/// Until all candidates are found, or for long enough. Right after an ICE restart the state is still that of the
/// candidates before, so the description has to have some.
pub async fn gathered(peer: &RtcPeerConnection) {
    let found = local_sdp(peer).is_ok_and(|sdp| sdp.contains("a=candidate"));
    if found && peer.ice_gathering_state() == RtcIceGatheringState::Complete {
        return;
    }
    let handler: RefCell<Option<Closure<dyn Fn()>>> = RefCell::default();
    let waiting = Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, GATHERING_MS);
        }
        let gathering = peer.clone();
        let changed = Closure::<dyn Fn()>::new(move || {
            if gathering.ice_gathering_state() == RtcIceGatheringState::Complete {
                let _ = resolve.call0(&JsValue::NULL);
            }
        });
        peer.set_onicegatheringstatechange(Some(changed.as_ref().unchecked_ref()));
        handler.replace(Some(changed));
    });
    let _ = JsFuture::from(waiting).await;
    peer.set_onicegatheringstatechange(None);
}

pub fn local_sdp(peer: &RtcPeerConnection) -> Result<String, JsValue> {
    peer.local_description().map(|description| description.sdp()).ok_or(JsValue::NULL)
}

pub fn description(kind: RtcSdpType, sdp: &str) -> RtcSessionDescriptionInit {
    let description = RtcSessionDescriptionInit::new(kind);
    description.set_sdp(sdp);
    description
}

/// `stun:host`, `turn:host`, or with credentials `turn:user:password@host`.
fn ice_server(address: &str) -> RtcIceServer {
    let server = RtcIceServer::new();
    let parts = address.split_once(':').and_then(|(scheme, rest)| Some((scheme, rest.rsplit_once('@')?)));
    match parts {
        Some((scheme, (credentials, host))) => {
            let (user, password) = credentials.split_once(':').unwrap_or((credentials, ""));
            server.set_urls_str(&[scheme, ":", host].concat());
            server.set_username(user);
            server.set_credential(password);
        }
        None => server.set_urls_str(address),
    }
    server
}

pub fn rtc(direction: Direction) -> RtcRtpTransceiverDirection {
    match direction {
        Direction::SendRecv => RtcRtpTransceiverDirection::Sendrecv,
        Direction::SendOnly => RtcRtpTransceiverDirection::Sendonly,
        Direction::RecvOnly => RtcRtpTransceiverDirection::Recvonly,
        Direction::Inactive => RtcRtpTransceiverDirection::Inactive,
    }
}

// What web-sys declares as never failing and yet fails, or leaves out.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = RTCRtpTransceiver)]
    type Transceiver;
    #[wasm_bindgen(method, catch, js_name = setCodecPreferences)]
    fn set_codec_preferences(this: &Transceiver, codecs: &Array) -> Result<(), JsValue>;

    #[wasm_bindgen(js_name = RTCDTMFSender)]
    pub type DtmfSender;
    #[wasm_bindgen(method, getter, js_name = canInsertDTMF)]
    pub fn can_insert_dtmf(this: &DtmfSender) -> bool;
    #[wasm_bindgen(method, catch, js_name = insertDTMF)]
    pub fn insert_dtmf(this: &DtmfSender, tones: &str, duration: u32, gap: u32) -> Result<(), JsValue>;

    #[wasm_bindgen(catch, js_namespace = RTCRtpReceiver, js_name = getCapabilities)]
    fn receiver_capabilities(kind: &str) -> Result<JsValue, JsValue>;
}
