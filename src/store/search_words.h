#pragma once
// What search takes for a word, and for a good hit: FTS5's tokenizer "dateline" and its function relevance(). Internal
// to store; beside sqlite_database the only file that knows SQLite's interface.

struct sqlite3;

namespace dateline::store {

/// Every connection that reads or writes articles_fts needs it. False if this SQLite has no FTS5.
///
/// Words are unicode61's, without accents, vowel signs included. A stretch in a script written without spaces is cut
/// into pairs of neighbouring characters, so that every word inside is found: of "東京都庁" 東京, 京都, 都庁, and each
/// Chinese or Japanese character by itself. What begins with kMark is a list of marks, each a word as it stands.
bool register_search_words(sqlite3* handle);

/// Before each mark ("section:world") of articles_indexed.marks. No reader can type it: fts_expression() drops it.
inline constexpr char kMark = '\x01';

}  // namespace dateline::store
