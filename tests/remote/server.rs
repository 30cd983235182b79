//! A server on loopback that says what a test wants, and remembers who asked.

use cndlint::remote::{Answer, Limits, Network, Tokens, ask_in};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::collections::{BTreeMap, HashMap};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// A request.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) method: String,
    pub(crate) host: String,
    pub(crate) path: String,
    /// Names in lower case.
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) at: Instant,
    /// How many of the same method, host and path came before.
    pub(crate) before: usize,
}

/// What the server does.
pub(crate) enum Act {
    /// Status and header lines.
    Say(u16, String),
    /// Never answers.
    Silence,
    /// Closes without an answer.
    Cut,
    /// Says one byte of a header every now and then.
    Drip,
    /// Answers with bytes without end; the first text, then the second again and again.
    Endless(&'static str, &'static str),
}

/// An answer without headers.
pub(crate) fn status(status: u16) -> Act {
    Act::Say(status, String::new())
}

/// A redirect.
pub(crate) fn to(status: u16, url: &str) -> Act {
    Act::Say(status, format!("Location: {url}\r\n"))
}

type Say = dyn Fn(&Seen) -> Act + Send + Sync;

struct State {
    say: Box<Say>,
    log: Mutex<Vec<Seen>>,
    /// Requests in work by host, and the most there were.
    open: Mutex<HashMap<String, (usize, usize)>>,
    connections: AtomicUsize,
    /// Bytes of endless answers that were taken.
    taken: AtomicUsize,
}

pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    state: Arc<State>,
}

impl Server {
    pub(crate) fn new(say: impl Fn(&Seen) -> Act + Send + Sync + 'static) -> Self {
        Self::start(say, serve)
    }

    pub(crate) fn tls(config: Arc<ServerConfig>, say: impl Fn(&Seen) -> Act + Send + Sync + 'static) -> Self {
        Self::start(say, move |stream, state| {
            let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            serve(StreamOwned::new(connection, stream), state)
        })
    }

    /// Says the bytes to whoever connects.
    pub(crate) fn raw(bytes: &'static [u8]) -> Self {
        Self::start(
            |_| Act::Cut,
            |mut stream, _| {
                stream.write_all(bytes)?;
                io::copy(&mut stream, &mut io::sink()).map(drop)
            },
        )
    }

    /// Resets every connection: so the system answers data that no one has read.
    pub(crate) fn reset() -> Self {
        Self::start(
            |_| Act::Cut,
            |stream, _| {
                stream.peek(&mut [0])?;
                Ok(())
            },
        )
    }

    fn start(
        say: impl Fn(&Seen) -> Act + Send + Sync + 'static,
        serve: impl Fn(TcpStream, &State) -> io::Result<()> + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let state = State {
            say: Box::new(say),
            log: Mutex::default(),
            open: Mutex::default(),
            connections: AtomicUsize::new(0),
            taken: AtomicUsize::new(0),
        };
        let state = Arc::new(state);
        let (shared, serve) = (Arc::clone(&state), Arc::new(serve));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (state, serve) = (Arc::clone(&shared), Arc::clone(&serve));
                state.connections.fetch_add(1, Ordering::Relaxed);
                thread::spawn(move || serve(stream.unwrap(), &state));
            }
        });
        Self { address, state }
    }

    /// All requests, in the order of their arrival.
    pub(crate) fn log(&self) -> Vec<Seen> {
        self.state.log.lock().unwrap().clone()
    }

    /// The requests as `METHOD host/path`.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.log().into_iter().map(|seen| format!("{} {}{}", seen.method, seen.host, seen.path)).collect()
    }

    pub(crate) fn connections(&self) -> usize {
        self.state.connections.load(Ordering::Relaxed)
    }

    pub(crate) fn taken(&self) -> usize {
        self.state.taken.load(Ordering::Relaxed)
    }

    /// The most requests that one host had at a time.
    pub(crate) fn most_open(&self) -> usize {
        self.state.open.lock().unwrap().values().map(|(_, most)| *most).max().unwrap_or_default()
    }

    /// A network in which every name under `test` is this server, but for: `none.test` does not exist, `down.test` cannot be looked up,
    /// and `127-0-0-1.inside.test` has the address that it says.
    pub(crate) fn network(&self) -> Network {
        let address = self.address;
        Network::new(move |host, port| look_up(host, port, address)).exempt(address)
    }

    /// Asks for all with the limits; the answers in the order of the URLs. URLs without an answer are left out.
    pub(crate) fn ask(&self, limits: &Limits, urls: &[&str]) -> Vec<(String, Answer)> {
        collect(&self.network(), limits, &Tokens::default(), &AtomicBool::new(false), urls)
    }

    /// Asks for one URL.
    pub(crate) fn answer(&self, url: &str) -> Answer {
        let answers = self.ask(&quick(), &[url]);
        assert_eq!(answers.len(), 1, "{url}");
        answers.into_iter().next().unwrap().1
    }
}

