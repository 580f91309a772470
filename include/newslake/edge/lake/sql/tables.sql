-- The lake's tables. Append-only: no statement of newslake updates or deletes a row.
-- Columns that carry a record's field are named as the field (newslake/model); docs/data-dictionary.md explains them.

CREATE SCHEMA IF NOT EXISTS lake.raw;
CREATE SCHEMA IF NOT EXISTS lake.news;
CREATE SCHEMA IF NOT EXISTS lake.ops;

CREATE TABLE IF NOT EXISTS lake.raw.visit (
    visit_id VARCHAR NOT NULL,        -- one poll of a feed
    feed_id VARCHAR NOT NULL,         -- <source_id>/<hash of the address>
    source_id VARCHAR NOT NULL,       -- outlet of the catalogue
    url VARCHAR NOT NULL,             -- address that was asked for
    final_url VARCHAR,                -- after redirects
    visited_at TIMESTAMPTZ NOT NULL,  -- when we asked
    status BIGINT,                    -- HTTP status; NULL: no answer
    etag VARCHAR,                     -- validator for the next conditional GET
    last_modified VARCHAR,            -- the other validator, as the server wrote it
    body_sha256 VARCHAR,              -- digest of the decoded body, carried over a 304
    body_bytes BIGINT,                -- decoded bytes
    unchanged BOOLEAN NOT NULL,       -- 304, or the same digest as the visit before
    entries BIGINT,                   -- items in the feed; NULL: unchanged or failed
    overlap BIGINT,                   -- items that were known already; NULL: not known
    reason VARCHAR,                   -- why the visit failed; NULL: it did not
    detail VARCHAR,                   -- more about the failure
    retry_at TIMESTAMPTZ,             -- the server does not want to be asked before
    failures_in_row BIGINT NOT NULL,  -- failed visits since the last good one, this one counted
    feed_format VARCHAR,              -- rss20, rss10, rss09, atom10, atom03, json11, json10, news_sitemap
    raw_pointer STRUCT("file" VARCHAR, "offset" BIGINT, length BIGINT, digest VARCHAR), -- the bytes, in the archive
    batch_id VARCHAR NOT NULL,        -- batch that brought the row
    ingest_date DATE NOT NULL         -- UTC day of the visit; partition
);

CREATE TABLE IF NOT EXISTS lake.raw.entry (
    entry_id VARCHAR NOT NULL,        -- one version of an item of a feed
    visit_id VARCHAR NOT NULL,        -- poll that saw it first
    feed_id VARCHAR NOT NULL,         -- feed it stands in
    source_id VARCHAR NOT NULL,       -- outlet of the feed
    url VARCHAR NOT NULL,             -- canonical form of the link
    link VARCHAR NOT NULL,            -- the link as the feed gives it, absolute
    guid VARCHAR,                     -- as written
    title VARCHAR,                    -- plain text
    summary VARCHAR,                  -- plain text
    content VARCHAR,                  -- HTML, as the feed carries it
    authors VARCHAR[],                -- as written
    published_raw VARCHAR,            -- date string, as written
    updated_raw VARCHAR,              -- date string, as written
    categories VARCHAR[],             -- as written
    in_language VARCHAR,              -- of the item or its feed, as written
    source_url VARCHAR,               -- <source url>: where an aggregator took it from
    feed_format VARCHAR,              -- as in raw.visit; NULL: collected before version 0.2
    collected_at TIMESTAMPTZ NOT NULL, -- when we saw it
    batch_id VARCHAR NOT NULL,        -- batch that brought the row
    ingest_date DATE NOT NULL         -- UTC day of collected_at; partition
);

CREATE TABLE IF NOT EXISTS lake.raw.page (
    page_id VARCHAR NOT NULL,         -- one fetch of an entry's page
    entry_id VARCHAR NOT NULL,        -- the entry it was fetched for
    feed_id VARCHAR NOT NULL,         -- its feed
    source_id VARCHAR NOT NULL,       -- outlet of the feed
    url VARCHAR NOT NULL,             -- canonical form of the link
    requested_url VARCHAR NOT NULL,   -- asked for
    final_url VARCHAR,                -- after redirects
    status BIGINT,                    -- HTTP status; NULL: no answer
    media_type VARCHAR,               -- from Content-Type
    http_charset VARCHAR,             -- from Content-Type
    headers VARCHAR[],                -- "name: value", those worth keeping
    body_bytes BIGINT,                -- decoded bytes
    reason VARCHAR,                   -- why there are no bytes; NULL: there are
    detail VARCHAR,                   -- more about it
    attempt BIGINT NOT NULL,          -- 1: first try of this entry
    retryable BOOLEAN NOT NULL,       -- failed, and may succeed at a later crawl
    fetched_at TIMESTAMPTZ NOT NULL,  -- when
    raw_pointer STRUCT("file" VARCHAR, "offset" BIGINT, length BIGINT, digest VARCHAR), -- the bytes, in the archive
    batch_id VARCHAR NOT NULL,        -- batch that brought the row
    ingest_date DATE NOT NULL         -- UTC day of fetched_at; partition
);

