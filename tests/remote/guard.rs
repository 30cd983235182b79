//! What is never asked, and never sent.

use crate::server::{Act, Server, collect, quick, status, to};
use cndlint::remote::{Answer, Limits, Network, Tokens};
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;
use std::env;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

fn refused() -> Answer {
    Answer::Unknown { reason: "the address is not public".into() }
}

/// A server that no test may reach, and its port.
fn secret() -> (Server, u16) {
    let server = Server::new(|_| status(200));
    let port = server.address.port();
    (server, port)
}

/// Loopback all of them, so that a hole in the guard lets nothing out of the machine. The other addresses are tried where nothing connects.
const FORMS: [&str; 13] = [
    "127.0.0.1",
    "localhost",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "2130706433",
    "0x7f.1",
    "127.1",
    "0177.0.0.1",
    "0.0.0.0",
    "0",
    "127.0.0.1.",
    "１２７.0.0.1",
];

#[test]
fn private_addresses_are_refused_in_every_form() {
    let (secret, port) = secret();
    let system = Network::default();
    let urls: Vec<_> = FORMS.iter().map(|host| format!("http://{host}:{port}/secret")).collect();
    let urls: Vec<_> = urls.iter().map(String::as_str).collect();
    let answers = collect(&system, &quick(), &Tokens::default(), &AtomicBool::new(false), &urls);
    assert_eq!(answers.len(), urls.len());
    for (url, answer) in answers {
        assert_eq!(answer, refused(), "{url}");
    }
    assert_eq!(secret.connections(), 0);
}

#[test]
fn names_with_private_addresses_are_refused() {
    let (secret, port) = secret();
    let server = Server::new(|_| status(200));
    for host in ["127-0-0-1", "127-255-0-9", "0-0-0-0"] {
        assert_eq!(server.answer(&format!("http://{host}.inside.test:{port}/")), refused(), "{host}");
    }
    assert_eq!(secret.connections() + server.connections(), 0);
}

#[test]
fn every_redirect_is_guarded() {
    let (secret, port) = secret();
    let server = Server::new(move |seen| match seen.path.strip_prefix("/to/") {
        Some(number) => to(302, &format!("http://{}:{port}/secret", FORMS[number.parse::<usize>().unwrap()])),
        None if seen.path == "/name" => to(301, &format!("http://127-0-0-1.inside.test:{port}/secret")),
        None => to(301, "/to/0"),
    });
    for (number, form) in FORMS.iter().enumerate().filter(|(_, form)| **form != "localhost") {
        assert_eq!(server.answer(&format!("http://a.test/to/{number}")), refused(), "{form}");
    }
    assert_eq!(server.answer("http://a.test/name"), refused());
    assert_eq!(server.answer("http://a.test/twice"), refused());
    assert_eq!(secret.connections(), 0);
}

#[test]
fn only_the_addresses_that_passed_are_connected_to() {
    let (secret, _) = secret();
    let server = Server::new(|_| status(200));
    let (inside, outside) = (secret.address, server.address);
    let network = Network::new(move |_, _| Ok(vec![inside, outside])).exempt(outside);
    let answers = collect(&network, &quick(), &Tokens::default(), &AtomicBool::new(false), &["http://a.test/"]);
    assert_eq!(answers[0].1, Answer::Ok { status: 200 });
    assert_eq!((secret.connections(), server.connections()), (0, 1));
}

#[test]
fn private_addresses_are_asked_where_that_is_wanted() {
    let (open, port) = secret();
    let limits = Limits { private: true, ..quick() };
    let network = Network::default();
    let answers = collect(&network, &limits, &Tokens::default(), &AtomicBool::new(false), &[&format!("http://2130706433:{port}/")]);
    assert_eq!(answers[0].1, Answer::Ok { status: 200 });
    assert_eq!(open.connections(), 1);
}

#[test]
fn nothing_personal_is_sent() {
    let server = Server::new(|seen| match seen.path.as_str() {
        "/a" => Act::Say(302, "Location: http://u:p@a.test/b\r\nSet-Cookie: id=1\r\n".into()),
        _ => status(403),
    });
    server.answer("http://user:secret@a.test/a");
    let log = server.log();
    assert_eq!(log.len(), 3);
    for seen in log {
        let names: Vec<_> = seen.headers.keys().map(String::as_str).collect();
        assert_eq!(names, ["accept", "host", "user-agent"]);
        assert_eq!(seen.headers["user-agent"], format!("cndlint/{} (+link check)", env!("CARGO_PKG_VERSION")));
        assert_eq!(seen.headers["host"], "a.test");
    }
}

/// A TLS server for these names, and its certificate.
fn tls(names: &[&str], say: impl Fn(&crate::server::Seen) -> Act + Send + Sync + 'static) -> (Server, Vec<u8>) {
    let names: Vec<_> = names.iter().map(|name| (*name).to_owned()).collect();
    let made = rcgen::generate_simple_self_signed(names).unwrap();
    let certificate = made.cert.der().clone();
    let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()));
    let config = config.with_safe_default_protocol_versions().unwrap().with_no_client_auth();
    let config = config.with_single_cert(vec![certificate.clone()], key).unwrap();
    (Server::tls(Arc::new(config), say), certificate.to_vec())
}

