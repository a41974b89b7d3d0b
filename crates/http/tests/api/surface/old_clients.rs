//! Recorded conversations of old clients, replayed: see `old_clients.txt`.

use super::matrix::Original;
use super::world::{Facts, Who};
use serde_json::Value;

const RECORDED: &str = include_str!("old_clients.txt");

/// One request of a conversation.
struct Turn {
    client: String,
    host: String,
    /// Method and path.
    line: String,
    headers: Vec<(String, String)>,
    body: String,
    status: u16,
    /// What the client reads of the answer; null where nothing.
    reads: Value,
}

fn filled(text: &str, facts: &Facts) -> String {
    let place = &facts.harbour;
    let known = [
        ("{token}", facts.tokens[&Who::Owner].clone()),
        ("{member}", facts.tokens[&Who::Member].clone()),
        ("{plan}", place.plan.to_string()),
        ("{single}", place.single.to_string()),
        ("{mia}", place.membership.to_string()),
        ("{room}", place.room.to_string()),
    ];
    known.iter().fold(text.to_owned(), |text, (name, value)| text.replace(name, value))
}

fn turns(facts: &Facts) -> Vec<Turn> {
    let text = filled(RECORDED, facts);
    let (mut turns, mut client) = (Vec::new(), String::new());
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(name) = line.strip_prefix("== ") {
            name.clone_into(&mut client);
            continue;
        }
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let mut words = line.splitn(3, ' ');
        let (method, host, path) = (words.next().unwrap(), words.next().unwrap(), words.next().unwrap());
        let headers = lines.by_ref().take_while(|line| !line.is_empty());
        let headers =
            headers.map(|line| line.split_once(':').map(|(name, value)| (name.to_owned(), value.trim_start().to_owned())).unwrap());
        let headers: Vec<_> = headers.collect();
        let mut body = Vec::new();
        let answer = loop {
            let line = lines.next().expect("a request without its answer");
            match line.strip_prefix("=> ") {
                Some(answer) => break answer,
                None => body.push(line),
            }
        };
        let (status, reads) = answer.split_once(' ').unwrap_or((answer, "null"));
        // Lines of a form in parts end with both characters.
        let joint = if body.len() > 1 { "\r\n" } else { "" };
        turns.push(Turn {
            client: client.clone(),
            host: host.into(),
            line: format!("{method} {path}"),
            headers,
            body: body.join(joint),
            status: status.parse().unwrap(),
            reads: serde_json::from_str(reads).unwrap(),
        });
    }
    turns
}

/// Whether all that is wanted is there; of a list, each wanted item somewhere.
fn has(seen: &Value, wanted: &Value) -> bool {
    match (seen, wanted) {
        (Value::Object(seen), Value::Object(wanted)) => {
            wanted.iter().all(|(name, wanted)| seen.get(name).is_some_and(|seen| has(seen, wanted)))
        }
        (Value::Array(seen), Value::Array(wanted)) => wanted.iter().all(|wanted| seen.iter().any(|seen| has(seen, wanted))),
        _ => seen == wanted,
    }
}

#[tokio::test]
async fn old_clients_are_answered_as_ever() {
    let original = Box::pin(Original::new()).await;
    let copy = original.copy();
    let turns = turns(&original.facts);
    let kinds: std::collections::BTreeSet<_> = turns.iter().map(|turn| turn.client.as_str()).collect();
    assert!(kinds.len() >= 8 && turns.len() >= 20, "{kinds:?}");
    for turn in turns {
        let headers: Vec<_> = turn.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let answer = copy.world.house.anonymous().send(&turn.host, &turn.line, &headers, turn.body.clone()).await;
        let what = format!("{}: {} {}", turn.client, turn.line, turn.body);
        assert_eq!(answer.status, turn.status, "{what}: {}", answer.text);
        assert!(has(&answer.body, &turn.reads), "{what}: {} lacks {}", answer.text, turn.reads);
        assert_eq!(answer.header("access-control-allow-origin"), "*", "{what}");
    }
}
