//! HTTPS with a certificate made on the spot, for a frame in a real org: Salesforce pages frame nothing over plain HTTP.

use super::{Connection, Server};
use crate::shell::{Failure, Result};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// Systems refuse certificates that run longer than 398 days, even when told to trust them.
const LIFETIME: Duration = Duration::from_secs(397 * 86_400);
const NAMES: [&str; 3] = ["localhost", "127.0.0.1", "::1"];

/// Serves `dist` over HTTPS; returns the certificate's file too, for the browser's list of trusted ones.
pub fn start(dist: &Path, folder: &Path, port: u16) -> Result<(Server, PathBuf)> {
    let (certificate, key) = (folder.join("localhost.pem"), folder.join("localhost.key"));
    if !is_fresh(&certificate) || !key.is_file() {
        make(folder, &certificate, &key)?;
    }
    let config = Arc::new(config(&certificate, &key)?);
    let wrap = move |stream| {
        let connection = ServerConnection::new(Arc::clone(&config)).map_err(std::io::Error::other)?;
        Ok(Box::new(StreamOwned::new(connection, stream)) as Box<dyn Connection>)
    };
    Ok((Server::start_wrapped(dist, port, Arc::new(wrap))?, certificate))
}

/// Made less than its lifetime ago, with a month to spare.
fn is_fresh(certificate: &Path) -> bool {
    let age = std::fs::metadata(certificate).and_then(|file| file.modified()).ok().and_then(|made| made.elapsed().ok());
    age.is_some_and(|age| age + Duration::from_secs(30 * 86_400) < LIFETIME)
}

fn make(folder: &Path, certificate: &Path, key: &Path) -> Result<()> {
    let failed = |error: rcgen::Error| Failure::new(format!("no certificate could be made: {error}"));
    let mut params = rcgen::CertificateParams::new(NAMES.map(String::from)).map_err(failed)?;
    params.distinguished_name.push(rcgen::DnType::CommonName, "Ferrophone on this machine");
    params.not_before = (SystemTime::now() - Duration::from_secs(3600)).into();
    params.not_after = (SystemTime::now() + LIFETIME - Duration::from_secs(3600)).into();
    params.extended_key_usages = vec![rcgen::ExtendedKeyUsagePurpose::ServerAuth];
    let pair = rcgen::KeyPair::generate().map_err(failed)?;
    let signed = params.self_signed(&pair).map_err(failed)?;
    std::fs::create_dir_all(folder).map_err(Failure::io(folder))?;
    write_private(key, &pair.serialize_pem()).map_err(Failure::io(key))?;
    std::fs::write(certificate, signed.pem()).map_err(Failure::io(certificate))
}

fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    use std::io::Write;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(text.as_bytes())
}

fn config(certificate: &Path, key: &Path) -> Result<ServerConfig> {
    let unreadable = |error: rustls::pki_types::pem::Error| Failure::new(format!("{}: {error}", certificate.display()));
    let chain = vec![CertificateDer::from_pem_file(certificate).map_err(unreadable)?];
    let key = PrivateKeyDer::from_pem_file(key).map_err(unreadable)?;
    ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .map_err(|error| Failure::new(format!("the certificate does not fit its key: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustls::{ClientConfig, ClientConnection, RootCertStore};
    use std::io::{Read, Write};
    use std::net::TcpStream;

    #[test]
    fn a_browser_that_trusts_the_certificate_gets_the_page_and_a_second_start_keeps_it() {
        let folder = crate::workspace::scratch("tls");
        std::fs::create_dir_all(folder.join("dist")).unwrap();
        std::fs::write(folder.join("dist/index.html"), "over tls").unwrap();
        let (server, certificate) = start(&folder.join("dist"), &folder, 0).unwrap();
        let pem = std::fs::read(&certificate).unwrap();
        start(&folder.join("dist"), &folder, 0).unwrap();
        assert_eq!(std::fs::read(&certificate).unwrap(), pem);

        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from_pem_slice(&pem).unwrap()).unwrap();
        let config = Arc::new(ClientConfig::builder().with_root_certificates(roots).with_no_client_auth());
        let client = ClientConnection::new(config, "localhost".try_into().unwrap()).unwrap();
        let mut stream = StreamOwned::new(client, TcpStream::connect(("127.0.0.1", server.port)).unwrap());
        stream.write_all(b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = Vec::new();
        // The server closes the TCP connection without TLS's own good-bye; the length was announced.
        let _ = stream.read_to_end(&mut answer);
        assert!(String::from_utf8_lossy(&answer).ends_with("over tls"));
    }
}
