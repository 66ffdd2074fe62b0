//! Prints the tables of core as JSON, for the generator.

fn main() {
    println!("{:#}", unicql_core::schema::schema());
}
