//! A window that prints what is dropped on it.
//!
//! ```text
//! cargo run --example window
//! ```
//!
//! On Linux the drops come from `file-drop`, or from winit if `file-drop` can't receive them. On other systems they come from
//! winit.
#![allow(clippy::print_stdout, reason = "this is what an example is for")]

use std::{error::Error, sync::Arc};

use winit::{
    application::ApplicationHandler,
    event::WindowEvent,
    event_loop::{ActiveEventLoop, EventLoop},
    window::{Window, WindowId},
};

#[derive(Default)]
struct App {
    window: Option<Arc<Window>>,
    /// Receives drops until it is dropped itself.
    #[cfg(target_os = "linux")]
    target: Option<file_drop::Target>,
}

impl App {
    /// Whether to handle winit's own drop events.
    fn listens_to_winit(&self) -> bool {
        #[cfg(target_os = "linux")]
        return !self.target.as_ref().is_some_and(file_drop::Target::replaces_winit);
        #[cfg(not(target_os = "linux"))]
        true
    }
}

impl ApplicationHandler for App {
    fn resumed(&mut self, events: &ActiveEventLoop) {
        let attributes = Window::default_attributes().with_title("Drop files here");
        let window = match events.create_window(attributes) {
            Ok(window) => Arc::new(window),
            Err(error) => {
                println!("no window: {error}");
                events.exit();
                return;
            }
        };
        #[cfg(target_os = "linux")]
        match file_drop::Target::new(&window, file_drop::host_name(), print) {
            Ok(target) => self.target = Some(target),
            Err(error) => println!("winit handles drops: {error}"),
        }
        self.window = Some(window);
    }

    fn window_event(&mut self, events: &ActiveEventLoop, _: WindowId, event: WindowEvent) {
        match event {
            WindowEvent::CloseRequested => {
                #[cfg(target_os = "linux")]
                drop(self.target.take());
                events.exit();
            }
            WindowEvent::DroppedFile(path) if self.listens_to_winit() => {
                println!("dropped (winit): {}", path.display());
            }
            #[cfg(target_os = "linux")]
            WindowEvent::RedrawRequested => {
                // X11 shows the window even if this fails.
                let _ = self.window.as_ref().map(paint);
            }
            _ => {}
        }
    }
}

/// Runs on the target's thread. The source of the drop waits, so a program with more to do passes the event on.
#[cfg(target_os = "linux")]
fn print(event: file_drop::Event) {
    use file_drop::Event;
    match event {
        Event::Hovering { list: Some(list), .. } => println!("{} files hover", list.paths.len()),
        Event::Dropped { list, .. } => {
            for path in &list.paths {
                println!("dropped: {}", path.display());
            }
            for refused in &list.refused {
                println!("refused: {} ({:?})", refused.entry.display(), refused.reason);
            }
        }
        Event::Failed { reason, .. } => println!("the files could not be read: {reason:?}"),
        _ => {}
    }
}

/// Fills the window with gray: Wayland shows a window only once it has contents.
#[cfg(target_os = "linux")]
fn paint(window: &Arc<Window>) -> Result<(), Box<dyn Error>> {
    use std::num::NonZeroU32;

    let context = softbuffer::Context::new(Arc::clone(window))?;
    let mut surface = softbuffer::Surface::new(&context, Arc::clone(window))?;
    let size = window.inner_size();
    if let (Some(width), Some(height)) = (NonZeroU32::new(size.width), NonZeroU32::new(size.height)) {
        surface.resize(width, height)?;
        let mut pixels = surface.buffer_mut()?;
        pixels.fill(0x0060_6060);
        pixels.present()?;
    }
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    EventLoop::new()?.run_app(&mut App::default())?;
    Ok(())
}