CREATE TABLE IF NOT EXISTS lake.raw.delivery (
    delivery_id VARCHAR NOT NULL,     -- one file of an agency, by its content; or one page of its cursor
    wire_id VARCHAR NOT NULL,         -- <provider>/<hash of the location>
    provider VARCHAR NOT NULL,        -- agency
    "name" VARCHAR NOT NULL,          -- name of the file; address of the page
    received_at TIMESTAMPTZ NOT NULL, -- when we took it
    body_bytes BIGINT NOT NULL,       -- bytes
    format VARCHAR,                   -- newsml_g2, newsml_12, nitf, ninjs, ap_media, iptc_7901, anpa, mail, …
    items BIGINT,                     -- items in it; NULL: could not be read
    reason VARCHAR,                   -- why nothing came of it; NULL: it was read
    detail VARCHAR,                   -- more about it
    next_page VARCHAR,                -- where the cursor goes on
    raw_pointer STRUCT("file" VARCHAR, "offset" BIGINT, length BIGINT, digest VARCHAR), -- the bytes, in the archive
    batch_id VARCHAR NOT NULL,        -- batch that brought the row
    ingest_date DATE NOT NULL         -- UTC day of received_at; partition
);

CREATE TABLE IF NOT EXISTS lake.news.article_version (
    article_id UUID NOT NULL,         -- of (source_id, identity of the URL); of a wire (provider, uri)
    revision INTEGER NOT NULL,        -- 1, 2, … when headline, text or pub_status changed
    uri VARCHAR,                      -- identifier the provider gives
    alt_ids STRUCT("role" VARCHAR, "value" VARCHAR)[], -- other identifiers: feed_guid, sequence, slug
    wire_version BIGINT,              -- the provider's own version
    pub_status VARCHAR NOT NULL,      -- usable, withheld, canceled
    correction_kind VARCHAR,          -- correction, writethru, update, kill, replay
    embargoed_until TIMESTAMPTZ,      -- not to be shown before
    expires TIMESTAMPTZ,              -- not to be shown after
    headline VARCHAR,                 -- wire > vote of the page > feed
    alternative_headline VARCHAR,     -- a second, legitimate headline
    slugline VARCHAR,                 -- of a wire
    description VARCHAR,              -- standfirst, meta description or feed summary
    article_body VARCHAR,             -- paragraphs divided by a blank line
    article_html VARCHAR,             -- the same words as markup that is safe to show
    body_source VARCHAR,              -- wire, page, feed
    body_complete BOOLEAN,            -- NULL: not known
    is_accessible_for_free BOOLEAN,   -- as the page states it
    word_count INTEGER NOT NULL,      -- words; unspaced scripts: see docs/data-dictionary.md
    dateline STRUCT(raw VARCHAR, place VARCHAR, region VARCHAR, country VARCHAR, "day" DATE, year_inferred BOOLEAN,
                    agency VARCHAR, span BIGINT), -- place and day of filing, as the lead prints them
    date_published TIMESTAMPTZ,       -- earliest plausible first publication; NULL: no instant is stated
    date_published_local DATE,        -- the publisher's local day
    date_published_precision VARCHAR, -- second, minute, day
    date_published_basis VARCHAR,     -- wire, selector, json_ld, sitemap, meta, feed, url, dateline, visible, last_modified
    date_published_confidence DOUBLE, -- 0 to 1
    date_zone VARCHAR,                -- stated offset or name; or assumed:<IANA> from the publisher
    date_conflict BOOLEAN NOT NULL,   -- witnesses differ by more than 36 hours
    date_candidates STRUCT(basis VARCHAR, raw VARCHAR, instant TIMESTAMPTZ, "day" DATE, "precision" VARCHAR,
                           "zone" VARCHAR)[], -- every witness
    date_modified TIMESTAMPTZ,        -- as stated; never overwrites date_published
    first_seen_at TIMESTAMPTZ NOT NULL, -- when newslake saw the article first, of all revisions
    fetched_at TIMESTAMPTZ NOT NULL,  -- when this revision was fetched
    source_id VARCHAR NOT NULL,       -- who serves it: outlet of the catalogue, or a domain's slug
    publisher VARCHAR NOT NULL,       -- its name
    "domain" VARCHAR NOT NULL,        -- host without www.
    registered_domain VARCHAR NOT NULL, -- domain under the public suffix
    agency VARCHAR,                   -- who wrote it, where a wire did
    agency_evidence VARCHAR,          -- how we know
    byline VARCHAR,                   -- as printed
    authors STRUCT("name" VARCHAR, "role" VARCHAR, organisation VARCHAR)[], -- the byline taken apart
    url VARCHAR NOT NULL,             -- canonical form of the address that identifies it
    requested_url VARCHAR,            -- asked for
    final_url VARCHAR,                -- after redirects
    canonical_url VARCHAR,            -- as the page states it
    amp_url VARCHAR,                  -- as the page states it
    feed_id VARCHAR,                  -- feed that brought it; wire_id
    feed_guid VARCHAR,                -- its guid there, as written
    in_language VARCHAR,              -- BCP 47
    in_language_basis VARCHAR,        -- declared, detected, declared+detected
    in_language_confidence DOUBLE,    -- 0 to 1
    urgency TINYINT,                  -- 1 most to 9 least
    subjects STRUCT(code VARCHAR, scheme VARCHAR, "name" VARCHAR)[], -- IPTC media topics, feed categories
    genre VARCHAR[],                  -- as stated
    keywords VARCHAR[],               -- as stated
    article_section VARCHAR,          -- as stated
    associations STRUCT(kind VARCHAR, url VARCHAR, caption VARCHAR, credit VARCHAR, width BIGINT, height BIGINT)[], -- pictures and video; pixels
    copyright_notice VARCHAR,         -- as stated
    usage_terms VARCHAR,              -- as stated
    credit VARCHAR,                   -- as stated
    ed_note VARCHAR,                  -- as stated
    rights STRUCT(robots VARCHAR, tdm VARCHAR, paywall VARCHAR), -- what is said about machine use
    http_status SMALLINT,             -- of the page
    extractor VARCHAR,                -- name and version of the path that gave the body
    extraction_confidence DOUBLE,     -- 0 to 1; NULL: no second opinion
    content_hash VARCHAR NOT NULL,    -- SHA-256 of what a reader calls the text
    minhash_ref VARCHAR,              -- for near-duplicates
    provenance MAP(VARCHAR, STRUCT("source" VARCHAR, "method" VARCHAR, confidence DOUBLE, raw VARCHAR)), -- column -> how it was found
    raw_pointer STRUCT("file" VARCHAR, "offset" BIGINT, length BIGINT, digest VARCHAR) NOT NULL, -- the bytes, in the archive
    page_id VARCHAR NOT NULL,         -- the fetch it was read from; delivery_id
    loaded_at TIMESTAMPTZ NOT NULL,   -- when it was committed
    batch_id VARCHAR NOT NULL,        -- batch that brought the row
    ingest_date DATE NOT NULL,        -- UTC day the article was first seen; partition
    schema_version SMALLINT NOT NULL  -- of this record
);

