//! The AsyncAPI 3 document of what Kontor tells by itself, by webhooks and in the feed of events, and the catalogue of
//! events for the page of developers: both made from the same table, with an example each.

mod objects;

use crate::v2::events_feed::{self, STREAM};
use app::feed::Told;
use app::{BaseUrl, Event};
use domain::ids::SpaceId;
use domain::scopes::Scope;
use jsonapi::{Document, EnvelopeSchema, Fields, Resource};
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};
use uuid::Uuid;

const DESCRIPTION: &str = "What happens in a space is told to those who subscribed, by webhooks (signed as https://www.standardwebhooks.com \
    says), and kept in the feed of events, in order and without gaps, to be read again or to be listened to.";
/// In examples.
const EVENT: Uuid = Uuid::from_u128(0x0199_47a2_6c10_7b3e_9f21_5d80_c4e7_1a02);
const SUBJECT: Uuid = Uuid::from_u128(0x0199_47a1_0d58_7c44_8a6f_2be9_07f3_61d4);
const SPACE: SpaceId = SpaceId(Uuid::from_u128(0x0199_3f00_51aa_7e0b_b7c8_90d1_3a5f_e266));
const SEQUENCE: i64 = 4711;
/// 2026-03-09T09:55:00Z
const AT: i64 = 1_773_050_100;

/// An event with what is told of it.
#[derive(Clone, Debug)]
pub struct Entry {
    pub name: &'static str,
    /// What it happens to.
    pub kind: &'static str,
    /// One sentence.
    pub about: &'static str,
    /// The body of a webhook, where there are any.
    pub webhook: Option<Value>,
    /// What the feed tells.
    pub feed: Value,
}

/// All events, in the order of the catalogue.
pub fn catalogue(hosts: &BaseUrl) -> Vec<Entry> {
    let entry = |event: &Event| Entry {
        name: event.name(),
        kind: event.kind(),
        about: event.about(),
        webhook: webhook(hosts, *event),
        feed: feed(hosts, *event),
    };
    Event::ALL.iter().map(entry).collect()
}

fn site(hosts: &BaseUrl) -> String {
    hosts.at("your-space")
}

fn url(hosts: &BaseUrl, event: Event) -> Option<String> {
    event.url(hosts, &site(hosts), SUBJECT)
}

/// What is deleted, as it rides along.
fn object(event: Event) -> Option<(&'static str, Value)> {
    let name = event.topic()?.object?;
    Some((name, objects::example(name, SUBJECT)))
}

fn webhook(hosts: &BaseUrl, event: Event) -> Option<Value> {
    event.topic()?;
    let mut body = json!({"url": url(hosts, event)});
    if let (Some((name, object)), Some(body)) = (object(event), body.as_object_mut()) {
        body.insert(name.into(), object);
    }
    Some(body)
}

fn feed(hosts: &BaseUrl, event: Event) -> Value {
    let told = Told {
        seq: SEQUENCE,
        id: EVENT,
        name: event.name().into(),
        kind: Some(event.kind()),
        subject: SUBJECT,
        url: url(hosts, event),
        object: object(event).map(|(_, object)| object),
        at: jiff::Timestamp::from_second(AT).unwrap_or_default(),
    };
    let document = Document::new(&events_feed::resource(SPACE, told)).render(&Fields::default());
    document.and_then(|text| serde_json::from_slice(&text)).unwrap_or_default()
}

/// The AsyncAPI document.
pub fn document(hosts: &BaseUrl) -> Value {
    let entries = catalogue(hosts);
    let told = |entry: &&Entry| entry.webhook.is_some();
    let webhooks: Vec<&Entry> = entries.iter().filter(told).collect();
    let every: Vec<&Entry> = entries.iter().collect();
    let mut messages = Map::new();
    messages.extend(webhooks.iter().map(|entry| (format!("webhook.{}", entry.name), webhook_message(entry))));
    messages.extend(every.iter().map(|entry| (format!("feed.{}", entry.name), feed_message(entry))));
    json!({
        "asyncapi": "3.0.0",
        "info": {
            "title": "Kontor events", "version": env!("CARGO_PKG_VERSION"), "description": DESCRIPTION,
            "externalDocs": {"description": "The catalogue of events", "url": format!("{}/events", hosts.at("dev"))},
        },
        "defaultContentType": "application/json",
        "servers": {
            "api": {"host": hosts.host("api"), "protocol": hosts.scheme, "description": "API 2"},
            "receiver": {"host": "{receiver}", "protocol": "https", "description": "Where the callback URL of a subscription leads.",
                "variables": {"receiver": {"description": "Host of the callback URL", "default": "receiver.example"}}},
        },
        "channels": {
            "webhooks": {
                "address": null, "title": "Webhooks",
                "description": "Each event that somebody subscribed to is posted to the callback URL: at least once, those about one thing in \
                    their order. Any 2xx is a success; else there are ten more calls within about 20 hours.",
                "servers": [{"$ref": "#/servers/receiver"}],
                "messages": names("webhook", &webhooks),
            },
            "eventsFeed": {
                "address": "/spaces/{spaceId}/events_feed", "title": "Feed of events",
                "description": "Server-sent events: `id` is the sequence, `data` the message. Who comes again with `Last-Event-ID` misses nothing.",
                "parameters": {"spaceId": {"description": "Id of the space"}},
                "servers": [{"$ref": "#/servers/api"}],
                "messages": names("feed", &every),
            },
        },
        "operations": {
            "callWebhook": operation("webhooks", &webhooks, "Tells a subscriber of an event", "POST"),
            "tellInFeed": secured(operation("eventsFeed", &every, "Tells who listens of an event", "GET")),
        },
        "components": {
            "messages": messages,
            "schemas": schemas(),
            "securitySchemes": {"OAuth2": {"type": "oauth2", "scopes": [Scope::ReadSubscriptions.name()], "flows": {"authorizationCode": {
                "authorizationUrl": format!("{}/oauth/authorize", hosts.at("www")),
                "tokenUrl": format!("{}/oauth/access_token", hosts.at("www")),
                "availableScopes": {Scope::ReadSubscriptions.name(): "See subscriptions to events, and the feed of events."},
            }}}},
        },
    })
}

