//! The audio of one leg: microphone, `RTCPeerConnection` and loudspeaker. Orders come in, [`MediaEvent`]s go out; of
//! overlapping ones only the latest is reported.

mod microphone;
mod peer;
mod quality;

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use std::time::Duration;

use js_sys::Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    HtmlAudioElement, MediaStream, RtcOfferOptions, RtcPeerConnection, RtcPeerConnectionState, RtcRtpTransceiverInit,
    RtcSdpType, RtcSessionDescriptionInit, RtcSignalingState, RtcTrackEvent,
};

use self::microphone::Microphone;
use self::peer::{Connection, DtmfSender, description, gathered, local_sdp, prefer_codecs, rtc, transceiver};
use self::quality::Meter;
use super::mix::{Ends, Plug};
use crate::engine::event::Device;
use crate::engine::telephony::Trouble;
use crate::shell::devices;
use crate::shell::page::Timer;
use crate::wire::sip::{Direction, MediaEvent, MediaOrder};

/// So long after the first connection a browser may still move to a better pair of addresses. A PBX that guards its media against
/// strangers (Asterisk's `strictrtp`) hears nothing of the new one for some 150 ms: as long as a key sounds.
const SETTLING: Duration = Duration::from_millis(500);

/// Dropping it hangs up the audio and frees the microphone.
pub struct Media(Rc<Inner>);

struct Inner {
    connection: RefCell<Option<Connection>>,
    microphone: RefCell<Option<Microphone>>,
    plug: Plug,
    loudspeaker: Option<HtmlAudioElement>,
    /// The agent chooses another device while the call goes on.
    chosen: RefCell<Option<devices::Listener>>,
    orders: RefCell<Vec<(u32, MediaOrder)>>,
    /// An order is being carried out.
    busy: Cell<bool>,
    /// Counts the orders that change the negotiation: an older one reports nothing.
    latest: Cell<u32>,
    muted: Cell<bool>,
    /// What is being negotiated, and what was agreed on last. On hold nothing is sent from the first moment; on
    /// resuming nothing before the other side agreed.
    proposed: Cell<Direction>,
    agreed: Cell<Direction>,
    /// Pressed before the audio had found its way: nobody would hear them yet.
    pressed: RefCell<String>,
    /// From the first connection on: its way is being settled, and then it is.
    settling: RefCell<Option<Timer>>,
    settled: Cell<bool>,
    /// From the first connection on.
    meter: RefCell<Option<Meter>>,
    closed: Cell<bool>,
    report: Box<dyn Fn(MediaEvent)>,
}

impl Media {
    pub fn new(report: Box<dyn Fn(MediaEvent)>) -> Self {
        let loudspeaker = HtmlAudioElement::new().ok();
        if let Some(loudspeaker) = &loudspeaker {
            loudspeaker.set_autoplay(true);
            devices::play_on(loudspeaker, Device::Speaker);
        }
        let inner = Rc::new(Inner {
            connection: RefCell::default(),
            microphone: RefCell::default(),
            plug: Plug::default(),
            loudspeaker,
            chosen: RefCell::default(),
            orders: RefCell::default(),
            busy: Cell::new(false),
            latest: Cell::new(0),
            muted: Cell::new(false),
            proposed: Cell::new(Direction::SendRecv),
            agreed: Cell::new(Direction::SendRecv),
            pressed: RefCell::default(),
            settling: RefCell::default(),
            settled: Cell::new(false),
            meter: RefCell::default(),
            closed: Cell::new(false),
            report,
        });
        let me = Rc::downgrade(&inner);
        let chosen: devices::Listener = Rc::new(move |device| {
            if let Some(me) = me.upgrade() {
                me.change(device);
            }
        });
        devices::listen(&chosen);
        inner.chosen.replace(Some(chosen));
        Self(inner)
    }

    /// Key presses and muting act at once; negotiation one step after the other.
    pub fn order(&self, order: MediaOrder) {
        let inner = &self.0;
        match order {
            MediaOrder::Mute(on) => {
                inner.muted.set(on);
                inner.set_microphone();
                if let Some(meter) = &*inner.meter.borrow() {
                    meter.mute(on);
                }
            }
            MediaOrder::Digits(digits) => inner.press(&digits),
            MediaOrder::Close => inner.close(),
            MediaOrder::Offer { .. } | MediaOrder::Answer { .. } | MediaOrder::Accept { .. } | MediaOrder::Rollback => {
                if !matches!(order, MediaOrder::Accept { .. }) {
                    inner.latest.set(inner.latest.get() + 1);
                }
                inner.orders.borrow_mut().push((inner.latest.get(), order));
                inner.carry_on();
            }
        }
    }
}

