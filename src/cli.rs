//! Arguments to calls, and what comes of them to an exit code.

mod args;
mod check;
mod config;
mod explain;
mod gather;
mod import;
mod init;
mod links;
mod manpage;
mod names;
mod stop;
mod watch;

use crate::files::{Aside, Spool, lossy};
use crate::report::Frame;
use args::{Args, Command};
use clap::{CommandFactory, Parser};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
#[cfg(feature = "remote")]
use stop::STOP;

/// Nothing to say.
const CLEAN: u8 = 0;
/// Findings are left, or changes are wanted.
const FOUND: u8 = 1;
/// Something could not be done.
const FAILED: u8 = 2;

/// Bytes that are written to standard output at a time.
const GATHERED: usize = 1 << 16;

/// Runs the program with the arguments of the process; returns its exit code.
#[must_use]
pub fn main() -> u8 {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            // Help and version go to standard output and are no failure. A closed pipe is none either.
            let said = error.render().to_string();
            let shown = crate::report::clean_lines(&said);
            // An argument may be the name of a file, which may hold what a terminal would obey: then without colours.
            let _ = if shown == said { error.print() } else { write!(io::stderr(), "{shown}") };
            return if error.use_stderr() { FAILED } else { CLEAN };
        }
    };
    stop::handle();
    let result = match args.command {
        None => match misplaced(&args.check.input.paths) {
            Some(command) => {
                complain(&format!("there is no file `{command}`; the command stands before its options: cndlint {command} …"));
                Ok(FAILED)
            }
            None => check::run(&args.check),
        },
        Some(Command::Check(check)) => check::run(&check),
        Some(Command::Fmt(fmt)) => check::format(*fmt),
        Some(Command::Explain(explain)) => explain::explain(&explain),
        Some(Command::Rules(rules)) => explain::rules(&rules),
        Some(Command::Config(config)) => config::show(&config),
        Some(Command::Names(args)) => names::run(&args),
        Some(Command::Links(args)) => links::run(&args),
        Some(Command::Init(init)) => init::run(&init),
        Some(Command::Import(import)) => import::run(&import),
        Some(Command::Schema) => config::schema(),
        Some(Command::Completions(args)) => manpage::completions(&args),
        Some(Command::Man) => manpage::man(),
    };
    match result {
        Ok(code) => code,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => CLEAN,
        Err(error) => {
            complain(&format!("cannot write the output: {error}"));
            FAILED
        }
    }
}

/// The command that was taken for a path, as it stands behind an option.
fn misplaced(paths: &[PathBuf]) -> Option<&str> {
    let first = paths.first()?.to_str()?;
    // A file is soon seen, and the commands are long in the making.
    (!Path::new(first).exists() && Args::command().find_subcommand(first).is_some()).then_some(first)
}

/// One line of complaint. There is nowhere to report that it could not be written.
fn complain(message: &str) {
    let _ = writeln!(anstream::stderr(), "cndlint: {}", crate::report::clean(message));
}

/// Writes texts or diffs byte for byte, for the program that reads on; a terminal is spared what it would obey.
fn print_texts(spool: &Spool, texts: &[Aside]) -> io::Result<()> {
    let mut out = io::BufWriter::with_capacity(GATHERED, io::stdout().lock());
    let is_terminal = io::stdout().is_terminal();
    for text in texts {
        let text = spool.text(*text)?;
        let text = if is_terminal { crate::report::clean_lines(&text) } else { text.as_str().into() };
        out.write_all(text.as_bytes())?;
    }
    out.flush()
}

/// Writes what must not mix with the output. There is nowhere to report that it could not be written.
fn print_aside(text: &str) {
    let _ = write!(anstream::stderr(), "{text}");
}

/// The whole output: a reader that has seen enough closes the pipe, which is no failure.
fn print(text: &str) -> io::Result<()> {
    let mut out = anstream::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// The whole output: what was put aside, and what stands around it. Where it was written without colours nothing has to be looked for to take them out.
fn print_pieces(spool: &Spool, pieces: &[Aside], frame: &Frame, has_color: bool) -> io::Result<()> {
    if has_color {
        write_pieces(anstream::stdout().lock(), spool, pieces, frame)
    } else {
        write_pieces(io::stdout().lock(), spool, pieces, frame)
    }
}

/// The same for what must not mix with the output: only that it cannot be had again is an error.
fn print_pieces_aside(spool: &Spool, pieces: &[Aside], frame: &Frame) -> io::Result<()> {
    let mut text = Vec::new();
    write_pieces(&mut text, spool, pieces, frame)?;
    print_aside(&String::from_utf8_lossy(&text));
    Ok(())
}

/// Standard output writes each piece by itself, so they are gathered.
fn write_pieces(out: impl Write, spool: &Spool, pieces: &[Aside], frame: &Frame) -> io::Result<()> {
    let mut out = io::BufWriter::with_capacity(GATHERED, out);
    out.write_all(frame.first.as_bytes())?;
    let mut between = "";
    let mut write = |piece: &[u8]| {
        out.write_all(std::mem::replace(&mut between, frame.between).as_bytes())?;
        out.write_all(piece)
    };
    pieces.iter().try_for_each(|piece| write(&spool.get(*piece)?))?;
    frame.more.iter().try_for_each(|piece| write(piece.as_bytes()))?;
    out.write_all(frame.last.as_bytes())?;
    out.flush()
}

/// A path as it was given, with `/` and without `./`.
fn shown(path: &Path) -> String {
    let text = lossy(path);
    let text = if std::path::MAIN_SEPARATOR == '/' { text } else { text.replace(std::path::MAIN_SEPARATOR, "/").into() };
    without_dot(&text).to_owned()
}

/// A path without `./`, which says nothing.
fn without_dot(path: &str) -> &str {
    path.strip_prefix("./").map_or(path, |path| path.trim_start_matches('/'))
}

/// `1 file`, `2 files`, `3 fixes`.
fn counted(count: usize, what: &str) -> String {
    let ending = if what.ends_with('x') { "es" } else { "s" };
    format!("{count} {what}{}", if count == 1 { "" } else { ending })
}