#[test]
fn a_bad_certificate_is_blocked() {
    let (server, certificate) = tls(&["a.test"], |_| status(200));
    let stop = AtomicBool::new(false);
    let ask = |network: &Network, url| collect(network, &quick(), &Tokens::default(), &stop, &[url]).remove(0).1;
    let said = |answer: Answer| match answer {
        Answer::Blocked { status: 0, reason } => reason,
        other => panic!("{other:?}"),
    };
    assert_eq!(said(ask(&server.network(), "https://a.test/")), "TLS: invalid peer certificate: UnknownIssuer");
    let trusting = server.network().trust(certificate);
    assert!(said(ask(&trusting, "https://b.test/")).starts_with("TLS: invalid peer certificate: certificate not valid for name"));
    assert!(server.lines().is_empty());
    assert_eq!(ask(&trusting, "https://a.test/"), Answer::Ok { status: 200 });
    assert_eq!(server.lines(), ["HEAD a.test/"]);
}

#[test]
fn tokens_go_to_their_host_over_https_only() {
    let (server, certificate) = tls(&["a.test", "b.test", "sub.a.test"], |seen| match seen.path.as_str() {
        "/home" => to(302, "https://A.test/x"),
        "/away" => to(301, "https://b.test/from-a"),
        "/back" => to(301, "https://a.test/from-b"),
        "/there-and-back" => to(301, "https://b.test/back"),
        _ => status(200),
    });
    let mut tokens = Tokens::default();
    tokens.insert("A.test", "Bearer s3cret").unwrap();
    assert!(tokens.insert("a.test", "Bearer a\r\nX: y").is_err());
    assert_eq!(format!("{tokens:?}"), r#"{"a.test": "(hidden)"}"#);
    let urls =
        ["a.test/home", "a.test/away", "b.test/back", "a.test/there-and-back", "b.test/x", "sub.a.test/x", "a.test:8443/x", "u:p@a.test/u"];
    let urls = urls.map(|url| format!("https://{url}"));
    let urls: Vec<_> = urls.iter().map(String::as_str).collect();
    let network = server.network().trust(certificate);
    let answers = collect(&network, &quick(), &tokens, &AtomicBool::new(false), &urls);
    assert!(answers.iter().all(|(_, answer)| matches!(answer, Answer::Ok { .. } | Answer::Moved { .. })), "{answers:?}");
    let mut told: Vec<_> = server.log().into_iter().filter(|seen| seen.headers.contains_key("authorization")).collect();
    told.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(told.iter().all(|seen| seen.host == "a.test" && seen.headers["authorization"] == "Bearer s3cret"));
    let paths: Vec<_> = told.iter().map(|seen| seen.path.as_str()).collect();
    assert_eq!(paths, ["/away", "/home", "/there-and-back", "/u", "/x"]);
    // In the clear there is no token.
    let plain = Server::new(|_| status(200));
    collect(&plain.network(), &quick(), &tokens, &AtomicBool::new(false), &["http://a.test/x"]);
    assert!(!plain.log()[0].headers.contains_key("authorization"));
}

/// The environment of this process is not this test's to change: the tests run in others.
fn in_environment(test: &str, proxy: &Server, target: &Server) -> bool {
    let mut command = Command::new(env::current_exe().unwrap());
    for name in ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY", "https_proxy", "all_proxy"] {
        command.env(name, format!("http://me:secret@{}", proxy.address));
    }
    command.args(["--exact", test, "--ignored"]).env("TARGET", target.address.to_string()).env_remove("NO_PROXY").env_remove("no_proxy");
    command.output().unwrap().status.success()
}

#[test]
fn a_proxy_is_used_only_where_that_is_wanted() {
    let (proxy, target) = (Server::new(|_| status(200)), Server::new(|_| status(200)));
    assert!(in_environment("guard::without_proxy", &proxy, &target));
    assert_eq!((proxy.connections(), target.connections()), (0, 1));
    assert!(in_environment("guard::with_proxy", &proxy, &target));
    assert_eq!((proxy.connections(), target.connections()), (1, 1));
    assert_eq!(proxy.log()[0].headers["through"], "a.test:80");
}

fn ask_target(limits: &Limits, url: &str) -> Answer {
    let target = env::var("TARGET").unwrap().parse().unwrap();
    let network = Network::new(move |_, _| Ok(vec![target])).exempt(target);
    collect(&network, limits, &Tokens::default(), &AtomicBool::new(false), &[url]).remove(0).1
}

#[test]
#[ignore = "a part of `a_proxy_is_used_only_where_that_is_wanted`"]
fn without_proxy() {
    assert_eq!(ask_target(&quick(), "http://a.test/"), Answer::Ok { status: 200 });
}

#[test]
#[ignore = "a part of `a_proxy_is_used_only_where_that_is_wanted`"]
fn with_proxy() {
    let limits = Limits { proxy: true, ..quick() };
    assert_eq!(ask_target(&limits, "http://a.test/"), Answer::Ok { status: 200 });
    assert_eq!(ask_target(&limits, "http://169.254.169.254/"), refused());
    assert_eq!(ask_target(&limits, "http://[::ffff:10.0.0.1]/"), refused());
}
