//! Arguments of `upload`, and those about signing and waiting that `sign` and `verify` share with it.

use std::{path::PathBuf, time::Duration};

use clap::{
    Args,
    builder::{PossibleValue, PossibleValuesParser},
};

use crate::cli::{
    existing::ExistingOption,
    manifest::{AllActionsOption, TrainingOption},
};
use content_credentials::Origin;
use engine::RetryPolicy;
use model::{MAX_PARALLEL_UPLOADS, Settings, UploadsAtOnce};

/// Arguments of `upload`.
#[derive(Debug, Args)]
pub(in crate::cli) struct UploadOptions {
    /// Files and folders to upload.
    #[arg(value_name = "PATH", required_unless_present = "resume")]
    pub(in crate::cli) paths: Vec<PathBuf>,
    /// Finish what earlier runs left in the queue, and retry what failed or was paused.
    #[arg(long)]
    pub(in crate::cli) resume: bool,
    /// Print one JSON object per line to standard output.
    #[arg(long)]
    pub(in crate::cli) json: bool,
    #[command(flatten)]
    pub(in crate::cli) steps: StepOptions,
    #[command(flatten)]
    pub(in crate::cli) folders: FolderOptions,
    #[command(flatten)]
    pub(in crate::cli) wait_limits: WaitLimits,
    #[command(flatten)]
    pub(in crate::cli) manifest: ManifestOptions,
}

/// How many uploads run at once, and what follows each of them. Shared with `watch`.
#[derive(Debug, Clone, Copy, Args)]
pub(in crate::cli) struct StepOptions {
    /// Number of parallel uploads.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=i64::from(MAX_PARALLEL_UPLOADS)))]
    pub(in crate::cli) jobs: Option<u8>,
    /// Sign each file after its upload. Requires --manifest or --origin, except for files that already have Content Credentials.
    /// Implied by --preset.
    #[arg(long)]
    pub(in crate::cli) sign: bool,
    /// Verify each signed copy, or the uploaded object if it isn't signed.
    #[arg(long)]
    pub(in crate::cli) verify: bool,
}

impl StepOptions {
    /// Lets them override the settings.
    pub(in crate::cli) fn apply(self, settings: &mut Settings) {
        // The window's queue may be paused, but a command is meant to run now.
        settings.paused = false;
        settings.verify_signed = false;
        if let Some(jobs) = self.jobs {
            settings.jobs = UploadsAtOnce::Fixed(jobs);
        }
    }
}

/// What to take from folders in addition to ordinary files.
#[derive(Debug, Clone, Copy, Args)]
#[command(next_help_heading = "Folders")]
pub(in crate::cli) struct FolderOptions {
    /// Include hidden files and folders, such as .env and .git. Paths that you name are always included.
    #[arg(long)]
    pub(in crate::cli) include_hidden: bool,
    /// Include files that operating systems create, such as .DS_Store and Thumbs.db.
    #[arg(long)]
    pub(in crate::cli) include_system_files: bool,
    /// Follow symbolic links that lead outside of their folder.
    #[arg(long)]
    pub(in crate::cli) follow_links: bool,
}

/// How long a script is willing to wait.
#[derive(Debug, Clone, Copy, Args)]
pub(in crate::cli) struct WaitLimits {
    /// How long to wait for a network or a server that is unavailable (502, 503, 504 and similar) before the remaining
    /// files fail.
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    longest_outage: u32,
    /// How long to wait without a break for a server that limits requests (429) before the remaining files fail.
    #[arg(long, value_name = "SECONDS", default_value_t = 300)]
    longest_wait: u32,
}

impl WaitLimits {
    /// These limits as the engine takes them.
    pub(in crate::cli) fn policy(self) -> RetryPolicy {
        let seconds = |count: u32| Some(Duration::from_secs(count.into()));
        RetryPolicy {
            longest_outage: seconds(self.longest_outage),
            longest_rate_limit: seconds(self.longest_wait),
            ..RetryPolicy::default()
        }
    }
}

/// What to sign with: a manifest file, a preset, or the answers to a few questions.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Signing")]
pub(in crate::cli) struct ManifestOptions {
    /// JSON file with the manifest definition to sign with.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["preset", "origin", "all_actions", "title", "author", "headline", "caption", "credit", "copyright", "training", "from_metadata"])]
    pub(in crate::cli) manifest: Option<PathBuf>,
    /// Preset to sign with, as saved in the window. It is filled in for each file. The options below override its fields.
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) preset: Option<String>,
    /// Where the files came from. Only you can say this, so there is no default. With --existing sign, only files without Content
    /// Credentials need it: the others were opened, and their credentials say where they came from.
    #[arg(long, value_name = "ORIGIN", value_parser = origins())]
    pub(in crate::cli) origin: Option<String>,
    /// Whether the manifest lists everything that was done to the files: yes if nothing was edited besides what it says. Only you
    /// can say this. A file that already has Content Credentials is written as opened; without an answer, as opened and not edited. A
    /// no is always kept.
    #[arg(long, value_enum, value_name = "ANSWER")]
    pub(in crate::cli) all_actions: Option<AllActionsOption>,
    /// Title in the manifest. By default, the file name without its extension.
    #[arg(long)]
    pub(in crate::cli) title: Option<String>,
    /// Author in the manifest. Separate several with a semicolon; double it to keep it in a name.
    #[arg(long)]
    pub(in crate::cli) author: Option<String>,
    /// Headline in the manifest.
    #[arg(long)]
    pub(in crate::cli) headline: Option<String>,
    /// Caption in the manifest.
    #[arg(long)]
    pub(in crate::cli) caption: Option<String>,
    /// Credit line in the manifest.
    #[arg(long)]
    pub(in crate::cli) credit: Option<String>,
    /// Copyright notice in the manifest.
    #[arg(long)]
    pub(in crate::cli) copyright: Option<String>,
    /// Fill in what each file says about itself (EXIF, IPTC, XMP, QuickTime, ID3): creator, title, headline, caption, credit,
    /// copyright, camera, lens and time. Fields that the preset or another option sets stay. A file that can't be read is not
    /// signed.
    #[arg(long)]
    pub(in crate::cli) from_metadata: bool,
    /// With --from-metadata, also fill in where each file was made: city, country and GPS position.
    #[arg(long, requires = "from_metadata")]
    pub(in crate::cli) with_location: bool,
    /// Whether the files may be used for AI training and data mining.
    #[arg(long, value_enum)]
    pub(in crate::cli) training: Option<TrainingOption>,
    /// Add a verified identity: the server's certificate vouches for the manifest's assertions. The author is only a name.
    #[arg(long)]
    pub(in crate::cli) identity: bool,
    /// What to do with files that already have Content Credentials. [default: skip]
    #[arg(long, value_enum, value_name = "WHAT")]
    pub(in crate::cli) existing: Option<ExistingOption>,
    /// The server keeps earlier Content Credentials in its signed copies. Only some servers do. Can be set for a profile in
    /// the window.
    #[arg(long)]
    pub(in crate::cli) keeps_earlier_credentials: bool,
}

fn origins() -> PossibleValuesParser {
    let value = |origin: Origin| PossibleValue::new(origin.name()).help(origin.label());
    PossibleValuesParser::new(Origin::ALL.map(value))
}
