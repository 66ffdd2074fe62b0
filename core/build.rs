//! Stops a build that lost the cfg behind which the scylla crate keeps its host listener.

fn main() {
    println!("cargo:rerun-if-env-changed=CARGO_CFG_SCYLLA_UNSTABLE");
    if std::env::var_os("CARGO_CFG_SCYLLA_UNSTABLE").is_none() {
        println!("cargo::error=build with RUSTFLAGS=\"--cfg scylla_unstable\"; .cargo/config.toml sets it");
    }
}
