//! How fast hosts are asked, and how a run ends.

use crate::server::{Act, Server, collect, quick, status, to};
use cndlint::remote::{Answer, Limits, Tokens};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

const fn ms(time: u64) -> Duration {
    Duration::from_millis(time)
}

/// The times between requests, by host.
fn pauses(server: &Server) -> BTreeMap<String, Vec<Duration>> {
    let mut times = BTreeMap::<String, Vec<Instant>>::new();
    for seen in server.log() {
        times.entry(seen.host).or_default().push(seen.at);
    }
    times.into_iter().map(|(host, times)| (host, times.windows(2).map(|pair| pair[1] - pair[0]).collect())).collect()
}

#[test]
fn a_host_is_asked_one_at_a_time_with_pauses() {
    // Half of the requests to `b.test` come by redirects from others.
    let server = Server::new(|seen| {
        // Longer than the pause, and shorter.
        thread::sleep(ms(if seen.path.len().is_multiple_of(2) { 80 } else { 5 }));
        if seen.host == "b.test" { status(200) } else { to(301, &format!("http://b.test{}", seen.path)) }
    });
    let urls: Vec<_> = (0..16).map(|n| format!("http://{}.test/{n}", ["a", "b", "c", "d"][n % 4])).collect();
    let urls: Vec<_> = urls.iter().map(String::as_str).collect();
    let limits = Limits { between: ms(40), ..quick() };
    assert_eq!(server.ask(&limits, &urls).len(), 16);
    assert_eq!(server.most_open(), 1);
    let pauses = pauses(&server);
    assert_eq!(pauses["b.test"].len(), 15);
    // The server sees a request a little after its start.
    assert!(pauses.values().flatten().all(|pause| *pause >= ms(25)), "{pauses:?}");
}

#[test]
fn two_thousand_urls_take_what_the_limits_say() {
    let server = Server::new(|_| status(200));
    let urls: Vec<_> = (0..2000).map(|n| format!("http://host{}.test/{n}", n % 50)).collect();
    let urls: Vec<_> = urls.iter().map(String::as_str).collect();
    let limits = Limits { between: ms(20), ..quick() };
    let start = Instant::now();
    let answers = server.ask(&limits, &urls);
    let took = start.elapsed();
    assert!(answers.len() == 2000 && answers.iter().all(|(_, answer)| *answer == Answer::Ok { status: 200 }));
    assert_eq!(server.most_open(), 1);
    // Fifty hosts, eight at a time, are seven rounds; a host with forty URLs has 39 pauses.
    let least = limits.between * 39 * 7;
    assert!(took >= least, "{took:?}");
    assert!(took.as_secs_f64() < least.as_secs_f64() * 1.2 + 0.1, "{took:?} where {least:?} are the least");
    if let Ok(status) = std::fs::read_to_string("/proc/self/status") {
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        let peak: u64 = line.trim().trim_end_matches(" kB").parse().unwrap();
        assert!(peak < 100 * 1024, "{peak} kB");
    }
}

#[test]
fn retry_after_is_waited_for() {
    for header in ["Retry-After: 1\r\n", "retry-after: Sun, 06 Nov 1994 08:49:37 GMT\r\n"] {
        for busy in [429, 503] {
            let server = Server::new(
                move |seen| if seen.before == 0 && seen.method == "HEAD" { Act::Say(busy, header.into()) } else { status(200) },
            );
            let start = Instant::now();
            assert_eq!(server.answer("http://a.test/"), Answer::Ok { status: 200 });
            assert_eq!(start.elapsed() >= ms(1000), header.contains('1') && !header.contains("1994"));
            assert_eq!(server.lines(), ["HEAD a.test/", "GET a.test/"]);
        }
    }
}

