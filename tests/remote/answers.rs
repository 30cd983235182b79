//! Statuses and redirects.

use crate::server::{Server, quick, status, to};
use cndlint::remote::Answer;

fn ok(status: u16) -> Answer {
    Answer::Ok { status }
}

fn moved(status: u16, to: &str) -> Answer {
    Answer::Moved { status, to: to.into() }
}

fn gone(status: u16) -> Answer {
    Answer::Gone { status }
}

fn blocked(status: u16) -> Answer {
    Answer::Blocked { status, reason: format!("status {status}") }
}

fn unknown(reason: &str) -> Answer {
    Answer::Unknown { reason: reason.into() }
}

#[test]
fn head_is_enough_where_it_is_good() {
    let server = Server::new(|_| status(204));
    assert_eq!(server.answer("http://a.test/x?y=1#z"), ok(204));
    assert_eq!(server.lines(), ["HEAD a.test/x?y=1"]);
}

#[test]
fn only_get_says_gone() {
    let server = Server::new(|seen| match (seen.path.as_str(), seen.method.as_str()) {
        ("/alive", "GET") => status(200),
        ("/410", _) => status(410),
        _ => status(404),
    });
    assert_eq!(server.answer("http://a.test/alive"), ok(200));
    assert_eq!(server.answer("http://a.test/404"), gone(404));
    assert_eq!(server.answer("http://a.test/410"), gone(410));
    assert_eq!(server.lines().len(), 6);
}

#[test]
fn get_follows_where_head_is_refused() {
    for refused in [400, 401, 403, 405, 429, 500, 501, 503, 999] {
        let server = Server::new(move |seen| status(if seen.method == "HEAD" { refused } else { 200 }));
        assert_eq!(server.answer("http://a.test/"), ok(200), "{refused}");
        assert_eq!(server.lines(), ["HEAD a.test/", "GET a.test/"], "{refused}");
    }
}

#[test]
fn walls_are_blocked_at_once() {
    for wall in [400, 401, 403, 451, 999] {
        let server = Server::new(move |_| status(wall));
        assert_eq!(server.answer("http://a.test/"), blocked(wall));
        assert_eq!(server.lines().len(), 2, "{wall}");
    }
}

#[test]
fn errors_are_tried_again() {
    let server = Server::new(|seen| status(if seen.before == 0 { 500 } else { 200 }));
    assert_eq!(server.answer("http://a.test/"), ok(200));
    assert_eq!(server.lines(), ["HEAD a.test/", "GET a.test/", "GET a.test/"]);
    for error in [429, 500, 502, 503] {
        let server = Server::new(move |_| status(error));
        assert_eq!(server.answer("http://a.test/"), blocked(error));
        assert_eq!(server.lines().len(), 2 + 3, "{error}");
    }
}

#[test]
fn permanent_redirects_move() {
    let server = Server::new(|seen| match seen.path.as_str() {
        "/a" => to(301, "/b"),
        "/b" => to(308, "//b.test/c?x"),
        "/kept" => to(308, "http://user:secret@b.test/new#there"),
        _ => status(200),
    });
    assert_eq!(server.answer("http://a.test/b"), moved(308, "http://b.test/c?x"));
    assert_eq!(server.answer("http://a.test/a"), moved(301, "http://b.test/c?x"));
    assert_eq!(server.answer("http://a.test/kept#here"), moved(308, "http://b.test/new#there"));
    let answers = server.ask(&quick(), &["http://a.test/b#one", "http://a.test/b", "http://a.test/b#two"]);
    let fragments: Vec<_> = answers.into_iter().map(|(_, answer)| answer).collect();
    let expected = ["#one", "", "#two"].map(|fragment| moved(308, &format!("http://b.test/c?x{fragment}")));
    assert_eq!(fragments, expected);
}

#[test]
fn temporary_redirects_do_not_move() {
    for temporary in [302, 303, 307] {
        let server = Server::new(move |seen| match seen.path.as_str() {
            "/a" => to(301, "/b"),
            "/b" => to(temporary, "/login"),
            "/c" => to(temporary, "/d"),
            "/d" => to(301, "/e"),
            _ => status(200),
        });
        assert_eq!(server.answer("http://a.test/a"), ok(200));
        assert_eq!(server.answer("http://a.test/c"), ok(200));
    }
}

