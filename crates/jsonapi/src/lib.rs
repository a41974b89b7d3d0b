//! JSON:API 1.1 documents, includes, sparse fieldsets, pages and errors.
