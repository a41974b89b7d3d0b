//! What runs in the background: outbox, recurring bookings, housekeeping.
