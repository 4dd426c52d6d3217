use staffcast::{diagnostics::*, files::Disk, input::*};
fn main() {
    let mut found = Diagnostics::new();
    let t = std::time::Instant::now();
    let path = std::env::args().nth(1).unwrap();
    let case = load_case(&Disk, path.as_ref(), &Overrides::default(), &mut found);
    eprintln!("{:?}", t.elapsed());
    match &case {
        Ok(Some(c)) => println!(
            "case: {} work rows, {} plans, {} series, {} growth, {} supply",
            c.workload.len(),
            c.adoption.len(),
            c.activity.len(),
            c.growth.len(),
            c.supply.len()
        ),
        Ok(None) => println!("none"),
        Err(e) => println!("{e}"),
    }
    anstream::print!("{}", render(&found.into_sorted()));
}
