#include "store/search_words.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <new>
#include <string_view>
#include <vector>

namespace dateline::store {
namespace {

using TakeToken = int (*)(void* context, int flags, const char* token, int size, int start, int end);

/// Of the character that begins at `text`; what is no UTF-8 counts as one byte.
struct Character {
  std::uint32_t code = 0;
  std::size_t size = 1;
};
Character first_of(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i])); };
  const std::uint32_t lead = byte(0);
  const std::size_t size = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (size == 1 || size > text.size()) return {lead, 1};
  std::uint32_t code = lead & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) code = code << 6 | (byte(i) & 0x3F);
  return {code, size};
}

/// Chinese characters and kana: one may be a word.
bool is_ideographic(std::uint32_t c) {
  return (c >= 0x3005 && c <= 0x3007) || (c >= 0x3040 && c <= 0x312F) || (c >= 0x31F0 && c <= 0x31FF) ||
         (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0xFF66 && c <= 0xFF9F) || (c >= 0x20000 && c <= 0x3FFFF);
}

/// Those, and the letters of Thai, Lao, Tibetan, Burmese, Khmer.
bool is_unspaced(std::uint32_t c) {
  return is_ideographic(c) || (c >= 0x0E00 && c <= 0x0FFF) || (c >= 0x1000 && c <= 0x109F) ||
         (c >= 0x1780 && c <= 0x17FF);
}

bool may_be_unspaced(std::string_view token) {
  return std::ranges::any_of(token, [](char c) { return static_cast<unsigned char>(c) >= 0xE0; });
}

/// Takes unicode61's tokens and hands on ours.
class Cutter {
 public:
  Cutter(std::string_view text, bool query, void* context, TakeToken take)
      : text_(text), query_(query), context_(context), take_(take) {}

  static int on_token(void* cutter, int flags, const char* token, int size, int start, int end) {
    return static_cast<Cutter*>(cutter)->cut({token, static_cast<std::size_t>(size)}, flags, start, end);
  }

 private:
  struct Piece {
    std::size_t begin, size;  ///< In the token, which is folded.
    int start, end;           ///< In the text as it is.
    std::uint32_t code;
  };

  int cut(std::string_view token, int flags, int start, int end) {
    if (!may_be_unspaced(token)) return hand_on(token, flags, start, end);
    // Folding keeps the number of characters, but for stray accents; then an offset is a little off.
    std::vector<Piece> pieces;
    std::size_t in_text = static_cast<std::size_t>(start);
    for (std::size_t i = 0; i < token.size();) {
      const Character c = first_of(token.substr(i));
      const std::size_t last = static_cast<std::size_t>(end);
      const std::size_t next = in_text < last ? std::min(last, in_text + first_of(text_.substr(in_text)).size) : last;
      pieces.push_back({i, c.size, static_cast<int>(in_text), static_cast<int>(next), c.code});
      i += c.size;
      in_text = next;
    }
    for (std::size_t i = 0; i < pieces.size();) {
      const bool unspaced = is_unspaced(pieces[i].code);
      std::size_t run_end = i;
      while (run_end < pieces.size() && is_unspaced(pieces[run_end].code) == unspaced) ++run_end;
      const int done =
          unspaced ? hand_on_pairs(token, pieces, i, run_end) : hand_on(token, pieces[i], pieces[run_end - 1]);
      if (done != SQLITE_OK) return done;
      i = run_end;
    }
    return SQLITE_OK;
  }

  /// Of a text each pair and with it, in the same place, its first character, which by itself may be a word; the pair
  /// first, for what is found is shown by the first word of its place. Of a question only the pairs, one after the
  /// other, which is quicker and as exact.
  int hand_on_pairs(std::string_view token, const std::vector<Piece>& pieces, std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      const bool has_pair = i + 1 < end;
      const bool is_word = end - begin == 1 || (!query_ && is_ideographic(pieces[i].code));
      int done = has_pair ? hand_on(token, pieces[i], pieces[i + 1]) : SQLITE_OK;
      if (done == SQLITE_OK && is_word) {
        done = hand_on(token, pieces[i], pieces[i], has_pair ? FTS5_TOKEN_COLOCATED : 0);
      }
      if (done != SQLITE_OK) return done;
    }
    return SQLITE_OK;
  }

  int hand_on(std::string_view token, const Piece& first, const Piece& last, int flags = 0) {
    return hand_on(token.substr(first.begin, last.begin + last.size - first.begin), flags, first.start, last.end);
  }
  int hand_on(std::string_view token, int flags, int start, int end) {
    return take_(context_, flags, token.data(), static_cast<int>(token.size()), start, end);
  }

  const std::string_view text_;
  const bool query_;
  void* const context_;
  const TakeToken take_;
};