fn look_up(host: &str, port: u16, server: SocketAddr) -> io::Result<Vec<SocketAddr>> {
    let failed = |text| Err(io::Error::other(format!("failed to lookup address information: {text}")));
    match host {
        "none.test" | "none2.test" => failed("Name or service not known"),
        "down.test" => failed("Temporary failure in name resolution"),
        "slow.test" => {
            thread::sleep(Duration::from_secs(3));
            failed("Temporary failure in name resolution")
        }
        _ => match host.strip_suffix(".inside.test") {
            Some(address) => Ok(vec![SocketAddr::new(address.replace('-', ".").parse().unwrap(), port)]),
            None => Ok(vec![server]),
        },
    }
}

/// As [`ask_in`], with the answers in the order of the URLs.
pub(crate) fn collect(network: &Network, limits: &Limits, tokens: &Tokens, stop: &AtomicBool, urls: &[&str]) -> Vec<(String, Answer)> {
    let urls: Vec<_> = urls.iter().map(|url| (*url).to_owned()).collect();
    let answers = Mutex::new(Vec::new());
    ask_in(network, &urls, limits, tokens, stop, &|url, answer| answers.lock().unwrap().push((url.to_owned(), answer.clone())));
    let mut answers = answers.into_inner().unwrap();
    answers.sort_by_key(|(url, _)| urls.iter().position(|other| other == url));
    answers
}

/// Limits under which a test takes no time.
pub(crate) fn quick() -> Limits {
    let (between, timeout) = (Duration::from_millis(1), Duration::from_secs(5));
    Limits { between, timeout, ..Limits::default() }
}

fn serve(mut stream: impl Read + Write, state: &State) -> io::Result<()> {
    let Some(mut seen) = read(&mut stream)? else { return Ok(()) };
    let act = {
        let mut log = state.log.lock().unwrap();
        let is_same = |other: &&Seen| (&other.method, &other.host, &other.path) == (&seen.method, &seen.host, &seen.path);
        seen.before = log.iter().filter(is_same).count();
        log.push(seen.clone());
        let mut open = state.open.lock().unwrap();
        let (now, most) = open.entry(seen.host.clone()).or_default();
        *now += 1;
        *most = (*most).max(*now);
        drop((log, open));
        (state.say)(&seen)
    };
    // Before the answer: whoever has it may ask again.
    state.open.lock().unwrap().get_mut(&seen.host).unwrap().0 -= 1;
    match act {
        Act::Say(status, headers) => {
            write!(stream, "HTTP/1.1 {status} Said\r\n{headers}Content-Length: 0\r\nConnection: close\r\n\r\n")?;
            stream.flush()
        }
        Act::Silence => io::copy(&mut stream, &mut io::sink()).map(drop),
        Act::Cut => Ok(()),
        Act::Drip => {
            stream.write_all(b"HTTP/1.1 200 OK\r\nX: ")?;
            loop {
                stream.write_all(b"y")?;
                thread::sleep(Duration::from_millis(20));
            }
        }
        Act::Endless(head, rest) => {
            stream.write_all(head.as_bytes())?;
            loop {
                stream.write_all(rest.as_bytes())?;
                state.taken.fetch_add(rest.len(), Ordering::Relaxed);
            }
        }
    }
}

/// Reads a request; behind `CONNECT` the one inside.
fn read(stream: &mut (impl Read + Write)) -> io::Result<Option<Seen>> {
    let mut lines = Vec::new();
    {
        // A buffer of one byte takes nothing from what follows.
        let mut reader = BufReader::with_capacity(1, &mut *stream);
        loop {
            let mut line = String::new();
            if reader.read_line(&mut line)? == 0 {
                return Ok(None);
            }
            if line == "\r\n" {
                break;
            }
            lines.push(line.trim_end().to_owned());
        }
    }
    if lines[0].starts_with("CONNECT ") {
        stream.write_all(b"HTTP/1.1 200 Through\r\n\r\n")?;
        let target = lines[0].split(' ').nth(1).unwrap().to_owned();
        return Ok(read(stream)?.map(|mut seen| {
            seen.headers.insert("through".into(), target);
            seen
        }));
    }
    let mut start = lines[0].split(' ').map(str::to_owned);
    let (method, path) = (start.next().unwrap(), start.next().unwrap());
    let header = |line: &String| line.split_once(": ").map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()));
    let headers: BTreeMap<_, _> = lines[1..].iter().filter_map(header).collect();
    let host = headers.get("host").cloned().unwrap_or_default();
    Ok(Some(Seen { method, host, path, headers, at: Instant::now(), before: 0 }))
}
