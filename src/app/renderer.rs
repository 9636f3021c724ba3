//! What draws the window.

use eframe::{CreationContext, NativeOptions};

/// The options for each way to draw, to be tried until a window opens. On Windows OpenGL comes first, because it starts
/// faster; remote desktops and virtual machines may lack it, and there Direct3D 12 draws.
pub(super) fn each(options: NativeOptions) -> Vec<NativeOptions> {
    #[cfg(windows)]
    {
        let with = |renderer| NativeOptions {
            renderer,
            ..options.clone()
        };
        vec![with(eframe::Renderer::Glow), with(eframe::Renderer::Wgpu)]
    }
    #[cfg(not(windows))]
    vec![options]
}

/// What draws this window, for the log.
pub(super) fn name(window: &CreationContext<'_>) -> String {
    #[cfg(windows)]
    if let Some(state) = &window.wgpu_render_state {
        let adapter = state.adapter.get_info();
        return format!("Direct3D 12 ({})", adapter.name);
    }
    let _ = window;
    "OpenGL".to_owned()
}