int take_marks(std::string_view text, void* context, TakeToken take) {
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = text.find(kMark, begin);
    if (end == std::string_view::npos) end = text.size();
    if (end > begin) {
      const int done = take(context, 0, text.data() + begin, static_cast<int>(end - begin), static_cast<int>(begin),
                            static_cast<int>(end));
      if (done != SQLITE_OK) return done;
    }
    begin = end + 1;
  }
  return SQLITE_OK;
}

/// unicode61, which ours stands on.
struct Words {
  fts5_tokenizer unicode61{};
  Fts5Tokenizer* made = nullptr;

  ~Words() {
    if (made != nullptr) unicode61.xDelete(made);
  }
};

int create(void* api_of, const char**, int, Fts5Tokenizer** out) {
  auto* api = static_cast<fts5_api*>(api_of);
  std::unique_ptr<Words> words(new (std::nothrow) Words);
  if (!words) return SQLITE_NOMEM;
  void* context = nullptr;
  int code = api->xFindTokenizer(api, "unicode61", &context, &words->unicode61);
  if (code != SQLITE_OK) return code;
  // With marks (M*) as parts of words: Hindi and Thai are written with them.
  const char* options[] = {"remove_diacritics", "2", "categories", "L* N* Co Mn Mc"};
  code = words->unicode61.xCreate(context, options, 4, &words->made);
  if (code != SQLITE_OK) return code;
  *out = reinterpret_cast<Fts5Tokenizer*>(words.release());
  return SQLITE_OK;
}

void destroy(Fts5Tokenizer* tokenizer) {
  delete reinterpret_cast<Words*>(tokenizer);
}

int tokenize(Fts5Tokenizer* tokenizer, void* context, int flags, const char* bytes, int size, TakeToken take) {
  auto* words = reinterpret_cast<Words*>(tokenizer);
  const std::string_view text = size > 0 ? std::string_view(bytes, static_cast<std::size_t>(size)) : std::string_view();
  if (text.starts_with(kMark)) return take_marks(text, context, take);
  Cutter cutter(text, (flags & FTS5_TOKENIZE_QUERY) != 0, context, take);
  return words->unicode61.xTokenize(words->made, &cutter, flags, bytes, size, Cutter::on_token);
}

// BM25 (Robertson, Zaragoza 2009) with its usual constants, without the part that tells rare words from common ones:
// every hit has all the words, and to count how many others have them would read the whole index. The length that
// counts as usual is fixed, so that a hit's worth, and with it the pages of a search, stay while articles come in.
constexpr double kSaturation = 1.2;
constexpr double kLength = 0.75;
constexpr double kUsualWords = 300;
constexpr double kWeights[] = {5, 2, 1, 0};  ///< Of a word in headline, lede, text, marks.

void relevance(const Fts5ExtensionApi* api, Fts5Context* fts, sqlite3_context* result, int, sqlite3_value**) {
  int instances = 0, words = 0;
  int code = api->xInstCount(fts, &instances);
  if (code == SQLITE_OK) code = api->xColumnSize(fts, -1, &words);
  std::vector<double> often(static_cast<std::size_t>(api->xPhraseCount(fts)));
  for (int i = 0; i < instances && code == SQLITE_OK; ++i) {
    int phrase = 0, column = 0, offset = 0;
    code = api->xInst(fts, i, &phrase, &column, &offset);
    if (code == SQLITE_OK) often[static_cast<std::size_t>(phrase)] += kWeights[std::min(column, 3)];
  }
  if (code != SQLITE_OK) return sqlite3_result_error_code(result, code);
  const double length = kSaturation * (1 - kLength + kLength * words / kUsualWords);
  double worth = 0;
  for (const double times : often) worth += times * (kSaturation + 1) / (times + length);
  sqlite3_result_double(result, worth);
}

/// As FTS5's documentation has it: the interface comes as a pointer from a function of SQL.
fts5_api* find_api(sqlite3* handle) {
  fts5_api* api = nullptr;
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(handle, "SELECT fts5(?1)", -1, &statement, nullptr) == SQLITE_OK) {
    sqlite3_bind_pointer(statement, 1, &api, "fts5_api_ptr", nullptr);
    sqlite3_step(statement);
  }
  sqlite3_finalize(statement);
  return api;
}

}  // namespace

bool register_search_words(sqlite3* handle) {
  fts5_api* api = find_api(handle);
  if (api == nullptr) return false;
  fts5_tokenizer ours{create, destroy, tokenize};
  return api->xCreateTokenizer(api, "dateline", api, &ours, nullptr) == SQLITE_OK &&
         api->xCreateFunction(api, "relevance", nullptr, relevance, nullptr) == SQLITE_OK;
}

}  // namespace dateline::store
