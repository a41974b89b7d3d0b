//! What the owner keeps for [`super::world`] besides members, rooms and bookings.

use super::desk::Desk;
use app::custom_fields::Wanted;
use app::{accounting_codes, announcements, built_in_emails, custom_fields, guest_accounts, issues, plan_extras, questions};
use domain::ids::{
    AccountId, AnnouncementId, AnswerId, CustomFieldId, GuestAccountId, IssueId, MembershipId, PlanExtraId, PlanId, QuestionId,
};
use domain::issues::IssueVisibility;
use domain::questions::QuestionKind;

impl Desk<'_> {
    /// One with an answer of the member, and one without.
    pub async fn questions(&self, membership: MembershipId) -> (QuestionId, QuestionId, AnswerId) {
        let mut made = Vec::new();
        for text in ["What do you do?", "How did you find us?"] {
            let wish = questions::Write { text: text.into(), kind: QuestionKind::Text, options: vec![], required: false };
            made.push(questions::create(self.app, self.access, wish).await.unwrap().id);
        }
        let answer = questions::create_answer(self.app, self.access, made[0], membership, "Carpenter".into()).await.unwrap();
        (made[0], made[1], answer.id)
    }

    /// With something in it.
    pub async fn field(&self, membership: MembershipId) -> CustomFieldId {
        let wanted = vec![Wanted { id: None, label: "Card number".into() }];
        let id = custom_fields::replace(self.app, self.access, wanted).await.unwrap()[0].id;
        custom_fields::fill(self.app, self.access, membership, vec![(id, "17".into())]).await.unwrap();
        id
    }

    pub async fn guest(&self) -> GuestAccountId {
        let wish = guest_accounts::Create { login: "Guest".into(), password: "welcome".into(), expires_after: None };
        guest_accounts::create(self.app, self.access, wish).await.unwrap().id
    }

    pub async fn announcement(&self) -> AnnouncementId {
        let wish =
            announcements::Write { title: None, text: "The lift is out of order.".into(), starts_on: None, ends_on: None, plan: None };
        announcements::create(self.app, self.access, wish, false).await.unwrap().id
    }

    /// With a comment; and a mail about issues in words of the space's own.
    pub async fn issue(&self) -> IssueId {
        let (title, text) = ("Printer", "It prints in green alone.");
        let issue = issues::create(self.app, self.access, title, text, IssueVisibility::Members).await.unwrap().id;
        issues::comment(self.app, self.access, issue, "Somebody is on the way.").await.unwrap();
        built_in_emails::customize(self.app, self.access, "help_desk_issue_email", "{{issue}}", "<p>{{text}}</p>").await.unwrap();
        issue
    }

    pub async fn extra(&self, plan: PlanId) -> PlanExtraId {
        let id = self.app.id::<PlanExtraId>();
        let extra = serde_json::json!({"id": id, "name": "Key", "price": "5", "currency": "EUR", "cycle_months": 1});
        plan_extras::create(self.app, self.access, plan, serde_json::from_value(extra).unwrap()).await.unwrap();
        id
    }

    pub async fn accounting_code(&self) -> AccountId {
        accounting_codes::create(self.app, self.access, "8400".into(), Some("Sales".into())).await.unwrap().id
    }
}