#[test]
fn a_permanent_redirect_to_a_login_or_home_page_does_not_move() {
    let server = Server::new(|seen| match seen.path.as_str() {
        "/a" => to(301, "/login?to=a"),
        "/b" => to(308, "http://b.test/"),
        _ => status(200),
    });
    assert_eq!(server.answer("http://a.test/a"), ok(200));
    assert_eq!(server.answer("http://a.test/b"), ok(200));
}

#[test]
fn a_chain_answers_with_its_end() {
    let server = Server::new(|seen| match seen.path.as_str() {
        "/gone" => to(301, "/410"),
        "/gone2" => to(302, "/404"),
        "/wall" => to(301, "/403"),
        "/nowhere" => to(302, "http://none.test/"),
        path => status(path[1..].parse().unwrap()),
    });
    assert_eq!(server.answer("http://a.test/gone"), gone(410));
    assert_eq!(server.answer("http://a.test/gone2"), gone(404));
    assert_eq!(server.answer("http://a.test/wall"), blocked(403));
    assert_eq!(server.answer("http://a.test/nowhere"), gone(0));
}

#[test]
fn circles_and_long_chains_end() {
    let server = Server::new(|seen| match seen.path.as_str() {
        "/self" => to(302, "/self#again"),
        "/a" => to(301, "/b"),
        "/b" => to(301, "/a"),
        path => match path[1..].parse::<u32>().unwrap() {
            0 => status(200),
            left => to(301, &format!("/{}", left - 1)),
        },
    });
    let circle = unknown("the redirects go round in a circle");
    assert_eq!(server.answer("http://a.test/self"), circle);
    assert_eq!(server.answer("http://a.test/a"), circle);
    assert_eq!(server.answer("http://a.test/10"), moved(301, "http://a.test/0"));
    assert_eq!(server.answer("http://a.test/11"), unknown("there are too many redirects"));
}

#[test]
fn redirects_to_nothing_are_unknown() {
    let long = format!("/{}", "x".repeat(9000));
    let server = Server::new(move |seen| match seen.path.as_str() {
        "/file" => to(301, "file:///etc/passwd"),
        "/script" => to(302, "javascript:alert(1)"),
        "/bad" => to(302, "http://[::"),
        "/long" => to(301, &long),
        _ => status(302),
    });
    let elsewhere = unknown("a redirect leads to neither http nor https");
    assert_eq!(server.answer("http://a.test/file"), elsewhere);
    assert_eq!(server.answer("http://a.test/script"), elsewhere);
    assert_eq!(server.answer("http://a.test/bad"), unknown("a redirect leads to no URL"));
    assert_eq!(server.answer("http://a.test/long"), unknown("a redirect leads to too long a URL"));
    assert_eq!(server.answer("http://a.test/none"), unknown("status 302 without a target"));
}

#[test]
fn what_is_no_url_is_told_and_not_asked() {
    let server = Server::new(|_| status(200));
    let urls = ["", "x", "/x", "http://", "http://a b/", "ftp://a.test/", "mailto:a@a.test", "file:///etc/passwd", "data:,x"];
    let answers = server.ask(&quick(), &urls);
    assert_eq!(answers.len(), urls.len());
    assert!(answers.iter().all(|(_, answer)| matches!(answer, Answer::Unknown { .. })), "{answers:?}");
    assert_eq!(server.connections(), 0);
}

#[test]
fn each_entry_is_told_and_each_page_asked_once() {
    let server = Server::new(|_| status(200));
    let urls =
        ["http://a.test/x", "http://a.test/x#y", "http://A.test:80/x", "http://u:p@a.test/x", "http://a.test/z/../x", "http://a.test/x"];
    assert_eq!(server.ask(&quick(), &urls).len(), urls.len());
    assert_eq!(server.lines(), ["HEAD a.test/x"]);
}

#[test]
fn odd_urls_are_sent() {
    let server = Server::new(|seen| status(if seen.path.is_ascii() { 200 } else { 404 }));
    for url in
        ["http://a.test/資料?話=一", "http://a.test/{a}|b^`\"<>\\?{a}|b^`\"<>[]'", "http://日本.test/", "http://under_score.test/%zz"]
    {
        assert_eq!(server.answer(url), ok(200), "{url}");
    }
}
