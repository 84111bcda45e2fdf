//! The audio of one leg: microphone, `RTCPeerConnection` and loudspeaker. Orders come in, [`MediaEvent`]s go out; of
//! overlapping ones only the latest is reported.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::{Rc, Weak};

use js_sys::{Array, Promise, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    HtmlAudioElement, MediaStream, MediaStreamConstraints, MediaStreamTrack, RtcBundlePolicy, RtcConfiguration,
    RtcIceGatheringState, RtcIceServer, RtcOfferOptions, RtcPeerConnection, RtcPeerConnectionState, RtcRtpTransceiver,
    RtcRtpTransceiverDirection, RtcRtpTransceiverInit, RtcSdpType, RtcSessionDescriptionInit, RtcSignalingState,
    RtcTrackEvent,
};

use crate::engine::telephony::Trouble;
use crate::wire::sip::{Direction, MediaEvent, MediaOrder};

/// Candidates that are not found by then are not waited for: a phone behind a firewall would else take half a minute
/// to ring (JsSIP issue 804).
const GATHERING_MS: i32 = 1000;

/// The codecs that are offered, best first. What is not listed is not offered.
const CODECS: [&str; 4] = ["audio/opus", "audio/pcmu", "audio/pcma", "audio/telephone-event"];

/// Dropping it hangs up the audio and frees the microphone.
pub struct Media(Rc<Inner>);

struct Inner {
    connection: RefCell<Option<Connection>>,
    microphone: RefCell<Option<Microphone>>,
    loudspeaker: Option<HtmlAudioElement>,
    orders: RefCell<VecDeque<(u32, MediaOrder)>>,
    /// An order is being carried out.
    busy: Cell<bool>,
    /// Counts the orders that change the negotiation: an older one reports nothing.
    latest: Cell<u32>,
    muted: Cell<bool>,
    /// What is being negotiated, and what was agreed on last. On hold nothing is sent from the first moment; on
    /// resuming nothing before the other side agreed.
    proposed: Cell<Direction>,
    agreed: Cell<Direction>,
    closed: Cell<bool>,
    report: Box<dyn Fn(MediaEvent)>,
}

/// The microphone, with its handler for the moment it is unplugged. Dropping it frees it.
struct Microphone {
    stream: MediaStream,
    _unplugged: Closure<dyn Fn()>,
}

/// The peer connection with its handlers.
struct Connection {
    peer: RtcPeerConnection,
    _tracks: Closure<dyn Fn(RtcTrackEvent)>,
    _states: Closure<dyn Fn()>,
}

impl Media {
    pub fn new(report: impl Fn(MediaEvent) + 'static) -> Self {
        let loudspeaker = HtmlAudioElement::new().ok();
        if let Some(loudspeaker) = &loudspeaker {
            loudspeaker.set_autoplay(true);
        }
        Self(Rc::new(Inner {
            connection: RefCell::default(),
            microphone: RefCell::default(),
            loudspeaker,
            orders: RefCell::default(),
            busy: Cell::new(false),
            latest: Cell::new(0),
            muted: Cell::new(false),
            proposed: Cell::new(Direction::SendRecv),
            agreed: Cell::new(Direction::SendRecv),
            closed: Cell::new(false),
            report: Box::new(report),
        }))
    }

    /// Key presses and muting act at once; negotiation one step after the other.
    pub fn order(&self, order: MediaOrder) {
        let inner = &self.0;
        match order {
            MediaOrder::Mute(on) => {
                inner.muted.set(on);
                inner.open_or_close_microphone();
            }
            MediaOrder::Digits(digits) => inner.press(&digits),
            MediaOrder::Close => inner.close(),
            MediaOrder::Offer { .. } | MediaOrder::Answer { .. } | MediaOrder::Accept { .. } | MediaOrder::Rollback => {
                if !matches!(order, MediaOrder::Accept { .. }) {
                    inner.latest.set(inner.latest.get() + 1);
                }
                inner.orders.borrow_mut().push_back((inner.latest.get(), order));
                inner.carry_on();
            }
        }
    }
}

impl Drop for Media {
    fn drop(&mut self) {
        self.0.close();
    }
}

impl Inner {
    /// Carries out what is ordered, until there is no more.
    fn carry_on(self: &Rc<Self>) {
        if self.busy.replace(true) {
            return;
        }
        let me = self.clone();
        spawn_local(async move {
            loop {
                let next = me.orders.borrow_mut().pop_front();
                let Some((serial, order)) = next.filter(|_| !me.closed.get()) else { break };
                let outcome = me.carry_out(order).await;
                let report = match outcome {
                    Ok(Some(sdp)) => MediaEvent::LocalSdp(sdp),
                    Ok(None) => continue,
                    Err(trouble) => MediaEvent::Failed(trouble),
                };
                if serial == me.latest.get() && !me.closed.get() {
                    (me.report)(report);
                }
            }
            me.busy.set(false);
        });
    }

