//! `kill -9` at random moments of an upload, again and again, until everything is done: nothing is lost, and nothing is
//! stored twice silently.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use serde_json::Value;

use crate::{
    bench::{Bench, wait_until},
    fault_proxy::{Action, Answer, FaultProxy},
    files::noise,
    program,
    tally::Tally,
};

/// A run that takes longer is stuck.
const PATIENCE: Duration = Duration::from_secs(180);

pub(crate) fn run(kills: usize, seed: u64, tally: &Tally) {
    if kills == 0 {
        return;
    }
    println!("\nround  files  kills  runs  PUTs  objects  in doubt  of these stored  added again  lost  seconds");
    let (mut left, mut number) = (kills, 0);
    while left > 0 {
        number += 1;
        left -= Round::new(number, seed, if kills < 10 { 120 } else { 250 }).play(left, tally);
    }
}

struct Round {
    number: u64,
    seed: u64,
    random: fastrand::Rng,
    bench: Bench,
    proxy: FaultProxy,
    files: BTreeMap<PathBuf, Vec<u8>>,
}

/// How a run ended.
#[derive(PartialEq)]
enum End {
    Killed,
    ByItself(Option<i32>),
}

/// When to kill a run.
#[derive(Debug, Clone, Copy)]
enum Moment {
    /// This long after its start.
    After(Duration),
    /// This long after the storage has accepted this many more objects.
    AfterPuts(usize, Duration),
}

impl Round {
    fn new(number: u64, seed: u64, count: usize) -> Self {
        let mut random = fastrand::Rng::with_seed(seed.wrapping_mul(7919).wrapping_add(number));
        let bench = Bench::new();
        let proxy = bench.faults();
        let mut chance = random.fork();
        proxy.choose(move |request| {
            if request.method == "GET" {
                return None;
            }
            let is_put = request.method == "PUT";
            match chance.u32(0..100) {
                0..12 => Some(("delay", Action::Delay(Duration::from_millis(chance.u64(1..25))))),
                12 => Some(("503", Action::Answer(Answer::problem(503, "busy", "back soon")))),
                13 => Some(("reset", Action::Reset)),
                14..16 if is_put => Some(("answer lost", Action::LoseAnswer)),
                16 if is_put => Some(("cut", Action::ResetBodyAfter(chance.u64(0..3000)))),
                17 if is_put => Some((
                    "expired",
                    Action::Answer(Answer::storage(403, "AccessDenied", "Request has expired")),
                )),
                _ => None,
            }
        });
        let mut files = BTreeMap::new();
        for index in 0..count {
            let size = match random.u32(0..100) {
                0..4 => 0,
                4..7 => random.usize(1 << 20..3 << 20),
                7..20 => random.usize(10_000..200_000),
                _ => random.usize(1..5000),
            };
            let name = match random.u32(0..12) {
                0 => format!("Ünïcödé {index} 日本.jpg"),
                1 => format!("sub/folder {index}/'quoted' \"name\".png"),
                2 => format!("{index} 100% #1 & ?.mp4"),
                3 => format!(".hidden{index}"),
                4 => format!("{index}-{}.bin", "long".repeat(40)),
                _ => format!("{index}.bin"),
            };
            // Windows has no such names.
            let name = if cfg!(windows) {
                name.replace(['"', '?'], "'")
            } else {
                name
            };
            let bytes = noise(random.u64(..), size);
            files.insert(bench.file(name, &bytes), bytes);
        }
        let data = bench.path("data");
        fs::create_dir_all(&data).unwrap();
        fs::write(data.join("settings.toml"), "stall_seconds = 5\n").unwrap();
        Self {
            number,
            seed,
            random,
            bench,
            proxy,
            files,
        }
    }