impl Media {
    /// What a conference needs of it.
    pub fn ends(&self) -> Option<Ends> {
        let inner = &self.0;
        let transceiver = transceiver(&inner.known_peer()?)?;
        let microphone = same(inner.microphone.borrow().as_ref()?.stream());
        // On hold the track is taken out of its stream (RFC 8829 section 5.10); in one of our own it stays.
        let heard = MediaStream::new().ok()?;
        heard.add_track(&transceiver.receiver().track());
        let microphone = Rc::new(RefCell::new(microphone));
        Some(Ends { sender: transceiver.sender(), microphone, heard, plug: inner.plug.clone() })
    }
}

/// The same stream once more. Its own `clone` would open the microphone again.
fn same(stream: &MediaStream) -> MediaStream {
    JsValue::from(AsRef::<JsValue>::as_ref(stream)).unchecked_into()
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
                if me.closed.get() || me.orders.borrow().is_empty() {
                    break;
                }
                let (serial, order) = me.orders.borrow_mut().remove(0);
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
                self.open_microphone().await?;
                let peer = self.peer(&ice_servers)?;
                self.offer(&peer, direction, restart_ice).await.map(Some).map_err(|_| Trouble::Media)
            }
            MediaOrder::Answer { offer, direction, ice_servers } => {
                self.propose(direction);
                self.open_microphone().await?;
                let peer = self.peer(&ice_servers)?;
                let answer = self.answer(&peer, &offer, direction).await.map_err(|_| Trouble::Media)?;
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
        direction: Direction,
        restart_ice: bool,
    ) -> Result<String, JsValue> {
        match transceiver(peer) {
            Some(known) => known.set_direction(rtc(direction)),
            None => {
                let microphone = self.microphone.borrow();
                let microphone = microphone.as_ref().ok_or(JsValue::NULL)?;
                let init = RtcRtpTransceiverInit::new();
                init.set_direction(rtc(direction));
                init.set_streams(&Array::of1(microphone.stream()));
                let track = microphone.track().ok_or(JsValue::NULL)?;
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

    async fn answer(&self, peer: &RtcPeerConnection, offer: &str, direction: Direction) -> Result<String, JsValue> {
        JsFuture::from(peer.set_remote_description(&description(RtcSdpType::Offer, offer))).await?;
        // Only a transceiver that the offer made, or an older one, takes part in it (RFC 8829 section 5.10).
        let transceiver = transceiver(peer).ok_or(JsValue::NULL)?;
        if transceiver.sender().track().is_none() {
            let track = self.microphone.borrow().as_ref().and_then(Microphone::track);
            JsFuture::from(transceiver.sender().replace_track(track.as_ref())).await?;
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
        self.set_microphone();
    }

    /// Asked for once.
    async fn open_microphone(self: &Rc<Self>) -> Result<(), Trouble> {
        if self.microphone.borrow().is_some() {
            return Ok(());
        }
        let me = Rc::downgrade(self);
        let microphone = Microphone::open(move || {
            if let Some(me) = me.upgrade() {
                spawn_local(me.replace_microphone());
            }
        });
        let microphone = microphone.await?;
        if self.closed.get() {
            return Err(Trouble::MicrophoneRefused); // the call ended while the question was open
        }
        self.microphone.replace(Some(microphone));
        self.set_microphone();
        Ok(())
    }

    fn change(self: &Rc<Self>, device: Device) {
        match (device, &self.loudspeaker) {
            (Device::Speaker, Some(loudspeaker)) => devices::play_on(loudspeaker, Device::Speaker),
            // Not before the call has asked for one.
            (Device::Microphone, _) if self.microphone.borrow().is_some() => {
                spawn_local(self.clone().replace_microphone())
            }
            (Device::Microphone | Device::Speaker | Device::Ringer, _) => {}
        }
    }

    /// The headset was unplugged: the call goes on with what the system has now, or unheard.
    async fn replace_microphone(self: Rc<Self>) {
        drop(self.microphone.take());
        if self.open_microphone().await.is_err() {
            return;
        }
        let stream = self.microphone.borrow().as_ref().map(|microphone| same(microphone.stream()));
        if let (Some(plug), Some(stream)) = (&*self.plug.borrow(), stream) {
            return plug(stream);
        }
        let track = self.microphone.borrow().as_ref().and_then(Microphone::track);
        if let Some(transceiver) = self.known_peer().and_then(|peer| transceiver(&peer)) {
            drop(JsFuture::from(transceiver.sender().replace_track(track.as_ref())).await);
        }
    }

    fn known_peer(&self) -> Option<RtcPeerConnection> {
        self.connection.borrow().as_ref().map(|connection| connection.peer.clone())
    }

    fn peer(self: &Rc<Self>, ice_servers: &[String]) -> Result<RtcPeerConnection, Trouble> {
        if let Some(known) = self.known_peer() {
            return Ok(known);
        }
        let (hearing, watching) = (Rc::downgrade(self), Rc::downgrade(self));
        let on = |me: &Weak<Self>, act: &dyn Fn(&Rc<Self>)| me.upgrade().iter().for_each(act);
        let heard = move |event: RtcTrackEvent| on(&hearing, &|me| me.hear(&event));
        let changed = move || on(&watching, &Self::on_state);
        let connection = Connection::new(ice_servers, heard, changed).map_err(|_| Trouble::Media)?;
        let peer = connection.peer.clone();
        self.connection.replace(Some(connection));
        Ok(peer)
    }

    fn propose(&self, direction: Direction) {
        self.proposed.set(direction);
        self.set_microphone();
    }

    fn agree(&self) {
        self.agreed.set(self.proposed.get());
        self.set_microphone();
    }

    /// Heard only while nobody muted or held it, or is about to.
    fn set_microphone(&self) {
        let held = [self.proposed.get(), self.agreed.get()].iter().any(|direction| *direction != Direction::SendRecv);
        if let Some(microphone) = &*self.microphone.borrow() {
            microphone.enable(!held && !self.muted.get());
        }
    }

    /// RFC 4733 events, behind those that still sound. They wait for the audio, as packets sent before it would be lost.
    fn press(&self, digits: &str) {
        if !self.settled.get() {
            return self.pressed.borrow_mut().push_str(digits);
        }
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

    /// How it sounds, from now on.
    fn measure(self: &Rc<Self>, peer: &RtcPeerConnection) {
        if self.meter.borrow().is_some() {
            return;
        }
        let (listening, telling) = (Rc::downgrade(self), Rc::downgrade(self));
        let microphone = move || listening.upgrade()?.microphone.borrow().as_ref()?.track();
        let report = move |sample| {
            if let Some(me) = telling.upgrade() {
                (me.report)(MediaEvent::Sampled(sample));
            }
        };
        let meter = Meter::new(peer.clone(), microphone, report);
        meter.mute(self.muted.get());
        self.meter.replace(Some(meter));
    }

    fn on_state(self: &Rc<Self>) {
        let Some(peer) = self.known_peer() else { return };
        match peer.connection_state() {
            RtcPeerConnectionState::Connected => {
                self.measure(&peer);
                if self.settling.borrow().is_none() {
                    let me = Rc::downgrade(self);
                    let settle = move || me.upgrade().iter().for_each(|me| me.settle());
                    self.settling.replace(Some(Timer::new(SETTLING, settle)));
                }
            }
            // Disconnected: no answer from the other end for some seconds (RFC 7675). Failed comes half a minute later.
            RtcPeerConnectionState::Disconnected | RtcPeerConnectionState::Failed if !self.closed.get() => {
                (self.report)(MediaEvent::Interrupted)
            }
            _ => {}
        }
    }

    fn settle(&self) {
        self.settled.set(true);
        let digits = self.pressed.take();
        if !digits.is_empty() {
            self.press(&digits);
        }
    }

    fn close(&self) {
        self.closed.set(true);
        drop(self.settling.take());
        self.orders.borrow_mut().clear();
        drop(self.meter.take());
        drop(self.connection.take());
        drop(self.microphone.take());
        if let Some(loudspeaker) = &self.loudspeaker {
            let _ = loudspeaker.pause();
            loudspeaker.set_src_object(None);
        }
    }
}
