//! The document about API 2, made from the table.

use crate::client::House;
use crate::contract::{CONTRACT, operation};
use crate::doors;
use app::BaseUrl;
use http_api::api2;
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn document() -> Value {
    let hosts = BaseUrl::parse("https://kontor.test").unwrap();
    doors::table().openapi(&http_api::v2::info(&hosts, 60))
}

fn names(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn an_operation_describes_itself() {
    let document = document();
    let create = &document["paths"]["/doors"]["post"];
    assert_eq!(
        (&create["operationId"], &create["tags"], &create["description"]),
        (&json!("create-door"), &json!(["Door"]), &json!("Doors are made of wood."))
    );
    assert_eq!((&create["security"], &create["x-rate-limit"]), (&json!([{"OAuth2": []}]), &json!(60)));
    assert_eq!(names(&create["responses"]), ["201", "400", "401", "404", "406", "413", "415", "422", "429"]);
    let body = &create["requestBody"]["content"]["application/vnd.api+json"]["schema"];
    assert_eq!(body["properties"]["data"]["required"], json!(["type", "attributes", "relationships"]));

    let list = &document["paths"]["/doors"]["get"];
    assert_eq!((&list["x-rate-limit"], &list["security"]), (&json!(6), &json!([])));
    let parameters: BTreeSet<&str> =
        list["parameters"].as_array().unwrap().iter().map(|parameter| parameter["name"].as_str().unwrap()).collect();
    let expected = ["filter[width]", "filter[from]", "filter[day]", "filter[colours]", "page[number]", "page[size]"];
    assert_eq!(parameters, expected.into_iter().collect());
    let colours = list["parameters"].as_array().unwrap().iter().find(|parameter| parameter["name"] == "filter[colours]").unwrap();
    assert_eq!((&colours["explode"], &colours["schema"]["type"]), (&json!(false), &json!("array")));

    assert!(document["paths"]["/doors/{id}/fail"]["post"]["responses"]["409"].is_object());
    assert_eq!(document["paths"]["/any_door"]["get"]["security"], json!([{"OAuth2": ["team"]}, {"OAuth2": ["write_resources"]}]));
    assert_eq!(document["paths"]["/doors/{id}"]["patch"]["parameters"][0]["name"], "id");
    assert_eq!(document["servers"][0]["url"], "https://api.kontor.test");
}

/// Every `$ref` leads somewhere.
#[test]
fn references_lead_somewhere() {
    let document = document();
    let mut open = vec![&document];
    let mut found = 0;
    while let Some(node) = open.pop() {
        if let Some(target) = node.get("$ref").and_then(Value::as_str) {
            assert!(document.pointer(target.trim_start_matches('#')).is_some(), "{target}");
            found += 1;
        }
        match node {
            Value::Object(members) => open.extend(members.values()),
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
    assert!(found > 10);
}

#[tokio::test]
async fn the_site_serves_the_document() {
    let house = House::on_sqlite().await;
    let answer = house.anonymous().send("api", "GET /openapi.json", &[], "").await;
    assert_eq!((answer.status, answer.header("access-control-allow-origin")), (200, "*"));
    assert_eq!(answer.body["openapi"], "3.1.0");
    assert_eq!(answer.body["paths"]["/user"]["get"]["security"], json!([{"OAuth2": ["read_user"]}]));
}

/// Operations have the contract's path, method, scopes and parameters.
#[test]
fn operations_stand_where_the_contract_has_them() {
    let Some(contract) = &*CONTRACT else { return };
    let hosts = BaseUrl::parse("https://kontor.test").unwrap();
    let ours = api2().openapi(&http_api::v2::info(&hosts, 60));
    for row in api2().table() {
        let method = row.method.as_str().to_lowercase();
        let Some(promised) = operation(contract, row.id) else { continue };
        assert_eq!(contract["paths"][row.path][&method]["operationId"], row.id, "{}", row.path);
        let entry = &ours["paths"][row.path][&method];
        if promised["security"].is_array() {
            assert_eq!(entry["security"], promised["security"], "{}", row.id);
        }
        let parameters = |entry: &Value| -> BTreeSet<String> {
            // Those of the path stand in the path, which is compared; once the contract gives one another name.
            let listed = entry["parameters"].as_array().into_iter().flatten().filter(|parameter| parameter["in"] != "path");
            listed.map(|parameter| parameter["name"].as_str().unwrap().to_owned()).collect()
        };
        let missing: Vec<_> = parameters(promised).difference(&parameters(entry)).cloned().collect();
        assert!(missing.is_empty(), "{} lacks {missing:?}", row.id);
    }
}