/// The messages of a channel.
fn names(face: &str, entries: &[&Entry]) -> Map<String, Value> {
    let message = |entry: &&Entry| (entry.name.to_owned(), json!({"$ref": format!("#/components/messages/{face}.{}", entry.name)}));
    entries.iter().map(message).collect()
}

fn operation(channel: &str, entries: &[&Entry], summary: &str, method: &str) -> Value {
    let messages: Vec<Value> =
        entries.iter().map(|entry| json!({"$ref": format!("#/channels/{channel}/messages/{}", entry.name)})).collect();
    json!({"action": "send", "channel": {"$ref": format!("#/channels/{channel}")}, "summary": summary, "messages": messages,
        "bindings": {"http": {"method": method, "bindingVersion": "0.3.0"}}})
}

fn secured(mut operation: Value) -> Value {
    if let Some(operation) = operation.as_object_mut() {
        operation.insert("security".into(), json!([{"$ref": "#/components/securitySchemes/OAuth2"}]));
    }
    operation
}

fn webhook_message(entry: &Entry) -> Value {
    let body = entry.webhook.clone().unwrap_or_default();
    let riding: Option<&String> = body.as_object().and_then(|body| body.keys().find(|name| *name != "url"));
    let mut payload = json!({"$ref": "#/components/schemas/webhook"});
    if let Some(name) = riding {
        let members = json!({name: {"$ref": format!("#/components/schemas/{name}")}});
        payload = json!({"allOf": [payload, {"type": "object", "required": [name], "properties": members}]});
    }
    json!({
        "name": entry.name, "title": entry.name, "summary": entry.about, "contentType": "application/json",
        "headers": {"$ref": "#/components/schemas/webhookHeaders"}, "payload": payload,
        "examples": [{"headers": headers(entry.name), "payload": body}],
    })
}

fn feed_message(entry: &Entry) -> Value {
    let attributes = json!({"properties": {"name": {"const": entry.name}, "subjectType": {"const": entry.kind}}});
    let narrowed = json!({"properties": {"data": {"properties": {"attributes": attributes}}}});
    json!({
        "name": entry.name, "title": entry.name, "summary": entry.about, "contentType": STREAM,
        "payload": {"allOf": [{"$ref": "#/components/schemas/feedEvent"}, narrowed]},
        "examples": [{"payload": entry.feed}],
    })
}

/// Of the example that webhooks are called with.
fn headers(name: &str) -> Value {
    json!({
        "webhook-id": EVENT.simple().to_string(), "webhook-timestamp": AT.to_string(), "webhook-event": name,
        "webhook-sequence": SEQUENCE.to_string(),
        "webhook-signature": "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4= v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==",
    })
}

fn schemas() -> Value {
    let mut generator = SchemaSettings::draft2020_12()
        .with(|settings| {
            settings.meta_schema = None;
            settings.definitions_path = "/components/schemas".into();
        })
        .for_serialize()
        .into_generator();
    let document = generator.subschema_for::<EnvelopeSchema<Resource<crate::v2::FeedEvents>>>();
    let mut schemas = generator.definitions().clone();
    schemas.insert("feedEvent".into(), document.to_value());
    let text = |about: &str| json!({"type": "string", "description": about});
    schemas.insert(
        "webhook".into(),
        json!({"type": "object", "required": ["url"], "properties": {
            "url": {"type": "string", "format": "uri", "description": "Where the thing is, to be had with a token of your own."}}}),
    );
    schemas.insert(
        "webhookHeaders".into(),
        json!({"type": "object", "required": ["webhook-id", "webhook-timestamp", "webhook-signature", "webhook-event"], "properties": {
            "webhook-id": text("Of the event: the same when it comes again, and in the feed."),
            "webhook-timestamp": text("When it was signed, in seconds since 1970."),
            "webhook-signature": text("One or more, parted by spaces: `v1,` HMAC-SHA256 with the secret, `v1a,` Ed25519 with the key."),
            "webhook-event": text("Name of the event."),
            "webhook-sequence": text("Number of the event in the space; absent in a trial."),
        }}),
    );
    schemas.extend(objects::schemas());
    Value::Object(schemas)
}
