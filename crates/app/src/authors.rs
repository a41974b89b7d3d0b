//! What somebody is called who writes something in a space.

use crate::Result;
use crate::access::Access;
use store::{SpaceTx, memberships};

/// The admin's name, else the member's; empty where there is none.
pub(crate) async fn name(tx: &mut SpaceTx<'_>, access: &Access) -> Result<String> {
    if let Some(role) = access.admin_role() {
        return Ok(role.admin.name.clone());
    }
    let Some(member) = access.members().first() else { return Ok(String::new()) };
    let found = memberships::find(tx, member.id).await?;
    Ok(found.map(|member| member.label().to_owned()).unwrap_or_default())
}
