//! The run: URLs in queues by host, and the threads that work them off.

use super::chain::{Asker, Outcome, clean, host};
use super::client::Client;
use super::gate::{End, Gates};
use super::retry::Retries;
use super::{Answer, Limits, Network, Tokens};
use std::collections::{BTreeMap, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, ScopedJoinHandle};
use std::time::Duration;
use url::Url;

/// A URL to ask, and the entries of the list that it answers.
struct Job {
    url: Url,
    entries: Vec<usize>,
}

/// The URLs of a host, as numbers of jobs.
struct Queue {
    host: String,
    jobs: VecDeque<usize>,
    /// Whether it was put to the end already.
    is_late: bool,
}

struct Run<'a> {
    asker: Asker<'a>,
    urls: &'a [String],
    limits: &'a Limits,
    jobs: Vec<Job>,
    queues: Mutex<VecDeque<Queue>>,
    /// Jobs with a host name that does not exist.
    nameless: Mutex<Vec<usize>>,
    told: &'a (dyn Fn(&str, &Answer) + Sync),
}

/// As [`super::ask`], in a network of the caller's making.
pub fn ask_in(
    network: &Network,
    urls: &[String],
    limits: &Limits,
    tokens: &Tokens,
    stop: &AtomicBool,
    told: &(dyn Fn(&str, &Answer) + Sync),
) {
    let end = Arc::new(End::new(limits.most_time));
    let asker = Asker {
        client: Client::new(network, limits, &end),
        gates: Gates::new(limits.between, limits.longest_wait),
        end: Arc::clone(&end),
        tokens,
    };
    let jobs = jobs(urls, told);
    let queues = queues(&jobs);
    let threads = limits.hosts_at_once.clamp(1, queues.len().max(1));
    let run = Run { asker, urls, limits, jobs, queues: Mutex::new(queues), nameless: Mutex::default(), told };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(|| run.work())).collect();
        while !workers.iter().all(ScopedJoinHandle::is_finished) {
            if stop.load(Ordering::Relaxed) || end.is_over() {
                end.set();
                run.asker.client.shut_down();
            }
            thread::sleep(Duration::from_millis(10));
        }
    });
    run.tell_nameless();
}

/// Groups the entries by what is asked for them. Those that cannot be asked are told.
fn jobs(urls: &[String], told: &(dyn Fn(&str, &Answer) + Sync)) -> Vec<Job> {
    let mut jobs = BTreeMap::<String, Job>::new();
    for (entry, text) in urls.iter().enumerate() {
        let unknown = |reason: &str| told(text, &Answer::Unknown { reason: reason.into() });
        let Ok(url) = Url::parse(text) else {
            unknown("no URL");
            continue;
        };
        let Some(mut url) = clean(url) else {
            unknown("neither http nor https");
            continue;
        };
        url.set_fragment(None);
        jobs.entry(url.to_string()).or_insert_with(|| Job { url, entries: Vec::new() }).entries.push(entry);
    }
    jobs.into_values().collect()
}

/// The longest queue first, since it takes longest whatever the others do.
fn queues(jobs: &[Job]) -> VecDeque<Queue> {
    let mut by_host = BTreeMap::<&str, VecDeque<usize>>::new();
    for (number, job) in jobs.iter().enumerate() {
        by_host.entry(host(&job.url)).or_default().push_back(number);
    }
    let queue = |(host, jobs): (&str, _)| Queue { host: host.to_owned(), jobs, is_late: false };
    let mut queues: Vec<_> = by_host.into_iter().map(queue).collect();
    queues.sort_by_key(|queue| std::cmp::Reverse(queue.jobs.len()));
    queues.into()
}

impl Run<'_> {
    fn work(&self) {
        loop {
            let queue = self.queues.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
            let Some(queue) = queue else { break };
            self.work_off(queue);
        }
    }

    fn work_off(&self, mut queue: Queue) {
        while let Some(job) = queue.jobs.pop_front() {
            let seed = self.limits.seed.wrapping_add(job as u64);
            let retries = Retries::new(self.limits.retries, self.limits.between, seed);
            match self.asker.follow(&self.jobs[job].url, retries) {
                Outcome::Answer(answer) => self.tell(job, &answer),
                Outcome::NoSuchName => self.nameless.lock().unwrap_or_else(PoisonError::into_inner).push(job),
                Outcome::Over => break,
                Outcome::Later { host, wait } if queue.is_late => {
                    let answer = Answer::Unknown { reason: format!("the host asks to wait for {} s", wait.as_secs()) };
                    self.tell(job, &answer);
                    // The others are not asked either: the host said so.
                    let rest = if host == queue.host { std::mem::take(&mut queue.jobs) } else { VecDeque::new() };
                    for job in rest {
                        self.tell(job, &answer);
                    }
                }
                Outcome::Later { host, .. } if host == queue.host => {
                    queue.jobs.push_front(job);
                    queue.is_late = true;
                    self.put_back(queue);
                    break;
                }
                Outcome::Later { .. } => {
                    self.put_back(Queue { host: queue.host.clone(), jobs: VecDeque::from([job]), is_late: true });
                }
            }
        }
    }

    fn put_back(&self, queue: Queue) {
        self.queues.lock().unwrap_or_else(PoisonError::into_inner).push_back(queue);
    }

    fn tell(&self, job: usize, answer: &Answer) {
        for &entry in &self.jobs[job].entries {
            let text = &self.urls[entry];
            match (answer, text.split_once('#')) {
                // RFC 9110, 10.2.2: a redirect without a fragment keeps the one that there was.
                (Answer::Moved { status, to }, Some((_, fragment))) if !to.contains('#') => {
                    (self.told)(text, &Answer::Moved { status: *status, to: format!("{to}#{fragment}") });
                }
                _ => (self.told)(text, answer),
            }
        }
    }

    /// Without a network every name looks as if it did not exist.
    fn tell_nameless(&self) {
        let answer = if self.asker.client.has_names() {
            Answer::Gone { status: 0 }
        } else {
            Answer::Blocked { status: 0, reason: "no host name could be looked up".into() }
        };
        let jobs = std::mem::take(&mut *self.nameless.lock().unwrap_or_else(PoisonError::into_inner));
        for job in jobs {
            self.tell(job, &answer);
        }
    }
}
