-- Schema of the archive, version 1; made by `python -m onrecord.archive.ddl`.

PRAGMA application_id = 1332630117;

PRAGMA user_version = 1;

CREATE TABLE actors (
	number INTEGER NOT NULL,
	id TEXT NOT NULL,
	name TEXT NOT NULL,
	folded TEXT NOT NULL,
	kind TEXT NOT NULL,
	country TEXT,
	wikidata TEXT,
	PRIMARY KEY (number),
	UNIQUE (id)
);

CREATE TABLE articles (
	number INTEGER NOT NULL,
	id TEXT NOT NULL,
	path TEXT,
	source TEXT,
	source_folded TEXT,
	url TEXT,
	title TEXT,
	authors TEXT NOT NULL,
	published TEXT,
	published_day TEXT,
	dateline TEXT,
	language TEXT,
	text TEXT NOT NULL,
	blocks TEXT NOT NULL,
	found TEXT NOT NULL,
	PRIMARY KEY (number),
	UNIQUE (id)
);

CREATE INDEX articles_published ON articles (published_day);

CREATE TABLE events (
	number INTEGER NOT NULL,
	id TEXT NOT NULL,
	article INTEGER NOT NULL,
	position INTEGER NOT NULL,
	type TEXT NOT NULL,
	mode TEXT,
	contexts TEXT NOT NULL,
	quad INTEGER NOT NULL,
	factuality TEXT NOT NULL,
	intensity FLOAT,
	confidence FLOAT,
	date_first TEXT,
	date_last TEXT,
	first_day TEXT,
	last_day TEXT,
	date_basis TEXT,
	place_name TEXT,
	place_country TEXT,
	json TEXT NOT NULL,
	PRIMARY KEY (number),
	UNIQUE (id),
	FOREIGN KEY(article) REFERENCES articles (number) ON DELETE CASCADE
);

CREATE INDEX events_article ON events (article, position);

CREATE INDEX events_day ON events (first_day DESC);

CREATE INDEX events_type ON events (type, first_day);

CREATE TABLE records (
	article INTEGER NOT NULL,
	digest TEXT NOT NULL,
	producer TEXT NOT NULL,
	mentions TEXT NOT NULL,
	skipped TEXT NOT NULL,
	added_at TEXT NOT NULL,
	PRIMARY KEY (article),
	FOREIGN KEY(article) REFERENCES articles (number) ON DELETE CASCADE
);

CREATE TABLE skips (
	number INTEGER NOT NULL,
	"key" TEXT NOT NULL,
	article INTEGER,
	stage TEXT NOT NULL,
	reason TEXT NOT NULL,
	detail TEXT NOT NULL,
	"where" TEXT,
	PRIMARY KEY (number),
	UNIQUE ("key"),
	FOREIGN KEY(article) REFERENCES articles (number) ON DELETE CASCADE
);

CREATE INDEX skips_article ON skips (article);

CREATE INDEX skips_where ON skips ("where");

CREATE TABLE statements (
	number INTEGER NOT NULL,
	id TEXT NOT NULL,
	article INTEGER NOT NULL,
	position INTEGER NOT NULL,
	kind TEXT NOT NULL,
	act TEXT,
	channel TEXT,
	content TEXT NOT NULL,
	source_text TEXT,
	speaker INTEGER,
	speaker_name TEXT,
	speaker_country TEXT,
	speaker_office TEXT,
	addressee INTEGER,
	addressee_name TEXT,
	addressee_country TEXT,
	said_first TEXT,
	said_last TEXT,
	first_day TEXT,
	last_day TEXT,
	date_basis TEXT,
	replies_to TEXT,
	within TEXT,
	confidence FLOAT,
	json TEXT NOT NULL,
	PRIMARY KEY (number),
	UNIQUE (id),
	FOREIGN KEY(article) REFERENCES articles (number) ON DELETE CASCADE,
	FOREIGN KEY(speaker) REFERENCES actors (number),
	FOREIGN KEY(addressee) REFERENCES actors (number)
);

