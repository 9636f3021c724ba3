//! What each command does.

use std::{
    path::PathBuf,
    sync::{Arc, atomic::Ordering},
};

use tokio::runtime::Handle;

use super::{ContentOrder, Finished, StopReason, Worker};
use crate::{
    UnfinishedPolicy, connection,
    context::Context,
    copies, drag_out, existing, find_or_keep, keys, lookup, metadata, records, save,
    scan::{self, Scan},
    why_missing,
};
use model::{
    Command, Details, Event, ExportFormat, Hold, InspectionRequest, Job, KeptStore, MissingCredentials, Said,
    SaveOrder, Settings, Upload, UploadId,
};
use que_sdk::secret::ApiKey;
use store::{Change, ProtectedData, Store};

/// The earlier credentials that were kept of the file of this upload. A failure was reported when it was signed.
/// Otherwise, why those that its signed copy names are not there.
async fn kept(context: &Context, upload: Option<Upload>) -> (Option<KeptStore>, Option<MissingCredentials>) {
    let Some((kept, upload)) = context.kept_credentials.clone().zip(upload) else {
        return (None, None);
    };
    let decoders = context.decoders.clone();
    let finding = tokio::task::spawn_blocking(move || {
        let found = find_or_keep(&kept, &upload, &decoders);
        let missing = why_missing(&upload, &found);
        (found.ok().flatten(), missing)
    });
    finding.await.unwrap_or_default()
}

impl Worker {
    pub(super) async fn handle(&mut self, command: Command) {
        // A scan needs no server. What it finds waits for the new one.
        if self.pending_switch.is_some() && !matches!(command, Command::Scan { .. }) {
            self.deferred.push_back(command);
            return;
        }
        match command {
            Command::Scan { batch, paths } => self.walk(batch, paths),
            Command::Enqueue(jobs) => self.enqueue(jobs),
            Command::Retry(jobs) => self.retry(jobs).await,
            Command::Pause(ids) => self.stop(&ids, StopReason::Pause).await,
            Command::Cancel(ids) => self.stop(&ids, StopReason::Cancel).await,
            Command::Remove(ids) => self.remove(&ids).await,
            Command::PutBack(uploads) => self.put_back(uploads).await,
            Command::Discard(uploads) => {
                // Not awaited.
                drop(tokio::task::spawn_blocking(move || drop(uploads)));
            }
            Command::Sign(orders) => self.content.extend(orders.into_iter().map(ContentOrder::Sign)),
            Command::CheckCredentials(orders) => self.inspect_credentials(orders),
            Command::ReadMetadata(files) => self.read_metadata(files),
            Command::LookOnArrival(orders) => self.look_on_arrival(orders),
            Command::Save(order) => self.save(order),
            Command::SaveAll(orders) => self.save_all(orders),
            Command::FindLink(order) => self.spawn(save::find_link(self.context.clone(), order)),
            Command::FetchCopy(order) => self.spawn(copies::fetch(self.context.clone(), order)),
            Command::PrepareDrag(order) => self.spawn(drag_out::prepare(self.context.clone(), order)),
            Command::KeepPresets(presets) => self.session.keep_presets(&self.context, presets).await,
            Command::Verify(orders) => self.verify(orders).await,
            Command::LoadDetails(id) => self.load_details(id),
            Command::LeaveUnsigned(ids) => self.leave_unsigned(ids).await,
            Command::SetMediaType { ids, media_type } => self.set_media_type(ids, media_type).await,
            Command::SearchHistory { number, search } => {
                self.latest_search.fetch_max(number, Ordering::SeqCst);
                let latest = Arc::clone(&self.latest_search);
                self.spawn(records::search(self.context.clone(), latest, number, search));
            }
            Command::ReadHistory(ids) => self.spawn(records::read(self.context.clone(), ids)),
            Command::ReadRecords { bulk_operation, ids } => {
                self.spawn(records::read_for(self.context.clone(), bulk_operation, ids));
            }
            Command::LookUp { number, paths } => self.look_up(number, paths),
            Command::StopLookup => self.lookup.cancel(),
            Command::Forget(ids) => self.spawn(records::forget(self.context.clone(), ids)),
            Command::Copy { ids, format } => self.spawn(records::copy(self.context.clone(), ids, format)),
            Command::Export { ids, format, path } => self.export(ids, format, path),
            Command::UseSettings(settings) => self.use_settings(settings).await,
            Command::SetKey { key, keep } => self.set_key(key, keep),
            Command::ForgetKey => self.forget_key(),
            Command::TestConnection => self.test_connection(),
            Command::RetryNetwork => self.context.network.retry_now(),
            Command::Check(command) => self.check(command),
        }
    }

