//! Help, settings and their precedence, and what cannot be used.

use crate::support::{Desk, ended};

#[test]
fn help_teaches() {
    let desk = Desk::new();
    let all = desk.result("--help");
    for word in ["Usage:", "Examples:", "Exit codes:", "KONTOR_BASE_URL", "kontor.toml", "[default: 127.0.0.1:3000]", "--trusted-proxies"] {
        assert!(all.contains(word), "{word} in {all}");
    }
    let commands = [
        "serve",
        "migrate",
        "user create",
        "token create",
        "client create",
        "discount-code create",
        "drop-in-pass create",
        "demo",
        "seed",
        "openapi",
        "asyncapi",
        "backup",
        "restore",
    ];
    for command in commands {
        let help = desk.result(&format!("{command} --help"));
        let own = format!("  kontor {command}");
        assert!(help.contains("Examples:") && help.contains(&own) && help.contains("--database-url"), "{help}");
    }
    assert!(desk.result("--version").starts_with("kontor "));
}

#[test]
fn arguments_that_cannot_be_used_end_with_2() {
    let desk = Desk::new();
    desk.run("sing").is_unusable(&["sing"]);
    desk.run("serve --lisen 127.0.0.1:0").is_unusable(&["--lisen", "--listen"]);
    desk.run("serve --listen 3000").is_unusable(&["--listen", "127.0.0.1:3000"]);
    desk.run("serve --base-url localhost").is_unusable(&["scheme"]);
    desk.run("serve --base-url http://localhost/kontor").is_unusable(&["without a path"]);
    desk.run("serve --database-url mysql://localhost/kontor").is_unusable(&["postgres://"]);
    desk.run("serve --trusted-proxies 10.0.0.0/99").is_unusable(&["10.0.0.0/99"]);
    desk.run("serve --log-format xml").is_unusable(&["json"]);
    desk.run("serve --keep-events 0").is_unusable(&["--keep-events", "0"]);
    desk.run("user create").is_unusable(&["--email"]);
    desk.run("token create --email jo@example.com --scope sing").is_unusable(&["sing is not a scope"]);
    desk.run("client create --name X --redirect-uri http://example.com/").is_unusable(&["must be https"]);
    ended(desk.command("migrate").env("KONTOR_RATE_LIMIT", "many")).is_unusable(&["many", "--rate-limit"]);
}

/// The document's server tells which base URL counted.
fn base_url(of: &str) -> String {
    let document: serde_json::Value = serde_json::from_str(of).unwrap();
    document["servers"][0]["url"].as_str().unwrap().to_owned()
}

#[test]
fn flag_before_variable_before_file_before_default() {
    let desk = Desk::new();
    let with = |arguments: &str, variable: Option<&str>| {
        let mut command = desk.command(&format!("openapi {arguments}"));
        if let Some(value) = variable {
            command.env("KONTOR_BASE_URL", value);
        }
        base_url(&ended(&mut command).stdout)
    };
    assert_eq!(with("", None), "http://api.localhost:3000");
    desk.write("kontor.toml", "base-url = 'http://file.test'\nrate-limit = 0\ntrusted_proxies = ['10.0.0.0/8', '::1']\n");
    assert_eq!(with("", None), "http://api.file.test");
    assert_eq!(with("", Some("http://variable.test")), "http://api.variable.test");
    assert_eq!(with("--base-url http://flag.test", Some("http://variable.test")), "http://api.flag.test");
    desk.write("other.toml", "base-url = 'http://other.test'\n");
    assert_eq!(with("--config other.toml", None), "http://api.other.test");
    assert!(desk.result("serve --help").contains("[default: http://file.test]"));
}

#[test]
fn a_file_that_cannot_be_used_says_where_and_what() {
    let desk = Desk::new();
    desk.write("kontor.toml", "lisen = '127.0.0.1:3000'\n");
    desk.run("openapi").is_unusable(&["kontor.toml", "lisen", "did you mean listen?"]);
    assert!(desk.result("--help").contains("Usage:"));
    desk.write("kontor.toml", "\nlisten = \n");
    desk.run("openapi").fails_with(&["kontor.toml", "line 2"]);
    desk.write("kontor.toml", "rate-limit = -1\n");
    desk.run("openapi").fails_with(&["kontor.toml", "-1", "--rate-limit"]);
    desk.write("kontor.toml", "[listen]\nport = 1\n");
    desk.run("openapi").fails_with(&["listen must be a text"]);
    desk.run("openapi --config missing.toml").fails_with(&["missing.toml", "--config"]);
    desk.write("kontor.toml", "config = 'other.toml'\n");
    desk.run("openapi").is_unusable(&["no setting config"]);
}
