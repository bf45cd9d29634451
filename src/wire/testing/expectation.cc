#include "wire/testing/expectation.h"

#include <cctype>
#include <charconv>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <vector>

namespace dateline::wire::testing {
namespace {

namespace json = boost::json;

struct NotOurs : std::runtime_error {
  using std::runtime_error::runtime_error;
};

void append_utf8(std::string& out, std::uint32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | (c >> 6));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | (c >> 12));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (c >> 18));
    out += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

/// A value of ours has a path, a literal has none.
struct Term {
  json::value value;
  std::string path;
};

class Evaluator {
 public:
  Evaluator(std::string_view text, const json::object& model, const Known& known, const Same& same)
      : text_(text), model_(model), known_(known), same_(same) {}

  bool run() {
    const bool result = either();
    skip_spaces();
    if (!text_.empty()) throw NotOurs("trailing text");
    return result;
  }

 private:
  void skip_spaces() {
    while (!text_.empty() && std::isspace(static_cast<unsigned char>(text_.front()))) text_.remove_prefix(1);
  }
  bool take(std::string_view mark) {
    skip_spaces();
    if (!text_.starts_with(mark)) return false;
    const bool word = std::isalpha(static_cast<unsigned char>(mark.front())) != 0;
    if (word && text_.size() > mark.size() &&
        (std::isalnum(static_cast<unsigned char>(text_[mark.size()])) || text_[mark.size()] == '_')) {
      return false;
    }
    text_.remove_prefix(mark.size());
    return true;
  }
  void need(std::string_view mark) {
    if (!take(mark)) throw NotOurs("expected " + std::string(mark));
  }

  bool either() {
    bool result = all();
    while (take("or")) result |= all();
    return result;
  }
  bool all() {
    bool result = negated();
    while (take("and")) result &= negated();
    return result;
  }
  bool negated() { return take("not") ? !negated() : comparison(); }

  bool comparison() {
    skip_spaces();
    if (text_.starts_with('(')) {  // A tuple, or a condition in brackets.
      const std::string_view before = text_;
      try {
        text_.remove_prefix(1);
        const bool result = either();
        need(")");
        skip_spaces();
        if (!text_.starts_with("==")) return result;
      } catch (const NotOurs&) {
      }
      text_ = before;
    }
    Term left = term();
    bool result = true, compared = false;
    while (true) {
      const bool unequal = take("!=");
      if (!unequal && !take("==")) {
        if (!take("is")) break;
        const bool is_not = take("not");
        const Term right = term();
        result &= equal(left, right) != is_not;
        compared = true;
        left = right;
        continue;
      }
      Term right = term();
      result &= equal(left, right) != unequal;
      compared = true;
      left = std::move(right);
    }
    return compared ? result : is_true(left.value);
  }

  static bool is_true(const json::value& value) {
    if (value.is_null()) return false;
    if (value.is_bool()) return value.get_bool();
    if (value.is_string()) return !value.get_string().empty();
    if (value.is_int64()) return value.get_int64() != 0;
    if (value.is_array()) return !value.get_array().empty();
    if (value.is_object()) return !value.get_object().empty();
    return true;
  }

  bool equal(const Term& left, const Term& right) const {
    if (left.path.empty() && !right.path.empty()) return equal(right, left);
    if (!right.path.empty()) return left.value == right.value;
    // A dictionary or a list agrees where its parts do that we have.
    if (const auto* wanted = right.value.if_object()) {
      bool any = false;
      for (const auto& [key, value] : *wanted) {
        const std::string path = left.path + "." + std::string(key);
        if (!known_(path)) continue;
        any = true;
        const auto* object = left.value.if_object();
        const json::value* ours = object ? object->if_contains(key) : nullptr;
        if (!same_(path, ours ? *ours : json::value(), value)) return false;
      }
      if (!any && !wanted->empty()) throw NotOurs("nothing of it");
      return any || !is_true(left.value);
    }
    return same_(left.path, left.value, right.value);
  }

  Term term() {
    skip_spaces();
    if (text_.empty()) throw NotOurs("end");
    const char c = text_.front();
    if (c == '\'' || c == '"' ||
        ((c == 'u' || c == 'b') && text_.size() > 1 && (text_[1] == '\'' || text_[1] == '"'))) {
      if (c == 'u' || c == 'b') text_.remove_prefix(1);
      std::string whole = string();
      for (skip_spaces(); !text_.empty() && (text_.front() == '\'' || text_.front() == '"'); skip_spaces())
        whole += string();
      return {json::value(whole), ""};
    }
    if (c == '-' || std::isdigit(static_cast<unsigned char>(c))) return {number(), ""};
    if (c == '(' || c == '[') return {list(), ""};
    if (c == '{') return {dictionary(), ""};
    if (take("True")) return {json::value(true), ""};
    if (take("False")) return {json::value(false), ""};
    if (take("None")) return {json::value(nullptr), ""};
    if (take("len")) return length();
    if (take("ord")) return code_point();
    return path();
  }