CREATE TABLE IF NOT EXISTS lake.news.rejection (
    url VARCHAR NOT NULL,             -- canonical form of the link
    source_id VARCHAR NOT NULL,       -- outlet of the feed
    page_id VARCHAR,                  -- the fetch
    stage VARCHAR NOT NULL,           -- fetch, extract, receive
    reason VARCHAR NOT NULL,          -- docs/data-dictionary.md lists them
    detail VARCHAR,                   -- more about it
    "at" TIMESTAMPTZ NOT NULL,        -- when
    raw_pointer STRUCT("file" VARCHAR, "offset" BIGINT, length BIGINT, digest VARCHAR), -- the bytes, where there are any
    batch_id VARCHAR NOT NULL,        -- batch that brought the row
    ingest_date DATE NOT NULL         -- UTC day of "at"; partition
);

CREATE TABLE IF NOT EXISTS lake.ops.load_ledger (
    batch_id VARCHAR NOT NULL,        -- digest of the batch file
    run VARCHAR NOT NULL,             -- crawl or pass that wrote it
    step VARCHAR NOT NULL,            -- table it went to
    row_count BIGINT NOT NULL,        -- rows in the file, also those that were there already
    loaded_at TIMESTAMPTZ NOT NULL    -- when it was committed
);

CREATE TABLE IF NOT EXISTS lake.ops.stage_report (
    run VARCHAR NOT NULL,             -- name of the crawl
    stage VARCHAR NOT NULL,           -- collect, fetch, extract, receive, load, publish, maintain
    shard BIGINT,                     -- NULL: all of them
    started_at TIMESTAMPTZ NOT NULL,  -- when
    finished_at TIMESTAMPTZ NOT NULL, -- when
    cpu_seconds DOUBLE NOT NULL,      -- of the stage and its workers
    counts STRUCT(outcome VARCHAR, items BIGINT)[], -- every item by its outcome
    batch_id VARCHAR NOT NULL         -- batch that brought the row
);

ALTER TABLE lake.raw.visit SET PARTITIONED BY (ingest_date);
ALTER TABLE lake.raw.entry SET PARTITIONED BY (ingest_date);
ALTER TABLE lake.raw.page SET PARTITIONED BY (ingest_date);
ALTER TABLE lake.raw.delivery SET PARTITIONED BY (ingest_date);
ALTER TABLE lake.news.rejection SET PARTITIONED BY (ingest_date);
ALTER TABLE lake.news.article_version SET PARTITIONED BY (ingest_date);
ALTER TABLE lake.news.article_version SET SORTED BY (source_id ASC, date_published ASC);
