//! What macOS asks of a program through its application delegate: files that Finder or the Dock opens with it, and Quit.
//!
//! winit 0.30 installs a delegate that answers neither. Files opened with the program are lost, and Quit (⌘Q, or the Dock's
//! menu) ends the process without asking the window. [`handle_requests`] adds the two missing methods to winit's delegate.

use std::{path::PathBuf, sync::OnceLock};

use objc2::{
    MainThreadMarker,
    ffi::class_addMethod,
    msg_send,
    runtime::{AnyClass, AnyObject, Imp, Sel},
    sel,
};
use objc2_app_kit::{NSApplication, NSApplicationTerminateReply};
use objc2_foundation::{NSAppleEventDescriptor, NSAppleEventManager, NSArray, NSURL};

/// The class of winit's application delegate. winit 0.30 creates it together with its event loop.
const DELEGATE: &std::ffi::CStr = c"WinitApplicationDelegate";

/// The attribute of a quit event that says why the *system* quits the program: log out, restart or shut down
/// (`kAEQuitReason`, "why?"). Absent when a person chose Quit.
const QUIT_REASON: u32 = u32::from_be_bytes(*b"why?");

/// What the program does with requests. Called on the main thread.
struct Handlers {
    open: Box<dyn Fn(Vec<PathBuf>) + Send + Sync>,
    quit: Box<dyn Fn() -> bool + Send + Sync>,
}

static HANDLERS: OnceLock<Handlers> = OnceLock::new();

/// Why requests of the system can't be received.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RequestError {
    /// The call came from a thread other than the main thread.
    #[error("requests of the system can only be handled on the main thread")]
    NotMainThread,
    /// There is no winit event loop yet, or winit has changed its delegate.
    #[error("winit's application delegate was not found")]
    NoDelegate,
    /// winit's delegate answers these requests itself, or this function was called before.
    #[error("requests of the system are handled already")]
    Handled,
}

/// Receives files that the system opens with the program, and asks before it quits.
///
/// Call this on the main thread, once, after the winit event loop was built and before it runs: files that started the program
/// arrive as soon as the loop runs. `open` gets local paths. `quit` is called when a person chooses Quit: it returns `true` if
/// the program takes care of it, for example by asking the window to close, and `false` to end the process at once. When the
/// system logs out, restarts or shuts down, the process ends without a question, as winit alone would do.
///
/// # Errors
/// [`RequestError`]; the program works without.
pub fn handle_requests(
    open: impl Fn(Vec<PathBuf>) + Send + Sync + 'static,
    quit: impl Fn() -> bool + Send + Sync + 'static,
) -> Result<(), RequestError> {
    let main_thread = MainThreadMarker::new().ok_or(RequestError::NotMainThread)?;
    let class = AnyClass::get(DELEGATE).ok_or(RequestError::NoDelegate)?;
    let handlers = Handlers {
        open: Box::new(open),
        quit: Box::new(quit),
    };
    HANDLERS.set(handlers).map_err(|_| RequestError::Handled)?;
    add_methods(class)?;
    // AppKit may have asked the delegate already what it answers to. Setting it again makes AppKit ask anew.
    let app = NSApplication::sharedApplication(main_thread);
    let delegate = app.delegate();
    app.setDelegate(None);
    app.setDelegate(delegate.as_deref());
    Ok(())
}

#[expect(unsafe_code, reason = "Objective-C methods are added by address and type code")]
fn add_methods(class: &AnyClass) -> Result<(), RequestError> {
    type OpenUrls = extern "C-unwind" fn(&AnyObject, Sel, &AnyObject, &NSArray<NSURL>);
    type ShouldTerminate = extern "C-unwind" fn(&AnyObject, Sel, &AnyObject) -> NSApplicationTerminateReply;
    let class = std::ptr::from_ref(class).cast_mut();
    // SAFETY: `class` is registered and classes live as long as the process. Each function has the signature that its type
    // code describes and that AppKit calls: `v@:@@` is (self, selector, NSApplication, NSArray) without a result, `Q@:@` is
    // (self, selector, NSApplication) with an NSUInteger. The casts keep the calling convention.
    let added = unsafe {
        let open = std::mem::transmute::<OpenUrls, Imp>(open_urls);
        let terminate = std::mem::transmute::<ShouldTerminate, Imp>(should_terminate);
        class_addMethod(class, sel!(application:openURLs:), open, c"v@:@@".as_ptr()).as_bool()
            && class_addMethod(class, sel!(applicationShouldTerminate:), terminate, c"Q@:@".as_ptr()).as_bool()
    };
    if added { Ok(()) } else { Err(RequestError::Handled) }
}

extern "C-unwind" fn open_urls(_delegate: &AnyObject, _selector: Sel, _app: &AnyObject, urls: &NSArray<NSURL>) {
    let paths: Vec<_> = urls.iter().filter_map(|url| url.to_file_path()).collect();
    if let Some(handlers) = HANDLERS.get()
        && !paths.is_empty()
    {
        (handlers.open)(paths);
    }
}

extern "C-unwind" fn should_terminate(
    _delegate: &AnyObject,
    _selector: Sel,
    _app: &AnyObject,
) -> NSApplicationTerminateReply {
    let handled = !system_quits() && HANDLERS.get().is_some_and(|handlers| (handlers.quit)());
    if handled {
        NSApplicationTerminateReply::TerminateCancel
    } else {
        NSApplicationTerminateReply::TerminateNow
    }
}

/// Whether the quit event that is being handled comes from the end of the session.
#[expect(
    unsafe_code,
    reason = "the safe method wants one more crate for the name of an integer type"
)]
fn system_quits() -> bool {
    let Some(event) = NSAppleEventManager::sharedAppleEventManager().currentAppleEvent() else {
        return false;
    };
    // SAFETY: `attributeDescriptorForKeyword:` takes an AEKeyword, which is an unsigned 32-bit integer, and returns a
    // descriptor or nil.
    let reason: Option<objc2::rc::Retained<NSAppleEventDescriptor>> =
        unsafe { msg_send![&*event, attributeDescriptorForKeyword: QUIT_REASON] };
    reason.is_some()
}
