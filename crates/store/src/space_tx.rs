//! The tenant-bound transaction.

use db::{FromRow, Query, Result, Tx, Value};
use domain::ids::SpaceId;
use std::borrow::Cow;

/// A transaction bound to one space. Its statements have the space's id as `$1`; the values given
/// follow from `$2` on. So a statement cannot reach another space's rows by leaving out a filter.
pub struct SpaceTx<'a> {
    tx: &'a mut Tx,
    space: SpaceId,
}

impl<'a> SpaceTx<'a> {
    /// Only what has checked that the caller may enter the space binds it: `app::access`, jobs and seeds.
    pub fn bind(tx: &'a mut Tx, space: SpaceId) -> Self {
        Self { tx, space }
    }

    pub fn space(&self) -> SpaceId {
        self.space
    }

    /// For the few things that belong to no space: users, networks.
    pub fn global(&mut self) -> &mut Tx {
        self.tx
    }

    fn bound(&self, mut values: Vec<Value>) -> Vec<Value> {
        values.insert(0, self.space.0.into());
        values
    }

    /// Runs a statement; the number of rows it changed.
    pub async fn execute(&mut self, sql: impl Into<Cow<'static, str>>, values: Vec<Value>) -> Result<u64> {
        let values = self.bound(values);
        self.tx.execute(sql, values).await
    }

    /// All rows.
    pub async fn query<T: FromRow>(&mut self, sql: impl Into<Cow<'static, str>>, values: Vec<Value>) -> Result<Vec<T>> {
        let values = self.bound(values);
        self.tx.query(sql, values).await
    }

    /// The first row, if there is one.
    pub async fn query_opt<T: FromRow>(&mut self, sql: impl Into<Cow<'static, str>>, values: Vec<Value>) -> Result<Option<T>> {
        let values = self.bound(values);
        self.tx.query_opt(sql, values).await
    }

    /// The first row, or `db::Error::NoRow`.
    pub async fn query_one<T: FromRow>(&mut self, sql: impl Into<Cow<'static, str>>, values: Vec<Value>) -> Result<T> {
        let values = self.bound(values);
        self.tx.query_one(sql, values).await
    }

    /// Begins a statement that is put together: `text` ends where the space's id belongs, as in
    /// `SELECT … WHERE space_id = `.
    pub fn select(&self, text: &'static str) -> Query {
        Query::new(text).bind(self.space.0)
    }

    /// Runs a statement begun with [`SpaceTx::select`].
    pub async fn run<T: FromRow>(&mut self, query: Query) -> Result<Vec<T>> {
        self.tx.query(query.text, query.params).await
    }

    /// Runs a statement begun with [`SpaceTx::select`] that gives no rows; the number of rows it changed.
    pub async fn change(&mut self, query: Query) -> Result<u64> {
        self.tx.execute(query.text, query.params).await
    }
}
