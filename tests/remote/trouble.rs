//! Servers and name servers that fail.

use crate::server::{Act, Server, quick, status};
use cndlint::remote::{Answer, Limits};
use std::net::TcpListener;
use std::time::{Duration, Instant};

fn blocked(reason: &str) -> Answer {
    Answer::Blocked { status: 0, reason: reason.into() }
}

#[test]
fn a_name_that_does_not_exist_is_gone() {
    let server = Server::new(|_| status(200));
    let answers = server.ask(&quick(), &["http://none.test/x", "http://none2.test/", "http://a.test/"]);
    assert_eq!(answers[0].1, Answer::Gone { status: 0 });
    assert_eq!(answers[1].1, Answer::Gone { status: 0 });
    assert_eq!(answers[2].1, Answer::Ok { status: 200 });
}

#[test]
fn without_a_network_no_name_is_gone() {
    let server = Server::new(|_| status(200));
    let port = server.address.port();
    // Names from the machine's own table and addresses that are written out say nothing about the network.
    let urls = ["http://none.test/x", "http://none2.test/", "http://127-0-0-1.inside.test/", &format!("http://127.0.0.1:{port}/")];
    let answers = server.ask(&quick(), &urls);
    assert_eq!(answers[0].1, blocked("no host name could be looked up"));
    assert_eq!(answers[1].1, blocked("no host name could be looked up"));
    assert_eq!(answers[3].1, Answer::Ok { status: 200 });
}

#[test]
fn other_troubles_with_names_are_blocked() {
    let server = Server::new(|_| status(200));
    let said = "the host name could not be looked up: failed to lookup address information: Temporary failure in name resolution";
    assert_eq!(server.ask(&quick(), &["http://a.test/", "http://down.test/"])[1].1, blocked(said));
    let limits = Limits { timeout: Duration::from_millis(200), ..quick() };
    assert_eq!(server.ask(&limits, &["http://slow.test/"])[0].1, blocked("timed out"));
}

#[test]
fn a_server_that_never_answers_is_blocked() {
    let limits = Limits { timeout: Duration::from_millis(300), ..quick() };
    let server = Server::new(|_| Act::Silence);
    let start = Instant::now();
    assert_eq!(server.ask(&limits, &["http://a.test/"])[0].1, blocked("timed out"));
    assert!(start.elapsed() < Duration::from_secs(3));
    assert_eq!(server.lines().len(), 2);
    let drip = Server::new(|_| Act::Drip);
    assert_eq!(drip.ask(&limits, &["http://a.test/"])[0].1, blocked("timed out"));
}

#[test]
fn a_get_is_tried_where_a_head_hangs() {
    let limits = Limits { timeout: Duration::from_millis(500), ..quick() };
    let server = Server::new(|seen| if seen.method == "HEAD" { Act::Silence } else { status(200) });
    assert_eq!(server.ask(&limits, &["http://a.test/"])[0].1, Answer::Ok { status: 200 });
}

#[test]
fn broken_connections_are_tried_again() {
    let server = Server::new(|_| Act::Cut);
    assert_eq!(server.answer("http://a.test/"), blocked("the connection was cut"));
    assert_eq!(server.lines().len(), 2 + 3);
    let server = Server::reset();
    assert_eq!(server.answer("http://a.test/"), blocked("the connection was cut"));
    assert_eq!(server.connections(), 2 + 3);
    let server = Server::new(|seen| if seen.method == "HEAD" || seen.before < 2 { Act::Cut } else { status(200) });
    assert_eq!(server.answer("http://a.test/"), Answer::Ok { status: 200 });
}

#[test]
fn a_refused_connection_is_blocked() {
    let server = Server::new(|_| status(200));
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let limits = Limits { private: true, ..quick() };
    assert_eq!(server.ask(&limits, &[&format!("http://{closed}/")])[0].1, blocked("the connection was refused"));
}

#[test]
fn an_endless_body_is_not_read() {
    let line = "x".repeat(1024).leak();
    let server = Server::new(|seen| {
        if seen.method == "HEAD" { status(405) } else { Act::Endless("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n", line) }
    });
    let start = Instant::now();
    assert_eq!(server.answer("http://a.test/"), Answer::Ok { status: 200 });
    assert!(start.elapsed() < Duration::from_secs(3));
    // What the system takes on its own is no more than some MiB.
    assert!(server.taken() < 16 << 20, "{}", server.taken());
}

#[test]
fn endless_headers_are_not_read() {
    let server = Server::new(|_| {
        Act::Endless("HTTP/1.1 200 OK\r\n", "X: yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\r\n")
    });
    let Answer::Blocked { status: 0, reason } = server.answer("http://a.test/") else { panic!() };
    assert!(["the headers are too large", "the answer is no HTTP"].contains(&&*reason), "{reason}");
    let server =
        Server::new(|_| Act::Endless("HTTP/1.1 200 OK\r\nX: ", "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"));
    assert_eq!(server.answer("http://a.test/"), blocked("the headers are too large"));
    assert!(server.taken() < 16 << 20, "{}", server.taken());
}

#[test]
fn what_is_no_http_is_blocked() {
    assert_eq!(Server::raw(b"SSH-2.0-OpenSSH_9.9\r\n").answer("http://a.test/"), blocked("the answer is no HTTP"));
    let Answer::Blocked { status: 0, reason } = Server::raw(b"HTTP/1.1 400 Bad Request\r\n\r\n").answer("https://a.test/") else {
        panic!()
    };
    assert!(reason.starts_with("TLS: "), "{reason}");
}
