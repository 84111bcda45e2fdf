//! As much of HTTP/1.1 (RFC 9112) as a static file server on loopback needs: GET and HEAD, keep-alive, no bodies.

use std::io::{self, BufRead, BufReader, Read, Write};

/// Longest request head; browsers stay far below.
const HEAD_LIMIT: u64 = 32 * 1024;

#[derive(Debug, Default)]
pub struct Request {
    pub method: String,
    /// Path and query as sent.
    pub target: String,
    headers: Vec<(String, String)>,
    old: bool,
}

pub struct Response {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
}

impl Request {
    /// A header's value; its name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Whether another request may follow on this connection. One with a body may not: the body is not read, and would be taken
    /// for the next request.
    fn keeps_alive(&self) -> bool {
        let close = self.header("connection").is_some_and(|value| value.to_ascii_lowercase().contains("close"));
        let body =
            self.header("transfer-encoding").is_some() || self.header("content-length").is_some_and(|n| n != "0");
        !self.old && !close && !body
    }

    #[cfg(test)]
    pub fn get(target: &str, headers: &[(&str, &str)]) -> Self {
        let headers = headers.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        Self { method: "GET".into(), target: target.into(), headers, old: false }
    }
}

impl Response {
    pub fn text(status: u16, text: &str) -> Self {
        let headers = vec![("Content-Type", "text/plain; charset=utf-8".into()), ("Cache-Control", "no-cache".into())];
        Self { status, headers, body: text.as_bytes().to_vec() }
    }
}

/// Answers requests until the peer leaves, asks to close or says something else than HTTP.
pub fn converse<S: Read + Write>(stream: S, respond: impl Fn(&Request) -> Response) -> io::Result<()> {
    let mut stream = BufReader::new(stream);
    loop {
        let (request, response) = match read(&mut stream)? {
            Head::Request(request) if matches!(request.method.as_str(), "GET" | "HEAD") => {
                let response = respond(&request);
                (request, response)
            }
            Head::Request(request) => {
                let mut response = Response::text(405, "only GET and HEAD");
                response.headers.push(("Allow", "GET, HEAD".into()));
                (request, response)
            }
            Head::Nonsense(status) => {
                (Request { old: true, ..Request::default() }, Response::text(status, "not understood"))
            }
            Head::Gone => return Ok(()),
        };
        let keep = request.keeps_alive();
        stream.get_mut().write_all(&encode(&response, request.method == "HEAD", keep))?;
        stream.get_mut().flush()?;
        if !keep {
            return Ok(());
        }
    }
}

enum Head {
    Request(Request),
    Nonsense(u16),
    Gone,
}

fn read(stream: &mut impl BufRead) -> io::Result<Head> {
    let mut limited = stream.take(HEAD_LIMIT);
    let mut lines: Vec<String> = Vec::new();
    loop {
        let mut line = Vec::new();
        limited.read_until(b'\n', &mut line)?;
        if line.last() != Some(&b'\n') {
            return Ok(if limited.limit() == 0 { Head::Nonsense(431) } else { Head::Gone });
        }
        let Ok(line) = std::str::from_utf8(&line) else { return Ok(Head::Nonsense(400)) };
        let line = line.trim_end_matches(['\r', '\n']);
        match (line.is_empty(), lines.is_empty()) {
            (true, true) => {} // RFC 9112 2.2: empty lines before the request line are skipped
            (true, false) => return Ok(parse(&lines)),
            (false, _) => lines.push(line.to_owned()),
        }
    }
}