    /// Kills at most this often. Returns how often.
    fn play(mut self, max: usize, tally: &Tally) -> usize {
        let began = Instant::now();
        let place = format!("seed {}, round {}", self.seed, self.number);
        let whole = vec![self.bench.path("files")];
        let (mut kills, mut runs, mut again) = (0, 0, 0);
        let mut paths = whole;
        loop {
            runs += 1;
            let moment = (kills < max).then(|| self.moment());
            let end = self.upload(&paths, runs > 1, moment);
            paths.clear();
            match end {
                End::Killed => {
                    kills += 1;
                    continue;
                }
                End::ByItself(code) => tally.check(code == Some(0), || {
                    format!("{place}: run {runs} ended with {code:?}: {}", self.last_words())
                }),
            }
            // The first run may have been killed before it recorded its files.
            let recorded: BTreeSet<PathBuf> = self.history().iter().map(path_of).collect();
            paths = self
                .files
                .keys()
                .filter(|path| !recorded.contains(*path))
                .cloned()
                .collect();
            if paths.is_empty() || runs > max + 20 {
                break;
            }
            again += paths.len();
        }
        wait_until("the last PUT", || self.proxy.running_puts() == 0);
        let lost = self.judge(&place, tally);
        let Judged {
            objects,
            in_doubt,
            doubles,
            lost,
        } = lost;
        println!(
            "{:5}  {:5}  {kills:5}  {runs:4}  {:4}  {objects:7}  {in_doubt:8}  {doubles:15}  {again:11}  {lost:4}  {:7.1}",
            self.number,
            self.files.len(),
            self.proxy.puts().len(),
            began.elapsed().as_secs_f64()
        );
        kills.max(1)
    }

    fn moment(&mut self) -> Moment {
        match self.random.u32(0..10) {
            0..2 => Moment::After(Duration::from_millis(self.random.u64(0..150))),
            2..5 => Moment::After(Duration::from_millis(self.random.u64(100..1500))),
            _ => {
                let puts = self.random.usize(1..40);
                Moment::AfterPuts(puts, Duration::from_micros(self.random.u64(0..4000)))
            }
        }
    }

    fn program(&self) -> Command {
        let mut command = program::program(&self.bench.path("data"));
        command.args(["--api-url", self.proxy.api_url()]);
        command.env("QUE_API_KEY_AUTH", self.bench.key().expose());
        command
    }

