#include "markup/html_tokenizer.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include <boost/json.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

namespace dateline::markup {
namespace {

using State = Tokenizer::State;

struct Setting {
  State state = State::kData;
  std::string_view last_start_tag;
  bool cdata = false;
};

/// What a source is taken apart into, one string a token: "<p a='1'>", "</p>", "'text'", "<!--comment-->",
/// "<!doctype html>", "NUL". Neighbouring text is one.
class Tokens {
 public:
  explicit Tokens(std::string_view source, const Setting& setting = {}) : source_(source), size_(source.size()) {
    source_.resize(size_ + Tokenizer::kPadding);
    Tokenizer tokenizer({source_.data(), size_}, spill_);
    tokenizer.set_state(setting.state);
    tokenizer.set_last_start_tag(setting.last_start_tag);
    tokenizer.allow_cdata(setting.cdata);
    bool text_before = false;
    for (;;) {
      const Token& token = tokenizer.next();
      if (token.kind == Token::Kind::kEnd) break;
      const bool is_text = token.kind == Token::Kind::kText;
      if (is_text && text_before) {
        list.back().insert(list.back().size() - 1, token.text);
      } else {
        list.push_back(written(token));
      }
      text_before = is_text;
    }
    EXPECT_EQ(tokenizer.next().kind, Token::Kind::kEnd);
  }

  std::vector<std::string> list;

 private:
  static std::string written(const Token& token) {
    using Kind = Token::Kind;
    std::string out;
    switch (token.kind) {
      case Kind::kText:
        return "'" + std::string(token.text) + "'";
      case Kind::kNul:
        return "NUL";
      case Kind::kComment:
        return "<!--" + std::string(token.text) + "-->";
      case Kind::kDoctype:
        out = "<!doctype " + std::string(token.name);
        if (token.public_id) out += " public '" + std::string(*token.public_id) + "'";
        if (token.system_id) out += " system '" + std::string(*token.system_id) + "'";
        return out + (token.force_quirks ? " quirks>" : ">");
      case Kind::kStartTag:
      case Kind::kEndTag:
        EXPECT_EQ(token.tag, tag_of(token.name));
        out = (token.kind == Kind::kEndTag ? "</" : "<") + std::string(token.name);
        for (const Attribute& attribute : token.attributes) {
          out += " " + std::string(attribute.name) + "='" + std::string(attribute.value) + "'";
        }
        return out + (token.self_closing ? "/>" : ">");
      case Kind::kEnd:
        break;
    }
    return "end";
  }

  std::string source_;
  std::size_t size_;
  Arena spill_;
};

std::vector<std::string> tokens(std::string_view source, const Setting& setting = {}) {
  return Tokens(source, setting).list;
}

using List = std::vector<std::string>;

TEST(HtmlTokenizer, TakesAPageApart) {
  EXPECT_EQ(tokens("<!DOCTYPE html><p class=a>Flood in Orrin</p>"),
            (List{"<!doctype html>", "<p class='a'>", "'Flood in Orrin'", "</p>"}));
}

// The suites of html5lib: $DATELINE_CORPORA/html5lib/tokenizer. Parse errors are not compared: the tokenizer does not
// tell them. xmlViolation.test is not read: it is about turning a page into XML ("\f" as a space, "--" apart), which
// nothing here does.
namespace suites {

void append_utf8(std::string& out, std::uint32_t code) {
  const auto put = [&out](std::uint32_t byte) { out += static_cast<char>(byte); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0 | code >> 6);
    put(0x80 | (code & 0x3F));
  } else {  // A lone surrogate too: as UTF-8 would have it, if it had it.
    put(0xE0 | code >> 12);
    put(0x80 | (code >> 6 & 0x3F));
    put(0x80 | (code & 0x3F));
  }
}

/// The text with its "\uXXXX" read: some suites write them twice escaped, because JSON has no lone surrogates.
std::string unescaped(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    if (text.starts_with("\\u") && text.size() >= 6) {
      append_utf8(out, static_cast<std::uint32_t>(std::stoul(std::string(text.substr(2, 4)), nullptr, 16)));
      text.remove_prefix(6);
    } else {
      out += text.front();
      text.remove_prefix(1);
    }
  }
  return out;
}

std::string with_line_feeds(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r') {
      out += text[i];
    } else if (i + 1 == text.size() || text[i + 1] != '\n') {
      out += '\n';
    }
  }
  return out;
}

struct Case {
  std::string description, input, last_start_tag;
  std::vector<std::string> states;
  boost::json::array output;
  bool double_escaped = false;

