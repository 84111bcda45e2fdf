//! A real Kamailio for one story: a proxy, so that phones speak with each other and not with a PBX in their middle.

use std::net::TcpStream;

use crate::server::{Pbx, Server};

/// `tests/pbx/etc/kamailio.cfg` says what can be dialled on it.
pub struct Kamailio(Server);

impl Pbx for Kamailio {
    fn server(&self) -> &Server {
        &self.0
    }
}

impl Kamailio {
    pub fn start() -> Self {
        Self(Server::start("kamailio.sh", |server| TcpStream::connect(("127.0.0.1", server.port)).is_ok()))
    }
}