  std::string string() {
    const char quote = text_.front();
    text_.remove_prefix(1);
    std::string out;
    while (!text_.empty() && text_.front() != quote) {
      if (text_.front() != '\\' || text_.size() < 2) {
        out += text_.front();
        text_.remove_prefix(1);
        continue;
      }
      const char kind = text_[1];
      text_.remove_prefix(2);
      const auto hexadecimal = [&](std::size_t digits) {
        std::uint32_t code = 0;
        std::from_chars(text_.data(), text_.data() + std::min(digits, text_.size()), code, 16);
        text_.remove_prefix(std::min(digits, text_.size()));
        append_utf8(out, code);
      };
      switch (kind) {
        case 'n':
          out += '\n';
          break;
        case 't':
          out += '\t';
          break;
        case 'r':
          out += '\r';
          break;
        case 'x':
          hexadecimal(2);
          break;
        case 'u':
          hexadecimal(4);
          break;
        case 'U':
          hexadecimal(8);
          break;
        default:
          out += kind;
      }
    }
    if (text_.empty()) throw NotOurs("open string");
    text_.remove_prefix(1);
    return out;
  }

  json::value number() {
    std::size_t end = 0;
    while (end < text_.size() &&
           (std::isdigit(static_cast<unsigned char>(text_[end])) || text_[end] == '.' || text_[end] == '-'))
      ++end;
    const std::string_view digits = text_.substr(0, end);
    text_.remove_prefix(end);
    if (digits.find('.') != std::string_view::npos) {
      double value = 0;
      std::from_chars(digits.data(), digits.data() + digits.size(), value);
      return value;
    }
    std::int64_t value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
  }

  json::value list() {
    const std::string close = text_.front() == '(' ? ")" : "]";
    text_.remove_prefix(1);
    json::array array;
    while (!take(close)) {
      array.push_back(term().value);
      if (!take(",")) {
        need(close);
        break;
      }
    }
    return array;
  }

  json::value dictionary() {
    need("{");
    json::object object;
    while (!take("}")) {
      const json::value key = term().value;
      need(":");
      object[key.as_string()] = term().value;
      if (!take(",")) {
        need("}");
        break;
      }
    }
    return object;
  }

  Term length() {
    need("(");
    const Term inner = term();
    need(")");
    if (inner.path.empty()) throw NotOurs("len of a literal");
    const auto* array = inner.value.if_array();
    return {json::value(static_cast<std::int64_t>(array ? array->size() : 0)), "len"};
  }

  Term code_point() {
    need("(");
    const Term inner = term();
    need(")");
    const std::string text = inner.value.is_string() ? std::string(inner.value.get_string()) : "";
    std::uint32_t code = 0;
    if (!text.empty()) {
      const auto first = static_cast<unsigned char>(text[0]);
      code = first < 0x80 ? first : first < 0xE0 ? first & 0x1F : first < 0xF0 ? first & 0x0F : first & 0x07;
      for (std::size_t i = 1; first >= 0xC0 && i < text.size() && (static_cast<unsigned char>(text[i]) & 0xC0) == 0x80;
           ++i) {
        code = code << 6 | (static_cast<unsigned char>(text[i]) & 0x3F);
      }
    }
    return {json::value(static_cast<std::int64_t>(code)), "ord"};
  }

  std::string word() {
    skip_spaces();
    std::size_t end = 0;
    while (end < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[end])) || text_[end] == '_')) ++end;
    if (end == 0) throw NotOurs("no name");
    std::string name(text_.substr(0, end));
    text_.remove_prefix(end);
    return name;
  }

  Term path() {
    Term at{json::value(), word()};
    if (const auto* found = model_.if_contains(at.path)) at.value = *found;
    while (true) {
      if (text_.starts_with('[')) {
        text_.remove_prefix(1);
        const Term index = term();
        need("]");
        if (index.value.is_int64()) {
          std::int64_t i = index.value.get_int64();
          const auto* array = at.value.if_array();
          if (array && i < 0) i += static_cast<std::int64_t>(array->size());
          at.value = array && i >= 0 && static_cast<std::size_t>(i) < array->size()
                         ? json::value((*array)[static_cast<std::size_t>(i)])
                         : json::value();
        } else {
          step(at, std::string(index.value.as_string()));
        }
      } else if (text_.starts_with('.')) {
        text_.remove_prefix(1);
        const std::string name = word();
        if (text_.starts_with('(')) {
          text_.remove_prefix(1);
          const Term argument = term();
          need(")");
          if (name == "has_key") {
            step(at, std::string(argument.value.as_string()));
            at.value = is_true(at.value);
            return at;
          }
          if (name != "get") throw NotOurs(name);
          step(at, std::string(argument.value.as_string()));
        } else {
          step(at, name);
        }
      } else {
        break;
      }
    }
    if (!known_(at.path)) throw NotOurs(at.path);
    return at;
  }

  static void step(Term& at, const std::string& key) {
    const auto* object = at.value.if_object();
    const auto* found = object ? object->if_contains(key) : nullptr;
    json::value next = found ? *found : json::value();
    at.value = std::move(next);
    at.path += "." + key;
  }

  std::string_view text_;
  const json::object& model_;
  const Known& known_;
  const Same& same_;
};

}  // namespace

Verdict evaluate(std::string_view expression, const json::object& model, const Known& known, const Same& same) {
  try {
    return Evaluator(expression, model, known, same).run() ? Verdict::kHolds : Verdict::kFails;
  } catch (const std::exception&) {  // Also Boost.JSON's, of a value that is no text.
    return Verdict::kNotOurs;
  }
}

}  // namespace dateline::wire::testing