    fn log(&self, name: &str) -> File {
        let mut options = File::options();
        options.create(true).append(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(self.bench.path(name)).unwrap()
    }

    fn upload(&self, paths: &[PathBuf], resume: bool, moment: Option<Moment>) -> End {
        let mut command = self.program();
        command.args(["upload", "--json"]);
        if resume {
            command.arg("--resume");
        }
        command.args(paths).stdout(self.log("out")).stderr(self.log("err"));
        let stored = || self.proxy.count_upstream_puts(200);
        let (began, before) = (Instant::now(), stored());
        let mut child = command.spawn().unwrap();
        let mut reached = None;
        loop {
            if let Some(status) = child.try_wait().unwrap() {
                return End::ByItself(status.code());
            }
            let due = match moment {
                None => false,
                Some(Moment::After(time)) => began.elapsed() >= time,
                Some(Moment::AfterPuts(puts, time)) => {
                    if reached.is_none() && stored() >= before + puts {
                        reached = Some(Instant::now());
                    }
                    reached.is_some_and(|reached| reached.elapsed() >= time)
                }
            };
            if due || began.elapsed() > PATIENCE {
                child.kill().unwrap();
                child.wait().unwrap();
                return if due { End::Killed } else { End::ByItself(None) };
            }
            std::thread::sleep(Duration::from_micros(300));
        }
    }

    fn history(&self) -> Vec<Value> {
        let mut command = self.program();
        command
            .args(["history", "--json", "--limit", "100000"])
            .stdin(Stdio::null());
        let ended = program::run(&mut command);
        ended.assert_code(0).lines()
    }

    /// The last messages of the runs.
    fn last_words(&self) -> String {
        let mut words = String::new();
        for name in ["out", "err"] {
            let text = fs::read_to_string(self.bench.path(name)).unwrap_or_default();
            let failed = text.lines().filter(|line| line.contains("\"failed\"") || name == "err");
            let lines: Vec<_> = failed.collect();
            words.push_str(&lines[lines.len().saturating_sub(4)..].join("\n"));
        }
        words
    }

    fn judge(&self, place: &str, tally: &Tally) -> Judged {
        let history = self.history();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let mut keys = BTreeMap::new();
        let mut doubtful = BTreeSet::new();
        let mut of_file: BTreeMap<PathBuf, Vec<String>> = BTreeMap::new();
        for record in &history {
            let path = path_of(record);
            if let Some(key) = record["key"].as_str() {
                keys.insert(key.to_owned(), path.clone());
                of_file.entry(path).or_default().push(key.to_owned());
            }
            let unknown = record["unknown_outcomes"].as_array().cloned().unwrap_or_default();
            doubtful.extend(unknown.iter().map(|object| text(&object["key"])));
        }
        let mut lost = 0;
        let mut must = |holds: bool, words: String| {
            lost += usize::from(!holds);
            tally.check(holds, || format!("{place}: {words}"));
        };

        // Everything the storage accepted, as the proxy saw it, is on record.
        let mut stored = BTreeSet::new();
        for request in self.proxy.all() {
            if request.method == "PUT"
                && request
                    .upstream_status
                    .is_some_and(|status| (200..300).contains(&status))
            {
                stored.insert(request.path.splitn(3, '/').nth(2).unwrap_or_default().to_owned());
            }
        }
        for key in &stored {
            must(
                keys.contains_key(key) || doubtful.contains(key),
                format!("{key} was answered 2xx and is not on record"),
            );
        }
        // So is everything in the bucket. A file's second object is recorded as one in doubt.
        let objects = objects(&self.bench.path("server/que-uploader-sandbox/objects"));
        for key in objects.keys() {
            must(
                keys.contains_key(key) || doubtful.contains(key),
                format!("{key} lies in the bucket and is not on record"),
            );
        }
        // Every file is stored, with one record, byte for byte.
        for (path, bytes) in &self.files {
            let keys = of_file.get(path).cloned().unwrap_or_default();
            must(keys.len() == 1, format!("{} has the keys {keys:?}", path.display()));
            for key in keys {
                let same = objects
                    .get(&key)
                    .is_some_and(|object| fs::read(object).unwrap() == *bytes);
                must(same, format!("{key} is not what {} is", path.display()));
            }
        }
        // Everything announced is on record with the same key.
        let out = fs::read_to_string(self.bench.path("out")).unwrap_or_default();
        for line in out.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok()) {
            if line["event"] == "uploaded" {
                let known = keys.get(line["key"].as_str().unwrap_or_default());
                must(
                    known == Some(&PathBuf::from(text(&line["path"]))),
                    format!("{line} was announced; on record is {known:?}"),
                );
            }
        }
        // No row is stuck.
        let mut last = self.program();
        let ended = program::run(last.args(["upload", "--resume", "--json"]));
        let summary = ended.events("summary").pop().unwrap_or_default();
        must(
            ended.code == Some(0) && summary["files"] == 0,
            format!("a last run ended with {:?}: {summary}", ended.code),
        );
        let err = fs::read_to_string(self.bench.path("err")).unwrap_or_default();
        must(!err.contains("panicked"), format!("a panic: {err}"));
        Judged {
            objects: objects.len(),
            in_doubt: doubtful.len(),
            doubles: doubtful.iter().filter(|key| objects.contains_key(*key)).count(),
            lost,
        }
    }
}

struct Judged {
    objects: usize,
    in_doubt: usize,
    doubles: usize,
    lost: usize,
}

fn path_of(record: &Value) -> PathBuf {
    PathBuf::from(record["path"].as_str().unwrap_or_default())
}

/// The objects in the sandbox's buckets, by their key.
fn objects(root: &Path) -> BTreeMap<String, PathBuf> {
    let mut found = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap().map(Result::unwrap) {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            // First the bucket. Windows has other separators than a key.
            let inside = path.strip_prefix(root).unwrap().components().skip(1);
            let names: Vec<_> = inside.map(|name| name.as_os_str().to_str().unwrap()).collect();
            let key = names.join("/");
            if key.starts_with("uploads/") {
                found.insert(key, path.clone());
            }
        }
    }
    found
}
