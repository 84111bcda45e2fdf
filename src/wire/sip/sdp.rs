//! The little of a session description (RFC 8866) that call control has to know. The rest is the browser's.

use super::door::Direction;

/// What the audio of a description says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Audio {
    pub direction: Direction,
    speaks: bool,
    takes_digits: bool,
}

impl Direction {
    pub fn receives(self) -> bool {
        matches!(self, Self::SendRecv | Self::RecvOnly)
    }
}

impl Audio {
    /// The first audio stream; `None` where there is none or it is refused (port 0, RFC 3264 section 6).
    ///
    /// `c=0.0.0.0`, the old way to hold, is not looked at: in WebRTC it only says that candidates follow.
    pub fn parse(sdp: &str) -> Option<Self> {
        let mut lines = sdp.lines().map(str::trim);
        let mut direction = Direction::SendRecv;
        // What stands before the first stream holds for all of them.
        let media = loop {
            let line = lines.next()?;
            direction = parse_direction(line).unwrap_or(direction);
            if let Some(media) = line.strip_prefix("m=audio ") {
                break media;
            }
        };
        let mut fields = media.split_ascii_whitespace();
        let port = fields.next()?;
        // Those below 96 need no `rtpmap` (RFC 3551 section 6): PCMU, PCMA, G.722.
        let offered = |format: &str| fields.clone().skip(1).any(|f| f == format);
        let (mut speaks, mut takes_digits) = (["0", "8", "9"].into_iter().any(offered), false);
        for line in lines.take_while(|line| !line.starts_with("m=")) {
            direction = parse_direction(line).unwrap_or(direction);
            let map = line.strip_prefix("a=rtpmap:").and_then(|map| map.split_once(' '));
            if let Some((_, codec)) = map.filter(|(format, _)| offered(format)) {
                let is = |name: &str| codec.split('/').next().is_some_and(|codec| codec.eq_ignore_ascii_case(name));
                takes_digits |= is("telephone-event");
                speaks |= !["telephone-event", "cn", "red"].into_iter().any(is);
            }
        }
        (port != "0").then_some(Self { direction, speaks, takes_digits })
    }

    /// There is a codec for speech.
    pub fn speaks(&self) -> bool {
        self.speaks
    }

    /// Key presses can be sent as RFC 4733 events.
    pub fn takes_digits(&self) -> bool {
        self.takes_digits
    }
}

fn parse_direction(line: &str) -> Option<Direction> {
    match line {
        "a=sendrecv" => Some(Direction::SendRecv),
        "a=sendonly" => Some(Direction::SendOnly),
        "a=recvonly" => Some(Direction::RecvOnly),
        "a=inactive" => Some(Direction::Inactive),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn direction_and_codecs_are_read() {
        let sdp = "v=0\r\na=sendonly\r\nm=video 9 RTP/AVP 96\r\na=rtpmap:96 VP8/90000\r\n";
        assert_eq!(Audio::parse(sdp), None);
        let sdp = "v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111 0 8 126\r\na=rtpmap:111 opus/48000/2\r\n\
                   a=rtpmap:126 telephone-event/8000\r\na=recvonly\r\nm=video 0 X 1\r\na=inactive\r\n";
        let audio = Audio::parse(sdp).unwrap();
        assert_eq!(audio.direction, Direction::RecvOnly);
        assert!(audio.takes_digits() && audio.speaks());
    }

    #[test]
    fn a_direction_above_holds_below() {
        assert_eq!(Audio::parse("a=inactive\nm=audio 9 X 0\n").unwrap().direction, Direction::Inactive);
        assert_eq!(Audio::parse("m=audio 9 X 0\n").unwrap().direction, Direction::SendRecv);
    }

    #[test]
    fn a_refused_stream_is_none() {
        assert_eq!(Audio::parse("m=audio 0 X 0\n"), None);
        let unnamed = "m=audio 9 X 111\na=rtpmap:0 pcmu/8000\na=rtpmap:126 telephone-event/8000\n";
        let audio = Audio::parse(unnamed).unwrap();
        assert!(!audio.speaks() && !audio.takes_digits(), "a name for what is not offered");
        assert!(Audio::parse("m=audio 9 X 9 126\n").unwrap().speaks());
        assert!(!Audio::parse("m=audio 9 X 126\na=rtpmap:126 telephone-event/8000\n").unwrap().speaks());
    }
}
