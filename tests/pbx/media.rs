//! Stands in for the browser's audio: descriptions a WebRTC endpoint would write, and no sound.

use ferrophone::engine::telephony::Trouble;
use ferrophone::wire::sip::{Direction, MediaEvent, MediaOrder};

/// The audio of one leg. It keeps its ICE credentials from offer to offer, as a peer connection does.
pub struct CannedAudio {
    ufrag: String,
    version: u32,
    microphone: bool,
}

impl CannedAudio {
    pub fn new(number: usize, microphone: bool) -> Self {
        Self { ufrag: format!("uf{number:02}"), version: 0, microphone }
    }

    /// What the media layer would answer to this order.
    pub fn obey(&mut self, order: &MediaOrder) -> Option<MediaEvent> {
        match order {
            MediaOrder::Offer { .. } | MediaOrder::Answer { .. } if !self.microphone => {
                Some(MediaEvent::Failed(Trouble::MicrophoneRefused))
            }
            MediaOrder::Offer { direction, restart_ice, .. } => {
                if *restart_ice {
                    self.ufrag.push('r');
                }
                Some(MediaEvent::LocalSdp(self.describe(*direction, "actpass", "0", OFFERED)))
            }
            MediaOrder::Answer { offer, direction, .. } => {
                let mid = offer.lines().find_map(|line| line.strip_prefix("a=mid:")).unwrap_or("0");
                let codecs = in_common(offer);
                if codecs.is_empty() {
                    return Some(MediaEvent::Failed(Trouble::Media));
                }
                let codecs: Vec<_> = codecs.iter().map(|(payload, name)| (*payload, *name)).collect();
                Some(MediaEvent::LocalSdp(self.describe(*direction, "active", mid, &codecs)))
            }
            // There is no audio to put tones into, so that the fallback is what is tested.
            MediaOrder::Digits(_) => Some(MediaEvent::DtmfUnsupported),
            MediaOrder::Accept { .. } | MediaOrder::Rollback | MediaOrder::Mute(_) | MediaOrder::Close => None,
        }
    }

    fn describe(&mut self, direction: Direction, setup: &str, mid: &str, codecs: &[(u8, &str)]) -> String {
        self.version += 1;
        let payloads: Vec<_> = codecs.iter().map(|(payload, _)| payload.to_string()).collect();
        let direction = match direction {
            Direction::SendRecv => "sendrecv",
            Direction::SendOnly => "sendonly",
            Direction::RecvOnly => "recvonly",
            Direction::Inactive => "inactive",
        };
        let mut lines = vec![
            "v=0".to_owned(),
            format!("o=- 4611731400430051336 {} IN IP4 127.0.0.1", self.version),
            "s=-".into(),
            "t=0 0".into(),
            format!("a=group:BUNDLE {mid}"),
            "a=msid-semantic: WMS".into(),
            // Port 9 discards (RFC 863): nobody listens for the PBX's packets.
            format!("m=audio 9 UDP/TLS/RTP/SAVPF {}", payloads.join(" ")),
            "c=IN IP4 127.0.0.1".into(),
            "a=rtcp:9 IN IP4 0.0.0.0".into(),
            "a=candidate:1 1 udp 2122260223 127.0.0.1 9 typ host generation 0".into(),
            format!("a=ice-ufrag:{}", self.ufrag),
            "a=ice-pwd:YH75Fviy6338Vbrhrlp8Yh".into(),
            format!("a=fingerprint:sha-256 {}", ["AB"; 32].join(":")),
            format!("a=setup:{setup}"),
            format!("a=mid:{mid}"),
            format!("a={direction}"),
            "a=rtcp-mux".into(),
        ];
        for (payload, name) in codecs {
            lines.push(format!("a=rtpmap:{payload} {name}"));
            if name.starts_with("telephone-event") {
                lines.push(format!("a=fmtp:{payload} 0-15"));
            }
        }
        lines.push(String::new());
        lines.join("\r\n")
    }
}

const OFFERED: &[(u8, &str)] = &[
    (111, "opus/48000/2"),
    (0, "PCMU/8000"),
    (8, "PCMA/8000"),
    (110, "telephone-event/48000"),
    (126, "telephone-event/8000"),
];

/// The offer's codecs that we know too, under the offer's numbers (RFC 3264 section 6.1).
fn in_common(offer: &str) -> Vec<(u8, &str)> {
    let maps = offer.lines().filter_map(|line| line.strip_prefix("a=rtpmap:")?.split_once(' '));
    maps.filter(|(_, name)| OFFERED.iter().any(|(_, ours)| ours.eq_ignore_ascii_case(name)))
        .filter_map(|(payload, name)| Some((payload.parse().ok()?, name)))
        .collect()
}
