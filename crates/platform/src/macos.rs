//! macOS: files that Finder or the Dock hands over arrive as `application:openURLs:` at the application's delegate.
//!
//! winit 0.30 sets a delegate of its own without that method, so it is added to the delegate's class. That has to happen
//! between the delegate's creation and the end of the launch, in which the system delivers the files that the program was
//! started with: a notification says when.

#![expect(unsafe_code, reason = "the Objective-C runtime takes methods as untyped pointers")]

use std::{mem, path::PathBuf, ptr::NonNull, sync::OnceLock};

use block2::RcBlock;
use objc2::{
    MainThreadMarker, ffi,
    runtime::{AnyClass, AnyObject, Imp, Sel},
    sel,
};
use objc2_app_kit::{NSApplication, NSApplicationWillFinishLaunchingNotification};
use objc2_foundation::{NSArray, NSNotification, NSNotificationCenter, NSURL};

type Deliver = Box<dyn Fn(Vec<PathBuf>) + Send + Sync>;

/// The method takes no other state.
static DELIVER: OnceLock<Deliver> = OnceLock::new();

pub(super) fn listen(deliver: Deliver) {
    if DELIVER.set(deliver).is_err() {
        return;
    }
    let launching = RcBlock::new(|_: NonNull<NSNotification>| add_method());
    // SAFETY: the block has the signature of an observer and no captured state; the name is the system's constant.
    let observer = unsafe {
        NSNotificationCenter::defaultCenter().addObserverForName_object_queue_usingBlock(
            Some(NSApplicationWillFinishLaunchingNotification),
            None,
            None,
            &launching,
        )
    };
    // It observes for as long as the program runs.
    mem::forget(observer);
}

fn add_method() {
    let Some(main) = MainThreadMarker::new() else { return };
    let app = NSApplication::sharedApplication(main);
    let Some(delegate) = app.delegate() else { return };
    let object: &AnyObject = (*delegate).as_ref();
    let class: *const AnyClass = object.class();
    // SAFETY: the runtime calls it with the arguments that the selector and the types below say.
    let method = unsafe {
        mem::transmute::<extern "C-unwind" fn(&AnyObject, Sel, &NSApplication, &NSArray<NSURL>), Imp>(open_urls)
    };
    // SAFETY: the class exists for as long as its object, and classes take methods at any time. `v@:@@` is void, the object,
    // the selector and two objects.
    unsafe { ffi::class_addMethod(class.cast_mut(), sel!(application:openURLs:), method, c"v@:@@".as_ptr()) };
    // The application asks its delegate only once what it can do.
    app.setDelegate(None);
    app.setDelegate(Some(&delegate));
}

extern "C-unwind" fn open_urls(_: &AnyObject, _: Sel, _: &NSApplication, urls: &NSArray<NSURL>) {
    let paths: Vec<_> = urls
        .iter()
        .filter(|url| url.isFileURL())
        .filter_map(|url| url.path())
        .map(|path| PathBuf::from(path.to_string()))
        .collect();
    if let Some(deliver) = DELIVER.get()
        && !paths.is_empty()
    {
        deliver(paths);
    }
}