    /// Walks files and folders.
    fn walk(&mut self, batch: u64, paths: Vec<PathBuf>) {
        let (events, quit) = (self.context.events.clone(), self.context.quit.clone());
        let (rules, settings_file) = self.session.folders();
        self.tasks.spawn_blocking(move || {
            let own = ProtectedData::beside(settings_file.as_deref());
            let scan = Scan {
                batch,
                paths,
                rules,
                own,
            };
            scan::scan(scan, &events, &quit);
            Finished::Other
        });
    }

    /// Queues ended uploads again.
    async fn retry(&mut self, jobs: Vec<Job>) {
        self.context.gate.try_again();
        let ids: Vec<_> = jobs.iter().map(|job| job.id).collect();
        // The disk may have been full when they were added.
        let changes = vec![Change::Ensured(jobs.clone()), Change::Requeued(ids)];
        match self.record_for(&jobs, changes).await {
            Ok(()) => self.pending.extend(jobs),
            Err(failure) => self.fail_all(&jobs, &failure),
        }
    }

    /// Downloads a signed copy.
    fn save(&mut self, order: SaveOrder) {
        let (context, running) = (self.context.clone(), Arc::clone(&self.content_running));
        self.tasks.spawn(async move {
            save::save(&context, order).await;
            drop(running);
            Finished::Other
        });
    }

    /// Downloads signed copies.
    fn save_all(&mut self, orders: Vec<SaveOrder>) {
        let (context, running) = (self.context.clone(), Arc::clone(&self.content_running));
        self.tasks.spawn(async move {
            save::save_all(&context, orders).await;
            drop(running);
            Finished::Other
        });
    }

    /// Applies new settings, which may name another server.
    async fn use_settings(&mut self, settings: Settings) {
        let held = settings.paused;
        if held {
            self.start_over();
        }
        if self.session.is_other_server(&settings) {
            self.leave(settings).await;
        } else {
            self.session.use_settings(&self.context, settings).await;
        }
    }

    /// Uses this key from now on, and stores it in the keyring if asked to.
    fn set_key(&mut self, key: ApiKey, keep: bool) {
        self.reported_no_key = false;
        self.session.use_key(&self.context, Some(&key));
        let (keyring, origin) = (Arc::clone(&self.session.keyring), self.session.origin());
        let (events, epoch) = (self.context.events.clone(), self.context.epoch.clone());
        let gate = self.context.gate.clone();
        self.tasks.spawn(async move {
            let state = keys::keep(&keyring, origin, key, keep).await;
            // Report it only for the server that it is for.
            if !epoch.is_cancelled() {
                events.send(Event::ApiKeyChanged(state));
                // The server may have refused the key before the keyring stored it. The event above must not
                // hide that.
                if gate.was_refused() {
                    events.send(Event::HoldBegan(Hold::NeedsKey { refused: true }));
                }
            }
            Finished::Other
        });
    }

    /// Uses no key from now on, and deletes it from the keyring.
    fn forget_key(&mut self) {
        self.reported_no_key = false;
        self.session.use_key(&self.context, None);
        let (keyring, origin) = (Arc::clone(&self.session.keyring), self.session.origin());
        let (events, epoch) = (self.context.events.clone(), self.context.epoch.clone());
        self.tasks.spawn(async move {
            let state = keys::forget(&keyring, origin).await;
            // Report it only for the server that it is for.
            if !epoch.is_cancelled() {
                events.send(Event::ApiKeyChanged(state));
            }
            Finished::Other
        });
    }

    /// Looks for Content Credentials in files.
    fn inspect_credentials(&mut self, orders: Vec<InspectionRequest>) {
        let context = self.context.clone();
        self.tasks.spawn(async move {
            existing::inspect_all(&context, orders).await;
            Finished::Other
        });
    }