    async fn carry_out(self: &Rc<Self>, order: MediaOrder) -> Result<Option<String>, Trouble> {
        match order {
            MediaOrder::Offer { direction, restart_ice, ice_servers } => {
                self.propose(direction);
                let microphone = self.microphone().await?;
                let peer = self.peer(&ice_servers)?;
                self.offer(&peer, &microphone, direction, restart_ice).await.map(Some).map_err(|_| Trouble::Media)
            }
            MediaOrder::Answer { offer, direction, ice_servers } => {
                self.propose(direction);
                let microphone = self.microphone().await?;
                let peer = self.peer(&ice_servers)?;
                let answer = self.answer(&peer, &microphone, &offer, direction).await.map_err(|_| Trouble::Media)?;
                self.agree();
                Ok(Some(answer))
            }
            MediaOrder::Accept { answer, early } => {
                let Some(peer) = self.known_peer() else { return Ok(None) };
                let state = peer.signaling_state();
                if matches!(state, RtcSignalingState::HaveLocalOffer | RtcSignalingState::HaveRemotePranswer) {
                    let kind = if early { RtcSdpType::Pranswer } else { RtcSdpType::Answer };
                    let taken = JsFuture::from(peer.set_remote_description(&description(kind, &answer))).await;
                    taken.map_err(|_| Trouble::Media)?;
                }
                if !early {
                    self.agree();
                }
                Ok(None)
            }
            MediaOrder::Rollback => {
                self.roll_back().await;
                Ok(None)
            }
            // Carried out at once, see `Media::order`.
            MediaOrder::Mute(_) | MediaOrder::Digits(_) | MediaOrder::Close => Ok(None),
        }
    }

    async fn offer(
        &self,
        peer: &RtcPeerConnection,
        microphone: &MediaStream,
        direction: Direction,
        restart_ice: bool,
    ) -> Result<String, JsValue> {
        match transceiver(peer) {
            Some(known) => known.set_direction(rtc(direction)),
            None => {
                let init = RtcRtpTransceiverInit::new();
                init.set_direction(rtc(direction));
                init.set_streams(&Array::of1(microphone));
                let track = microphone.get_audio_tracks().get(0).dyn_into::<MediaStreamTrack>()?;
                prefer_codecs(&peer.add_transceiver_with_media_stream_track_and_init(&track, &init));
            }
        }
        let options = RtcOfferOptions::new();
        options.set_ice_restart(restart_ice);
        let offer = JsFuture::from(peer.create_offer_with_rtc_offer_options(&options)).await?;
        JsFuture::from(peer.set_local_description(offer.unchecked_ref())).await?;
        gathered(peer).await;
        local_sdp(peer)
    }

    async fn answer(
        &self,
        peer: &RtcPeerConnection,
        microphone: &MediaStream,
        offer: &str,
        direction: Direction,
    ) -> Result<String, JsValue> {
        JsFuture::from(peer.set_remote_description(&description(RtcSdpType::Offer, offer))).await?;
        // Only a transceiver that the offer made, or an older one, takes part in it (RFC 8829 section 5.10).
        let transceiver = transceiver(peer).ok_or(JsValue::NULL)?;
        if transceiver.sender().track().is_none() {
            let track = microphone.get_audio_tracks().get(0).dyn_into::<MediaStreamTrack>()?;
            JsFuture::from(transceiver.sender().replace_track(Some(&track))).await?;
            prefer_codecs(&transceiver);
        }
        transceiver.set_direction(rtc(direction));
        let answer = JsFuture::from(peer.create_answer()).await?;
        JsFuture::from(peer.set_local_description(answer.unchecked_ref())).await?;
        gathered(peer).await;
        local_sdp(peer)
    }

    async fn roll_back(&self) {
        // What is ordered next says itself whether anything may be sent; in between the microphone stays as it is.
        if self.orders.borrow().is_empty() {
            self.proposed.set(self.agreed.get());
        }
        let Some(peer) = self.known_peer() else { return };
        let back = RtcSessionDescriptionInit::new(RtcSdpType::Rollback);
        let undone = match peer.signaling_state() {
            RtcSignalingState::HaveLocalOffer => JsFuture::from(peer.set_local_description(&back)).await,
            RtcSignalingState::HaveRemoteOffer => JsFuture::from(peer.set_remote_description(&back)).await,
            _ => Ok(JsValue::UNDEFINED),
        };
        // Where it cannot be undone the next offer or answer says so.
        drop(undone);
        if let Some(transceiver) = transceiver(&peer) {
            transceiver.set_direction(rtc(self.agreed.get()));
        }
        self.open_or_close_microphone();
    }

