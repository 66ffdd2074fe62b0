//! Sets up the link flags of a Node.js addon.

fn main() {
    napi_build::setup();
}
