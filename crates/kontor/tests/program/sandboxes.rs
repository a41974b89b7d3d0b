//! A copy of a space, and a year of it.

use crate::support::Desk;

#[test]
fn a_year_of_a_sandbox_is_lived_through_at_the_command_line() {
    let desk = Desk::new();
    desk.result("seed --spaces 1 --members 12 --resources 3 --bookings 60");
    let made = desk.result("sandbox create seed-1");
    let (place, copied) = made.split_once('\n').unwrap();
    assert!(place.starts_with("http://seed-1-sandbox.localhost:3000\t"), "{made}");
    assert!(copied.contains("memberships\t12") && copied.contains("bookings\t60") && copied.contains("plans\t"), "{made}");
    assert!(desk.result("clock show seed-1-sandbox").ends_with("\tsandbox"));
    assert!(desk.result("clock show seed-1").contains("no sandbox"));

    let said = desk.result("clock advance seed-1-sandbox 14mo");
    let invoices = said.lines().find_map(|line| line.strip_prefix("invoices\t")).unwrap();
    assert!(invoices.parse::<u32>().unwrap() > 60, "{said}");
    assert!(desk.result("verify-invoices").contains(&format!("seed-1-sandbox\t{invoices}\t")));
    assert!(desk.result("verify-invoices seed-1").starts_with("seed-1\t0"), "the space itself is as it was");
    let before = desk.result("clock show seed-1-sandbox");
    desk.result("clock advance seed-1-sandbox P1D");
    assert_ne!(desk.result("clock show seed-1-sandbox"), before);

    desk.run("clock advance seed-1 3d").fails_with(&["Only sandboxes have a clock"]);
    desk.run("clock advance seed-1-sandbox -3d").fails_with(&["must lead forward"]);
    desk.run("clock advance seed-1-sandbox 30y").fails_with(&["20 years"]);
    desk.run("clock advance seed-1-sandbox soon").is_unusable(&["soon"]);
    desk.run("clock advance nowhere 3d").fails_with(&["belongs to no space"]);
    desk.run("sandbox create nowhere").fails_with(&["belongs to no space"]);
    desk.run("sandbox create seed-1 --subdomain seed-1").fails_with(&["is taken"]);
    desk.run("sandbox create seed-1 --subdomain a").fails_with(&["at least 3 characters"]);
    assert!(desk.result("sandbox create seed-1").starts_with("http://seed-1-sandbox-2."));
}