    /// Asked for once; the agent may be asked for permission now, for as long as the agent likes.
    async fn microphone(self: &Rc<Self>) -> Result<MediaStream, Trouble> {
        if let Some(known) = &*self.microphone.borrow() {
            return Ok(same(&known.stream));
        }
        let stream = open_microphone().await.map_err(|error| why_no_microphone(&error))?;
        let microphone = Microphone::new(same(&stream), &Rc::downgrade(self));
        if self.closed.get() {
            return Err(Trouble::MicrophoneRefused); // the call ended while the question was open
        }
        self.microphone.replace(Some(microphone));
        self.open_or_close_microphone();
        Ok(stream)
    }

    /// The headset was unplugged: the call goes on with what the system has now.
    async fn replace_microphone(self: Rc<Self>) {
        drop(self.microphone.take());
        let Ok(stream) = self.microphone().await else { return };
        let sender = self.known_peer().and_then(|peer| Some(transceiver(&peer)?.sender()));
        if let (Some(sender), Some(track)) = (sender, tracks(&stream).next()) {
            drop(JsFuture::from(sender.replace_track(Some(&track))).await);
        }
    }

    fn known_peer(&self) -> Option<RtcPeerConnection> {
        self.connection.borrow().as_ref().map(|connection| connection.peer.clone())
    }

    fn peer(self: &Rc<Self>, ice_servers: &[String]) -> Result<RtcPeerConnection, Trouble> {
        if let Some(known) = self.known_peer() {
            return Ok(known);
        }
        let connection = Connection::new(ice_servers, &Rc::downgrade(self)).map_err(|_| Trouble::Media)?;
        let peer = connection.peer.clone();
        self.connection.replace(Some(connection));
        Ok(peer)
    }

    fn propose(&self, direction: Direction) {
        self.proposed.set(direction);
        self.open_or_close_microphone();
    }

    fn agree(&self) {
        self.agreed.set(self.proposed.get());
        self.open_or_close_microphone();
    }

    fn open_or_close_microphone(&self) {
        let held = [self.proposed.get(), self.agreed.get()].iter().any(|direction| *direction != Direction::SendRecv);
        if let Some(microphone) = &*self.microphone.borrow() {
            tracks(&microphone.stream).for_each(|track| track.set_enabled(!held && !self.muted.get()));
        }
    }

    /// RFC 4733 events, behind those that still sound.
    fn press(&self, digits: &str) {
        let sender = self.known_peer().and_then(|peer| transceiver(&peer)?.sender().dtmf());
        let sent = sender.is_some_and(|sender| {
            let all = sender.tone_buffer() + digits;
            let sender: &DtmfSender = sender.unchecked_ref();
            sender.can_insert_dtmf() && sender.insert_dtmf(&all, 160, 70).is_ok()
        });
        if !sent {
            (self.report)(MediaEvent::DtmfUnsupported);
        }
    }

    fn hear(&self, event: &RtcTrackEvent) {
        let Some(loudspeaker) = &self.loudspeaker else { return };
        let stream = event.streams().get(0).dyn_into::<MediaStream>().or_else(|_| {
            let stream = MediaStream::new()?;
            stream.add_track(&event.track());
            Ok::<_, JsValue>(stream)
        });
        loudspeaker.set_src_object(stream.ok().as_ref());
        // A page that was never touched may not play; the agent has clicked Answer or Dial.
        if let Ok(playing) = loudspeaker.play() {
            spawn_local(async move { drop(JsFuture::from(playing).await) });
        }
    }

    fn on_state(&self) {
        let failed = self.known_peer().is_some_and(|p| p.connection_state() == RtcPeerConnectionState::Failed);
        if failed && !self.closed.get() {
            (self.report)(MediaEvent::Interrupted);
        }
    }

    fn close(&self) {
        self.closed.set(true);
        self.orders.borrow_mut().clear();
        drop(self.connection.take());
        drop(self.microphone.take());
        if let Some(loudspeaker) = &self.loudspeaker {
            let _ = loudspeaker.pause();
            loudspeaker.set_src_object(None);
        }
    }
}

impl Microphone {
    fn new(stream: MediaStream, inner: &Weak<Inner>) -> Self {
        let inner = inner.clone();
        let unplugged = Closure::<dyn Fn()>::new(move || {
            if let Some(inner) = inner.upgrade() {
                spawn_local(inner.replace_microphone());
            }
        });
        tracks(&stream).for_each(|track| track.set_onended(Some(unplugged.as_ref().unchecked_ref())));
        Self { stream, _unplugged: unplugged }
    }
}

impl Drop for Microphone {
    fn drop(&mut self) {
        for track in tracks(&self.stream) {
            track.set_onended(None);
            track.stop();
        }
    }
}

