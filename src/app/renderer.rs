//! What draws the window.

use eframe::NativeOptions;

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
