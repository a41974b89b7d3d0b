//! A whole space moves from one server to another at the command line.

use crate::support::Desk;

/// How many things came to an end, of any kind.
fn sum(said: &str, outcome: &str) -> u32 {
    let of = |line: &str| line.split('\t').nth(2).filter(|_| line.split('\t').nth(1) == Some(outcome))?.parse::<u32>().ok();
    said.lines().filter_map(of).sum()
}

#[test]
fn a_space_moves_from_one_server_to_another() {
    let (there, here) = (Desk::new(), Desk::new());
    there.result("seed --spaces 1 --members 6 --resources 2 --bookings 12");
    here.result("seed --spaces 1 --members 1 --resources 1 --bookings 1 --seed 7");
    let token = there.command("token create --email owner-1@seed.test").args(["--scope", "read write"]).output().unwrap();
    here.write("token", String::from_utf8(token.stdout).unwrap().trim());
    let server = there.serve("--rate-limit 0");
    let import = |more: &str| {
        let cobot = format!("http://localhost:{}", server.address.port());
        format!("import cobot seed-1 --from seed-1 --token-file token --cobot-url {cobot} {more}")
    };
    let looked = here.result(&import("--dry-run"));
    assert!(looked.contains("memberships\tmade\t") && looked.contains("\tstay at Cobot\t"), "{looked}");
    let done = here.result(&import(""));
    assert!(sum(&done, "made") > 5, "{done}");
    assert_eq!(sum(&done, "made"), sum(&looked, "made"), "as it was foreseen: {looked}\n{done}");
    let again = here.result(&import(""));
    assert_eq!((sum(&again, "made"), sum(&again, "known")), (0, sum(&done, "made") + sum(&done, "known")), "{again}");

    here.write("token", "another");
    here.run(&import("")).fails_with(&["does not know the token"]);
    here.run("import cobot seed-1 --from harbour --token-file nothing").fails_with(&["cannot be read", "--token-file"]);
    here.run("import cobot nowhere --from harbour --token-file token").fails_with(&["belongs to no space"]);
    here.run("import cobot seed-1 --from a.b --token-file token").fails_with(&["first part of the address"]);
    here.run("import cobot seed-1 --from harbour --token-file token --cobot-url http://cobot.me").is_unusable(&["https"]);
}
