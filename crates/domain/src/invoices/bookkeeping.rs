//! The accounts on which a space books what it sells and is paid.

use serde::{Deserialize, Serialize};

/// Stored with the settings of invoices; absent members have their default, which is the German chart SKR03.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Bookkeeping {
    /// Numbers of the accountant, and of the space there, as DATEV wants them.
    pub consultant: u32,
    pub client: u32,
    /// Where an item has no revenue account of its own.
    pub revenue: String,
    /// All who owe something.
    pub debtors: String,
    /// Where payments arrive.
    pub bank: String,
    /// Under which direct debits are collected.
    pub creditor_id: Option<String>,
}

impl Default for Bookkeeping {
    fn default() -> Self {
        Self { consultant: 1001, client: 1, revenue: "8400".into(), debtors: "10000".into(), bank: "1200".into(), creditor_id: None }
    }
}

impl Bookkeeping {
    /// The fields that cannot be used, and what they must be.
    pub fn check(&self) -> Vec<(&'static str, &'static str)> {
        let number = |text: &str| (1..=9).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        let accounts = [("revenue", &self.revenue), ("debtors", &self.debtors), ("bank", &self.bank)];
        let mut bad: Vec<_> =
            accounts.into_iter().filter(|(_, text)| !number(text)).map(|(field, _)| (field, "must be the number of an account")).collect();
        if !(1001..=9_999_999).contains(&self.consultant) {
            bad.push(("consultant", "must be between 1001 and 9999999"));
        }
        if !(1..=99_999).contains(&self.client) {
            bad.push(("client", "must be between 1 and 99999"));
        }
        bad
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_are_numbers() {
        assert_eq!(Bookkeeping::default().check(), []);
        let bad = Bookkeeping { revenue: "=1".into(), bank: String::new(), consultant: 7, ..Bookkeeping::default() };
        assert_eq!(bad.check().iter().map(|(field, _)| *field).collect::<Vec<_>>(), ["revenue", "bank", "consultant"]);
    }
}
