//! `cargo xtask serve`: the app on this machine, as a good static host would serve it.

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::thread;

use tiny_http::{Request, Server};

use crate::build::{self, Profile};
use crate::project::Project;
use crate::{Result, headers, site, watch};

/// A browser opens about six connections to one server.
const THREADS: usize = 6;

/// What was asked for on the command line.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Options {
    port: u16,
    open: bool,
    watch: bool,
    profile: Profile,
}

impl Options {
    /// Reads the arguments after `serve`.
    pub(crate) fn parse(arguments: &[String]) -> Result<Self> {
        let mut options = Self { port: 8080, open: false, watch: false, profile: Profile::Release };
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            match argument.as_str() {
                "--open" => options.open = true,
                "--watch" => options.watch = true,
                "--dev" => options.profile = Profile::Dev,
                "--port" => {
                    let number = rest.next().map(String::as_str).unwrap_or_default();
                    options.port = number
                        .parse()
                        .map_err(|_| format!("--port needs a number up to 65535, not “{number}”."))?;
                }
                other => return Err(format!("`serve` does not know {other}.")),
            }
        }
        Ok(options)
    }
}

/// Builds, serves, and stays until it is interrupted.
pub(crate) fn run(project: &Project, options: &Options) -> Result {
    // Before the build: who has to choose another port should not wait minutes to learn it.
    let address = format!("127.0.0.1:{}", options.port);
    let server = Server::http(&address).map_err(|error| {
        let other = options.port.checked_add(1).unwrap_or(8080);
        format!("{address} cannot be opened: {error}.\nAnother port: cargo xtask serve --port {other}")
    })?;
    println!("Building Clientele. The first time takes a few minutes, later ones seconds.");
    build::site(project, options.profile)?;

    let server = Arc::new(server);
    for _ in 0..THREADS {
        let (server, dist) = (Arc::clone(&server), project.dist.clone());
        thread::spawn(move || {
            for request in server.incoming_requests() {
                respond(request, &dist);
            }
        });
    }

    let url = format!("http://{address}/");
    println!("\nClientele is at {url} (Ctrl+C stops it)");
    if options.open {
        open_browser(&url);
    }
    if options.watch {
        println!("Watching the sources; reload the page after a build.");
        watch::rebuild_on_change(project, options.profile);
    }
    loop {
        thread::park();
    }
}

fn respond(request: Request, dist: &Path) {
    let path = site::path_of(request.url()).to_owned();
    let answer = site::answer(dist, &path);
    site::send(request, &answer, &headers::for_path(&path));
}

fn open_browser(url: &str) {
    let (program, arguments): (_, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(target_os = "windows") {
        ("cmd", &["/C", "start"])
    } else {
        ("xdg-open", &[])
    };
    let started =
        Command::new(program).args(arguments).arg(url).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    if started.is_err() {
        println!("No browser could be opened from here: open {url} yourself.");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Options> {
        let arguments: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        Options::parse(&arguments)
    }

    #[test]
    fn options_are_read_in_any_order() {
        let expected = Options { port: 9000, open: true, watch: false, profile: Profile::Dev };
        assert_eq!(parse("--dev --port 9000 --open"), Ok(expected));
    }

    #[test]
    fn wrong_options_are_refused() {
        assert!(parse("--port").is_err());
        assert!(parse("--port 70000").is_err());
        assert!(parse("--fast").is_err());
    }
}