fn parse(lines: &[String]) -> Head {
    let words: Vec<&str> = lines[0].split(' ').collect();
    let [method, target, version @ ("HTTP/1.1" | "HTTP/1.0")] = words[..] else { return Head::Nonsense(400) };
    let mut headers = Vec::new();
    for line in &lines[1..] {
        let Some((name, value)) = line.split_once(':') else { return Head::Nonsense(400) };
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    Head::Request(Request { method: method.into(), target: target.into(), headers, old: version == "HTTP/1.0" })
}

fn encode(response: &Response, head_only: bool, keep: bool) -> Vec<u8> {
    let mut head = format!("HTTP/1.1 {} {}\r\n", response.status, reason(response.status));
    // RFC 9110 6.6.1
    head += &format!("Date: {}\r\n", httpdate::fmt_http_date(std::time::SystemTime::now()));
    for (name, value) in &response.headers {
        head += &format!("{name}: {value}\r\n");
    }
    // RFC 9110 15.4.5: a 304 has no body, and a length would be the one of the body it does not have.
    if response.status != 304 {
        head += &format!("Content-Length: {}\r\n", response.body.len());
    }
    head += if keep { "\r\n" } else { "Connection: close\r\n\r\n" };
    let mut bytes = head.into_bytes();
    if !head_only {
        bytes.extend_from_slice(&response.body);
    }
    bytes
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        301 => "Moved Permanently",
        304 => "Not Modified",
        400 => "Bad Request",
        404 => "Not Found",
        405 => "Method Not Allowed",
        431 => "Request Header Fields Too Large",
        _ => "Internal Server Error",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A peer that says `input` and leaves.
    struct Peer<'a> {
        input: &'a [u8],
        output: &'a mut Vec<u8>,
    }

    impl Read for Peer<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.input.read(buffer)
        }
    }

    impl Write for Peer<'_> {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.output.write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// The status lines and the last body of what a server that says `hello` answers.
    fn answers(input: &str) -> Vec<String> {
        let mut output = Vec::new();
        converse(Peer { input: input.as_bytes(), output: &mut output }, |request| Response::text(200, &request.target))
            .unwrap();
        String::from_utf8(output).unwrap().split("HTTP/1.1 ").skip(1).map(str::to_owned).collect()
    }

    #[test]
    fn requests_follow_each_other_until_one_asks_to_close() {
        let said =
            answers("GET /a HTTP/1.1\r\n\r\nGET /b HTTP/1.1\r\nConnection: close\r\n\r\nGET /c HTTP/1.1\r\n\r\n");
        assert_eq!(said.len(), 2);
        assert!(said[0].ends_with("\r\n\r\n/a") && !said[0].contains("Connection"));
        assert!(said[1].ends_with("Connection: close\r\n\r\n/b"));
    }

    #[test]
    fn a_head_request_gets_the_length_without_the_body() {
        let said = answers("HEAD /four HTTP/1.1\r\n\r\nGET /next HTTP/1.1\r\n\r\n");
        assert!(said[0].ends_with("Content-Length: 5\r\n\r\n"), "{said:?}");
        assert!(said[1].ends_with("/next"));
    }

    #[test]
    fn a_body_is_never_taken_for_the_next_request() {
        let said = answers("POST / HTTP/1.1\r\nContent-Length: 20\r\n\r\nGET /x HTTP/1.1\r\n\r\n");
        assert_eq!(said.len(), 1);
        assert!(said[0].starts_with("405 ") && said[0].contains("Connection: close"));
        let said = answers("GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nGET /x HTTP/1.1\r\n\r\n");
        assert_eq!(said.len(), 1);
    }

    #[test]
    fn what_is_not_http_is_refused_and_cut_off() {
        for input in ["hello\r\n\r\n", "GET /\r\n\r\n", "GET / HTTP/2.0\r\n\r\n", "GET / HTTP/1.1\r\nno colon\r\n\r\n"]
        {
            let said = answers(input);
            assert!(
                said.len() == 1 && said[0].starts_with("400 ") && said[0].contains("Connection: close"),
                "{input:?}"
            );
        }
        let long = format!("GET / HTTP/1.1\r\nX: {}\r\n\r\n", "x".repeat(40_000));
        assert!(answers(&long)[0].starts_with("431 "));
        assert!(answers("GET / HTTP/1.1\r\nHost: cut off").is_empty());
    }
}
