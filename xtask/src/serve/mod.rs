//! A small static file server: loopback only, HTTP/1.1 with keep-alive, one thread per connection.

mod http;
mod site;
#[cfg(feature = "tls")]
pub mod tls;

use crate::shell::{Failure, Result};
use std::io::{Read, Write};
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// A connection that says nothing for this long is closed; browsers open spare ones.
const IDLE: Duration = Duration::from_secs(60);

/// A running server. It stops with the program.
pub struct Server {
    pub port: u16,
}

/// What turns an accepted connection into one that carries HTTP: nothing, or TLS.
type Wrap = dyn Fn(TcpStream) -> std::io::Result<Box<dyn Connection>> + Send + Sync;

pub trait Connection: Read + Write + Send {}
impl<T: Read + Write + Send> Connection for T {}

impl Server {
    /// Serves `dist` over HTTP. Port 0 takes a free one.
    pub fn start(dist: &Path, port: u16) -> Result<Self> {
        Self::start_wrapped(dist, port, Arc::new(|stream| Ok(Box::new(stream) as Box<dyn Connection>)))
    }

    pub fn start_wrapped(dist: &Path, port: u16, wrap: Arc<Wrap>) -> Result<Self> {
        let v4 = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| taken(port, &error))?;
        let port = v4.local_addr().map_err(|error| taken(port, &error))?.port();
        // Browsers may try `localhost` as ::1 first: somebody else's page there would be confusing, no IPv6 at all is fine.
        let v6 = match TcpListener::bind(SocketAddr::from((Ipv6Addr::LOCALHOST, port))) {
            Ok(listener) => Some(listener),
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => return Err(taken(port, &error)),
            Err(_) => None,
        };
        let site = Arc::new(site::Site::new(dist).map_err(Failure::io(dist))?);
        for listener in [Some(v4), v6].into_iter().flatten() {
            let (site, wrap) = (Arc::clone(&site), Arc::clone(&wrap));
            std::thread::spawn(move || accept(&listener, &site, &wrap));
        }
        Ok(Self { port })
    }
}

fn accept(listener: &TcpListener, site: &Arc<site::Site>, wrap: &Arc<Wrap>) {
    for stream in listener.incoming() {
        let Ok(stream) = stream else {
            // Out of file descriptors, most likely: wait for some to come back instead of spinning.
            std::thread::sleep(Duration::from_millis(50));
            continue;
        };
        let (site, wrap) = (Arc::clone(site), Arc::clone(wrap));
        std::thread::spawn(move || {
            // A peer that breaks off is its own affair.
            let _ = converse(stream, &site, &wrap);
        });
    }
}

fn converse(stream: TcpStream, site: &site::Site, wrap: &Arc<Wrap>) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(IDLE))?;
    stream.set_write_timeout(Some(IDLE))?;
    http::converse(wrap(stream)?, |request| site.respond(request))
}

fn taken(port: u16, error: &std::io::Error) -> Failure {
    Failure::new(format!("cannot listen on port {port} of this machine: {error}"))
        .remedy("  stop what listens there, or choose another: cargo xtask run --port N")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufRead, BufReader};

    fn site() -> Server {
        let dist = crate::workspace::scratch("served");
        std::fs::create_dir_all(dist.join("widget")).unwrap();
        std::fs::write(dist.join("index.html"), "the demo").unwrap();
        std::fs::write(dist.join("widget/index.html"), "the widget").unwrap();
        Server::start(&dist, 0).unwrap()
    }

    /// One answer: its head, and as many bytes as it announces.
    fn answer(reader: &mut BufReader<TcpStream>) -> (String, String) {
        let (mut head, mut length) = (String::new(), 0);
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).unwrap();
            if line.trim().is_empty() {
                break;
            }
            if let Some(value) = line.strip_prefix("Content-Length: ") {
                length = value.trim().parse().unwrap();
            }
            head += &line;
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).unwrap();
        (head, String::from_utf8(body).unwrap())
    }

    #[test]
    fn one_connection_carries_many_requests_even_when_sent_at_once() {
        let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, site().port)).unwrap();
        let get = |path: &str| format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        (&stream).write_all((get("/") + &get("/widget/")).as_bytes()).unwrap();
        let mut reader = BufReader::new(stream.try_clone().unwrap());
        assert_eq!(answer(&mut reader).1, "the demo");
        assert_eq!(answer(&mut reader).1, "the widget");
        (&stream).write_all(get("/nothing").as_bytes()).unwrap();
        assert!(answer(&mut reader).0.starts_with("HTTP/1.1 404 "));
        (&stream).write_all(get("/").as_bytes()).unwrap();
        assert_eq!(answer(&mut reader).1, "the demo");
    }

    #[test]
    fn a_silent_connection_keeps_nobody_waiting() {
        let server = site();
        let _silent: Vec<TcpStream> =
            (0..20).map(|_| TcpStream::connect((Ipv4Addr::LOCALHOST, server.port)).unwrap()).collect();
        let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, server.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
        (&stream).write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
        assert_eq!(answer(&mut BufReader::new(stream)).1, "the demo");
    }

    #[test]
    fn a_port_that_is_taken_is_said_to_be() {
        let failure = Server::start(Path::new("."), site().port).err().expect("the port is taken");
        assert!(failure.what.contains("cannot listen on port"), "{}", failure.what);
        assert!(failure.remedy.unwrap().contains("--port"));
    }
}
