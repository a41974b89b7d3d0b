//! Moving a whole space from Cobot at the command line: what it needs, and what it says where that is not there.

use crate::support::Desk;

#[test]
fn moving_a_space_says_what_it_lacks() {
    let (there, here) = (Desk::new(), Desk::new());
    let (server, _) = there.demo("--rate-limit 0");
    here.result("seed --spaces 1 --members 2 --resources 1 --bookings 1");
    let cobot = format!("http://localhost:{}", server.address.port());
    here.write("token", "another");
    here.run(&format!("import cobot seed-1 --from harbour --token-file token --cobot-url {cobot}"))
        .fails_with(&["does not know the token"]);
    here.run("import cobot seed-1 --from harbour --token-file nothing").fails_with(&["cannot be read", "--token-file"]);
    here.run("import cobot nowhere --from harbour --token-file token").fails_with(&["belongs to no space"]);
    here.run("import cobot seed-1 --from a.b --token-file token").fails_with(&["first part of the address"]);
    here.run("import cobot seed-1 --from harbour --token-file token --cobot-url http://cobot.me").is_unusable(&["https"]);
}