CREATE INDEX statements_act ON statements (act, first_day);

CREATE INDEX statements_article ON statements (article, position);

CREATE INDEX statements_country ON statements (speaker_country, first_day);

CREATE INDEX statements_day ON statements (first_day DESC);

CREATE INDEX statements_replies_to ON statements (replies_to);

CREATE INDEX statements_speaker ON statements (speaker, first_day);

CREATE TABLE event_pairs (
	event INTEGER NOT NULL,
	actor_country TEXT NOT NULL,
	recipient_country TEXT NOT NULL,
	first_day TEXT,
	PRIMARY KEY (event, actor_country, recipient_country),
	FOREIGN KEY(event) REFERENCES events (number) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX event_pairs_pair ON event_pairs (actor_country, recipient_country, first_day);

CREATE TABLE event_parties (
	event INTEGER NOT NULL,
	role TEXT NOT NULL,
	position INTEGER NOT NULL,
	actor INTEGER,
	name TEXT NOT NULL,
	country TEXT,
	start INTEGER NOT NULL,
	"end" INTEGER NOT NULL,
	PRIMARY KEY (event, role, position),
	FOREIGN KEY(event) REFERENCES events (number) ON DELETE CASCADE,
	FOREIGN KEY(actor) REFERENCES actors (number)
)
 WITHOUT ROWID;

CREATE INDEX event_parties_actor ON event_parties (actor);

CREATE TABLE event_sources (
	event INTEGER NOT NULL,
	statement_id TEXT NOT NULL,
	PRIMARY KEY (event, statement_id),
	FOREIGN KEY(event) REFERENCES events (number) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX event_sources_statement ON event_sources (statement_id);

CREATE TABLE event_spans (
	event INTEGER NOT NULL,
	role TEXT NOT NULL,
	position INTEGER NOT NULL,
	start INTEGER NOT NULL,
	"end" INTEGER NOT NULL,
	exact TEXT NOT NULL,
	PRIMARY KEY (event, role, position),
	FOREIGN KEY(event) REFERENCES events (number) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE TABLE statement_countries (
	statement INTEGER NOT NULL,
	country TEXT NOT NULL,
	basis TEXT NOT NULL,
	speaker_country TEXT,
	first_day TEXT,
	PRIMARY KEY (statement, country),
	FOREIGN KEY(statement) REFERENCES statements (number) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX statement_countries_pair ON statement_countries (speaker_country, country, first_day);

CREATE TABLE statement_spans (
	statement INTEGER NOT NULL,
	role TEXT NOT NULL,
	position INTEGER NOT NULL,
	start INTEGER NOT NULL,
	"end" INTEGER NOT NULL,
	exact TEXT NOT NULL,
	PRIMARY KEY (statement, role, position),
	FOREIGN KEY(statement) REFERENCES statements (number) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE VIRTUAL TABLE statements_text USING fts5(content, speaker_name, content='statements', content_rowid='number', tokenize="unicode61 remove_diacritics 2");

CREATE TRIGGER statements_text_insert AFTER INSERT ON statements BEGIN INSERT INTO statements_text(rowid, content, speaker_name) VALUES (new.number, new.content, new.speaker_name); END;

CREATE TRIGGER statements_text_delete AFTER DELETE ON statements BEGIN INSERT INTO statements_text(statements_text, rowid, content, speaker_name) VALUES ('delete', old.number, old.content, old.speaker_name); END;

CREATE TRIGGER statements_text_update AFTER UPDATE OF content, speaker_name ON statements BEGIN INSERT INTO statements_text(statements_text, rowid, content, speaker_name) VALUES ('delete', old.number, old.content, old.speaker_name); INSERT INTO statements_text(rowid, content, speaker_name) VALUES (new.number, new.content, new.speaker_name); END;