  explicit Case(const boost::json::object& json) {
    const auto text = [&json](std::string_view key) {
      const auto* value = json.if_contains(key);
      return value ? std::string(value->as_string()) : std::string();
    };
    description = text("description");
    const auto* escaped = json.if_contains("doubleEscaped");
    double_escaped = escaped && escaped->as_bool();
    input = with_line_feeds(read(text("input")));
    last_start_tag = text("lastStartTag");
    output = json.at("output").as_array();
    if (const auto* list = json.if_contains("initialStates")) {
      for (const auto& state : list->as_array()) states.emplace_back(state.as_string());
    } else {
      states.emplace_back("Data state");
    }
  }
  std::string read(std::string_view text) const { return double_escaped ? unescaped(text) : std::string(text); }
  std::string read(const boost::json::value& value) const { return read(std::string_view(value.as_string())); }

  /// The output as Tokens writes it.
  List expected() const {
    List list;
    for (const auto& value : output) {
      const auto& token = value.as_array();
      const std::string_view kind = token[0].as_string();
      if (kind == "Character") {
        list.push_back("'" + read(token[1]) + "'");
      } else if (kind == "Comment") {
        list.push_back("<!--" + read(token[1]) + "-->");
      } else if (kind == "DOCTYPE") {
        std::string out = "<!doctype " + (token[1].is_null() ? "" : read(token[1]));
        if (!token[2].is_null()) out += " public '" + read(token[2]) + "'";
        if (!token[3].is_null()) out += " system '" + read(token[3]) + "'";
        list.push_back(out + (token[4].as_bool() ? ">" : " quirks>"));
      } else if (kind == "EndTag") {
        list.push_back("</" + read(token[1]) + ">");
      } else {
        std::string out = "<" + read(token[1]);
        for (const auto& [name, attribute] : token[2].as_object())
          out += " " + read(std::string_view(name)) + "='" + read(attribute) + "'";
        list.push_back(out + (token.size() > 3 ? "/>" : ">"));
      }
    }
    return list;
  }
  /// What Tokens made, as the suites tell it: an end tag is never self-closing, U+0000 is text.
  static List told(const List& made) {
    List list;
    bool joins = false;
    for (std::string token : made) {
      if (token == "NUL") token = std::string("'\0'", 3);
      if (token.starts_with("</") && token.ends_with("/>")) token.erase(token.size() - 2, 1);
      const bool is_text = token.starts_with("'");
      if (is_text && joins) {
        list.back().pop_back();
        list.back() += std::string_view(token).substr(1);
      } else {
        list.push_back(token);
      }
      joins = is_text;
    }
    return list;
  }
};

State state_named(std::string_view name) {
  if (name == "Data state") return State::kData;
  if (name == "RCDATA state") return State::kRcdata;
  if (name == "RAWTEXT state") return State::kRawtext;
  if (name == "Script data state") return State::kScriptData;
  if (name == "PLAINTEXT state") return State::kPlaintext;
  EXPECT_EQ(name, "CDATA section state");
  return State::kCdata;
}

TEST(HtmlTokenizerSuites, AllPass) {
  const char* corpora = std::getenv("DATELINE_CORPORA");
  if (!corpora) GTEST_SKIP() << "DATELINE_CORPORA is not set";
  const std::filesystem::path folder = std::filesystem::path(corpora) / "html5lib" / "tokenizer";
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".test" && entry.path().stem() != "xmlViolation") files.push_back(entry.path());
  }
  ASSERT_FALSE(files.empty());
  std::ranges::sort(files);
  for (const auto& file : files) {
    std::ifstream in(file);
    const std::string json((std::istreambuf_iterator<char>(in)), {});
    const auto document = boost::json::parse(json);
    int passed = 0;
    int all = 0;
    for (const auto& value : document.at("tests").as_array()) {
      const Case test(value.as_object());
      for (const std::string& state : test.states) {
        ++all;
        const List made = Case::told(tokens(test.input, {state_named(state), test.last_start_tag, false}));
        if (made == test.expected()) {
          ++passed;
        } else {
          ADD_FAILURE() << file.filename() << ": " << test.description << " (" << state << ")\n"
                        << ::testing::PrintToString(test.input) << "\nis " << ::testing::PrintToString(made) << "\nnot "
                        << ::testing::PrintToString(test.expected());
        }
      }
    }
    std::cout << "tokenizer/" << file.filename().string() << " " << passed << " of " << all << "\n";
  }
}

}  // namespace suites
}  // namespace
}  // namespace dateline::markup