impl Connection {
    fn new(ice_servers: &[String], inner: &Weak<Inner>) -> Result<Self, JsValue> {
        let configure = |servers: &mut dyn Iterator<Item = &String>| {
            let configuration = RtcConfiguration::new();
            configuration.set_bundle_policy(RtcBundlePolicy::MaxBundle);
            configuration.set_ice_servers(&servers.map(|server| ice_server(server)).collect::<Array>());
            RtcPeerConnection::new_with_configuration(&configuration)
        };
        // A server that the browser does not understand must not cost the call.
        let peer = configure(&mut ice_servers.iter()).or_else(|_| configure(&mut std::iter::empty()))?;
        let (tracking, watching) = (inner.clone(), inner.clone());
        let tracks = Closure::<dyn Fn(RtcTrackEvent)>::new(move |event: RtcTrackEvent| {
            if let Some(inner) = tracking.upgrade() {
                inner.hear(&event);
            }
        });
        let states = Closure::<dyn Fn()>::new(move || {
            if let Some(inner) = watching.upgrade() {
                inner.on_state();
            }
        });
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

// What web-sys declares as never failing and yet fails, or leaves out.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = RTCRtpTransceiver)]
    type Transceiver;
    #[wasm_bindgen(method, catch, js_name = setCodecPreferences)]
    fn set_codec_preferences(this: &Transceiver, codecs: &Array) -> Result<(), JsValue>;

    #[wasm_bindgen(js_name = RTCDTMFSender)]
    type DtmfSender;
    #[wasm_bindgen(method, getter, js_name = canInsertDTMF)]
    fn can_insert_dtmf(this: &DtmfSender) -> bool;
    #[wasm_bindgen(method, catch, js_name = insertDTMF)]
    fn insert_dtmf(this: &DtmfSender, tones: &str, duration: u32, gap: u32) -> Result<(), JsValue>;

    #[wasm_bindgen(catch, js_namespace = RTCRtpReceiver, js_name = getCapabilities)]
    fn receiver_capabilities(kind: &str) -> Result<JsValue, JsValue>;
}

/// The one audio stream of a call.
fn transceiver(peer: &RtcPeerConnection) -> Option<RtcRtpTransceiver> {
    peer.get_transceivers().get(0).dyn_into().ok()
}

/// Which codecs in which order is not left to the browser: the recording, the law and the PBX may care.
fn prefer_codecs(transceiver: &RtcRtpTransceiver) {
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
async fn gathered(peer: &RtcPeerConnection) {
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

fn local_sdp(peer: &RtcPeerConnection) -> Result<String, JsValue> {
    peer.local_description().map(|description| description.sdp()).ok_or(JsValue::NULL)
}

fn description(kind: RtcSdpType, sdp: &str) -> RtcSessionDescriptionInit {
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

async fn open_microphone() -> Result<MediaStream, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    // Without a secure page, or without the frame's permission, there is no `mediaDevices` at all.
    let devices = window.navigator().media_devices()?;
    let wishes = js_sys::Object::new();
    for wish in ["echoCancellation", "noiseSuppression", "autoGainControl"] {
        Reflect::set(&wishes, &wish.into(), &true.into())?;
    }
    let constraints = MediaStreamConstraints::new();
    constraints.set_audio(&wishes);
    JsFuture::from(devices.get_user_media_with_constraints(&constraints)?).await?.dyn_into()
}

/// By the names of the Media Capture specification, section 10.2.
fn why_no_microphone(error: &JsValue) -> Trouble {
    let name = Reflect::get(error, &"name".into()).ok().and_then(|name| name.as_string()).unwrap_or_default();
    match name.as_str() {
        "NotFoundError" | "NotReadableError" | "OverconstrainedError" | "AbortError" => Trouble::MicrophoneMissing,
        _ => Trouble::MicrophoneRefused,
    }
}

/// The same stream once more. `stream.clone()` would be the browser's own `clone`, which opens the microphone a second
/// time: muting and closing the one would leave the other open.
fn same(stream: &MediaStream) -> MediaStream {
    Clone::clone(stream)
}

fn tracks(stream: &MediaStream) -> impl Iterator<Item = MediaStreamTrack> {
    stream.get_tracks().iter().filter_map(|track| track.dyn_into().ok()).collect::<Vec<_>>().into_iter()
}

fn rtc(direction: Direction) -> RtcRtpTransceiverDirection {
    match direction {
        Direction::SendRecv => RtcRtpTransceiverDirection::Sendrecv,
        Direction::SendOnly => RtcRtpTransceiverDirection::Sendonly,
        Direction::RecvOnly => RtcRtpTransceiverDirection::Recvonly,
        Direction::Inactive => RtcRtpTransceiverDirection::Inactive,
    }
}
