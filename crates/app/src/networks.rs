//! Networks: several spaces that share sign-in, resources and check-ins (K1). The operator of the server makes them.

use crate::access::NetworkAccess;
use crate::spaces::{self as shown_spaces, Shown, Standing};
use crate::{App, Error, FieldError, Result};
use domain::ids::{NetworkId, SpaceId};
use domain::texts;
use store::SpaceTx;
use store::spaces::{self, Network};

/// Makes a network without spaces.
pub async fn create(app: &App, name: &str) -> Result<NetworkId> {
    let name = texts::name(name).map_err(|bad| FieldError::field("name", bad.code(), bad.to_string()))?;
    let (network, now) = (Network { id: app.id::<NetworkId>(), name }, app.clock.now());
    let id = network.id;
    app.db.write(async move |tx| Ok::<_, Error>(spaces::insert_network(tx, &network, now).await?)).await?;
    Ok(id)
}

/// Puts a space into a network; it leaves none for it (409).
pub async fn add_space(app: &App, network: NetworkId, space: SpaceId) -> Result<()> {
    app.db
        .write(async move |tx| {
            spaces::find_network(tx, network).await?.ok_or_else(|| Error::no_such("network"))?;
            let found = spaces::find(tx, space).await?.ok_or_else(|| Error::no_such("space"))?;
            if found.network_id.is_some_and(|other| other != network.0) {
                return Err(Error::conflict("in_network", "The space is in another network."));
            }
            Ok(spaces::set_network(&mut SpaceTx::bind(tx, space), Some(network)).await?)
        })
        .await
}

/// The spaces of the network, by name, each as the caller may see it. A space token sees its own only.
pub async fn spaces(app: &App, access: &NetworkAccess) -> Result<Vec<Shown>> {
    let visible = access.spaces.iter().filter(|space| access.caller.bound_to.is_none_or(|bound| bound == space.space_id()));
    shown_spaces::shown(app, visible.map(|space| (space.space().clone(), Standing::of(space))).collect()).await
}