    /// Reads what files say about themselves.
    fn read_metadata(&mut self, files: Vec<InspectionRequest>) {
        let context = self.context.clone();
        self.tasks.spawn(async move {
            metadata::read_all(&context, files).await;
            Finished::Other
        });
    }

    /// Looks for Content Credentials in files that were added, one file at a time: what is asked for goes first.
    fn look_on_arrival(&mut self, orders: Vec<InspectionRequest>) {
        let context = self.context.clone();
        self.tasks.spawn(async move {
            let turn = Arc::clone(&context.arrival_permit).acquire_owned();
            tokio::select! {
                () = context.quit.cancelled() => {}
                _turn = turn => existing::inspect_all(&context, orders).await,
            }
            Finished::Other
        });
    }

    /// Exports records to a file.
    fn export(&mut self, ids: Vec<UploadId>, format: ExportFormat, path: PathBuf) {
        let (context, runtime) = (self.context.clone(), Handle::current());
        self.tasks.spawn_blocking(move || {
            records::export(&context, &runtime, &ids, format, path);
            Finished::Other
        });
    }

    /// Hashes files to find them in the history. Ends the previous lookup.
    fn look_up(&mut self, number: u64, paths: Vec<PathBuf>) {
        self.lookup.cancel();
        self.lookup = self.context.quit.child_token();
        let (context, runtime, stop) = (self.context.clone(), Handle::current(), self.lookup.clone());
        self.tasks.spawn_blocking(move || {
            lookup::run(&context, &runtime, number, &paths, &stop);
            Finished::Other
        });
    }

    /// Reports how many files wait at other servers.
    pub(super) fn report_waiting(&mut self) {
        if self.session.unfinished == UnfinishedPolicy::Resume {
            let (profiles, other) = (self.session.others(), self.session.other_database());
            let work = records::report_waiting(self.context.clone(), profiles, other, self.session.sandbox);
            self.spawn(work);
        }
    }

    fn load_details(&mut self, id: UploadId) {
        let context = self.context.clone();
        self.tasks.spawn(async move {
            let read = move |store: &mut Store| {
                let (uploads, _) = store.read_uploads(&[id])?;
                Ok((store.details(id)?, uploads.into_iter().next()))
            };
            match context.store_writer.run(read).await {
                Ok((details, upload)) => {
                    let requests = context.activity.of(id);
                    let (kept, not_kept) = kept(&context, upload).await;
                    let details = Details {
                        requests,
                        kept,
                        not_kept,
                        ..details
                    };
                    context.events.send(Event::Details(details));
                }
                Err(failure) => context.events.send(Event::trouble(Said::Failure(Box::new(failure)))),
            }
            Finished::Other
        });
    }

    /// Marks these so that later runs do not sign them either.
    async fn leave_unsigned(&self, ids: Vec<UploadId>) {
        for id in ids.into_iter().filter(|id| id.is_recorded()) {
            if let Err(failure) = self.context.store_writer.record(Change::SignSkipped(id)).await {
                self.report_trouble(&failure);
            }
        }
    }

    /// The type applies to the next attempt. A running one keeps its own.
    async fn set_media_type(&self, ids: Vec<UploadId>, media_type: Option<String>) {
        let change = Change::MediaTypeSet {
            ids: ids.clone(),
            media_type: media_type.clone(),
        };
        if let Err(failure) = self.context.store_writer.record(change).await {
            self.report_trouble(&failure);
        }
        self.choose_types(ids.into_iter().map(|id| (id, media_type.clone())));
    }

    pub(super) fn choose_types(&self, types: impl Iterator<Item = (UploadId, Option<String>)>) {
        let mut chosen = self.context.chosen_types.lock();
        for (id, media_type) in types {
            match media_type {
                Some(media_type) => drop(chosen.insert(id, media_type)),
                None => drop(chosen.remove(&id)),
            }
        }
    }

    fn test_connection(&mut self) {
        let events = self.context.events.clone();
        let (que, has_key) = self.session.client_for_test();
        let epoch = self.context.epoch.clone();
        self.tasks.spawn(async move {
            let report = connection::test_connection(que, has_key).await;
            if !epoch.is_cancelled() {
                events.send(Event::ConnectionTested(report));
            }
            Finished::Other
        });
    }
}
