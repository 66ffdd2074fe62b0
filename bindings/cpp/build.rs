//! Compiles the C++ half of the bridge into the static library.

fn main() {
    cxx_build::bridge("src/bridge.rs")
        .include("src")
        .std("c++20")
        .flag_if_supported("-fvisibility=hidden")
        .compile("unicql_bridge");
    println!("cargo:rerun-if-changed=src/bridge.rs");
    println!("cargo:rerun-if-changed=src/callback.h");
}
