//! The resource types of API 2, and which of them belong to a space.

use crate::access::Owned;
use app::access::Thing;

jsonapi::kinds! {
    AccountingReports = "accountingReports",
    Allocations = "allocations",
    Approvals = "approvals",
    Articles = "articles",
    BillingDetails = "billingDetails",
    BillingDetailsRequests = "billingDetailsRequests",
    BookingCredits = "bookingCredits",
    BookingPreviews = "bookingPreviews",
    Bookings = "bookings",
    BuiltInEmailCustomizations = "builtInEmailCustomizations",
    CalendarBlockers = "calendarBlockers",
    CheckIns = "checkIns",
    ClockAdvances = "clockAdvances",
    Clocks = "clocks",
    Contacts = "contacts",
    CostCenters = "costCenters",
    Customers = "customers",
    DiscountCodes = "discountCodes",
    DropInPassPurchases = "dropInPassPurchases",
    DropInPassTemplateAvailabilities = "dropInPassTemplateAvailabilities",
    DropInPassTemplates = "dropInPassTemplates",
    DropInPasses = "dropInPasses",
    EventAttendances = "eventAttendances",
    EventMessages = "eventMessages",
    EventTags = "eventTags",
    EventTicketPurchases = "eventTicketPurchases",
    EventTickets = "eventTickets",
    Events = "events",
    ExternalBookingPreviews = "externalBookingPreviews",
    ExternalBookings = "externalBookings",
    ExternalResources = "externalResources",
    InvoiceCharges = "invoiceCharges",
    InvoiceReminders = "invoiceReminders",
    FeedEvents = "feedEvents",
    Invoices = "invoices",
    MembershipPlans = "membershipPlans",
    MembershipProfiles = "membershipProfiles",
    Memberships = "memberships",
    NavigationLinks = "navigationLinks",
    Networks = "networks",
    PaymentMethods = "paymentMethods",
    Payments = "payments",
    ProductCategories = "productCategories",
    Products = "products",
    Refunds = "refunds",
    ResourceAvailabilities = "resourceAvailabilities",
    ResourceCategories = "resourceCategories",
    ResourcePhotos = "resourcePhotos",
    Resources = "resources",
    RevenueAccounts = "revenueAccounts",
    SinglePageApps = "singlePageApps",
    SpaceSubscriptionPreviewRequests = "spaceSubscriptionPreviewRequests",
    SpaceSubscriptionPreviews = "spaceSubscriptionPreviews",
    SpacePreviews = "spacePreviews",
    SpaceProfiles = "spaceProfiles",
    Spaces = "spaces",
    StripeSpacePaymentMethodRequests = "stripeSpacePaymentMethodRequests",
    StripeSpacePaymentMethods = "stripeSpacePaymentMethods",
    Subscriptions = "subscriptions",
    Teams = "teams",
    Urls = "urls",
    UserEmailPreviews = "userEmailPreviews",
    Users = "users",
}

/// Memberships as other spaces of the network see them.
#[derive(Debug)]
pub struct NetworkMemberships;
impl jsonapi::Kind for NetworkMemberships {
    const TYPE: &'static str = "memberships";
}

/// When visitors can book.
#[derive(Debug)]
pub struct ExternalAvailabilities;
impl jsonapi::Kind for ExternalAvailabilities {
    const TYPE: &'static str = "resourceAvailabilities";
}

/// Bookings by the id of what recurs.
#[derive(Debug)]
pub struct Recurrences;
impl jsonapi::Kind for Recurrences {
    const TYPE: &'static str = "bookings";
}

macro_rules! owned {
    ($($kind:ident = $thing:ident),* $(,)?) => {$(
        impl Owned for $kind {
            const THING: Thing = Thing::$thing;
        }
    )*};
}
owned! {
    Allocations = Allocation,
    Articles = Article,
    Bookings = Booking,
    CalendarBlockers = CalendarBlocker,
    CheckIns = CheckIn,
    Contacts = Contact,
    DropInPassTemplates = DropInPassTemplate,
    DropInPasses = DropInPass,
    EventAttendances = EventAttendance,
    EventMessages = EventMessage,
    Events = Event,
    Invoices = Invoice,
    ExternalBookings = ExternalBooking,
    ExternalResources = ExternalResource,
    MembershipProfiles = Membership,
    Memberships = Membership,
    NavigationLinks = NavigationLink,
    Products = Product,
    Recurrences = Recurrence,
    Resources = Resource,
    Teams = Team,
}