#[test]
fn a_host_that_asks_for_a_long_wait_comes_last() {
    let server = Server::new(|seen| match seen.host.as_str() {
        "a.test" if seen.path == "/0" && seen.before == 0 => Act::Say(429, "Retry-After: 2\r\n".into()),
        _ => status(200),
    });
    let urls = ["http://a.test/0", "http://a.test/1", "http://a.test/2", "http://b.test/0", "http://b.test/1"];
    let limits = Limits { hosts_at_once: 1, between: ms(600), longest_wait: ms(1500), ..quick() };
    let answers = server.ask(&limits, &urls);
    assert!(answers.len() == 5 && answers.iter().all(|(_, answer)| *answer == Answer::Ok { status: 200 }), "{answers:?}");
    let hosts: Vec<_> = server.log().into_iter().map(|seen| seen.host).collect();
    assert_eq!(hosts, ["a.test", "b.test", "b.test", "a.test", "a.test", "a.test"]);
}

#[test]
fn a_host_that_asks_for_too_long_a_wait_is_left_alone() {
    let server = Server::new(|seen| match seen.host.as_str() {
        "a.test" => Act::Say(503, "Retry-After: 3600\r\n".into()),
        "b.test" => to(301, "http://a.test/9"),
        _ => status(200),
    });
    let start = Instant::now();
    let answers = server.ask(&quick(), &["http://a.test/0", "http://a.test/1", "http://b.test/", "http://c.test/"]);
    assert!(start.elapsed() < ms(2000));
    for (_, answer) in &answers[..3] {
        assert!(matches!(answer, Answer::Unknown { reason } if reason.starts_with("the host asks to wait for 3")), "{answer:?}");
    }
    assert_eq!(answers[3].1, Answer::Ok { status: 200 });
    assert_eq!(server.log().iter().filter(|seen| seen.host == "a.test").count(), 1);
}

/// A server that answers the first five requests.
fn five() -> Server {
    Server::new(|seen| if seen.path[1..].parse::<u32>().unwrap() < 5 { status(200) } else { Act::Silence })
}

const TEN: [&str; 10] = [
    "http://a.test/0",
    "http://a.test/1",
    "http://a.test/2",
    "http://a.test/3",
    "http://a.test/4",
    "http://a.test/5",
    "http://a.test/6",
    "http://a.test/7",
    "http://a.test/8",
    "http://a.test/9",
];

#[test]
fn a_run_ends_when_its_time_is_over() {
    let (server, start) = (five(), Instant::now());
    let limits = Limits { most_time: Some(ms(700)), timeout: Duration::from_secs(30), ..quick() };
    let answers = server.ask(&limits, &TEN);
    assert!(start.elapsed() < ms(3000), "{:?}", start.elapsed());
    assert_eq!(answers.len(), 5, "{answers:?}");
    assert!(answers.iter().all(|(_, answer)| *answer == Answer::Ok { status: 200 }));
}

#[test]
fn a_run_ends_when_it_is_stopped() {
    let (server, start, stop) = (five(), Instant::now(), AtomicBool::new(false));
    let limits = Limits { timeout: Duration::from_secs(30), ..quick() };
    let answers = thread::scope(|scope| {
        scope.spawn(|| {
            thread::sleep(ms(700));
            stop.store(true, Ordering::Relaxed);
        });
        collect(&server.network(), &limits, &Tokens::default(), &stop, &TEN)
    });
    assert!(start.elapsed() < ms(3000), "{:?}", start.elapsed());
    assert_eq!(answers.len(), 5, "{answers:?}");
}

#[test]
fn a_run_ends_while_it_waits() {
    let server = Server::new(|seen| if seen.path == "/0" { status(200) } else { Act::Say(429, "Retry-After: 60\r\n".into()) });
    let start = Instant::now();
    let limits = Limits { most_time: Some(ms(500)), ..quick() };
    assert_eq!(server.ask(&limits, &["http://a.test/0", "http://a.test/1", "http://slow.test/"]).len(), 1);
    assert!(start.elapsed() < ms(3000), "{:?}", start.elapsed());
}

#[test]
fn no_urls_take_no_time() {
    let server = Server::new(|_| status(200));
    assert!(server.ask(&Limits { hosts_at_once: 0, ..quick() }, &[]).is_empty());
    assert_eq!(server.ask(&Limits { hosts_at_once: 0, ..quick() }, &["http://a.test/"]).len(), 1);
}
